"""Laws of the rule language, tried on generated rules and judged by every way to fill in what is unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given

from checker import Checker, Status
from tests.support.formula_oracle import FormulaOracle
from tests.support.protocols.rule_strategies import (
    ANSWERS,
    CASES,
    FINDINGS,
    ORDER,
    PARTS,
    REMARKS,
    RULES,
    with_values,
)
from tests.support.protocols.rules import protocol_from

COMPARE = {
    "above": lambda one, other: one > other,
    "at-least": lambda one, other: one >= other,
    "below": lambda one, other: one < other,
    "at-most": lambda one, other: one <= other,
    "equals": lambda one, other: one == other,
}


def _points(case):
    return 2 * case["a"] + {"given": 3, "held": 1, "not-given": 0}[case["drug"]]


def _grade(case):
    if not (case["a"] or case["b"]):
        return "none"
    return "two" if case["drug"] == "held" else "one" if case["level"]["value"] > 1 else "none"


def holds(rule: Any, case: Any) -> bool:
    """Return whether a rule holds for a case in which everything is known: the language in its plainest reading."""
    match rule:
        case {"all": parts}:
            return all(holds(part, case) for part in parts)
        case {"any": parts}:
            return any(holds(part, case) for part in parts)
        case {"not": part}:
            return not holds(part, case)
        case {"of": parts, "at-least": count}:
            return sum(holds(part, case) for part in parts) >= count
        case {"criterion": _}:
            return case["b"] and case["drug"] == "given"
        case {"score": _, "is": bands}:
            return ("low" if _points(case) <= 1 else "middle" if _points(case) <= 3 else "high") in bands
        case {"score": _, "at-least": low, "at-most": high}:
            return low <= _points(case) <= high
        case {"grade": _, "is": steps}:
            return _grade(case) in steps
        case {"grade": _, "at-least": step}:
            return ORDER.index(_grade(case)) >= ORDER.index(step)
        case {"value-of": value}:
            name, right = next((key, rule[key]) for key in COMPARE if key in rule)
            return COMPARE[name](_worked_out(value, case), right["value"])
        case {"quantity": quantity}:
            name, right = next((key, rule[key]) for key in COMPARE if key in rule)
            return COMPARE[name](_derived(quantity, case), right["value"])
        case {"finding": name, "assessed": wanted}:
            return (name in case) is wanted
        case {"finding": "drug", "is": choices}:
            return case["drug"] in choices
        case {"finding": "level", "or": again}:
            first = {key: value for key, value in rule.items() if key != "or"}
            name = next(key for key in COMPARE if key in rule)
            milligrams = Fraction(again["value"]) * 1000
            return holds(first, case) or COMPARE[name](case["level"]["value"], milligrams)
        case {"finding": "level"}:
            name, right = next((key, rule[key]) for key in COMPARE if key in rule)
            limit = right["value"] if "value" in right else right["times"] * case["limit"]["value"]
            return COMPARE[name](case["level"]["value"], limit)
        case {"finding": name}:
            return case[name]
    raise AssertionError(rule)


def _derived(quantity: Any, case: Any) -> Any:
    """Return a derived quantity of a case, in mg, per cent or days."""
    level, limit = case["level"]["value"], case["limit"]["value"]
    match quantity:
        case {"percent-change": _}:
            return Fraction(100 * (level - limit), limit)
        case {"since": _}:
            return (date.fromisoformat(case["now"]) - date.fromisoformat(case["start"])).days
        case {"sum": [{"times": times}, _, {"value": more}]}:
            return times * level + limit + more
    raise AssertionError(quantity)


def _worked_out(value: Any, case: Any) -> Fraction:
    """Return a value of a case in which everything is known."""
    oracle = FormulaOracle({"findings": FINDINGS, "values": [{"id": "v", **value}]})
    numbers = {name: Fraction(case[name]["value"]) for name in ("level", "limit")}
    low, high = oracle.value("v", {**case, **numbers}, lambda rule: str(holds(rule, case)).lower())
    assert low == high
    return low


def protocol_of(rule):
    named, values = with_values(rule)
    return protocol_from(FINDINGS, named, {**PARTS, "values": values})


def answer_of(rule, case):
    checker = Checker(protocol_of(rule))
    return checker, checker.assess({"protocol": "toy", "findings": case}).recommendations[0]


def completions(case):
    open_ = [name for name in ANSWERS if name not in case]
    for values in product(*(ANSWERS[name] for name in open_)):
        yield {**case, **dict(zip(open_, values, strict=True))}


@given(RULES, CASES)
def test_a_settled_answer_is_that_of_every_completion(rule, case):
    _, answer = answer_of(rule, case)
    if answer.status is not Status.UNDETERMINED:
        settled = answer.status is Status.INDICATED
        assert all(holds(rule, complete) is settled for complete in completions(case))


@given(RULES, CASES)
def test_a_complete_case_is_settled(rule, case):
    complete = next(completions(case))
    _, answer = answer_of(rule, complete)
    assert answer.status is (Status.INDICATED if holds(rule, complete) else Status.NOT_INDICATED)
    assert answer.missing == ()


@given(RULES, CASES)
def test_what_is_missing_settles_it_whatever_it_turns_out_to_be(rule, case):
    checker, answer = answer_of(rule, case)
    assert not set(answer.missing) & set(case)
    assert bool(answer.missing) is (answer.status is Status.UNDETERMINED)
    for values in product(*(ANSWERS[name] for name in answer.missing)):
        supplied = {**case, **dict(zip(answer.missing, values, strict=True))}
        after = checker.assess({"protocol": "toy", "findings": supplied}).recommendations[0]
        assert after.status is not Status.UNDETERMINED


@given(RULES, CASES)
def test_what_an_answer_rests_on_is_enough_for_it(rule, case):
    checker, answer = answer_of(rule, case)
    assert set(answer.because) <= set(case)
    if answer.status is not Status.UNDETERMINED:
        alone = {name: case[name] for name in answer.because}
        again = checker.assess({"protocol": "toy", "findings": alone}).recommendations[0]
        assert (again.status, again.because) == (answer.status, answer.because)


@given(REMARKS, CASES)
def test_a_warning_that_asks_what_was_assessed_is_never_unknown(rule, case):
    warning = {"code": "w", "finding": "a", "when": rule, "message": "m"}
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}, {**PARTS, "warnings": [warning]}))
    answer = checker.assess({"protocol": "toy", "findings": case})
    assert bool(answer.warnings) is holds(rule, case)
