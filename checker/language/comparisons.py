"""Comparisons of quantities: the one leaf of an expression that has arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, ClassVar

from checker.language.conditions import Leaf
from checker.language.fields import FindingId
from checker.language.keys import key
from checker.language.operands import FindingValue, Operand
from checker.language.truth import FALSE, TRUE, UNKNOWN
from checker.words.messages import _, marked
from checker.words.rationals import EXACT

if TYPE_CHECKING:
    from checker.language.evaluation import Result, Rule, State
    from checker.language.names import Names, Words

RELATIONS: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "above": (gt, marked("above")),
    "at_least": (ge, marked("at least")),
    "below": (lt, marked("below")),
    "at_most": (le, marked("at most")),
    "equals": (eq, marked("exactly")),
}
"""Field of `Comparison` → what it means, and how it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Leaf):
    """True when a quantity stands in a relation to another: `{finding: level, above: {value: 3, unit: mg/dL}}`.

    The left side is a numeric `finding`, or a `quantity` that is derived; exactly one relation is given.
    """

    KEYS: ClassVar = (("quantity",), *(("finding", key(relation)) for relation in RELATIONS))

    finding: FindingId | None = None
    quantity: Operand | None = None
    above: Operand | None = None
    at_least: Operand | None = None
    below: Operand | None = None
    at_most: Operand | None = None
    equals: Operand | None = None

    def __post_init__(self) -> None:
        if (self.finding is None) == (self.quantity is None):
            raise ValueError("a comparison needs either 'finding' or 'quantity' on its left side")
        given = [key(name) for name in RELATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            known = ", ".join(map(key, RELATIONS))
            raise ValueError(f"a comparison needs exactly one of {known}; found {', '.join(given) or 'none'}")

    @property
    def relation(self) -> str:
        """Name of the relation, a key of `RELATIONS`."""
        return next(name for name in RELATIONS if getattr(self, name) is not None)

    @property
    def left(self) -> Operand:
        """The operand that is compared."""
        if self.quantity is not None:
            return self.quantity
        assert self.finding is not None  # checked by __post_init__
        return FindingValue(self.finding)

    @property
    def right(self) -> Operand:
        """The operand that the left one is compared with."""
        operand: Operand = getattr(self, self.relation)
        return operand

    def bind(self, names: Names) -> Rule:
        """Return the rule, which compares exact fractions by cross-multiplication (denominators are positive)."""
        left_operand, right_operand = self.left, self.right
        unit = names.comparison_unit(left_operand, right_operand)
        left, right = left_operand.bind(names, unit), right_operand.bind(names, unit)
        holds = RELATIONS[self.relation][0]
        indexes = tuple(names.index(finding) for finding in self.findings)
        bits = 0
        for index in indexes:
            bits |= 1 << index
        true, false = (TRUE, bits), (FALSE, bits)
        multiply = EXACT.multiply

        def rule(state: State) -> Result:
            values = state.values
            one, other = left(values), right(values)
            if one is None or other is None:
                missing = 0
                for index in indexes:
                    if values[index] is None:
                        missing |= 1 << index
                return UNKNOWN, missing
            if one[1] == other[1]:
                return true if holds(one[0], other[0]) else false
            return true if holds(multiply(one[0], other[1]), multiply(other[0], one[1])) else false

        return rule

    def describe(self, words: Words) -> str:
        """Return for example 'level is above 3 mg/dL'."""
        verb = _(RELATIONS[self.relation][1])
        return _("{name} is {value}", name=self.left.describe(words), value=f"{verb} {self.right.describe(words)}")

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that either side reads."""
        return (*self.left.findings, *self.right.findings)
