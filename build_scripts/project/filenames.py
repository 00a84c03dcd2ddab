"""Names of files that every system can hold, Windows included: a site is copied to where its readers are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

MOST_LETTERS = 80
"""Of a name; a path on Windows has 260 in all."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever ending follows them."""


def objection_to_file_name(name: str) -> str | None:
    """Return why no file or folder may have a name, or None when one may."""
    if _RESERVED.fullmatch(name):
        return f"'{name}' is a device on Windows, which can hold no file of that name; choose another"
    if len(name) > MOST_LETTERS:
        return f"a name of {len(name)} letters is too long for some systems, expected at most {MOST_LETTERS}"
    return None


def alike(paths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each path that a system without capitals takes for another, the part of it that clashes, and with what.

    Args:
        paths: With `/` between folders. Folders count as well: `About/a.md` clashes with `about/b.md`.
    """
    spelled: dict[str, str] = {}
    for path in paths:
        for part in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
            name = part.as_posix()
            other = spelled.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other != name:
                yield path, name, other
                break
