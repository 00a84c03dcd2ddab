"""The three truth values of Kleene's strong logic, and the one connective that the others are made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something holds, as far as the findings of a case can tell."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Return the truth value of a yes (`True`), a no (`False`) or a finding not assessed (`None`)."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def negation(truth: Truth) -> Truth:
    """Return Kleene's negation: what is unknown stays unknown."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """Return whether at least `count` of `truths` hold.

    With `count` = 1 this is Kleene's strong disjunction and with `count` = the number of truths his strong
    conjunction (S. C. Kleene, Introduction to Metamathematics, 1952, section 64): the result is decided as soon as no
    values of the unknown ones could change it.

    Args:
        count: How many must hold, 0 or more.
        truths: The truth values that are counted.
    """
    held = open_ = 0
    for truth in truths:
        if truth is TRUE:
            held += 1
        elif truth is UNKNOWN:
            open_ += 1
    if held >= count:
        return TRUE
    return UNKNOWN if held + open_ >= count else FALSE
