"""Laws of the rule language, tried on generated rules and judged by every way to fill in what is unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checker import Checker, Status
from tests.support import data_from, protocol_from

FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: drug, type: choice, label: Drug, group: g,
   choices: [{id: given, label: Given}, {id: held, label: Held}, {id: not-given, label: Not given}]}
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [0, 3]}
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [1, 3]}
- {id: start, type: date, label: Start, group: g, precision: day}
- {id: now, type: date, label: Now, group: g, precision: day}
""")
ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "drug": ("given", "held", "not-given"),
    "level": tuple({"value": value, "unit": "mg"} for value in range(4)),
    "limit": tuple({"value": value, "unit": "mg"} for value in range(1, 4)),
    "start": ("2026-01-01", "2026-01-08"),
    "now": ("2026-01-03", "2026-01-08"),
}
ORDER = ("none", "one", "two")
RELATIONS = ("above", "at-least", "below", "at-most", "equals")

LEAVES = st.one_of(
    st.sampled_from([{"finding": "a"}, {"finding": "b"}, {"criterion": "named"}]),
    st.lists(st.sampled_from(ANSWERS["drug"]), min_size=1, max_size=2, unique=True).map(
        lambda choices: {"finding": "drug", "is": choices}
    ),
    st.builds(
        lambda relation, value: {"finding": "level", relation: {"value": value, "unit": "mg"}},
        st.sampled_from(RELATIONS),
        st.integers(0, 3),
    ),
    st.builds(
        lambda relation, times: {"finding": "level", relation: {"finding": "limit", "times": times}},
        st.sampled_from(RELATIONS),
        st.integers(1, 2),
    ),
    st.builds(
        lambda quantity, relation, limit: {"quantity": quantity, relation: limit},
        st.just({"percent-change": "level", "from": "limit"}),
        st.sampled_from(RELATIONS),
        st.sampled_from((-50, 0, 100)).map(lambda value: {"value": value, "unit": "%"}),
    ),
    st.builds(
        lambda quantity, relation, limit: {"quantity": quantity, relation: limit},
        st.just({"since": "start", "until": "now"}),
        st.sampled_from(RELATIONS),
        st.sampled_from((-5, 0, 2, 7)).map(lambda value: {"value": value, "unit": "d"}),
    ),
    st.builds(
        lambda times, more, relation, limit: {
            "quantity": {
                "sum": [{"finding": "level", "times": times}, {"finding": "limit"}, {"value": more, "unit": "mg"}],
                "unit": "mg",
            },
            relation: {"value": limit, "unit": "mg"},
        },
        st.integers(-1, 2),
        st.integers(0, 1),
        st.sampled_from(RELATIONS),
        st.integers(0, 5),
    ),
    st.builds(
        lambda low, width: {"score": "s", "at-least": low, "at-most": low + width},
        st.integers(-1, 6),
        st.integers(0, 3),
    ),
    st.sampled_from([{"score": "s", "is": ["low"]}, {"score": "s", "is": ["low", "high"]}]),
    st.sampled_from([{"grade": "g", "at-least": "one"}, {"grade": "g", "is": ["none", "two"]}]),
)


def connected(inner):
    """Expressions made of some by a connective."""
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=4).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda count: {"at-least": count, "of": parts})
        ),
    )


RULES = st.recursive(LEAVES, connected, max_leaves=6)
ASSESSED = st.builds(
    lambda name, wanted: {"finding": name, "assessed": wanted}, st.sampled_from(list(ANSWERS)), st.booleans()
)
REMARKS = st.recursive(ASSESSED, connected, max_leaves=4)
"""What only warnings may ask: whether something was assessed at all."""
CASES = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in ANSWERS.items()})
PARTS = data_from("""
criteria: [{id: named, label: Named, when: {all: [{finding: b}, {finding: drug, is: [given]}]}}]
scores:
  - id: s
    label: S
    items:
      - {points: 2, when: {finding: a}}
      - {finding: drug, choices: {given: 3, held: 1, not-given: 0}}
    bands:
      - {id: low, label: Low, from: 0, to: 1}
      - {id: middle, label: Middle, from: 2, to: 3}
      - {id: high, label: High, from: 4, to: 5}
grades:
  - id: g
    label: G
    scale: [{id: none, label: None}, {id: one, label: One}, {id: two, label: Two}]
    when: {any: [{finding: a}, {finding: b}]}
    domains:
      - {label: First, levels: [{grade: one, when: {finding: level, above: {value: 1, unit: mg}}}]}
      - {label: Second, levels: [{grade: two, when: {finding: drug, is: [held]}}]}
""")
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
        case {"quantity": quantity}:
            name, right = next((key, rule[key]) for key in COMPARE if key in rule)
            return COMPARE[name](_derived(quantity, case), right["value"])
        case {"finding": name, "assessed": wanted}:
            return (name in case) is wanted
        case {"finding": "drug", "is": choices}:
            return case["drug"] in choices
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


def answer_of(rule, case):
    checker = Checker(protocol_from(FINDINGS, rule, PARTS))
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
