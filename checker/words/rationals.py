"""Rational numbers: the exact ones whose decimals may have no end, such as the twelfth part of a year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal, Inexact
from math import gcd

EXACT = Context(prec=10_000, traps=[Inexact])
"""Decimal arithmetic that raises an error in place of rounding. `checker.answers.value_readers` bounds the digits of
what is entered, so that the error does not occur."""

SHOWN = Context(prec=6)
"""Digits with which a number is shown whose decimals have no end."""


NEARBY = Context(prec=28)
"""Digits of a number that only has to lie close to another one."""


class Rational:
    """An exact number, written as a decimal or as a fraction: `0.0555`, `1/12`, `-160/9`.

    The standard library has such numbers as well, but a browser would wait for that module longer than for the checker.
    """

    __slots__ = ("_written", "bottom", "top")

    def __init__(self, number: str | Decimal | int) -> None:
        """Read a number.

        Raises:
            ArithmeticError: when the text is no number, or one that is divided by zero.
            ValueError: when the text is no fraction of whole numbers.
        """
        self._written = written = str(number)
        above, slash, below = written.partition("/")
        top, bottom = (int(above), int(below)) if slash else Decimal(written).as_integer_ratio()
        if bottom == 0:
            raise ZeroDivisionError(written)
        common = gcd(top, bottom) * (1 if bottom > 0 else -1)
        self.top = top // common
        """Numerator in lowest terms, with the sign."""
        self.bottom = bottom // common
        """Denominator in lowest terms, above zero."""

    def __str__(self) -> str:
        return self._written

    def __repr__(self) -> str:
        return f"Rational({self._written!r})"

    def __format__(self, form: str) -> str:
        """Return the number as it was written or, in the form `f`, in decimals: all, or six digits where no end is."""
        return format(self.nearest, form) if form else self._written

    @property
    def nearest(self) -> Decimal:
        """The number itself as a decimal, or the nearest one of six digits where its decimals have no end."""
        return self.decimal if self.is_finite else SHOWN.divide(Decimal(self.top), Decimal(self.bottom))

    @property
    def is_finite(self) -> bool:
        """Whether the decimals have an end."""
        rest = self.bottom
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        return rest == 1

    @property
    def decimal(self) -> Decimal:
        """The number as a decimal, where its decimals have an end."""
        return EXACT.divide(Decimal(self.top), Decimal(self.bottom))

    def as_integer_ratio(self) -> tuple[int, int]:
        """Return numerator and denominator, as the numbers of Python do."""
        return self.top, self.bottom

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decimal | Rational | int):
            return NotImplemented
        return self.as_integer_ratio() == other.as_integer_ratio()

    def __hash__(self) -> int:
        return hash(self.decimal) if self.is_finite else hash((self.top, self.bottom))

    def _minus(self, other: Number | int) -> int:
        """Return a number with the sign of the difference."""
        top, bottom = other.as_integer_ratio()
        return self.top * bottom - top * self.bottom

    def __lt__(self, other: Number | int) -> bool:
        return self._minus(other) < 0

    def __le__(self, other: Number | int) -> bool:
        return self._minus(other) <= 0

    def __gt__(self, other: Number | int) -> bool:
        return self._minus(other) > 0

    def __ge__(self, other: Number | int) -> bool:
        return self._minus(other) >= 0


UNITY = Decimal(1)

Number = Decimal | Rational
"""An exact number: a decimal wherever it has an end."""


Fraction = tuple[Decimal, Decimal]
"""Numerator and (positive) denominator."""


def fraction(number: Number) -> Fraction:
    """Return a number as a fraction of two decimals."""
    if number.__class__ is Rational:
        return Decimal(number.top), Decimal(number.bottom)
    return number, UNITY  # type: ignore[return-value]  # a decimal: asked like this, since it is asked for each value


def nearby(number: Number) -> Decimal:
    """Return the number itself as a decimal, or one of 28 digits beside it where its decimals have no end."""
    return NEARBY.divide(Decimal(number.top), Decimal(number.bottom)) if isinstance(number, Rational) else number


NOTHING = Rational("0")
ONCE = Rational("1")


def ratio(top: int, bottom: int) -> Number:
    """Return the quotient of two whole numbers, the second not zero."""
    common = gcd(top, bottom) * (1 if bottom > 0 else -1)
    top, bottom = top // common, bottom // common
    number = _finite(top, bottom)
    return number if number is not None else Rational(f"{top}/{bottom}")


def _finite(top: int, bottom: int) -> Decimal | None:
    """Return a fraction in lowest terms as a decimal; None where its decimals have no end."""
    if bottom == 1:
        return Decimal(top)
    twos = (bottom & -bottom).bit_length() - 1
    rest, fives = bottom >> twos, 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return None
    places = max(twos, fives)
    return EXACT.scaleb(Decimal(top * 10**places // bottom), -places)


def quotient(number: Number, divisor: Number) -> Number:
    """Return one number divided by another that is not zero."""
    (top, bottom), (other_top, other_bottom) = number.as_integer_ratio(), divisor.as_integer_ratio()
    return ratio(top * other_bottom, bottom * other_top)


def linear(times: Rational, plus: Rational = NOTHING) -> Callable[[Decimal], Number]:
    """Return the function that multiplies a number and then adds to it, exactly."""
    if times.is_finite and plus.is_finite:
        factor, offset = times.decimal, plus.decimal
        if not offset:
            return lambda number: EXACT.multiply(number, factor)
        return lambda number: EXACT.add(EXACT.multiply(number, factor), offset)

    def exact(number: Decimal) -> Number:
        top, bottom = number.as_integer_ratio()
        top, bottom = top * times.top, bottom * times.bottom
        return ratio(top * plus.bottom + plus.top * bottom, bottom * plus.bottom)

    return exact


def inverse(times: Rational, plus: Rational, number: Number) -> Number:
    """Return what has to be multiplied by `times`, which is not zero, and added to `plus` to give a number, exactly."""
    top, bottom = number.as_integer_ratio()
    top, bottom = top * plus.bottom - plus.top * bottom, bottom * plus.bottom
    return ratio(top * times.bottom, bottom * times.top)
