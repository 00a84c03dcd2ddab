"""How an assessment is written for the record: its order and its words, from facts that no protocol holds."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

RUN = """globalThis.document = { documentElement: { lang: "en" } };
const { asMarkdown, asText, recordFrom } = await import(process.argv[2]);
const facts = JSON.parse(process.argv[3]);
const record = recordFrom(facts);
console.log(JSON.stringify({ record, text: asText(record), markdown: asMarkdown(record) }));
"""

TOLD: dict[str, Any] = {
    "goingOn": False,
    "assumed": [],
    "warned": [],
    "doses": [],
    "notes": [],
    "doubts": [],
    "statements": [],
}

FACTS: dict[str, Any] = {
    "title": "Example",
    "foot": {
        "version": "Wardbook, version 1",
        "standing": ["Under review"],
        "address": "https://example.org/checker.html",
        "assessed": "Assessed today",
        "source": "Source: a book",
    },
    "patient": False,
    "earlier": [],
    "findings": [
        {"label": "Drug A", "value": "Given"},
        {"label": "Cough", "value": "Yes"},
        {"label": "Rash", "value": "No"},
        {"label": "Level", "value": "7,5\u00a0units"},
        {"label": "Pain", "value": "No"},
    ],
    "notice": [],
    "holds": [{"label": "Level is high", "values": ["Level 7,5\u00a0units", "Method not stated"]}],
    "outside": "",
    "scales": [{"label": "Count", "result": "2 points: some", "note": "For information only.", "headline": False}],
    "inferred": [{"label": "Well", "value": "No"}],
    "warnings": ["Which method was it?"],
    "plan": [
        {**TOLD, "urgency": "ongoing", "label": "Watch"},
        {**TOLD, "urgency": "immediate", "label": "Go on with drug A", "goingOn": True, "statements": ["S02"]},
        {
            **TOLD,
            "urgency": "immediate",
            "label": "Give drug B",
            "warned": ["Not for children."],
            "doses": ["Drug B 99\u00a0units (route not stated in the source). At most 199\u00a0units a day"],
            "notes": ["Slowly."],
            "doubts": ["Sources differ."],
            "statements": ["S01", "S03"],
        },
    ],
    "nothing": "",
    "silent": ["The source has no rule for pain."],
    "team": "There is more.",
    "open": ["Kidneys", "Heart"],
}


@pytest.fixture(scope="module")
def written(repository: Path, tmp_path_factory: pytest.TempPathFactory):
    """Write a record from facts, as the page's script does."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copytree(repository / "site_templates" / "scripts", folder / "scripts")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(RUN, encoding="utf-8")

    def write(**changed: Any) -> dict[str, Any]:
        module = (folder / "scripts" / "checker" / "take" / "record.js").as_uri()
        told = json.dumps({**FACTS, **changed})
        done = subprocess.run(
            ["node", folder / "run.js", module, told], capture_output=True, text=True, check=False, cwd=folder
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return write


def test_the_record_reads_as_a_clinician_writes_and_breaks_no_line(written):
    assert written()["text"].splitlines() == [
        "Protocol: Example",
        "Findings: Drug A: Given; Cough; Level: 7,5 units.",
        "No: Rash; Pain.",
        "Assessment: Level is high (Level 7,5 units; Method not stated).",
        "Count: 2 points: some. For information only.",
        "Follows from these findings: Well: No.",
        "Warning: Which method was it?",
        "Plan:",
        (
            "- Do now: Give drug B. Warning: Not for children. Drug B 99 units (route not stated in the source). "
            "At most 199 units a day. Slowly. (S01, S03)"
        ),
        "- Do now: Go on with drug A. (S02)",
        "- Ongoing: Watch.",
        "The source has no rule for this patient: The source has no rule for pain.",
        "Open: Kidneys; Heart.",
        "Wardbook, version 1 · Under review · https://example.org/checker.html · Assessed today · Source: a book",
        "Decided by: ____",
    ]


def test_markdown_says_the_same_in_the_same_order(written):
    both = written()
    bare = both["markdown"].replace("**", "").replace("\\", "").removeprefix("# ")
    assert [line for line in bare.splitlines() if line] == both["text"].splitlines()
    assert "- **Do now:** Give drug B." in both["markdown"]


def test_a_patient_is_told_sentences_and_nothing_for_professionals(written):
    plan = [
        {**TOLD, "urgency": "immediate", "label": "The team gives you a drug."},
        {**TOLD, "urgency": "immediate", "label": "The team looks after you"},
    ]
    text = written(patient=True, plan=plan)["text"]
    assert text.splitlines() == [
        "Protocol: Example",
        "Findings: Drug A: Given; Cough; Level: 7,5 units.",
        "No: Rash; Pain.",
        "What the team does now: The team gives you a drug. The team looks after you.",
        "There is more.",
        "What the team still has to find out: Kidneys; Heart.",
        "Wardbook, version 1 · Under review · https://example.org/checker.html · Assessed today · Source: a book",
    ]


def test_without_an_answer_only_the_findings_and_the_reason_are_written(written):
    record = written(notice=["Nothing is assessed until the marked fields are corrected.", "Level: too high"])
    assert record["text"].splitlines()[1:-1] == [
        "Findings: Drug A: Given; Cough; Level: 7,5 units.",
        "No: Rash; Pain.",
        "There is no answer: Nothing is assessed until the marked fields are corrected.",
        "Level: too high",
    ]
    assert record["record"]["plan"] == []
    assert record["record"]["decided"] is False


def test_a_warning_that_limits_what_is_given_stands_before_it_and_only_there(written):
    text = written(warnings=["Which method was it?", "Not for children."])["text"]
    assert text.count("Not for children.") == 1
    assert "Give drug B. Warning: Not for children. Drug B 9" in text


def test_an_answer_of_an_earlier_moment_says_so_at_once(written):
    assert (
        written(earlier=["It is wrong", "The answer of 03:54."])["text"].splitlines()[1]
        == "It is wrong. The answer of 03:54."
    )


@pytest.mark.parametrize("patient", [True, False])
def test_where_nothing_is_called_for_that_is_written(written, patient):
    text = written(plan=[], nothing="Nothing is called for.", patient=patient)["text"]
    assert ("Plan: Nothing is called for." in text) is not patient
    assert "Nothing is called for." in text


def test_outside_the_protocol_it_is_said_instead_of_criteria(written):
    text = written(outside="It does not apply.", holds=[], scales=[], inferred=[], warnings=[])["text"]
    assert "Assessment: It does not apply.\nPlan:" in text


def test_what_is_entered_is_no_markup_in_markdown(written):
    hostile = "<img src=x> [a](b) *c* _d_ `e` # f | g"
    markdown = written(findings=[{"label": "Level", "value": hostile}])["markdown"]
    shown = "\\<img src=x\\> \\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\# f \\| g"
    assert f"**Findings:** Level: {shown}." in markdown


def test_what_is_assumed_stands_before_the_dose(written):
    plan = [{**TOLD, "urgency": "today", "label": "Give A", "assumed": ["Assumed: not B."], "doses": ["A 99 units"]}]
    assert "Give A. Assumed: not B. A 99 units." in written(plan=plan)["text"]


def test_what_the_reader_came_for_is_the_first_of_the_assessment(written):
    scales = [
        {"label": "Count", "result": "2 points", "note": "", "headline": False},
        {"label": "Grade", "result": "Severe", "note": "", "headline": True},
    ]
    (line,) = [line for line in written(scales=scales)["text"].splitlines() if line.startswith("Assessment:")]
    assert line == "Assessment: Grade: Severe."
