"""Rules with assumptions: decided as they are where they can be, and else with the assumed answers filled in."""

from __future__ import annotations

from collections.abc import Callable

from checker.language.evaluation import Result, Rule, State, Values
from checker.language.truth import UNKNOWN

Assumed = tuple[tuple[int, bool | str], ...]
"""Assumed answers, each with the position of its finding."""


def seen_with(assumed: Assumed, state: State, run: Callable[[Values], State]) -> State:
    """Return the state of a case in which the assumed answers stand in the place of those that nobody gave.

    Args:
        assumed: The assumed answers.
        state: The state of the case.
        run: Returns the state of other values.

    Returns:
        The same state where all of the findings are known.
    """
    lacking = tuple((index, answer) for index, answer in assumed if state.values[index] is None)
    if not lacking:
        return state
    if lacking not in state.assumed:
        values = [*state.values]
        for index, answer in lacking:
            values[index] = answer
        state.assumed[lacking] = run(values)
    return state.assumed[lacking]


def with_assumptions(rule: Rule, assumed: Assumed, run: Callable[[Values], State]) -> Rule:
    """Return the rule that falls back on assumed answers where it would be unknown."""

    def decided(state: State) -> Result:
        result = rule(state)
        if result[0] is UNKNOWN:
            seen = seen_with(assumed, state, run)
            return rule(seen) if seen is not state else result
        return result

    return decided
