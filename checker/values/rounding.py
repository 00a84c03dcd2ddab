"""Rounding: to which step a number is rounded, and where one half-way between two steps goes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from checker.words.exact import Exact, reduced


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Rounding to a step: `{to: 0.1, half: up}`. The rounded number is the one that is shown, compared and used."""

    to: Decimal
    """Distance between two rounded numbers, above zero, in the unit of the value: 1, 0.1, 5, 0.25."""
    half: Literal["even", "up"]
    """Where a number goes that lies half-way: to the even multiple of the step, or away from zero."""

    def __post_init__(self) -> None:
        if self.to <= 0:
            raise ValueError(f"expected a step above zero, found {self.to}")

    def rounded(self, number: Exact) -> Exact:
        """Return a number rounded to the nearest multiple of the step."""
        step_top, step_bottom = _ratio(self.to)
        top, bottom = number[0] * step_bottom, number[1] * step_top
        whole, rest = divmod(abs(top), bottom)
        if 2 * rest > bottom or (2 * rest == bottom and (self.half == "up" or whole % 2 == 1)):
            whole += 1
        return (whole if top >= 0 else -whole) * step_top, step_bottom

    def between(self, low: Exact, high: Exact) -> Exact:
        """Return the number half-way between two steps that lies from `low` to `high`, less than half a step apart."""
        step_top, step_bottom = _ratio(self.to)
        # Half-way numbers are the odd multiples of half a step.
        halves = -(-low[0] * 2 * step_bottom // (low[1] * step_top))
        return reduced(((halves if halves % 2 else halves + 1) * step_top, 2 * step_bottom))


@lru_cache(maxsize=256)
def _ratio(step: Decimal) -> Exact:
    return step.as_integer_ratio()
