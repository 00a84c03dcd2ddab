"""Connectives: what cannot be made, and the reasons that they pass on."""

import pytest

from checker import Checker
from checker.language.conditions import FindingHolds
from checker.language.expressions import All, AnyOf, AtLeast, Not
from tests.support.protocols.rules import data_from, protocol_from

A, B = FindingHolds("a"), FindingHolds("b")
FINDINGS = [{"id": name, "type": "boolean", "label": name.upper(), "group": "g"} for name in "abcd"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: AtLeast(3, (A, B)), "at-least is 3, expected 1 to 2, the number of parts"),
        (lambda: AtLeast(0, (A,)), "at-least is 0, expected 1 to 1, the number of parts"),
        (lambda: All(()), "'all' needs at least one part; without any it would hold in every case or in none"),
        (lambda: AnyOf(()), "'any' needs at least one part; without any it would hold in every case or in none"),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        make()
    assert str(caught.value) == message


def test_parts():
    assert All((A, B)).parts == AnyOf((A, B)).parts == AtLeast(1, (A, B)).parts == (A, B)
    assert Not(A).parts == (A,)


@pytest.mark.parametrize(
    ("when", "given", "because", "missing"),
    [
        # A settled answer names what decides it, and nothing that could have been otherwise.
        ("{at-least: 2, of: [{finding: a}, {finding: b}, {finding: c}]}", {"a": True, "b": True, "c": False}, "ab", ""),
        (
            "{at-least: 2, of: [{finding: a}, {finding: b}, {finding: c}]}",
            {"a": True, "b": False, "c": False},
            "bc",
            "",
        ),
        ("{at-least: 2, of: [{finding: a}, {finding: b}, {finding: c}]}", {"a": True, "b": False}, "", "c"),
        ("{not: {any: [{finding: a}, {finding: b}]}}", {"a": True}, "a", ""),
        ("{not: {any: [{finding: a}, {finding: b}]}}", {"a": False}, "", "b"),
        ("{all: [{not: {finding: a}}, {finding: b}]}", {"a": True, "b": True}, "a", ""),
        # What is unknown inside of a part that is already decided is not missing.
        ("{all: [{finding: a}, {any: [{finding: b}, {finding: c}]}]}", {"b": True}, "", "a"),
        ("{any: [{all: [{finding: a}, {finding: b}]}, {all: [{finding: c}, {finding: d}]}]}", {"a": False}, "", "cd"),
    ],
)
def test_reasons(when, given, because, missing):
    checker = Checker(protocol_from(FINDINGS, data_from(when)))
    (answer,) = checker.assess({"protocol": "toy", "findings": given}).recommendations
    assert (answer.because, answer.missing) == (tuple(because), tuple(missing))
