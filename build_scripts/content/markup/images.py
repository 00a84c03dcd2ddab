"""Pictures of section texts: files of the protocol's own folder, of kinds that cannot hold a script."""

from __future__ import annotations

import re
from pathlib import Path

from build_scripts.project.filenames import objection_to_file_name
from checker.answers.echo import cut

KINDS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}
"""Ending of a picture's name → what the file must be. Each is served with its type (`build_scripts/site`)."""

LARGEST_PICTURE = 1_000_000
"""Largest size of a picture in bytes: every reader's device keeps it for use without a network."""

_PATH = re.compile(r"(?:[\w-]+/)*[\w-]+\.\w+", re.ASCII)


class UnusablePicture(ValueError):
    """A picture that cannot be shown; the message says which and why."""


def size_of(src: str, folder: Path) -> tuple[int, int]:
    """Return the width and height in pixels of a picture.

    Args:
        src: The address as the author wrote it, relative to the protocol's folder.
        folder: That folder.

    Raises:
        UnusablePicture: when there is no such file, or it is none of the pictures that pages may show.
    """
    from PIL import Image, UnidentifiedImageError  # loaded late: few protocols have pictures

    name = cut(src)
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", src):
        raise UnusablePicture(f"the picture '{name}' is on another host; put the file into the protocol's folder")
    if not _PATH.fullmatch(src):
        raise UnusablePicture(f"'{name}' is no picture of the protocol's folder: expected for example 'position.png'")
    ending = src.rpartition(".")[2]
    if ending not in KINDS:
        why = ", which can hold a script" if ending.lower() == "svg" else ""
        raise UnusablePicture(f"the picture '{name}' is of another kind{why}: expected {', '.join(KINDS)}")
    objection = next(filter(None, (objection_to_file_name(part.partition(".")[0]) for part in src.split("/"))), None)
    if objection:
        raise UnusablePicture(objection)
    place = folder
    for part in src.split("/"):  # part by part, since some systems also find a name in other capitals
        if place.is_symlink() or not place.is_dir() or part not in {path.name for path in place.iterdir()}:
            raise UnusablePicture(f"there is no picture '{name}' in the protocol's folder")
        place /= part
    if place.is_symlink() or not place.is_file():
        raise UnusablePicture(f"'{name}' in the protocol's folder is no file")
    length = place.stat().st_size
    if length > LARGEST_PICTURE:
        raise UnusablePicture(f"the picture '{name}' has {length} bytes, at most {LARGEST_PICTURE} are shown")
    try:
        with Image.open(place, formats=[KINDS[ending]]) as picture:
            size = picture.size
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise UnusablePicture(f"'{name}' cannot be read as a picture of the kind {KINDS[ending]}") from None
    return size
