"""Versions that were not raised: rules or doses that differ from the last commit's under the same version."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_scripts.content.approval.scopes import doses_of, rules_of
from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.schema import parse
from build_scripts.content.validation.units import with_factors
from build_scripts.content.yaml_source import read_yaml, yaml_from
from build_scripts.project.problems import ContentError, Problem
from checker import Protocol


def unraised_versions(protocols: Iterable[LoadedProtocol]) -> Iterator[Problem]:
    """Yield a warning for each protocol whose rules or doses changed since the last commit while its version did not.

    A version that was signed or released cannot be changed at all, which reading the protocol sees to. Where there
    is no git, or no commit, nothing is yielded.
    """
    for loaded in protocols:
        committed = _committed(loaded.folder)
        if committed is None or committed.version != loaded.protocol.version:
            continue
        parts = {"rules": rules_of, "doses": doses_of}
        changed = [name for name, part in parts.items() if part(committed) != part(loaded.protocol)]
        if changed:
            document = read_yaml(loaded.folder / "protocol.yml")
            parted = " and the ".join(changed)
            message = (
                f"version {committed.version} is the one of the last commit, and the {parted} differ from it: "
                "raise the version before anybody signs it or it is handed out"
            )
            yield document.problem(("version",), message)


def _committed(folder: Path) -> Protocol | None:
    """Return a protocol as the last commit has it; None where it has none, or the file is the same."""
    file = folder / "protocol.yml"
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "show", "HEAD:./protocol.yml"], capture_output=True, check=False
        )
    except OSError:
        return None
    if done.returncode or done.stdout == file.read_bytes():
        return None
    try:
        return with_factors(parse(yaml_from(done.stdout.decode(), file), Protocol))
    except (ContentError, UnicodeDecodeError):
        return None  # a former shape of the file, which nothing can be said about
