"""Exact numbers as fractions of whole numbers, and intervals between two of them.

An interval whose two ends are the same object is one exact number; every operation keeps it one. The operations are
those of interval arithmetic (R. E. Moore, Interval Analysis, 1966): the result holds every result of numbers inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd

from checker.words.rationals import Number, ratio

Exact = tuple[int, int]
"""Numerator and denominator, the latter above zero."""

Interval = tuple[Exact, Exact]
"""Lowest and highest number that is still possible."""

ZERO: Exact = (0, 1)

LONG = 1 << 256
"""Denominators from which on a fraction is brought to lowest terms, so that long formulas stay quick."""


def point(number: Exact) -> Interval:
    """Return the interval that holds one number alone."""
    return number, number


def exact(number: Number | int) -> Exact:
    """Return a number as a fraction."""
    return number.as_integer_ratio()


def number_of(fraction: Exact) -> Number:
    """Return a fraction as a number: a decimal where its decimals have an end."""
    return ratio(*fraction)


def reduced(fraction: Exact) -> Exact:
    """Return a fraction in lowest terms."""
    common = gcd(*fraction)
    return fraction[0] // common, fraction[1] // common


def compared(one: Exact, other: Exact) -> int:
    """Return a number with the sign of the difference."""
    return one[0] * other[1] - other[0] * one[1]


def negative(one: Interval) -> Interval:
    """Return the interval of the negated numbers."""
    if one[0] is one[1]:
        return point((-one[0][0], one[0][1]))
    return (-one[1][0], one[1][1]), (-one[0][0], one[0][1])


def _sum(one: Exact, other: Exact) -> Exact:
    if one[1] == other[1]:
        return one[0] + other[0], one[1]
    result = one[0] * other[1] + other[0] * one[1], one[1] * other[1]
    return reduced(result) if result[1] > LONG else result


def added(one: Interval, other: Interval) -> Interval:
    """Return the interval of the sums."""
    if one[0] is one[1] and other[0] is other[1]:
        return point(_sum(one[0], other[0]))
    return _sum(one[0], other[0]), _sum(one[1], other[1])


def _product(one: Exact, other: Exact) -> Exact:
    result = one[0] * other[0], one[1] * other[1]
    return reduced(result) if result[1] > LONG else result


def multiplied(one: Interval, other: Interval) -> Interval:
    """Return the interval of the products."""
    if one[0] is one[1] and other[0] is other[1]:
        return point(_product(one[0], other[0]))
    if one[0][0] >= 0 <= other[0][0]:  # none is negative, as most are
        return _ends(_product(one[0], other[0]), _product(one[1], other[1]))
    return hull(point(_product(end, other_end)) for end in one for other_end in other)


def _inverse(one: Exact) -> Exact:
    return (one[1], one[0]) if one[0] > 0 else (-one[1], -one[0])


def divided(one: Interval, other: Interval) -> Interval | None:
    """Return the interval of the quotients; None where the divisor may be zero."""
    low, high = other
    if low[0] <= 0 <= high[0]:
        return None
    return multiplied(one, point(_inverse(low)) if low is high else (_inverse(high), _inverse(low)))


def whole_power(one: Interval, exponent: int) -> Interval | None:
    """Return the interval of the numbers raised to a whole power; None where it may divide by zero."""
    if exponent < 0:
        upper = whole_power(one, -exponent)
        return None if upper is None else divided(point((1, 1)), upper)
    if one[0] is one[1]:
        return point(_raised(one[0], exponent))
    ends = [point(_raised(end, exponent)) for end in one]
    if exponent % 2 == 0 and one[0][0] < 0 < one[1][0]:
        ends.append(point(ZERO))
    return hull(ends)


def _raised(one: Exact, exponent: int) -> Exact:
    return reduced((one[0] ** exponent, one[1] ** exponent))


def subtracted(one: Interval, other: Interval) -> Interval:
    """Return the interval of the differences."""
    return added(one, negative(other))


def smaller(one: Interval, other: Interval) -> Interval:
    """Return the interval of the smaller of two numbers."""
    if one[0] is one[1] and other[0] is other[1]:
        return one if compared(one[0], other[0]) <= 0 else other
    return _ends(*(_extreme(ends, -1) for ends in zip(one, other, strict=True)))


def larger(one: Interval, other: Interval) -> Interval:
    """Return the interval of the larger of two numbers."""
    if one[0] is one[1] and other[0] is other[1]:
        return one if compared(one[0], other[0]) >= 0 else other
    return _ends(*(_extreme(ends, 1) for ends in zip(one, other, strict=True)))


def magnitude(one: Interval, digits: int = 0) -> Interval:
    """Return the interval of the numbers without their sign; `digits` are for functions that are not exact."""
    if one[0][0] >= 0:
        return one
    return larger(point(ZERO), larger(negative(one), one)) if one[1][0] > 0 else negative(one)


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the smallest interval that holds several."""
    low, high = zip(*intervals, strict=True)
    return _ends(_extreme(low, -1), _extreme(high, 1))


def _ends(low: Exact, high: Exact) -> Interval:
    return point(low) if not compared(low, high) else (low, high)


def _extreme(numbers: tuple[Exact, ...], sign: int) -> Exact:
    best = numbers[0]
    for number in numbers[1:]:
        if compared(number, best) * sign > 0:
            best = number
    return best
