"""Doses that depend on the patient: their rules on every page, and a site that shows rules only."""

import re

import pytest

from build_scripts.exports.compiled import load_checkers
from build_scripts.pages.signing.arithmetic import arithmetic
from build_scripts.project.store import Store
from build_scripts.words.settings import works_doses_out
from checker.answers.cases import parse_case
from tests.support.own.dosed import dosed, write_dosed

CASE = '{"protocol": "example-doses", "findings": {"treated": true, "weight": {"value": 18, "unit": "kg"}}}'
EXAMPLIN = (
    "examplin 0.01 mg/kg (by weight) intramuscularly every 5 minutes, at most 3 doses in all, at least 0.05 mg, "
    "at most 0.5 mg, rounded to the nearest 0.01 mL, given as 1 mg/mL"
)
RULES = (
    EXAMPLIN,
    "if weight is below 10 kg: bandomycin 2.5 mg by mouth at least 8 hours apart, at most 4 doses in all",
    "surfacin 20 mg/m² (by body surface) intravenously once, rounded down to a multiple of 1 mg",
)


@pytest.fixture
def pages(workshop, rendered):
    """Renders the pages of a workshop with doses for a patient: those of the protocol, and the page 'About'."""
    write_dosed(workshop)
    (workshop.docs / "about").mkdir()
    (workshop.docs / "about" / "index.md").write_text("# About\n\n- <!-- doses -->\n")

    def render():
        rendered()
        folder = workshop.staged / "protocols" / "example-doses"
        found = {path.stem: path.read_text() for path in folder.glob("*.md")}
        return {**found, "about": (workshop.staged / "about" / "index.md").read_text()}

    return render


def switch_off(workshop):
    config = workshop.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("dose_arithmetic: true", "dose_arithmetic: false"))


def said(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


@pytest.mark.parametrize("page", ["treat", "card", "checker"])
def test_every_page_has_the_rule_of_a_dose(pages, page):
    text = said(pages()[page])
    assert [rule for rule in RULES if rule.removeprefix("if weight is below 10 kg: ") not in text] == []
    assert "if weight is below 10 kg" in text


def test_a_site_works_doses_out_and_says_so(pages):
    found = pages()
    assert '"factors"' in found["checker"]
    assert "It works out no doses but those" in found["about"]
    assert "This site does not work doses out" not in found["checker"]


def test_a_site_can_show_rules_only_and_says_so(workshop, pages):
    switch_off(workshop)
    found = pages()
    assert '"factors"' not in found["checker"]
    assert "It does not adapt a dose to a patient." in found["about"]
    assert "This site does not work doses out: it shows the rule alone." in found["checker"]


def test_the_command_heeds_the_setting(workshop):
    write_dosed(workshop)

    def results():
        checkers = load_checkers(workshop.docs, Store(workshop.cache), doses_worked_out=works_doses_out(workshop.root))
        examplin = checkers["example-doses"].assess(parse_case(CASE)).recommendations[0]
        return [dose.result for dose in examplin.doses or ()]

    assert results() == ["0.18 mg (0.18 mL)"]
    switch_off(workshop)
    assert results() == [None]


def test_who_signs_reads_the_calculation_from_the_lightest_patient_to_the_heaviest():
    protocol = dosed().protocol
    lines = list(arithmetic(protocol.recommendations[0].doses[0], protocol))
    assert lines[0].startswith("0.01 mg/kg × 2 kg = 0.02 mg, raised to the smallest dose, 0.05 mg")
    assert "0.01 mg/kg × 50 kg = 0.5 mg = 0.5 mL of 1 mg/mL; the largest dose" in lines
    assert lines[-1].startswith("0.01 mg/kg × 200 kg = 2 mg, limited to the largest dose, 0.5 mg")
    (surfacin,) = protocol.recommendations[3].doses
    assert next(arithmetic(surfacin, protocol)) == "20 mg/m² × 0.1 m² (body surface) = 2 mg"
