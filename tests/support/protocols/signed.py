"""Made protocols that made reviewers approve, for tests of approvals. Nobody of these names exists."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_scripts.content.approval.signing import Signatory, record_approval
from build_scripts.content.load import load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from checker.protocol.sources import SCOPES

DAY = datetime.date(2026, 1, 31)
DOSE = """    drugs: [example drug]
    doses:
      - {drug: example drug, amount: 10, unit: mg, route: oral, frequency: {every: 12, unit: h}, statements: [S02]}
"""


DOSE_WORDS = "example drug 10 mg by mouth every 12 hours"
REGISTER = "drugs:\n  - name: example drug\n    routes:\n      - {route: oral, basis: Made for a test.}\n"


def with_dose(workshop: Project) -> Path:
    """Write a protocol with one dose, which its words and its cases state as well; return its protocol.yml."""
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text().replace("    # doses:\n", DOSE + "    # doses:\n")
    text = text.replace("label: Do what the example says\n", "label: Start example drug as the example says\n")
    file.write_text(text.replace("do what the example says.\n", f"do what the example says, {DOSE_WORDS}.\n"))
    cases = file.with_name("cases.yml")
    expected = f'doses:\n        example-action: ["{DOSE_WORDS}"]\n'
    cases.write_text(cases.read_text().replace("# doses:\n", expected, 1))
    register = workshop.docs / "vocabulary" / "drugs.yml"
    register.parent.mkdir(exist_ok=True)
    register.write_text(REGISTER)
    return file


EDGES = """
  - name: The lowest level that can be
    why: The range begins here.
    findings: {example-level: {value: 0.1, unit: mg/dL}}
    expect: {recommendations: {example-action: undetermined}}
  - name: The highest level that can be
    why: The range ends here.
    findings: {example-treatment: given, example-level: {value: 100, unit: mg/dL}}
    expect: {recommendations: {example-action: indicated}}
  - name: Below the lowest level
    why: The range begins above.
    findings: {example-level: {value: 0.0, unit: mg/dL}}
    refused: [example-level]
  - name: Above the highest level
    why: The range ends below.
    findings: {example-level: {value: 101, unit: mg/dL}}
    refused: [example-level]
  - name: A level in the other unit
    why: It is taken in grams per litre, too.
    findings: {example-treatment: given, example-level: {value: 0.2, unit: g/L}}
    expect: {recommendations: {example-action: indicated}}
"""
"""Worked cases without which small mistakes in the protocol would go unnoticed."""


def notice_all(file: Path) -> None:
    """Add the cases that hold every small mistake in the protocol."""
    cases = file.with_name("cases.yml")
    cases.write_text(cases.read_text() + EDGES)


DOSE_CHANGED = {"amount: 10, unit: mg, route": "amount: 70, unit: mg, route", " drug 10 mg": " drug 70 mg"}
LIMIT_CHANGED = {"above: {value: 10, unit": "above: {value: 10.01, unit", "above 10 mg/dL": "above 10.01 mg/dL"}
URGENCY_CHANGED = {
    "urgency: today ": "urgency: immediate ",
    "urgency: {example-action: today}": "urgency: {example-action: immediate}",
}
TEXT_CHANGED = {"text: When it is suspected, do": "text: When it is suspected, at last do"}


def change(file: Path, words: Mapping[str, str]) -> None:
    """Change some words of a protocol wherever they stand: in the data, the texts and the cases."""
    for each in (file, file.with_name("cases.yml")):
        text = each.read_text()
        for before, after in words.items():
            text = text.replace(before, after)
        each.write_text(text)


def approve(
    folder: Path, scope: Sequence[str] = SCOPES, *, reviewer: str = "Reviewer A", day: datetime.date = DAY
) -> None:
    """Record an approval of what lies in a folder, as the command does once everything is checked."""
    record_approval(
        load_protocol(folder),
        folder,
        signatory=Signatory(
            reviewer=reviewer,
            role="tester of approvals",
            competence="made for this test",
            interests="none",
        ),
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
