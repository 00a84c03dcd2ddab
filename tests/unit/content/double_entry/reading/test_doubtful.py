"""Numbers that can be misread are named, and those that cannot are left alone."""

import pytest

from build_scripts.content.double_entry.reading.doubtful import doubtful_numbers

DOUBTFUL = [
    ("10.000 mg", "10.000", "can be read as 10 and as 10000"),
    ("1.500 mg", "1.500", "can be read as 1.5 and as 1500"),
    ("1,5 mg", "1,5", "has a comma"),
    ("0,25 mg", "0,25", "has a comma"),
    (".5 mg", ".5", "write 0.5"),
    ("\uff11\uff10 mg", "\uff11\uff10", "other digits than 0 to 9: write 10"),
    ("\u0661\u0660 mg", "\u0661\u0660", "other digits than 0 to 9: write 10"),
    ("½ tablet", "½", "is a fraction"),
    ("2½ mg", "2½", "is a fraction"),
    ("1O mg", "1O mg", "looks like a digit"),
    ("l0 mg", "l0 mg", "looks like a digit"),
    ("5 x 10 mg", "5 x 10 mg", "is a calculation"),
    ("2 × 5 mg/kg", "2 × 5 mg/kg", "is a calculation"),
    ("10 Mg", "10 Mg", "did you mean 'mg'"),
    ("10 MCG", "10 MCG", "did you mean 'mcg'"),
    ("500 ML", "500 ML", "did you mean 'mL'"),
]


@pytest.mark.parametrize(("text", "written", "said"), DOUBTFUL, ids=[text for text, _, _ in DOUBTFUL])
def test_what_can_be_misread_is_named(text, written, said):
    ((found, message),) = doubtful_numbers(f"Give {text} now.")
    assert found == written
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        *("0.5 mg", "10 mg", "1,000 mg", "12,000,000 units", "4.0 mEq/L", "0.125 mg", "2.25 mg", "10 × 10⁹/L"),
        *("10 x 10^9/L", "120/80 mmHg", "500 ms", "S10, S11 and S12", "3, 5 and 7", "IL-6, 5 of them", "10 mmHg"),
        *("5 mM", "a 4 x 4 table", "10 patients", "grade II", "Oil, 10 mL", "37.5 °C", "24–32%", "pH 7.35"),
    ],
)
def test_what_cannot_be_misread_is_left_alone(text):
    assert doubtful_numbers(f"Give {text} now.") == ()
