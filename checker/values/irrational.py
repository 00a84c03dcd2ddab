"""Enclosures of irrational numbers: roots, powers, exponentials and logarithms between two exact numbers.

`Decimal.exp`, `ln`, `log10` and `sqrt` are rounded correctly to the last digit (General Decimal Arithmetic
Specification, M. F. Cowlishaw, version 1.70), so that the next number below and the next one above hold the true one
between them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import lru_cache

from checker.words.exact import Exact, Interval, compared, exact, hull, point, reduced, whole_power

DIGITS = (24, 110)
"""Significant digits with which an irrational number is worked out, and those of the second try, where the first leaves
open how the number is rounded."""

SPARE = 8
"""Digits more with which the steps of a power are worked out: a logarithm up to 800, times an exponent up to 20, loses
six of them."""

LARGEST_EXPONENT = 1000
"""Largest argument, with either sign, of which an exponential is taken: its result has 434 digits."""

ONE: Exact = (1, 1)

SQUARE_ROOT: Exact = (1, 2)


@lru_cache
def _contexts(digits: int) -> tuple[Context, Context, Context]:
    kept = [
        Context(prec=digits, rounding=rounding, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])
        for rounding in (None, ROUND_FLOOR, ROUND_CEILING)
    ]
    return kept[0], kept[1], kept[2]


def _increasing(function: Callable[[Context, Decimal], Decimal], one: Interval, digits: int) -> Interval:
    """Return the interval of an increasing function, widened by the rounding at either end."""
    low = _enclosed(function, one[0], digits)
    return low if one[0] is one[1] else (low[0], _enclosed(function, one[1], digits)[1])


@lru_cache(maxsize=4096)  # most answers of a patient stay the same while others are tried
def _enclosed(function: Callable[[Context, Decimal], Decimal], number: Exact, digits: int) -> Interval:
    nearest, floor, ceiling = _contexts(digits)
    top, bottom = Decimal(number[0]), Decimal(number[1])
    low, high = floor.divide(top, bottom), ceiling.divide(top, bottom)
    at_low = function(nearest, low)
    at_high = at_low if low == high else function(nearest, high)
    # A result of zero is the logarithm of one, which is exact, and beside zero lies a number of a quintillion digits.
    return (
        exact(nearest.next_minus(at_low) if at_low else at_low),
        exact(nearest.next_plus(at_high) if at_high else at_high),
    )


def exponential(one: Interval, digits: int) -> Interval | None:
    """Return the interval of e to the power of a number; None where that is beyond all measure."""
    if one[0][0] == 0 == one[1][0]:
        return point(ONE)
    if compared(one[0], (-LARGEST_EXPONENT, 1)) < 0 or compared(one[1], (LARGEST_EXPONENT, 1)) > 0:
        return None
    return _increasing(Context.exp, one, digits)


def natural_logarithm(one: Interval, digits: int) -> Interval | None:
    """Return the interval of the natural logarithm; None where the number may be zero or less."""
    return _logarithm(Context.ln, one, digits)


def decimal_logarithm(one: Interval, digits: int) -> Interval | None:
    """Return the interval of the logarithm to base 10; None where the number may be zero or less."""
    return _logarithm(Context.log10, one, digits)


def _logarithm(function: Callable[[Context, Decimal], Decimal], one: Interval, digits: int) -> Interval | None:
    if one[0][0] <= 0:
        return None
    if not compared(one[0], ONE) and not compared(one[1], ONE):
        return point((0, 1))
    return _increasing(function, one, digits)


def power(one: Interval, exponent: Exact, digits: int) -> Interval | None:
    """Return the interval of a number raised to a power; None where the number may have none.

    Args:
        one: The numbers; not below zero unless the exponent is whole, and above zero where it is negative.
        exponent: The exponent in lowest terms. A root has the exponent 1/n.
        digits: Significant digits of an irrational result.
    """
    if exponent[1] == 1:
        return whole_power(one, exponent[0])
    if one[0][0] < 0 or (exponent[0] < 0 and one[0][0] == 0):
        return None
    if one[0] is one[1]:
        return _power(one[0], exponent, digits)
    low, high = _power(one[0], exponent, digits), _power(one[1], exponent, digits)
    return None if low is None or high is None else hull((low, high))


@lru_cache(maxsize=4096)
def _power(base: Exact, exponent: Exact, digits: int) -> Interval | None:
    if base[0] == 0:
        return point(base)
    base = reduced(base)
    top, bottom = _root(base[0], exponent[1]), _root(base[1], exponent[1])
    if top is not None and bottom is not None:
        return whole_power(point((top, bottom)), exponent[0])
    if exponent == SQUARE_ROOT:
        return _enclosed(Context.sqrt, base, digits)
    # x^(p/q) = exp(p/q × ln x). A relative error e of x is an absolute one of ln x, and an absolute error of the
    # logarithm a relative one of the result; each of the four operations below adds at most half a unit in its last
    # place.
    nearest = _contexts(digits + SPARE)[0]
    logarithm = nearest.ln(nearest.divide(Decimal(base[0]), Decimal(base[1])))
    scaled = nearest.divide(nearest.multiply(logarithm, Decimal(exponent[0])), Decimal(exponent[1]))
    if abs(scaled) > LARGEST_EXPONENT:
        return None
    result = nearest.exp(scaled)
    spread = nearest.scaleb(result, Decimal(-digits))
    return exact(nearest.subtract(result, spread)), exact(nearest.add(result, spread))


def _root(number: int, degree: int) -> int | None:
    """Return the whole root of a number above zero; None where it has none."""
    if number == 1:
        return 1
    if degree >= number.bit_length():
        return None
    # Newton's method from above, in whole numbers.
    root = 1 << -(-number.bit_length() // degree)
    while (closer := ((degree - 1) * root + number // root ** (degree - 1)) // degree) < root:
        root = closer
    return root if root**degree == number else None
