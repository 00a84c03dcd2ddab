"""What counts as spelling, and so leaves an approval as it is; whatever could say something else does not."""

import pytest

from build_scripts.content.approval.folding import folded_spelling

SPELLING = [
    ("Stop ATRA, and wait.", "Stop ATRA and wait"),
    ("Non-severe  disease", "Non severe disease"),
    ("Give it;\nthen wait.", "Give it, then wait."),
    ("“Suspected” – not proved", '"Suspected" - not proved'),
    ("above 10 mg.", "above 10 mg"),
    ("above 10 mg, then", "above 10 mg then"),
    ("S01, 3 days", "S01 3 days"),
]

CHANGES = [
    ("10 mg", "100 mg"),
    ("1.5 mg", "15 mg"),
    ("1.5 mg", "1,5 mg"),
    ("0.5 mg", ".5 mg"),
    ("-5", "5"),
    ("−5", "5"),
    ("- 5 kg", "5 kg"),
    ("5-10", "5 10"),
    ("5–10", "510"),
    ("10 mg", "10 µg"),
    ("10 mg", "10mg"),
    ("1:1000", "1 1000"),
    ("(3 days)", "3 days"),
    ("mg/kg", "mg kg"),
    ("< 5", "> 5"),
    ("≤ 5", "< 5"),
    ("m²", "m2"),
    ("10⁹", "109"),
    ("Mg", "mg"),
    ("stop it", "do not stop it"),
    ("hyperkalaemia", "hypokalaemia"),
    ("give it.", "give it?"),
    ("prednisone", "prednisolone"),
    ("recieve", "receive"),
]


@pytest.mark.parametrize(("one", "other"), SPELLING)
def test_marks_and_spaces_between_words_are_spelling(one, other):
    assert folded_spelling(one) == folded_spelling(other)


@pytest.mark.parametrize(("one", "other"), CHANGES)
def test_whatever_may_say_something_else_is_a_change(one, other):
    assert folded_spelling(one) != folded_spelling(other)
