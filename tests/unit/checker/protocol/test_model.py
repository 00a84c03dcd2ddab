"""What the model refuses, whoever makes it."""

import pytest

from checker.language.conditions import FindingHolds
from checker.protocol.model import Invariant


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "an invariant needs either"),
        ({"never": ("a", "b"), "implies": ("a", "b")}, "an invariant needs either"),
        ({"whenever": FindingHolds("a")}, "an invariant needs either"),
        ({"never": ("a", "b"), "then": ("a",)}, "an invariant needs either"),
        ({"whenever": FindingHolds("a"), "then": ()}, "'then' needs at least one id"),
        ({"never": ("a", "a")}, "'never' needs at least two different ids"),
    ],
)
def test_an_invariant_that_says_nothing_is_refused(fields, message):
    with pytest.raises(ValueError, match=message):
        Invariant(why="w", **fields)


def test_each_form_of_an_invariant_is_taken():
    assert Invariant(never=("a", "b"), why="w").never == ("a", "b")
    assert Invariant(implies=("a", "b"), why="w").implies == ("a", "b")
    assert Invariant(whenever=FindingHolds("a"), then=("b",), why="w").then == ("b",)
