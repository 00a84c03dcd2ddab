"""Scores and grades: every possible outcome and no other, and what cannot be made."""

from itertools import product

import pytest

from checker import Checker
from checker.language.conditions import FindingHolds
from checker.language.scores import ScoreItem
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: c, type: boolean, label: C, group: g}
- {id: burden, type: choice, label: Burden, group: g,
   choices: [{id: mild, label: Mild}, {id: severe, label: Severe}, {id: none, label: None}]}
- {id: points, type: integer, label: Points, group: g, plausible: [0, 2]}
""")
PARTS = data_from("""
scores:
  - id: s
    label: S
    items:
      - {points: 5, when: {finding: a}}
      - {points: -1, when: {not: {finding: b}}}
      - {finding: burden, choices: {mild: 3, severe: 0, none: 4}}
      - {finding: points}
    bands:
      - {id: low, label: Low, from: -1, to: 3}
      - {id: middle, label: Middle, from: 4, to: 6}
      - {id: high, label: High, from: 7, to: 11}
grades:
  - id: g
    label: G
    scale: [{id: none, label: None}, {id: one, label: One}, {id: two, label: Two}, {id: three, label: Three}]
    when: {any: [{finding: a}, {finding: b}]}
    domains:
      - label: First
        levels: [{grade: one, when: {finding: b}}, {grade: three, when: {finding: c}}]
      - label: Second
        levels: [{grade: two, when: {finding: burden, is: [severe]}}, {grade: one, when: {finding: burden, is: [mild]}}]
""")
SCORES = {"scores": PARTS["scores"]}
GRADES = {"grades": PARTS["grades"]}
ANSWERS = {
    "a": (True, False),
    "b": (True, False),
    "c": (True, False),
    "burden": ("mild", "severe", "none"),
    "points": (0, 1, 2),
}
ORDER = ("none", "one", "two", "three")


def points_of(case):
    return (
        (5 if case["a"] else 0)
        - (0 if case["b"] else 1)
        + {"mild": 3, "severe": 0, "none": 4}[case["burden"]]
        + case["points"]
    )


def grade_of(case):
    first = "three" if case["c"] else "one" if case["b"] else "none"
    second = {"severe": "two", "mild": "one", "none": "none"}[case["burden"]]
    return max(first, second, key=ORDER.index) if case["a"] or case["b"] else "none"


def completions(case):
    open_ = [name for name in ANSWERS if name not in case]
    for values in product(*(ANSWERS[name] for name in open_)):
        yield {**case, **dict(zip(open_, values, strict=True))}


def partial_cases(*names):
    for values in product(*((None, *ANSWERS[name]) for name in names)):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not None}


def test_a_score_keeps_exactly_the_points_that_are_possible():
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}, SCORES))
    for case in partial_cases("a", "b", "burden", "points"):
        possible = {points_of(complete) for complete in completions({**case, "c": False})}
        answer = checker.assess({"protocol": "toy", "findings": case}).scores["s"]
        assert (answer.low, answer.high) == (min(possible), max(possible))
        bands = [("low", -1, 3), ("middle", 4, 6), ("high", 7, 11)]
        expected = [name for name, low, high in bands if any(low <= points <= high for points in possible)]
        assert list(answer.bands) == expected


def test_a_rule_on_a_score_is_decided_exactly_when_all_possible_points_agree():
    checker = Checker(protocol_from(FINDINGS, {"score": "s", "at-least": 4}, SCORES))
    statuses = {frozenset({True}): "indicated", frozenset({False}): "not-indicated"}
    for case in partial_cases("a", "b", "burden", "points"):
        outcomes = frozenset(points_of(complete) >= 4 for complete in completions({**case, "c": False}))
        (answer,) = checker.assess({"protocol": "toy", "findings": case}).recommendations
        assert answer.status.value == statuses.get(outcomes, "undetermined")
        assert set(answer.missing) <= {"a", "b", "burden", "points"} - set(case)


def test_a_grade_keeps_exactly_the_steps_that_are_possible():
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}, GRADES))
    for case in partial_cases("a", "b", "c", "burden"):
        possible = {grade_of(complete) for complete in completions({**case, "points": 0})}
        steps = checker.assess({"protocol": "toy", "findings": case}).grades["g"]
        assert list(steps) == sorted(possible, key=ORDER.index)


def test_levels_that_exclude_each_other_leave_more_open_than_levels_that_build_on_each_other():
    """Why a lower level should not exclude a higher one: with both unknown, neither seems to be possible as well."""
    levels = "{label: D, levels: [{grade: one, when: %s}, {grade: two, when: {not: {finding: a}}}]}"
    for lower, possible in (
        ("{finding: a}", ("none", "one", "two")),
        ("{any: [{finding: a}, {finding: b}]}", ("one", "two")),
    ):
        grade = {"id": "g", "label": "G", "scale": PARTS["grades"][0]["scale"], "domains": [data_from(levels % lower)]}
        checker = Checker(protocol_from(FINDINGS, {"finding": "c"}, {"grades": [grade]}))
        assert checker.assess({"protocol": "toy", "findings": {"b": True}}).grades["g"] == possible


def test_a_score_that_lies_in_no_band_is_in_none_of_those_asked_for():
    """Validation refuses such bands; the engine must still not leave a question open that nothing could answer."""
    bands = data_from("[{id: x, label: X, from: 5, to: 5, when: {finding: c}}]")
    score = {**PARTS["scores"][0], "bands": bands}
    checker = Checker(protocol_from(FINDINGS, {"score": "s", "is": ["x"]}, {"scores": [score]}))
    case = {"a": True, "b": True, "burden": "severe", "points": 0}
    (answer,) = checker.assess({"protocol": "toy", "findings": {**case, "c": False}}).recommendations
    assert (answer.status.value, answer.missing) == ("not-indicated", ())
    assert answer.because == ("a", "b", "c", "burden", "points")
    (answer,) = checker.assess({"protocol": "toy", "findings": {**case, "c": True}}).recommendations
    assert answer.status.value == "indicated"


@pytest.mark.parametrize(
    "make",
    [
        lambda: ScoreItem(points=1),
        lambda: ScoreItem(when=FindingHolds("a")),
        lambda: ScoreItem(points=1, when=FindingHolds("a"), finding="b"),
        lambda: ScoreItem(points=1, when=FindingHolds("a"), choices={"x": 1}),
        lambda: ScoreItem(points=1, finding="b"),
        lambda: ScoreItem(label="Nothing"),
    ],
)
def test_an_item_is_written_in_one_way(make):
    message = "a score item needs either 'points' and 'when', or 'finding' \\(with 'choices' for a choice\\)"
    with pytest.raises(ValueError, match=message):
        make()


def test_a_boolean_gives_no_points_of_its_own():
    items = data_from("[{finding: a}]")
    with pytest.raises(ValueError, match="finding 'a' cannot give points: expected an integer, or a choice"):
        Checker(protocol_from(FINDINGS, {"finding": "a"}, {"scores": [{**PARTS["scores"][0], "items": items}]}))
