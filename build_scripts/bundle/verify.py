"""The check of a deployed folder, or a zip, against its sums: each changed, missing or extra file is named."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from build_scripts.bundle.sums import SUMS, SumsError, read_sums, shown


@dataclass(frozen=True, slots=True)
class FolderVerdict:
    """The result of the check."""

    checked: int
    """Number of files that the sums name."""
    differences: tuple[str, ...]
    """One line each, sorted by file: `changed: …`, `missing: …`, `extra: …`, `link: …` or `unreadable: …`."""


def verify(place: Path) -> FolderVerdict:
    """Compare a folder, or a zip with one top folder, with the SHA256SUMS in it.

    Links are reported and not followed, since their target may change while the folder stays the same.

    Raises:
        SumsError: when there are no sums, or when the sums or the zip cannot be read.
    """
    if place.is_dir():
        return _verify_folder(place)
    if place.is_file() and zipfile.is_zipfile(place):
        return _verify_zip(place)
    raise SumsError(f"{place} is neither a folder nor a zip" if place.exists() else f"there is no {place}")


def _verify_folder(folder: Path) -> FolderVerdict:
    sums_file = folder / SUMS
    if sums_file.is_symlink() or not sums_file.is_file():
        raise SumsError(f"{folder} holds no {SUMS}; is it the folder that was deployed?")
    try:
        sums = read_sums(sums_file.read_bytes())
    except OSError as error:
        raise SumsError(f"cannot read {sums_file}: {error.strerror}") from None
    found: dict[str, str] = {}
    problems: dict[str, str] = {}

    def unreadable(error: OSError) -> None:
        problems[Path(error.filename).relative_to(folder).as_posix()] = "unreadable"

    for place, folders, names in os.walk(folder, onerror=unreadable):
        for name in (*folders, *names):
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink() or path.is_junction():
                problems[relative] = "link"
            elif name in names and relative != SUMS:
                try:
                    if path.is_file():
                        with path.open("rb") as stream:
                            found[relative] = _digest(stream)
                    else:
                        problems[relative] = "extra"
                except OSError:
                    problems[relative] = "unreadable"
        folders[:] = [name for name in folders if not Path(place, name).is_junction()]
    return _compare(sums, found, problems)


def _verify_zip(file: Path) -> FolderVerdict:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            folders = [entry for entry in archive.infolist() if entry.is_dir()]
            tops = {entry.filename.partition("/")[0] for entry in entries}
            top = tops.pop() if len(tops) == 1 else ""
            names = [entry.filename.removeprefix(f"{top}/") for entry in entries]
            if SUMS not in names:
                raise SumsError(f"{file} holds no {SUMS} in its top folder")
            sums = read_sums(archive.read(f"{top}/{SUMS}" if top else SUMS))
            found: dict[str, str] = {}
            problems: dict[str, str] = {}
            for name, entry in zip(names, entries, strict=True):
                if _is_link(entry):
                    problems[name] = "link"
                elif name in found or (name == SUMS and names.count(SUMS) > 1):
                    problems[name] = "extra"  # one of two entries with this name; an unpacker would take either
                elif name != SUMS:
                    try:
                        with archive.open(entry) as stream:
                            found[name] = _digest(stream)
                    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
                        problems[name] = "unreadable"
            # A folder needs no entry of its own. One that leads elsewhere, or holds nothing, is no part of a bundle.
            needed = {parent for name in sums for parent in _parents(name)}
            for entry in folders:
                name = entry.filename.removeprefix(f"{top}/").rstrip("/")
                if _is_link(entry):
                    problems[name] = "link"
                elif name and name not in needed:
                    problems[f"{name}/"] = "extra"
    except (zipfile.BadZipFile, OSError) as error:
        raise SumsError(f"cannot read {file}: {error}") from None
    return _compare(sums, found, problems)


def _compare(sums: Mapping[str, str], found: Mapping[str, str], problems: dict[str, str]) -> FolderVerdict:
    closed = set(problems)  # places that could not be read; nothing is known of the files inside
    for name in sums.keys() | found.keys():
        if closed.isdisjoint((name, *_parents(name))) and sums.get(name) != found.get(name):
            problems[name] = "extra" if name not in sums else "changed" if name in found else "missing"
    return FolderVerdict(len(sums), tuple(f"{what}: {shown(name)}" for name, what in sorted(problems.items())))


def _parents(name: str) -> Iterable[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _digest(stream: IO[bytes]) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # an entry of a zip works as well
