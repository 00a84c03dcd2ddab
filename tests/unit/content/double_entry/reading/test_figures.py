"""What numbers a text holds: with unit, range and direction, in digits and in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from build_scripts.content.double_entry.reading.figures import figures_in

FIGURES = [
    ("10 mg", [("10", None, "mg", None)]),
    ("10mg", [("10", None, "mg", None)]),
    ("10\u00a0mg", [("10", None, "mg", None)]),
    ("0.5 mg/kg", [("0.5", None, "mg/kg", None)]),
    ("10 mg per square metre", [("10", None, "mg/m2", None)]),
    ("2 g/day", [("2", None, "g/d", None)]),
    ("10 × 10⁹/L", [("10", None, "10*9/L", None)]),
    ("50 mcg or 50 µg", [("50", None, "ug", None), ("50", None, "ug", None)]),
    ("1,000 mg", [("1000", None, "mg", None)]),
    ("10 000 mg", [("10000", None, "mg", None)]),
    ("6–9 mg/m²", [("6", "9", "mg/m2", None)]),
    ("6 to 9 mg/m²", [("6", "9", "mg/m2", None)]),
    ("6 mg–9 mg", [("6", "9", "mg", None)]),
    ("six to nine milligrams", [("6", "9", "mg", None)]),
    ("between 10 and 20 mg", [("10", "20", "mg", None)]),
    ("5 or 10 mg", [("5", None, "mg", None), ("10", None, "mg", None)]),
    ("-5 mg", [("-5", None, "mg", None)]),
    ("ten milligrams", [("10", None, "mg", None)]),
    ("one hundred milligrams", [("100", None, "mg", None)]),
    ("a hundred and ten milligrams", [("110", None, "mg", None)]),
    ("ten thousand milligrams", [("10000", None, "mg", None)]),
    ("two million units", [("2", None, "MU", None)]),
    ("twenty-five mg", [("25", None, "mg", None)]),
    ("half of the dose", [("0.5", None, None, None)]),
    ("twice the dose", [("2", None, None, None)]),
    ("above 4.0 mEq/L", [("4.0", None, "meq/L", "above")]),
    ("not above 4", [("4", None, None, "at_most")]),
    ("does not exceed 500 ms", [("500", None, "ms", "at_most")]),
    ("reaches 500 ms", [("500", None, "ms", "at_least")]),
    ("no more than 3 days", [("3", None, "d", "at_most")]),
    ("at least 3 days", [("3", None, "d", "at_least")]),
    ("500 ms or more", [("500", None, "ms", "at_least")]),
    ("3 days at least", [("3", None, "d", "at_least")]),
    ("from 5.5 mmol/L on", [("5.5", None, "mmol/L", "at_least")]),
    ("younger than 18 years", [("18", None, "a", "below")]),
    ("≥ 38.3 °C", [("38.3", None, "Cel", "at_least")]),
    ("CD19, IL-6, S08 and 10-B3", []),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES, ids=[text for text, _ in FIGURES])
def test_a_figure_has_its_unit_its_range_and_its_direction(text, expected):
    found = [(figure.low, figure.high, figure.unit, figure.relation) for figure in figures_in(text)]
    assert found == [
        (Decimal(low), None if high is None else Decimal(high), unit, relation)
        for low, high, unit, relation in expected
    ]


@pytest.mark.parametrize(
    "text", ["one of the signs", "the two signs", "from one day to the next", "no one", "the one or the other"]
)
def test_a_number_word_that_points_to_something_counts_nothing(text):
    assert not any(figure.counts for figure in figures_in(text))


@pytest.mark.parametrize("text", ["more than one sign", "two signs", "one tablet every one day"])
def test_a_number_word_that_counts_does(text):
    assert any(figure.counts for figure in figures_in(text))


def test_a_rhythm_is_one_figure():
    (figure,) = figures_in("at least twice weekly")
    assert (figure.low, figure.rhythm, figure.relation) == (Decimal(2), Fraction(2, 7), "at_least")
