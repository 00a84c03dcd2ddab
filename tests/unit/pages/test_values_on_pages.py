"""Computed values on pages: the formula as a person writes it, its rounding, its sources; rules lead to them."""

import datetime
import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from build_scripts.command.assessment_table import print_assessment
from build_scripts.content.load import load_content
from build_scripts.pages.answer.model import answer_model
from build_scripts.pages.signing.stories import Storyteller
from build_scripts.words.values import rounding_text
from checker import Checker, explain
from tests.support.own.values import write_calculated


@pytest.fixture
def pages(workshop, rendered):
    write_calculated(workshop, "example")
    return rendered()


@pytest.fixture
def loaded(workshop):
    write_calculated(workshop, "example")
    (only,) = load_content(workshop.docs).protocols
    return only


def one(page, selector):
    (found,) = BeautifulSoup(page, "html.parser").select(selector)
    return found


def said(node):
    return " ".join(node.get_text(" ").split())


def test_a_section_explains_a_value(pages):
    value = one(pages["recognise"], "#value-corrected").parent
    assert said(one(str(value), ".wb-formula")) == (
        "Corrected level [mg/dL] = example level + 0.5 mg/g × (4 g/dL − carrier)"
    )
    assert [said(fact) for fact in value.find_all("li")] == [
        "Rounded to 0.01, half up",
        "Plausible from 0 to 110 mg/dL; another result is refused as a mistake of what was entered",
        "Where it was measured (corrected level as reported), the measured number counts",
    ]
    assert "Made for the example." in said(value)
    assert {a["href"] for a in value.find_all("a")} >= {"recognise.html#S01", "sources.html#example-2000"}


def test_what_no_section_explains_stands_on_the_overview(pages):
    value = one(pages["index"], "#value-share").parent
    assert "General knowledge, to be verified." in said(value), "it rests on no statement"
    assert said(one(str(value), ".wb-formula")) == "Share [mg/dL] = corrected level / parts"
    assert said(value.li).startswith("Not rounded")
    assert "## Values, scores and grades" in pages["index"]


def test_rules_lead_to_where_a_value_is_explained(pages):
    (link,) = BeautifulSoup(pages["recognise"], "html.parser").select('a[href="recognise.html#value-corrected"]')
    assert said(link) == "corrected level is above 10 mg/dL"
    assert one(pages["sources"], "#example-2000").parent.select('a[href="recognise.html#value-corrected"]')


def test_the_checker_brings_along_what_an_answer_says_of_values(pages):
    page = BeautifulSoup(pages["checker"], "html.parser")
    top, other = page.find_all(lambda tag: tag.has_attr("data-value"))
    assert "wb-scale--headline" in top["class"]
    formula = "= example level + 0.5 mg/g × (4 g/dL − carrier), rounded to 0.01, half up"
    assert said(one(str(top), ".wb-value__formula")) == formula
    assert not top.has_attr("data-readers"), "a patient or carer sees no values"
    assert "wb-scale--headline" not in other["class"]


def test_the_answer_model_knows_values(loaded):
    corrected, share = answer_model(loaded.protocol).values
    assert (corrected.id, corrected.headline, corrected.rounding) == ("corrected", True, "rounded to 0.01, half up")
    assert (share.id, share.headline, share.rounding, share.note) == ("share", False, None, None)


def test_half_to_even_is_said(loaded):
    value = loaded.protocol.values[0]
    assert value.rounded is not None
    even = replace(value, rounded=replace(value.rounded, half="even"))
    assert rounding_text(even) == "rounded to 0.01, half to the even one"


def test_worked_cases_tell_the_reviewer_which_number_is_expected(loaded):
    story = Storyteller(Checker(loaded.protocol)).tell(loaded.cases[0])
    assert ("Values", ("Corrected level: 10.3 mg/dL",)) in story.answer


@pytest.mark.parametrize(
    ("findings", "lines"),
    [
        (
            {"example-level": {"value": 9.8, "unit": "mg/dL"}, "carrier": {"value": 3, "unit": "g/dL"}, "parts": 3},
            ["corrected: 10.30 mg/dL = 9.8 + 0.5 × (4 − 3)", "share: ≈ 3.433 mg/dL = 10.30 / 3"],
        ),
        (
            {"example-level": {"value": 9.8, "unit": "mg/dL"}},
            [
                "corrected: between 6.80 and 11.30 mg/dL (missing: carrier, reported)",
                "share: between 0.7556 and 11.3 mg/dL (missing: carrier, reported, parts)",
            ],
        ),
        (
            {"reported": {"value": 9.8, "unit": "mg/dL"}, "parts": 2},
            ["corrected: 9.8 mg/dL, as measured", "share: 4.9 mg/dL = 9.8 / 2"],
        ),
        ({}, ["corrected: not known yet (missing: example-level, carrier, reported)"]),
    ],
)
def test_the_command_prints_values_with_their_arithmetic(loaded, findings, lines):
    checker, out = Checker(loaded.protocol), io.StringIO()
    case = {"protocol": "example", "findings": findings}
    today = datetime.date(2026, 1, 2)
    print_assessment(Console(file=out, width=200), checker, checker.assess(case), today, explain(checker, case))
    printed = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert [line for line in lines if line not in printed] == []
