"""Expected doses: in the words of a reader or as data, exactly."""

from decimal import Decimal

import pytest

from build_scripts.content.expected.doses import ExpectedDose, dose_difference, expected_text, part_text, written
from checker.protocol.doses import Dose, Frequency, Measure
from checker.protocol.labels import Labels
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
