"""The three truth values, and counting with them."""

from itertools import product

import pytest

from checker import Checker, Truth
from checker.language.truth import at_least, negation
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from(
    "[{id: a, type: boolean, label: A, group: g}, {id: b, type: boolean, label: B, group: g}, "
    "{id: c, type: boolean, label: C, group: g}]"
)
STATUSES = {Truth.TRUE: "indicated", Truth.FALSE: "not-indicated", Truth.UNKNOWN: "undetermined"}


def _completed(truth):
    return [True, False] if truth is Truth.UNKNOWN else [truth is Truth.TRUE]


@pytest.mark.parametrize("count", range(4))
@pytest.mark.parametrize("truths", list(product(Truth, repeat=3)), ids=lambda truths: " ".join(t.value for t in truths))
def test_counting_is_what_every_completion_agrees_on(count, truths):
    """Kleene's strong logic by its definition: decided exactly when all ways to fill in the unknown ones agree."""
    outcomes = {sum(way) >= count for way in product(*map(_completed, truths))}
    expected = Truth.of(outcomes.pop()) if len(outcomes) == 1 else Truth.UNKNOWN
    assert at_least(count, truths) is expected


@pytest.mark.parametrize("count", range(1, 4))
def test_the_engine_counts_as_the_definition_does(count):
    """The engine counts while it keeps book; the plain function is the definition that it is held against."""
    parts = [{"finding": name} for name in "abc"]
    checker = Checker(protocol_from(FINDINGS, {"at-least": count, "of": parts}))
    for truths in product(Truth, repeat=3):
        values = {name: None if t is Truth.UNKNOWN else t is Truth.TRUE for name, t in zip("abc", truths, strict=True)}
        (answer,) = checker.assess({"protocol": "toy", "findings": values}).recommendations
        assert answer.status.value == STATUSES[at_least(count, truths)]


def test_negation_leaves_the_unknown_unknown():
    assert [negation(truth) for truth in Truth] == [Truth.FALSE, Truth.TRUE, Truth.UNKNOWN]


def test_truth_of_an_answer():
    assert [Truth.of(value) for value in (True, False, None)] == [Truth.TRUE, Truth.FALSE, Truth.UNKNOWN]
