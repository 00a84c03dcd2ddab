"""The records of approvals and releases beside a protocol, each sealed, so that a change by hand is noticed.

A seal keeps slips and habits away from a record, not a forger: whoever can write the file can run the command. Who made
a commit, and whether it was signed, is git's to say.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.content.approval.scopes import ScopeDigests
from build_scripts.content.schema import parse
from build_scripts.content.yaml_source import YamlDocument, read_yaml
from build_scripts.project.digests import sha256
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import write_whole
from checker.protocol.compiled import plain
from checker.protocol.sources import SCOPES

APPROVALS = "approvals.yml"
RELEASES = "releases.yml"
FORMAT = 1
"""Version of the way in which digests are made; a record of another way holds nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRecord:
    """What a person approved, and when."""

    reviewer: str
    role: str
    competence: str | None = None
    """What makes the person competent; None in a record from before it was asked."""
    interests: str | None = None
    scope: tuple[str, ...]
    """The parts that were approved, of `rules`, `doses` and `texts`."""
    date: datetime.date
    version: str
    format: int
    digests: Mapping[str, str]
    """Digest of each part and of the register's entries, those of parts that were not approved as well."""
    files: Mapping[str, str]
    """Digest of each file that is among the texts."""
    kept: str
    """The protocol as it was signed, beside the protocol.yml."""
    copy: str
    """Digest of that copy."""
    document: str
    """Fingerprint of the document that the reviewer signed."""
    commit: str | None = None
    """The git commit that was checked out, where there was one."""
    seal: str
    """Digest of all above, and of the seal of the record before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRecord:
    """A version that was handed out."""

    version: str
    date: datetime.date
    format: int
    digests: Mapping[str, str]
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFile:
    """The file of a protocol's approvals."""

    approvals: tuple[ApprovalRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """The file of a protocol's released versions."""

    releases: tuple[ReleaseRecord, ...]


def digests_on_record(digests: ScopeDigests) -> dict[str, str]:
    """Return the digests as a record holds them."""
    return {**{scope: digests.of(scope) for scope in SCOPES}, "register": digests.register}


def approvals_in(folder: Path) -> tuple[ApprovalRecord, ...]:
    """Return the approvals of a protocol, the first given first; none where the file is missing.

    Raises:
        ContentError: when a record was changed by hand, or the copy that it names is gone or was changed.
    """
    if not (folder / APPROVALS).is_file():
        return ()
    document = read_yaml(folder / APPROVALS)
    records: tuple[ApprovalRecord, ...] = parse(document, ApprovalFile).approvals
    problems = [*_broken("approvals", "wardbook sign", document, records)]
    for index, record in enumerate(records):
        place = ("approvals", index, "kept")
        copy = folder / record.kept
        if not copy.resolve().is_relative_to(folder.resolve()) or not copy.is_file():
            problems.append(document.problem(place, f"{record.kept}, the protocol as it was signed, is not there"))
        elif sha256(copy.read_bytes()) != record.copy:
            message = f"{record.kept}, the protocol as it was signed, was changed since; restore it from git"
            problems.append(document.problem(place, message))
    if problems:
        raise ContentError(problems)
    return records


def releases_in(folder: Path) -> tuple[ReleaseRecord, ...]:
    """Return the released versions of a protocol; none where the file is missing.

    Raises:
        ContentError: when a record was changed by hand.
    """
    if not (folder / RELEASES).is_file():
        return ()
    document = read_yaml(folder / RELEASES)
    records: tuple[ReleaseRecord, ...] = parse(document, ReleaseFile).releases
    problems = list(_broken("releases", "wardbook bundle --release", document, records))
    if problems:
        raise ContentError(problems)
    return records


def sealed(record: Mapping[str, Any], before: str) -> str:
    """Return the seal of a record.

    Args:
        record: All of the record but its seal, as plain data.
        before: The seal of the record before; empty for the first.
    """
    text = json.dumps([before, record], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode())


def add_record(folder: Path, name: str, record: Mapping[str, Any]) -> None:
    """Seal a record and write it behind the others of its file.

    Args:
        folder: The folder of the protocol.
        name: `approvals.yml` or `releases.yml`.
        record: The record without its seal; texts, numbers, lists of texts, and texts by name.

    Raises:
        ContentError: as `approvals_in` and `releases_in` do.
    """
    records = approvals_in(folder) if name == APPROVALS else releases_in(folder)
    before = records[-1].seal if records else ""
    file = folder / name
    text = file.read_text(encoding="utf-8").rstrip("\n") if records else "\n".join(_HEADS[name])
    whole = {**record, "seal": sealed(record, before)}
    write_committed(file, f"{text}\n{'\n'.join(_lines(whole))}\n".encode())


_HEADS = {
    APPROVALS: (
        "# Who approved what. Written by `wardbook sign`, never by hand: each record is sealed, and one that was",
        "# changed is refused.",
        "approvals:",
    ),
    RELEASES: (
        "# What was handed out. Written by `wardbook bundle --release`, never by hand: each record is sealed, and",
        "# one that was changed is refused.",
        "releases:",
    ),
}


def write_committed(file: Path, content: bytes) -> None:
    """Write a file that others read and git keeps, whole or not at all."""
    write_whole(file, content)
    file.chmod(0o644)


def _lines(record: Mapping[str, Any]) -> Iterator[str]:
    start = "  - "
    for name, value in record.items():
        if isinstance(value, Mapping) and not value:
            yield f"{start}{name}: {{}}"
        elif isinstance(value, Mapping):
            yield f"{start}{name}:"
            yield from (f"      {_quoted(inner)}: {_quoted(text)}" for inner, text in value.items())
        elif isinstance(value, list):
            yield f"{start}{name}: [{', '.join(map(_quoted, value))}]"
        else:
            yield f"{start}{name}: {value if isinstance(value, int) else _quoted(value)}"
        start = "    "


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _broken(
    name: str, command: str, document: YamlDocument, records: Sequence[ApprovalRecord | ReleaseRecord]
) -> Iterator[Problem]:
    """Yield a problem for each record whose seal does not fit it."""
    before = ""
    for index, record in enumerate(records):
        data = {key: value for key, value in plain(record).items() if key != "seal"}
        if sealed(data, before) != record.seal:
            message = f"this record was changed by hand: only '{command}' writes it; restore it from git"
            yield document.problem((name, index), message)
        unknown = set(record.scope) - set(SCOPES) if isinstance(record, ApprovalRecord) else set()
        if unknown:
            yield document.problem((name, index, "scope"), f"expected {', '.join(SCOPES)}, found {', '.join(unknown)}")
        before = record.seal
