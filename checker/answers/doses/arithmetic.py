"""The arithmetic of doses: what a dose comes to for one number of a patient, in exact fractions.

The units of a dose were resolved into factors when its protocol was read (`DoseFactors`), so that nothing here knows
units, and no number is ever a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.protocol.doses import Dose, DoseFactors, DoseRounding
from checker.words.exact import Exact, compared, reduced
from checker.words.rationals import Rational

ONE: Exact = (1, 1)


@dataclass(frozen=True, slots=True)
class WorkedEnd:
    """One end of a dose, worked out; all numbers are in the unit of the result."""

    product: Exact
    """The dose times the number that it goes by."""
    held_to: Literal["largest", "smallest"] | None
    """The limit that took the place of the product; None where the product lies within the limits."""
    held: Exact
    """The product, or the limit that took its place."""
    result: Exact
    """The same, rounded to what can be given."""


@dataclass(frozen=True, slots=True)
class WorkedDose:
    """A dose worked out for a patient."""

    ends: tuple[WorkedEnd, ...]
    """One end, or the lower and the upper one of a range."""

    @property
    def results(self) -> tuple[Exact, ...]:
        """The different results, ascending: one, or the two ends of a range."""
        return tuple(dict.fromkeys(end.result for end in self.ends))


def worked_dose(dose: Dose, number: Exact) -> WorkedDose | None:
    """Return what a dose comes to.

    Args:
        dose: The dose.
        number: The number that it goes by, in the unit in which the protocol has it; 1 for a dose that goes by none.

    Returns:
        The dose worked out; None where its units were not resolved, as on a site that shows rules only.
    """
    factors = dose.factors
    if factors is None:
        return None
    number = times(number, factors.per.as_integer_ratio())
    amounts = (dose.amount,) if dose.to is None else (dose.amount, dose.to)
    return WorkedDose(tuple(_end(dose, factors, times(amount.as_integer_ratio(), number)) for amount in amounts))


def _end(dose: Dose, factors: DoseFactors, product: Exact) -> WorkedEnd:
    held_to: Literal["largest", "smallest"] | None = None
    held, largest, smallest = product, _ratio(factors.largest), _ratio(factors.smallest)
    if smallest is not None and compared(held, smallest) < 0:
        held_to, held = "smallest", smallest
    if largest is not None and compared(largest, held) < 0:
        held_to, held = "largest", largest
    result = reduced(held)
    if dose.rounded is not None and factors.step is not None:
        step = factors.step.as_integer_ratio()
        result = _rounded(dose.rounded, held, step)
        if smallest is not None and compared(result, smallest) < 0:
            result = _multiple(_steps(smallest, step, up=True), step)
        if largest is not None and compared(largest, result) < 0:
            result = _multiple(_steps(largest, step, up=False), step)
    return WorkedEnd(reduced(product), held_to, reduced(held), result)


def _ratio(number: Rational | Decimal | None) -> Exact | None:
    return None if number is None else number.as_integer_ratio()


def _rounded(rounding: DoseRounding, number: Exact, step: Exact) -> Exact:
    top, bottom = number[0] * step[1], number[1] * step[0]
    whole, rest = divmod(top, bottom)
    if rounding.always is not None:
        up = rest > 0 and rounding.always == "up"
    elif 2 * rest == bottom:
        up = rounding.half == "up" or (rounding.half == "even" and whole % 2 == 1)
    else:
        up = 2 * rest > bottom
    return _multiple(whole + up, step)


def _steps(number: Exact, step: Exact, *, up: bool) -> int:
    """Return how many whole steps a number holds, or that reach it."""
    top, bottom = number[0] * step[1], number[1] * step[0]
    return -(-top // bottom) if up else top // bottom


def _multiple(steps: int, step: Exact) -> Exact:
    return reduced((steps * step[0], step[1]))


def times(one: Exact, other: Exact) -> Exact:
    """Return the product of two numbers."""
    return one[0] * other[0], one[1] * other[1]
