"""Expected doses: in the words of a reader or as data, exactly."""

from decimal import Decimal

import pytest

from build_scripts.content.expected.doses import (
    PARTS,
    ExpectedDose,
    data_of,
    dose_difference,
    expected_text,
    part_text,
    written,
)
from build_scripts.content.worked_cases import case_differences
from build_scripts.content.yaml_text import case_text
from checker import Checker
from checker.protocol.doses import Dose, DosePer, DoseRounding, Frequency, Measure
from checker.protocol.labels import Labels
from tests.support.own.dosed import dosed
from tests.support.protocols.pasted import pasted
from tests.support.protocols.toys import toy

LABELS = Labels(toy())

DOSE = Dose(
    drug="example drug",
    amount=Decimal(3),
    unit="mg/kg",
    route="oral",
    frequency=Frequency(every=Decimal(8), unit="h"),
    for_="child",
    note="It is swallowed.",
    statements=("S01",),
)
WORDS = "Child's dose: example drug 3 mg/kg by mouth every 8 hours"


def test_words_are_compared_whatever_the_line_breaks():
    assert dose_difference("Child's dose: example drug\n  3 mg/kg by mouth every 8 hours", DOSE, None, LABELS) is None
    assert (
        dose_difference(WORDS.replace("3", "30"), DOSE, None, LABELS)
        == f"expected '{WORDS.replace('3', '30')}', found '{WORDS}'"
    )


def test_data_names_each_part_that_differs_and_what_is_left_out_must_be_left_out():
    expected = ExpectedDose(drug="example drug", amount=Decimal(30), unit="mg/kg", route="oral")
    assert dose_difference(expected, DOSE, None, LABELS) == (
        f"{WORDS}: amount: expected 30, found 3; frequency: expected none, found every 8 h; "
        "for: expected none, found child"
    )
    assert expected_text(expected, LABELS) == "example drug 30 mg/kg by mouth"


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (None, "none"),
        (True, "true"),
        (Decimal("1E+2"), "100"),
        (Measure(amount=Decimal(5), to=Decimal(10), unit="mL/h"), "5 to 10 mL/h"),
        (Measure(amount=Decimal(5), unit="mL/h"), "5 mL/h"),
    ],
)
def test_parts_are_told_in_plain_words(part, text):
    assert part_text(part) == text


def test_a_dose_is_written_in_words_where_they_say_all_of_it():
    assert written(DOSE, None, LABELS) == WORDS


WORKED = dosed()


def expected_by(text, **findings):
    """The differences from a case that expects one dose of an indicated recommendation."""
    case = pasted(case_text(findings, name="n", why="w", expect={"doses": {"give-examplin": [text]}}))
    return [message for _, message in case_differences(Checker(WORKED.protocol), case)]


EXAMPLIN = (
    "examplin 0.01 mg/kg (by weight) intramuscularly every 5 minutes, at most 3 doses in all, at least 0.05 mg, "
    "at most 0.5 mg, rounded to the nearest 0.01 mL, given as 1 mg/mL"
)
CHILD = {"treated": True, "weight": {"value": Decimal(18), "unit": "kg"}}


def test_a_case_expects_the_result_of_a_dose_that_is_worked_out():
    assert expected_by(f"{EXAMPLIN}: 0.18 mg (0.18 mL)", **CHILD) == []
    assert expected_by(EXAMPLIN, treated=True) == []
    (message,) = expected_by(EXAMPLIN, **CHILD)
    assert message.endswith(f"found '{EXAMPLIN}: 0.18 mg (0.18 mL)'")
    assert expected_by(f"{EXAMPLIN}: 1.8 mg (1.8 mL)", **CHILD) != []


def test_as_data_it_stands_under_gives():
    (dose,) = WORKED.protocol.recommendations[0].doses
    parts = {part: getattr(dose, part) for part in PARTS}
    words = Labels(WORKED.protocol)
    assessed = Checker(WORKED.protocol).assess({"protocol": "example-doses", "findings": CHILD})
    (answer,) = assessed.recommendations[0].doses or ()
    assert dose_difference(ExpectedDose(**parts, gives="0.18 mg (0.18 mL)"), dose, answer, words) is None
    found = dose_difference(ExpectedDose(**parts, gives="0.2 mg (0.2 mL)"), dose, answer, words)
    assert str(found).endswith("gives: expected 0.2 mg (0.2 mL), found 0.18 mg (0.18 mL)")
    assert expected_text(ExpectedDose(**parts, gives="1 mg"), words) == f"{EXAMPLIN}: 1 mg"
    other = ExpectedDose(**{**parts, "per": DosePer(value_of="body-surface"), "rounded": None})
    differing = str(dose_difference(other, dose, answer, words))
    assert "per: expected body-surface, found weight" in differing
    assert "rounded: expected none, found 0.01 mL, half even" in differing
    assert part_text(DoseRounding(to=Decimal(5), unit="mg", always="down")) == "5 mg, always down"
    assert part_text(Frequency(every=Decimal(8), unit="h", at_least=True)) == "at least every 8 h"


def test_data_are_written_where_words_leave_a_part_unsaid():
    dose = Dose(
        drug="x",
        amount=Decimal(1),
        unit="mg/kg",
        per=DosePer(finding="weight"),
        frequency=Frequency(every=Decimal(1), unit="d"),
        once=True,
        statements=(),
    )
    assert written(dose, None, Labels(WORKED.protocol)) == "x 1 mg/kg (by weight) once per day"
    assert data_of(dose.per) == {"finding": "weight"}
    assert data_of(dose.frequency) == {"every": Decimal(1), "unit": "d"}
