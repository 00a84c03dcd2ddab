"""The rule language, table by table. The tables are data, from which the page on the language is made, too."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.content.doses.resolved import with_dose_factors
from build_scripts.content.validation.formulas import value_objections
from build_scripts.content.validation.units import with_factors
from build_scripts.pages.rule_language import render_language_page
from checker import Checker, RefusedCase
from checker.protocol.labels import Labels
from tests.support.protocols.rules import data_from, protocol_from

FOLDER = Path(__file__).parent / "language"
SAID = {True: "yes", False: "no"}
TRUTHS = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}


CHAPTERS = [data_from(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yml"))]
FINDINGS = data_from(CHAPTERS[0]["findings"])


def _sections():
    for chapter in CHAPTERS:
        for section in chapter.get("sections", ()):
            yield chapter["title"], section


def _rows():
    for chapter, section in _sections():
        for row in section["rows"]:
            cells = dict(zip(section["columns"], row, strict=True))
            name = f"{chapter}: {section['title']}: " + ", ".join(f"{key} {value}" for key, value in cells.items())
            yield pytest.param(section, cells, id=name)


def _value(text):
    """Return the finding that a cell spells: yes, no, ?, a choice, a date, a number, or a number with a unit."""
    if text in ("yes", "no"):
        return text == "yes"
    if text == "?":
        return None
    quantity = re.fullmatch(r"(-?[0-9.]+) (\S+)", str(text))
    return {"value": Decimal(quantity[1]), "unit": quantity[2]} if quantity else text


def _names(cell):
    return tuple(filter(None, str(cell).split(", ")))


def _rules(section):
    """Return the rules of a section by the column that holds their result; of a section on doses none."""
    if "dose" in section:
        return {}
    return section["rules"] if "rules" in section else {"result": section["when"]}


def _protocol(section, rule):
    return with_factors(protocol_from(FINDINGS, data_from(rule), data_from(section.get("with", "{}"))))


@pytest.mark.parametrize(("section", "cells"), list(_rows()))
def test_language(section, cells):
    known = {finding["id"] for finding in FINDINGS}
    shown = {
        *known,
        *_rules(section),
        *DOSE_COLUMNS,
        "because",
        "missing",
        "score",
        "grades",
        "grade",
        "inferred",
        "warnings",
        "value",
        "assumed",
    }
    assert set(cells) <= shown, "a column that no test reads"
    findings = {name: _value(cell) for name, cell in cells.items() if name in known}
    for column, rule in _rules(section).items():
        _check(Checker(_protocol(section, rule)), findings, cells, cells[column])
    if "dose" in section:
        _check_dose(section, findings, cells)


SHOWN = ("because", "missing", "score", "grades", "grade", "inferred", "warnings")
DOSE_COLUMNS = ("gives", "shown")


def _check_dose(section, findings, cells):
    made = protocol_from(FINDINGS, {"criterion": "always"}, {"doses": [data_from(section["dose"])]})
    protocol = with_dose_factors(with_factors(made))
    (answer,) = Checker(protocol).assess({"protocol": protocol.id, "findings": findings}).recommendations
    said = answer.doses[0] if answer.doses else None
    if "shown" in cells:
        assert cells["shown"] == ("no" if said is None else f"if {said.condition}" if said.condition else "yes")
    if "gives" in cells:
        assert cells["gives"] == ((said and said.arithmetic) or "")
    if "missing" in cells:
        assert _names(cells["missing"]) == (said.missing if said is not None else ())


def _check(checker, findings, cells, result):
    case = {"protocol": checker.protocol.id, "findings": findings}
    if result == "refused":
        with pytest.raises(RefusedCase):
            checker.assess(case)
        return
    assessment = checker.assess(case)
    answer = assessment.recommendations[0]
    assert TRUTHS[answer.status.value] == result
    if "because" in cells:
        assert answer.because == _names(cells["because"])
    if "missing" in cells:
        assert answer.missing == _names(cells["missing"])
    if "score" in cells:
        score = assessment.scores["s"]
        assert (f"{score.low} to {score.high}" if score.low != score.high else str(score.low)) == cells["score"]
    if "grades" in cells:
        assert assessment.scores["s"].bands == _names(cells["grades"])
    if "grade" in cells:
        assert assessment.grades["g"] == _names(cells["grade"])
    if "value" in cells:
        assert _told(assessment.values["v"]) == cells["value"]
    if "inferred" in cells:
        shown = ", ".join(f"{name}: {'yes' if value else 'no'}" for name, value in assessment.inferred.items())
        assert shown == cells["inferred"]
    if "assumed" in cells:
        shown = ", ".join(f"{name}: {SAID.get(value, value)}" for name, value in answer.assumed.items())
        assert shown == cells["assumed"]
    if "warnings" in cells:
        assert tuple(warning.code for warning in assessment.warnings) == _names(cells["warnings"])


def _told(value):
    if value.low != value.high:
        return f"{value.low:f} to {value.high:f}"
    return f"{value.low:f}, measured" if value.measured else format(value.low, "f")


@pytest.mark.parametrize("section", [section for _, section in _sections() if "values:" in section.get("with", "")])
def test_the_values_of_the_tables_are_accepted(section):
    for rule in _rules(section).values():
        assert list(value_objections(_protocol(section, rule))) == []


READ_ALOUD = [
    pytest.param(section, id=f"{chapter}: {section['title']}") for chapter, section in _sections() if "reads" in section
]


@pytest.mark.parametrize("section", READ_ALOUD)
def test_a_rule_says_what_the_page_says_it_says(section):
    protocol = _protocol(section, section["when"])
    assert protocol.recommendations[0].when.describe(Labels(protocol)) == section["reads"]


def test_every_combination_of_truth_values_is_in_the_tables():
    for name, findings in {"all": 2, "any": 2, "not": 1, "at-least": 3}.items():
        section = next(s for _, s in _sections() if s["title"] == name)
        assert len({tuple(row[:findings]) for row in section["rows"]}) == 3**findings


def test_the_page_shows_every_table():
    page = render_language_page(FOLDER)
    lines = {line.strip() for line in page.splitlines()}
    for _, section in _sections():
        assert f"### {section['title']}" in lines
        for row in section["rows"]:
            assert "| " + " | ".join(str(cell) for cell in row) + " |" in lines
        for rule in _rules(section).values():
            assert rule.strip().splitlines()[0] in page
        assert section.get("text", "") in page
        assert section.get("reads", "") in page
    for finding in FINDINGS:
        assert f"id: {finding['id']}" in page
    for chapter in CHAPTERS:
        assert f"## {chapter['title']}" in lines
        assert chapter["text"].splitlines()[0] in lines


def test_each_section_has_an_address_of_its_own():
    titles = [section["title"] for _, section in _sections()]
    assert len(set(titles)) == len(titles)


def test_every_finding_of_the_examples_is_used():
    used = {column for _, section in _sections() for column in section["columns"]}
    assert {finding["id"] for finding in FINDINGS} <= used
