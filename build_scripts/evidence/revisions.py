"""Earlier versions of protocols, from a folder or a git revision, and the records of their differences."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from build_scripts.content.approval.records import write_committed
from build_scripts.content.load import load_protocol, protocol_folders
from build_scripts.project.paths import Project
from build_scripts.project.problems import ContentError, Problem, UsageError
from checker import Protocol
from checker.answers.echo import unknown

RECORDS = "differences"
"""Folder beside a protocol.yml with the differences between its versions, one file for each version."""


class RevisionError(UsageError):
    """A version that does not exist; the message says what was looked for."""


def protocols_of(project: Project, version: str, protocol_id: str | None = None) -> dict[str, Protocol]:
    """Return the protocols of a version by id, validated but for their cases.

    Args:
        project: The checkout.
        version: A git revision, or a folder that is a project or holds `protocols/`; the checkout itself if empty.
        protocol_id: Id of the only protocol to return, one of the checkout or of the version; all unless given. Nothing
            is returned where the version does not have it.

    Raises:
        RevisionError: when there is no such version, its content is not valid, or neither it nor the checkout has the
            protocol.
    """
    if not version:
        return _load(project, project.docs, "here", protocol_id)
    folder = Path(version)
    if folder.is_dir():
        docs = folder / "docs" if (folder / "docs" / "protocols").is_dir() else folder
        return _load(project, docs, version, protocol_id)
    with tempfile.TemporaryDirectory() as place:
        _extract(project, version, Path(place))
        return _load(project, Path(place) / "docs", f"revision {version}", protocol_id)


def _load(project: Project, docs: Path, name: str, protocol_id: str | None) -> dict[str, Protocol]:
    try:
        folders = protocol_folders(docs)
        known = {folder.name for each in (folders, protocol_folders(project.docs)) for folder in each}
        if protocol_id is not None and protocol_id not in known:
            hint = "; another version to compare with is given as --to"
            raise RevisionError(f"{unknown('protocol', protocol_id, sorted(known))}{hint}")
        wanted = [folder for folder in folders if protocol_id in (None, folder.name)]
        return {folder.name: load_protocol(folder, past=True) for folder in wanted}
    except ContentError as error:
        raise RevisionError(f"{name} cannot be compared:\n{error}") from None


def _extract(project: Project, revision: str, place: Path) -> None:
    if revision.startswith("-"):
        raise RevisionError(f"'{revision}' is neither a folder nor a git revision")
    done = _archive(project, revision, "docs/protocols")
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RevisionError(f"'{revision}' is neither a folder nor a git revision with docs/protocols ({said[-1]})")
    # Not every revision has what protocols share.
    for archived in (done, _archive(project, revision, "docs/vocabulary")):
        if not archived.returncode:
            with tarfile.open(fileobj=BytesIO(archived.stdout)) as archive:
                archive.extractall(place, filter="data")


def _archive(project: Project, revision: str, folder: str) -> subprocess.CompletedProcess[bytes]:
    """Return a folder of a revision as a tar file."""
    try:
        return subprocess.run(
            ["git", "-C", str(project.root), "archive", "--format=tar", revision, "--", folder],
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"'{revision}' is no folder, and git cannot be run: {error.strerror}") from None


def write_record(project: Project, old: Protocol, new: Protocol) -> Path:
    """Write the differences between two versions to a file beside the protocol, for its change history; return it."""
    from build_scripts.evidence.proofs.texts import record  # with the solver, which takes a while to load

    file = project.docs / "protocols" / new.id / RECORDS / f"{new.version}.json"
    write_committed(file, f"{json.dumps(record(old, new), indent=2, ensure_ascii=False)}\n".encode())
    return file


def records_of(folder: Path) -> dict[str, Any]:
    """Return the records of a protocol's changes, by the version that each change led to.

    Raises:
        ContentError: for a record that is no JSON, with its place.
    """
    return {file.stem: _record_in(file) for file in sorted((folder / RECORDS).glob("*.json"))}


def _record_in(file: Path) -> Any:
    remedy = "it is written by `wardbook diff --record`, never by hand"
    try:
        return json.loads(file.read_bytes())
    except json.JSONDecodeError as error:
        raise ContentError([Problem(file, error.lineno, error.colno, f"no JSON: {error.msg}; {remedy}")]) from None
    except UnicodeDecodeError:
        raise ContentError([Problem(file, 1, 1, f"no UTF-8; {remedy}")]) from None
