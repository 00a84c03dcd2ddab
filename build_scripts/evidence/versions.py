"""Versions that were not raised: rules or doses that differ from the last commit's under the same version."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_scripts.content.approval.scopes import doses_of, rules_of
from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.yaml_source import read_yaml
from build_scripts.evidence.revisions import RevisionError, protocols_of
from build_scripts.project.paths import Project
from build_scripts.project.problems import Problem
from checker import Protocol

CHANGED = 1
"""Exit status of `git diff --quiet` where something differs; another one says that there is nothing to compare with."""


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
    """Return a protocol as the last commit has it; None where it has none, or nothing has changed since.

    What protocols share is part of it: a limit that is changed there is changed here.
    """
    places = ("protocol.yml", "../../vocabulary")
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), "diff", "--quiet", "HEAD", "--", *places], capture_output=True, check=False
        )
    except OSError:
        return None
    if done.returncode != CHANGED:
        return None
    try:
        return protocols_of(Project(folder.parents[2]), "HEAD", folder.name).get(folder.name)
    except RevisionError:
        return None  # a former shape of the file, which nothing can be said about
