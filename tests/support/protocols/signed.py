"""Made protocols that made reviewers approve, for tests of approvals. Nobody of these names exists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from build_scripts.content.approval.signing import record_approval
from build_scripts.content.load import load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from checker.protocol.sources import SCOPES

DAY = datetime.date(2026, 1, 31)
DOSE = """    doses:
      - {drug: example drug, amount: 10, unit: mg, route: oral, frequency: {every: 12, unit: h}, statements: [S02]}
"""


def with_dose(workshop: Project) -> Path:
    """Write a protocol with one dose; return its protocol.yml."""
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text()
    file.write_text(text.replace("    # doses:\n", DOSE + "    # doses:\n"))
    return file


def approve(
    folder: Path, scope: Sequence[str] = SCOPES, *, reviewer: str = "Reviewer A", day: datetime.date = DAY
) -> None:
    """Record an approval of what lies in a folder, as the command does once everything is checked."""
    record_approval(
        load_protocol(folder),
        folder,
        reviewer=reviewer,
        role="tester of approvals",
        scope=scope,
        day=day,
        document="0" * 64,
        commit=None,
    )


def raise_version(file: Path) -> None:
    """Give a protocol another version, as an author does before a change."""
    text = file.read_text().replace("version: 0.1.0\nsummary", "version: 0.2.0\nsummary")
    head, changes = text.split("\nchanges:\n")
    entry = "  - version: 0.2.0\n    date: 2026-02-01\n    kind: clinical\n    summary: Changed.\n"
    file.write_text(f"{head}\nchanges:\n{entry}{changes}")
