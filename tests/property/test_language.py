"""Laws of the rule language, tried on generated rules and judged by every way to fill in what is unknown."""

from __future__ import annotations

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
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [0, 3]}
""")
ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "drug": ("given", "held", "not-given"),
    "level": tuple({"value": value, "unit": "mg"} for value in range(4)),
    "limit": tuple({"value": value, "unit": "mg"} for value in range(4)),
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
        lambda low, width: {"score": "s", "at-least": low, "at-most": low + width},
        st.integers(-1, 6),
        st.integers(0, 3),
    ),
    st.sampled_from([{"score": "s", "is": ["low"]}, {"score": "s", "is": ["low", "high"]}]),
    st.sampled_from([{"grade": "g", "at-least": "one"}, {"grade": "g", "is": ["none", "two"]}]),
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=2, max_size=4).flatmap(
            lambda parts: st.integers(1, len(parts)).map(lambda count: {"at-least": count, "of": parts})
        ),
    ),
    max_leaves=6,
)
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
        case {"finding": "drug", "is": choices}:
            return case["drug"] in choices
        case {"finding": "level"}:
            name, right = next((key, rule[key]) for key in COMPARE if key in rule)
            limit = right["value"] if "value" in right else right["times"] * case["limit"]["value"]
            return COMPARE[name](case["level"]["value"], limit)
        case {"finding": name}:
            return case[name]
    raise AssertionError(rule)


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
