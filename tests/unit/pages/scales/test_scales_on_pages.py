"""Scores and grades on pages: rules in words, points, bands, steps and their sources, under anchors of their own."""

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.pages.answer.model import answer_model
from checker.protocol.layout import Section
from checker.protocol.traversal import COLLECTIONS
from tests.support.own.site import full, scaled

RULE = "    when: {criterion: suspected}\n"


@pytest.fixture
def written(workshop):
    """A protocol with a score and a grade, which a rule reads, written with further changes."""
    file = write_skeleton(workshop, "example") / "protocol.yml"

    def write(*changes):
        text = scaled(file.read_text())
        reads = "    when: {any: [{criterion: suspected}, {grade: worst, at-least: severe}]}\n"
        for old, new in ((RULE, reads), *changes):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text)

    return write


CRITERIA = "        criteria: [suspected]\n"
PLACED = (CRITERIA, CRITERIA + "        scores: [points]\n        grades: [worst]\n")


def one(page, selector):
    (found,) = BeautifulSoup(page, "html.parser").select(selector)
    return found


def said(node):
    return " ".join(node.get_text(" ").split())


def test_a_section_explains_a_grade(written, rendered):
    written(PLACED)
    page = rendered()["recognise"]
    grade = one(page, "#grade-worst").parent
    assert said(one(str(grade), ".wb-when")) == "Only when the example treatment is given"
    rows = [[said(cell) for cell in row.find_all(["th", "td"])] for row in grade.table.find_all("tr")]
    assert rows == [
        ["Step", "When"],
        ["Level"],
        ["Mild", "example level is above 10 mg/dL"],
        ["Signs"],
        ["Severe", "example sign, or points of the example is high"],
    ]
    text = said(grade)
    assert "The worst of these counts. Where none of them holds: None." in text
    assert "The grade is an example." in text
    assert {a["href"] for a in grade.find_all("a")} >= {
        "recognise.html#score-points",
        "index.html#criterion-applicable",
        "recognise.html#S01",
        "sources.html#example-2000",
    }


def test_a_section_explains_a_score(written, rendered):
    written(PLACED)
    score = one(rendered()["recognise"], "#score-points").parent
    items, bands = score.find_all("table")
    assert [said(cell) for cell in items.find_all("td")] == [
        "Sign: the example treatment is given , and example sign",
        "2",
        "example treatment",
        "given 1, not given 0",
    ]
    assert [said(cell) for cell in bands.find_all("td")][:4] == [
        "0–1",
        "Low, when the example treatment is given",
        "0–2",
        "Low, when not “the example treatment is given”",
    ]
    assert {a["href"] for a in score.find_all("a")} >= {"recognise.html#S01", "index.html#criterion-applicable"}


def test_rules_lead_to_where_a_grade_is_explained(written, rendered):
    written(PLACED)
    pages = rendered()
    assert one(pages["treat"], '.wb-when a[href="recognise.html#grade-worst"]').get_text().endswith("severe")
    assert one(pages["sources"], "#example-2000").parent.select('a[href="recognise.html#grade-worst"]')


def test_what_no_section_explains_stands_on_the_overview(written, rendered):
    written()
    pages = rendered()
    assert one(pages["treat"], '.wb-when a[href="index.html#grade-worst"]')
    assert one(pages["index"], "#grade-worst")
    assert one(pages["index"], "#score-points")
    assert "## Scores and grades" in pages["index"]


def test_a_text_leads_to_a_grade(written, rendered):
    place = "        statements: [S01]\n        criteria"
    written(PLACED, (place, "        text: '[it](#grade-worst)'\n" + place))
    assert one(rendered()["recognise"], '.wb-text a[href="recognise.html#grade-worst"]').get_text() == "it"


def test_the_answer_knows_what_stands_at_its_top(workshop, written, rendered):
    written()
    page = BeautifulSoup(rendered()["checker"], "html.parser")
    (top,) = page.find_all(class_="wb-scale--headline")
    assert top["data-grade"] == "worst"
    assert [a["href"] for a in top.find_all("a")][:1] == ["index.html#grade-worst"]
    (loaded,) = load_content(workshop.docs).protocols
    assert {(scale.id, scale.headline) for scale in answer_model(loaded.protocol).scales} == {
        ("points", False),
        ("worst", True),
    }


def test_a_section_has_a_field_for_whatever_a_rule_can_name():
    assert all(getattr(Section(title="t"), collection) == () for collection in COLLECTIONS.values())


def test_a_recommendation_says_what_it_assumes(workshop, rendered):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    file.write_text(full(file.read_text()))
    pages = rendered()
    for name in ("treat", "card"):
        assert "Assumed unless entered: not “expecting a child”" in said(BeautifulSoup(pages[name], "html.parser"))
