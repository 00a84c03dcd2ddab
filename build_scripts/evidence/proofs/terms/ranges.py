"""Ranges: the lowest and the highest number that a part of a formula may still be, as terms of a solver.

They follow the interval arithmetic of the engine. Bounds that hold for everybody tell most signs beforehand, so that a
product or a quotient needs no distinction of cases in the solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

import z3

from build_scripts.evidence.proofs.patient import Proposition, Term, real
from checker.values.rounding import Rounding
from checker.words import exact
from checker.words.exact import Exact, Interval

ZERO: Exact = (0, 1)


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest number still possible, equal once one number is left."""

    low: Term
    high: Term
    bounds: Interval
    """Between which numbers both lie for everybody."""
    linear: bool = True
    """Whether no two unknown numbers are multiplied or divided; of the others a solver knows little."""

    @property
    def constant(self) -> bool:
        """Whether it is the same number for everybody."""
        return not exact.compared(*self.bounds)

    @property
    def positive(self) -> bool:
        """Whether no number in it is below zero."""
        return self.bounds[0][0] >= 0

    @property
    def negative(self) -> bool:
        """Whether no number in it is above zero."""
        return self.bounds[1][0] <= 0


def fixed(number: Exact) -> Range:
    """Return the range of one number that is the same for everybody."""
    term = real(Fraction(*number))
    return Range(term, term, exact.point(number))


def added(one: Range, other: Range) -> Range:
    """Return the range of the sums."""
    bounds = exact.added(one.bounds, other.bounds)
    return Range(one.low + other.low, one.high + other.high, bounds, one.linear and other.linear)


def negated(one: Range) -> Range:
    """Return the range of the negated numbers."""
    return Range(-one.high, -one.low, exact.negative(one.bounds), one.linear)


def subtracted(one: Range, other: Range) -> Range:
    """Return the range of the differences."""
    return added(one, negated(other))


def multiplied(one: Range, other: Range) -> Range:
    """Return the range of the products."""
    if one.negative and not one.positive:
        return negated(multiplied(negated(one), other))
    if other.negative and not other.positive:
        return negated(multiplied(one, negated(other)))
    linear = one.linear and other.linear and (one.constant or other.constant)
    bounds = exact.multiplied(one.bounds, other.bounds)
    if one.positive and other.positive:
        return Range(one.low * other.low, one.high * other.high, bounds, linear)
    if other.positive:
        one, other = other, one
    if one.positive:
        low = z3.If(other.low >= 0, one.low, one.high) * other.low
        high = z3.If(other.high >= 0, one.high, one.low) * other.high
        if one.constant:
            low, high = one.low * other.low, one.low * other.high
        return Range(low, high, bounds, linear)
    ends = [end * other_end for end in (one.low, one.high) for other_end in (other.low, other.high)]
    return Range(reduce(_less, ends), reduce(_more, ends), bounds, linear)


def divided(one: Range, other: Range) -> Range:
    """Return the range of the quotients; the divisor is never zero."""
    if other.negative:
        return negated(divided(one, negated(other)))
    bounds = exact.divided(exact.point((1, 1)), other.bounds)
    assert bounds is not None  # a divisor that may be zero is refused before anything is proved
    if other.constant:
        return multiplied(one, fixed(bounds[0]))
    if one.negative and not one.positive:
        return negated(divided(negated(one), other))
    all_bounds = exact.multiplied(one.bounds, bounds)
    if one.positive:
        return Range(one.low / other.high, one.high / other.low, all_bounds, linear=False)
    low = one.low / z3.If(one.low >= 0, other.high, other.low)
    high = one.high / z3.If(one.high >= 0, other.low, other.high)
    return Range(low, high, all_bounds, linear=False)


def whole_power(one: Range, exponent: int) -> Range:
    """Return the range of a whole power."""
    if exponent < 0:
        return divided(fixed((1, 1)), whole_power(one, -exponent))
    bounds = exact.whole_power(one.bounds, exponent)
    assert bounds is not None  # it divides by nothing
    linear = one.linear and exponent < 2
    low, high = (_raised(end, exponent) for end in (one.low, one.high))
    if exponent % 2 == 1 or one.positive:
        return Range(low, high, bounds, linear)
    if one.negative:
        return Range(high, low, bounds, linear)
    lowest = z3.If(z3.And(one.low < 0, one.high > 0), real(0), _less(low, high))
    return Range(lowest, _more(low, high), bounds, linear)


def _raised(term: Term, exponent: int) -> Term:
    return reduce(lambda one, other: one * other, [term] * exponent, real(1)) if exponent else real(1)


def smaller(one: Range, other: Range) -> Range:
    """Return the range of the smaller of two numbers."""
    bounds = exact.smaller(one.bounds, other.bounds)
    return Range(_less(one.low, other.low), _less(one.high, other.high), bounds, one.linear and other.linear)


def larger(one: Range, other: Range) -> Range:
    """Return the range of the larger of two numbers."""
    bounds = exact.larger(one.bounds, other.bounds)
    return Range(_more(one.low, other.low), _more(one.high, other.high), bounds, one.linear and other.linear)


def magnitude(one: Range) -> Range:
    """Return the range of the numbers without their sign."""
    if one.positive:
        return one
    if one.negative:
        return negated(one)
    low = z3.If(one.low >= 0, one.low, z3.If(one.high <= 0, -one.high, real(0)))
    return Range(low, _more(-one.low, one.high), exact.magnitude(one.bounds), one.linear)


def any_of(ways: Sequence[tuple[Proposition, Range]]) -> Range:
    """Return the range that holds those of several that are possible; one of them is.

    Args:
        ways: Ranges, each with the formula under which it is possible.
    """
    possible, found = ways[-1]
    low, high = found.low, found.high
    for other, each in reversed(ways[:-1]):
        both = z3.And(possible, other)
        low = z3.If(both, _less(low, each.low), z3.If(other, each.low, low))
        high = z3.If(both, _more(high, each.high), z3.If(other, each.high, high))
        possible = z3.Or(possible, other)
    return Range(low, high, exact.hull(each.bounds for _, each in ways), all(each.linear for _, each in ways))


def rounded(one: Range, rounding: Rounding) -> Range:
    """Return the range of the rounded numbers."""
    low, high = (rounding.rounded(end) for end in one.bounds)
    bounds = exact.hull((exact.point(low), exact.point(high)))
    return Range(rounded_term(one.low, rounding), rounded_term(one.high, rounding), bounds, one.linear)


def rounded_term(term: Term, rounding: Rounding) -> Term:
    """Return the nearest multiple of a step."""
    step = real(rounding.to)
    steps = term / step
    half = real(Decimal("0.5"))
    if rounding.half == "up":
        whole = z3.If(steps >= 0, z3.ToInt(steps + half), -z3.ToInt(-steps + half))
    else:
        below = z3.ToInt(steps)
        rest = steps - z3.ToReal(below)
        up = z3.Or(rest > half, z3.And(rest == half, below % 2 == 1))
        whole = z3.If(up, below + 1, below)
    return z3.ToReal(whole) * step


def rounds_to_at_least(term: Term, rounding: Rounding, limit: Fraction, *, above: bool = False) -> Proposition:
    """Return when a number rounds to a limit or more, or above it: when it is beyond the middle between two steps."""
    step = Fraction(*rounding.to.as_integer_ratio())
    whole = limit // step
    first = whole + 1 if above or whole * step < limit else whole
    middle = (first - Fraction(1, 2)) * step
    inclusive = middle > 0 if rounding.half == "up" else first % 2 == 0
    return term >= real(middle) if inclusive else term > real(middle)


def _less(one: Any, other: Any) -> Term:
    return z3.If(one <= other, one, other)


def _more(one: Any, other: Any) -> Term:
    return z3.If(one >= other, one, other)
