"""The zip, with the same bytes on every machine and at any time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

_STORED = (".br", ".gz", ".png", ".woff2", ".pdf")
"""Endings of files that are compressed already and are stored as they are."""


def write_zip(target: Path, folder: str, files: Mapping[str, bytes], moment: datetime) -> None:
    """Write files below one top folder into a zip, sorted, all with one time and one mode.

    Args:
        target: The zip; it is replaced as a whole, so that nobody sees half of it.
        folder: The top folder's name.
        files: Path below it → content.
        moment: The time that every entry carries; a zip keeps it to 2 seconds.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name, data in sorted(files.items()):
                entry = zipfile.ZipInfo(f"{folder}/{name}", moment.timetuple()[:6])
                entry.create_system = 3  # Unix, on Windows too, since the mode below is one of Unix
                entry.external_attr = 0o100644 << 16
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
                archive.writestr(entry, data, compresslevel=9)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
