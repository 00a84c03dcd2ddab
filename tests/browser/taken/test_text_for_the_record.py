"""The text for the record, as it is copied from the page: in the order and the words of a clinician."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from build_scripts.words.doses import dose_text
from checker.protocol.labels import Labels
from tests.support.site.limits import limit
from tests.support.site.taken import taken

pytestmark = pytest.mark.browser


def warning(protocol, code):
    """The message of a warning of the protocol."""
    return next(each for each in protocol.warnings if each.code == code).message


REVIEWED = {"atra": "given", "ato": "given", "induction": "true", "dyspnea": "true", "unexplained-fever": "true"}
"""What the reviewer of the bedside entered, beside four numbers."""


def enter_the_reviewed_case(checker, protocol):
    for name, value in REVIEWED.items():
        checker.choose(name, value)
    checker.enter("wbc", "22,5")
    checker.enter("potassium", str(limit(protocol, "potassium") - 1))
    checker.enter("qtc", str(limit(protocol, "qtc") + 10))
    expect(checker.recommendation("replete-electrolytes")).to_have_attribute("data-status", "indicated")


def test_the_text_for_the_record_reads_as_a_clinician_writes(checker, protocol):
    enter_the_reviewed_case(checker, protocol)

    text = taken(checker, "text")

    assert set(re.sub(r"[ -~]", "", text)) <= set("\n·²µ×⁹–…")
    lines = text.splitlines()
    assert len(lines) <= 20
    assert lines[0] == f"Protocol: {protocol.title}"
    parts = ["Findings: ", "Assessment: ", "Warning: ", "Plan:", "- Do now: ", "- Do today: ", "- Ongoing: ", "Open: "]
    places = [next(at for at, line in enumerate(lines) if line.startswith(part)) for part in parts]
    assert places == sorted(places)
    findings, assessment, warned, _, first, *_, still_open = (lines[at] for at in places)
    qtc = limit(protocol, "qtc") + 10
    for said in ("ATRA: Given", "; Dyspnoea or respiratory distress;", "WBC, latest: 22,5 × 10⁹/L", f"QTc: {qtc} ms"):
        assert said in findings
    assert f"QTc is prolonged on ATO (QTc {qtc} ms; QTc formula not stated)." in assessment
    assert warned == f"Warning: {warning(protocol, 'qtc-formula')}"
    told = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    assert (
        first
        == f"- Do now: {told.label}. {dose_text(told.doses[0], Labels(protocol))}. {told.note} (S08, S17)".replace(
            "\u00a0", " "
        )
    )
    # What is open is named by what is not known; nothing that may not be indicated stands beside what is.
    assert still_open.startswith("Open: Dexamethasone running; Acute renal failure; ")
    assert "Extreme hyperleucocytosis" in still_open
    assert "Withhold ATRA" not in text
    assert "Continue ATRA" not in text
    assert "idarubicin" not in text
    assert lines[-1] == "Decided by: ____"
    foot = rf"Wardbook, version {protocol.version} of the protocol · Under review, not approved · "
    assert re.match(rf"{re.escape(foot)}http\S+/checker\.html · Assessed \d+ \w+ 20\d\d at \d\d:\d\d · ", lines[-2])
    assert lines[-2].count(protocol.source.title) == text.count(protocol.source.title) == 1


def test_what_was_denied_and_what_follows_stand_in_the_record(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    checker.choose("acute-renal-failure", "false")
    checker.choose("unexplained-fever", "false")
    text = taken(checker, "text")
    assert "\nNo: Unexplained fever; Acute renal failure.\n" in text
    assert "\nFollows from these findings: Symptoms completely resolved: No.\n" in text


def test_the_formula_that_was_entered_stands_beside_the_number(checker, protocol):
    qtc = {"value": int(limit(protocol, "qtc") + 10), "unit": "ms"}
    case = {"protocol": protocol.id, "findings": {"ato": "given", "qtc": qtc, "qtc-formula": "fridericia"}}
    checker.page.evaluate("(text) => { location.hash = text; }", f"case={quote(json.dumps(case))}")
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "indicated")
    text = taken(checker, "text")
    assert f"QTc is prolonged on ATO (QTc {limit(protocol, 'qtc') + 10} ms; QTc formula Fridericia)." in text


def test_outside_the_protocol_the_record_says_so_and_plans_nothing(checker, protocol):
    checker.choose("atra", "not-given")
    checker.choose("ato", "not-given")
    text = taken(checker, "text")
    assert f"Assessment: {protocol.not_applicable}" in text
    assert "Plan" not in text
    assert "Open" not in text


def test_markdown_has_a_heading_and_bold_words(checker, protocol):
    enter_the_reviewed_case(checker, protocol)
    markdown = taken(checker, "markdown")
    assert markdown.startswith(f"# Protocol: {protocol.title}\n\n**Findings:** ")
    assert "\n- **Do now:** Give dexamethasone now" in markdown
