"""SHA256SUMS: written and read in the form of the command sha256sum."""

from __future__ import annotations

import re
from collections.abc import Mapping

from build_scripts.project.digests import sha256
from build_scripts.project.problems import UsageError

SUMS = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


class SumsError(UsageError):
    """A file of sums that cannot be read."""


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """Return SHA256SUMS for files (path → content), sorted by path, without a line for SHA256SUMS itself."""
    lines = (f"{sha256(data)}  {name}\n" for name, data in sorted(files.items()) if name != SUMS)
    return "".join(lines).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """Return the sums as path → digest (hexadecimal, lower case).

    Raises:
        SumsError: when a line has another form, or a path is given twice or leads out of the folder.
    """
    sums: dict[str, str] = {}
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise SumsError(f"{SUMS} is not a text file") from None
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise SumsError(f"{SUMS}, line {number}, is not a sum and a file name")
        digest, name = found[1].lower(), found[2]
        if name.startswith(("/", "\\")) or ":" in name.partition("/")[0] or ".." in re.split(r"[/\\]", name):
            raise SumsError(f"{SUMS}, line {number}, leads out of the folder: {shown(name)}")
        if name in sums:
            raise SumsError(f"{SUMS}, line {number}, names {shown(name)} a second time")
        sums[name] = digest
    if not sums:
        raise SumsError(f"{SUMS} is empty")
    return sums


def shown(name: str) -> str:
    """Return a file's name as one line of plain text, with special characters escaped."""
    return name if name.isprintable() else ascii(name)
