"""Formulas: what cannot be made, what stands inside them, and how a person writes them."""

from decimal import Decimal

import pytest

from checker import Checker
from checker.answers.explanation import explain
from checker.language.conditions import FindingHolds
from checker.language.operands import FindingValue, PercentChange, Quantity, Sum
from checker.protocol.labels import Labels, formula_text
from checker.values.by_choice import ByChoice
from checker.values.compound import Compound, FunctionOf, Several, innermost, parts_of
from checker.values.formulas import Absolute, ByCase, FormulaCase, Minus, Plus, Power, Product
from checker.values.working import Working, reading
from checker.words.exact import point
from checker.words.rationals import Rational
from tests.support.protocols.rules import data_from, protocol_from

ONE = Quantity(Decimal(1), "1")
TWO = Quantity(Decimal(2), "1")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Plus((ONE,)), "'plus' has 1 parts, expected at least 2"),
        (lambda: Minus((ONE, ONE, ONE)), "'minus' has 3 parts, expected 2"),
        (lambda: Power(ONE, Rational("21")), "the exponent is 21, expected one from -20 to 20"),
        (lambda: ByCase((), ONE), "'cases' needs at least one case; without any, write the formula itself"),
    ],
)
def test_what_makes_no_sense_cannot_be_made(make, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        make()
    assert str(caught.value) == message


def test_formulas_are_exchanged_inside_others():
    case = ByCase((FormulaCase(FindingHolds("a"), ONE),), TWO)
    chosen = ByChoice("drug", {"x": Decimal(1)})
    assert Plus((ONE, TWO)).with_parts((TWO, ONE)) == Plus((TWO, ONE))
    assert Absolute(ONE).with_parts((TWO,)) == Absolute(TWO)
    assert Power(ONE, Rational("2")).with_parts((TWO,)) == Power(TWO, Rational("2"))
    assert case.with_parts((TWO, ONE)) == ByCase((FormulaCase(FindingHolds("a"), TWO),), ONE)
    assert chosen.with_parts(()) is chosen
    assert parts_of(chosen) == parts_of(ONE) == ()
    nested = Product((Plus((ONE, Absolute(TWO))), chosen))
    assert list(innermost(nested)) == [ONE, TWO, chosen]
    assert Plus((ONE, TWO)).findings == ()
    assert chosen.findings == ("drug",)


@pytest.mark.parametrize(
    "call",
    [
        lambda: Compound().with_parts(()),
        lambda: Compound().work(None),  # type: ignore[arg-type]
        lambda: Compound().written(None),  # type: ignore[arg-type]
        lambda: Several.join(Plus((ONE, TWO)), point((1, 1)), point((1, 1))),
        lambda: FunctionOf.apply(Absolute(ONE), point((1, 1)), 24),
    ],
)
def test_each_class_says_what_the_common_part_leaves_open(call):
    with pytest.raises(NotImplementedError):
        call()


FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [1, 100], also: [{unit: g, times: 1000}]}
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [1, 100]}
- {id: drug, type: choice, label: Drug, group: g, choices: [{id: x, label: X}, {id: y, label: Y}]}
- {id: start, type: date, label: Start, group: g, precision: day}
- {id: now, type: date, label: Now, group: g, precision: day}
""")


def written(formula, findings, unit="1"):
    """A formula in words, and with the numbers of a case."""
    value = {"id": "v", "label": "V", "unit": unit, "plausible": [-1000000, 1000000], "empirical": True,
             "formula": data_from(formula), "rounded": {"to": "0.001", "half": "up"}}  # fmt: skip
    other = {"id": "w", "label": "W", "unit": "mg", "plausible": [0, 1000], "formula": {"finding": "limit"}}
    rule = {"value-of": "v", "above": {"value": "1", "unit": unit}}
    protocol = protocol_from(FINDINGS, rule, {"values": [value, other]})
    told = explain(Checker(protocol), {"protocol": "toy", "findings": findings})["values"]["v"]
    arithmetic = told.get("arithmetic")
    return formula_text(protocol.values[0], Labels(protocol)), arithmetic and arithmetic.partition(", rounded")[0]


def mg(value):
    return {"value": Decimal(value), "unit": "mg"}


LEVEL = {"level": mg(4), "limit": mg(2)}


@pytest.mark.parametrize(
    ("formula", "findings", "words", "numbers"),
    [
        ("{plus: [{finding: level}, {finding: limit, times: -2}]}", LEVEL, "level − 2 × limit", "4 − 2 × 2"),
        (
            "{minus: [{finding: level}, {plus: [{finding: limit}, {value: 1, unit: '1'}]}]}",
            LEVEL,
            "level − (limit + 1)",
            "4 − (2 + 1)",
        ),
        (
            "{product: [{plus: [{finding: level}, {value: 1, unit: '1'}]}, {value: -2, unit: '1'}]}",
            LEVEL,
            "(level + 1) × (−2)",
            "(4 + 1) × (−2)",
        ),
        (
            "{quotient: [{finding: level}, {product: [{finding: limit}, {value: 2, unit: '1'}]}]}",
            LEVEL,
            "level / (limit × 2)",
            "4 / (2 × 2)",
        ),
        ("{smallest: [{finding: level}, {finding: limit}]}", LEVEL, "min(level; limit)", "min(4; 2)"),
        ("{largest: [{finding: level}, {finding: limit}]}", LEVEL, "max(level; limit)", "max(4; 2)"),
        ("{power: {finding: level}, exponent: 2}", LEVEL, "level^2", "4^2"),
        ("{power: {finding: level}, exponent: 1/2}", LEVEL, "√level", "√4"),
        ("{power: {finding: level}, exponent: -1/3}", LEVEL, "level^(−1/3)", "4^(−1/3)"),
        ("{power: {plus: [{finding: level}, {finding: limit}]}, exponent: 0.5}", LEVEL, "√(level + limit)", "√(4 + 2)"),
        ("{exp: {finding: level}}", LEVEL, "exp(level)", "exp(4)"),
        ("{ln: {finding: level}}", LEVEL, "ln(level)", "ln(4)"),
        ("{log10: {finding: level, in: g}}", LEVEL, "log10(level [g])", "log10(0.004)"),
        ("{absolute: {minus: [{finding: limit}, {finding: level}]}}", LEVEL, "|limit − level|", "|2 − 4|"),
        (
            "{product: [{finding: level}, {by: drug, choices: {x: 0.5, y: 2}}]}",
            {**LEVEL, "drug": "y"},
            "level × (0.5 for x, 2 for y)",
            "4 × 2",
        ),
        (
            "{plus: [{value-of: w}, {since: start, until: now, in: d}]}",
            {**LEVEL, "start": "2026-01-01", "now": "2026-01-04"},
            None,
            "2 + 3",
        ),
        (
            "{plus: [{finding: level}, {by: drug, choices: {x: 0.5, y: 2}}]}",
            LEVEL,
            "level + (0.5 for x, 2 for y)",
            None,
        ),
    ],
)
def test_a_formula_is_written_as_a_person_writes_it(formula, findings, words, numbers):
    said, arithmetic = written(formula, findings)
    assert words is None or said == words
    assert arithmetic == numbers


CASES = """
cases:
  - {when: {finding: a}, then: {finding: level}}
  - {when: {finding: limit, above: {value: 5, unit: mg}}, then: {value: 1, unit: '1'}}
otherwise: {plus: [{finding: limit}, {value: 1, unit: '1'}]}
"""


@pytest.mark.parametrize(
    ("findings", "numbers"),
    [
        ({**LEVEL, "a": True}, "4"),
        ({"limit": mg(6), "a": False}, "1"),
        ({"limit": mg(5), "a": False}, "5 + 1"),
        ({"limit": mg(5)}, None),
    ],
)
def test_of_cases_the_one_that_holds_is_written(findings, numbers):
    words, arithmetic = written(CASES, findings)
    assert words == "(level if a; 1 if limit is above 5 mg; otherwise limit + 1)"
    assert arithmetic == numbers


def test_what_rules_derive_is_read_as_they_read_it():
    """A percent change and a sum have no place in a formula that is checked; the engine reads them all the same."""
    protocol = protocol_from(FINDINGS, {"finding": "a"})
    checker = Checker(protocol)
    scope = checker.program.scope

    def read(operand, findings):
        state = checker.program.run(checker.values({"protocol": "toy", "findings": findings})[0])
        working = Working(state, 24)
        interval = reading(operand, scope)(working)
        assert interval is not None
        return [Decimal(top) / bottom for top, bottom in interval], checker.program.names(working.missing)

    change = PercentChange("level", "limit")
    total = Sum((FindingValue("level"), FindingValue("limit", Decimal(-1)), Quantity(Decimal(3), "mg")), "mg")
    assert read(change, LEVEL) == ([100, 100], ())
    assert read(change, {"level": mg(4)}) == ([-96, 300], ("limit",))
    assert read(total, LEVEL) == ([5, 5], ())
    assert read(total, {"level": mg(4)}) == ([-93, 6], ("limit",))


def test_what_nothing_bounds_stays_without_a_number():
    """A build refuses such formulas; the engine has no number for them, and gathers what is missing."""
    zero = data_from("""
- {id: below, type: quantity, label: Below, group: g, unit: mg, plausible: [-1, 1]}
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [1, 100]}
""")
    change = {"id": "v", "label": "V", "unit": "1", "plausible": [0, 10],
              "formula": data_from("{plus: [{value: 1, unit: '1'}, {percent-change: level, from: below},"
                                   " {sum: [{finding: level}], unit: mg},"
                                   " {absolute: {quotient: [{value: 1, unit: '1'}, {finding: below}]}}]}")}  # fmt: skip
    protocol = protocol_from(zero, {"value-of": "v", "above": {"value": "1", "unit": "1"}}, {"values": [change]})
    checker = Checker(protocol)
    answer = checker.assess({"protocol": "toy", "findings": {}})
    assert answer.values["v"].low is None
    assert answer.recommendations[0].missing == ("below", "level")
    level = checker.assess({"protocol": "toy", "findings": {"level": mg(4)}})
    assert level.recommendations[0].missing == ("below",)
