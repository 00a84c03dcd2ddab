"""The rule language, table by table. The tables are data, from which the page on the language is made, too."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.language_page import render_language_page
from checker import Checker, RefusedCase
from tests.support import data_from, protocol_from

FOLDER = Path(__file__).parent / "language"
TOY = data_from((Path(__file__).parent / "toy.yml").read_text())
TRUTHS = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}


def _sections():
    for file in sorted(FOLDER.glob("*.yml")):
        chapter = data_from(file.read_text())
        for section in chapter["sections"]:
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


@pytest.mark.parametrize(("section", "cells"), list(_rows()))
def test_language(section, cells):
    known = {finding["id"] for finding in TOY["findings"]}
    extra = data_from(section.get("with", "{}"))
    protocol = protocol_from(TOY["findings"], data_from(section["when"]), extra)
    case = {"protocol": protocol.id, "findings": {name: _value(cell) for name, cell in cells.items() if name in known}}
    if cells["result"] == "refused":
        with pytest.raises(RefusedCase):
            Checker(protocol).assess(case)
        return
    assessment = Checker(protocol).assess(case)
    answer = assessment.recommendations[0]
    assert TRUTHS[answer.status.value] == cells["result"]
    if "because" in cells:
        assert answer.because == _names(cells["because"])
    if "missing" in cells:
        assert answer.missing == _names(cells["missing"])
    if "score" in cells:
        score = assessment.scores["s"]
        assert (f"{score.low} to {score.high}" if score.low != score.high else str(score.low)) == cells["score"]
    if "grades" in cells:
        assert assessment.scores["s"].grades == _names(cells["grades"])
    if "grade" in cells:
        assert assessment.grades["g"] == _names(cells["grade"])
    if "inferred" in cells:
        shown = ", ".join(f"{name}: {'yes' if value else 'no'}" for name, value in assessment.inferred.items())
        assert shown == cells["inferred"]


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
    for expression in (section["when"] for _, section in _sections()):
        assert expression.strip().splitlines()[0] in page
