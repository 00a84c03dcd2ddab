"""Names of files that every system can hold, Windows included, since a site is copied to its readers' machines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

MOST_LETTERS = 80
"""Highest number of letters of a name; a path on Windows has 260 in all."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices, whatever ending follows them."""

_STRANGE = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
"""Characters that no name on Windows can have."""


def objection_to_file_name(name: str) -> str | None:
    """Return the objection to a name of a file or folder, or None when the name is allowed."""
    if _RESERVED.fullmatch(name):
        return f"'{name}' is a device on Windows, which can hold no file of that name; choose another"
    if _STRANGE.search(name):
        return f"Windows can hold no file '{name}': take out what is none of letters, digits, blanks, '.', '-' and '_'"
    if name.endswith((".", " ")):
        return f"'{name}' ends with a dot or a blank, which Windows drops; choose another name"
    if len(name) > MOST_LETTERS:
        return f"a name of {len(name)} letters is too long for some systems, expected at most {MOST_LETTERS}"
    return None


def alike(paths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each path that clashes with another where capitals do not count, its clashing part, and the other part.

    Args:
        paths: Paths with `/` between folders. Folders count as well: `About/a.md` clashes with `about/b.md`.
    """
    spelled: dict[str, str] = {}
    for path in paths:
        for part in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
            name = part.as_posix()
            other = spelled.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
            if other != name:
                yield path, name, other
                break
