"""Comparisons of quantities: the one leaf of an expression that has arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, ClassVar

from checker.language.conditions import Leaf
from checker.language.fields import FindingId, ValueId
from checker.language.keys import key
from checker.language.operands import FindingValue, Operand, Quantity, ValueOf
from checker.language.truth import FALSE, TRUE, UNKNOWN
from checker.words.messages import _, marked
from checker.words.rationals import EXACT

if TYPE_CHECKING:
    from checker.language.comparison_units import ComparisonUnit
    from checker.language.evaluation import Result, Rule, State, Values
    from checker.language.names import Names, Words

RELATIONS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "above": (gt, marked("above")),
    "at_least": (ge, marked("at least")),
    "below": (lt, marked("below")),
    "at_most": (le, marked("at most")),
    "equals": (eq, marked("exactly")),
}
"""Field of `Comparison` → what it means, and how it reads."""


LEFT = ("finding", "value_of", "quantity")
"""Fields of `Comparison` of which one holds its left side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Leaf):
    """True when a quantity stands in a relation to another: `{finding: level, above: {value: 3, unit: mg/dL}}`.

    The left side is a numeric `finding`, a computed value as `value-of`, or a `quantity` that is derived; exactly one
    relation is given. A comparison reads one value at most: the difference of two can be a value itself.

    A limit that the source prints in two units is written with `or`, and either suffices, each converted exactly:
    `{finding: level, at-least: {value: 8, unit: mg/dL}, or: {value: 476, unit: umol/L}}`.
    """

    KEYS: ClassVar = (
        ("quantity",),
        *((left, key(relation)) for left in ("finding", "value-of") for relation in RELATIONS),
    )

    finding: FindingId | None = None
    value_of: ValueId | None = None
    quantity: Operand | None = None
    above: Operand | None = None
    at_least: Operand | None = None
    below: Operand | None = None
    at_most: Operand | None = None
    equals: Operand | None = None
    or_: Quantity | None = None
    """The same limit as it is printed in another unit, often rounded there: the relation holds where it holds to one of
    the two."""

    def __post_init__(self) -> None:
        if [getattr(self, name) for name in LEFT].count(None) != 2:
            raise ValueError("a comparison needs one of 'finding', 'value-of' and 'quantity' on its left side")
        given = [key(name) for name in RELATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            known = ", ".join(map(key, RELATIONS))
            raise ValueError(f"a comparison needs exactly one of {known}; found {', '.join(given) or 'none'}")
        if isinstance(self.left, ValueOf) and isinstance(self.right, ValueOf):
            raise ValueError("a comparison reads one computed value at most; make their difference a value")
        if self.or_ is not None and not isinstance(self.right, Quantity):
            raise ValueError("'or' is the same limit in another unit: it goes with a limit of the form {value, unit}")

    @property
    def relation(self) -> str:
        """Name of the relation, a key of `RELATIONS`."""
        return next(name for name in RELATIONS if getattr(self, name) is not None)

    @property
    def left(self) -> Operand:
        """The operand that is compared."""
        if self.quantity is not None:
            return self.quantity
        if self.value_of is not None:
            return ValueOf(self.value_of)
        assert self.finding is not None  # checked by __post_init__
        return FindingValue(self.finding)

    @property
    def right(self) -> Operand:
        """The operand that the left one is compared with."""
        operand: Operand = getattr(self, self.relation)
        return operand

    @property
    def either(self) -> tuple[tuple[str, Comparison], ...]:
        """The comparisons with one limit each of which one has to hold, each with the key of its limit."""
        if self.or_ is None:
            return ((key(self.relation), self),)
        one = replace(self, or_=None)
        fields: dict[str, Any] = {self.relation: self.or_}
        return ((key(self.relation), one), ("or", replace(one, **fields)))

    def bind(self, names: Names) -> Rule:
        """Return the rule, which compares exact fractions by cross-multiplication (denominators are positive)."""
        if self.or_ is not None:
            return _one_of(*(comparison.bind(names) for _, comparison in self.either))
        left_operand, right_operand = self.left, self.right
        unit = names.comparison_unit(left_operand, right_operand)
        holds = RELATIONS[self.relation][0]
        if isinstance(left_operand, ValueOf):
            return _with_value(names, left_operand, right_operand, unit, self)
        if isinstance(right_operand, ValueOf):
            return _with_value(names, right_operand, left_operand, unit, self)
        left, right = left_operand.bind(names, unit), right_operand.bind(names, unit)
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
        return _("{name} is {value}", name=self.left.describe(words), value=self.describe_limit(words))

    def describe_limit(self, words: Words) -> str:
        """Return the relation and its other side: 'above 3 mg/dL', 'at least 8 mg/dL or 476 µmol/L'."""
        sides = _(" or ").join(side.describe(words) for side in (self.right, self.or_) if side is not None)
        return f"{_(RELATIONS[self.relation][1])} {sides}"

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that either side reads itself."""
        return (*self.left.findings, *self.right.findings)

    @property
    def refers_to(self) -> tuple[str, str] | None:
        """The computed value that is compared, if one is."""
        value = next((side for side in (self.left, self.right) if isinstance(side, ValueOf)), None)
        return ("value", value.value_of) if value is not None else None


def _one_of(one: Rule, other: Rule) -> Rule:
    """Return the rule that holds where one of two does, which read the same findings."""

    def rule(state: State) -> Result:
        first = one(state)
        if first[0] is TRUE:
            return first
        second = other(state)
        return first if second[0] is FALSE else second

    return rule


def _with_value(names: Names, value: ValueOf, other: Operand, unit: ComparisonUnit, comparison: Comparison) -> Rule:
    """Return the rule that compares a computed value, or each number that it may still be, with the other side."""
    read = _read_as_integers(names, other, unit)
    index, relation = names.value_index(value.value_of), RELATIONS[comparison.relation][0]
    on_left, equality = value == comparison.left, relation is eq
    bits = 0
    for finding in comparison.findings:
        bits |= 1 << names.index(finding)

    def holds(one: int, other: int) -> bool:
        return relation(one, other) if on_left else relation(other, one)

    def rule(state: State) -> Result:
        result, limit = state.computed[index], read(state.values)
        if limit is None or result.interval is None:
            missing = result.missing if limit is not None else result.missing | _unknown(state.values, bits)
            return UNKNOWN, missing
        top, bottom = limit
        low, high = result.interval
        at_low = holds(low[0] * bottom, top * low[1])
        # Between the two ends lie all numbers, so that an equality holds of each only where there is one.
        if low is high:
            return (TRUE if at_low else FALSE), result.known | bits
        at_high = holds(high[0] * bottom, top * high[1])
        inside = low[0] * bottom <= top * low[1] and top * high[1] <= high[0] * bottom
        if at_low is not at_high or (equality and inside):
            return UNKNOWN, result.missing
        return (TRUE if at_low else FALSE), result.known | bits

    return rule


def _read_as_integers(
    names: Names, operand: Operand, unit: ComparisonUnit
) -> Callable[[Values], tuple[int, int] | None]:
    """Return a reader of an operand as a fraction of two whole numbers, the second above zero."""
    reader = operand.bind(names, unit)

    def read(values: Values) -> tuple[int, int] | None:
        number = reader(values)
        if number is None:
            return None
        (top, bottom), (other_top, other_bottom) = number[0].as_integer_ratio(), number[1].as_integer_ratio()
        return top * other_bottom, bottom * other_top

    if isinstance(operand, Quantity):
        constant = read([])  # it reads nothing of a case
        return lambda values: constant
    return read


def _unknown(values: Values, bits: int) -> int:
    """Return the findings, of some given as bits, that were not assessed."""
    return sum(1 << index for index, value in enumerate(values) if bits >> index & 1 and value is None)
