"""The leaves of an expression: what cannot be made, and what a settled answer rests on."""

from decimal import Decimal

import pytest

from checker import Checker
from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import Expression
from checker.language.operands import FindingValue, Quantity
from tests.support.protocols.rules import data_from, protocol_from

ONE = Quantity(Decimal(1), "mg")
FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [0, 100]}
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [0, 100]}
""")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Comparison(finding="a"),
            "a comparison needs exactly one of above, at-least, below, at-most, equals; found none",
        ),
        (
            lambda: Comparison(finding="a", above=ONE, at_most=ONE),
            "a comparison needs exactly one of above, at-least, below, at-most, equals; found above, at-most",
        ),
        (
            lambda: Comparison(above=ONE),
            "a comparison needs one of 'finding', 'value-of' and 'quantity' on its left side",
        ),
        (
            lambda: Comparison(finding="a", quantity=ONE, above=ONE),
            "a comparison needs one of 'finding', 'value-of' and 'quantity' on its left side",
        ),
        (
            lambda: ScoreIs("s"),
            "a reference to a score needs either 'is' with bands, or 'at-least' and 'at-most' with points",
        ),
        (
            lambda: ScoreIs("s", is_=("x",), at_most=2),
            "a reference to a score needs either 'is' with bands, or 'at-least' and 'at-most' with points",
        ),
        (lambda: GradeIs("g"), "a reference to a grade needs either 'is' or 'at-least'"),
        (lambda: GradeIs("g", is_=("x",), at_least="y"), "a reference to a grade needs either 'is' or 'at-least'"),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        make()
    assert str(caught.value) == message


def test_a_comparison_knows_its_sides():
    comparison = Comparison(finding="level", at_least=ONE)
    assert (comparison.left, comparison.relation, comparison.right) == (FindingValue("level"), "at_least", ONE)
    derived = Comparison(quantity=FindingValue("level", Decimal(2)), below=ONE)
    assert derived.left == FindingValue("level", Decimal(2))


def test_leaves_have_no_parts():
    leaves: list[Expression] = [
        Assessed("a", True),
        ChoiceIs("a", ("x",)),
        Comparison(finding="a", above=ONE),
        CriterionHolds("c"),
        FindingHolds("a"),
        GradeIs("g", at_least="x"),
        ScoreIs("s", at_least=1),
    ]
    assert all(leaf.parts == () for leaf in leaves)


@pytest.mark.parametrize(
    ("given", "because", "missing"),
    [
        ({"level": 2, "limit": 1}, ("level", "limit"), ()),
        ({"level": 2}, (), ("limit",)),
        ({}, (), ("level", "limit")),
    ],
)
def test_a_comparison_of_two_findings_keeps_book_of_both(given, because, missing):
    when = {"finding": "level", "above": {"finding": "limit"}}
    findings = {name: {"value": value, "unit": "mg"} for name, value in given.items()}
    (answer,) = Checker(protocol_from(FINDINGS, when)).assess({"protocol": "toy", "findings": findings}).recommendations
    assert (answer.because, answer.missing) == (because, missing)


def test_nothing_rests_on_what_was_not_assessed():
    when = data_from("{any: [{finding: a}, {finding: level, assessed: false}]}")
    (answer,) = Checker(protocol_from(FINDINGS, when)).assess({"protocol": "toy", "findings": {}}).recommendations
    assert (answer.status.value, answer.because) == ("indicated", ())
