"""Computed values in an answer: the number, or the range that is left, and what would narrow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checker.language.evaluation import ValueResult
from checker.values.value import Value
from checker.words.exact import number_of
from checker.words.rationals import Number, Rational


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A computed value as far as the findings determine it."""

    low: Number | None
    high: Number | None
    """Lowest and highest number still possible, equal once the value is settled; None where nothing bounds it."""
    unit: str
    """UCUM code."""
    measured: bool
    """Whether the value was measured, and not worked out."""
    missing: tuple[str, ...]
    """Ids of the findings that would narrow it; none once it is settled."""

    def to_data(self) -> dict[str, object]:
        """Return the value as the machine interface writes it."""
        data: dict[str, object] = {"unit": self.unit}
        if self.low is not None and self.low == self.high:
            data = {"value": _written(self.low), **data}
            if isinstance(self.low, Rational):
                data["exact"] = str(self.low)
        elif self.low is not None and self.high is not None:
            data = {"low": _written(self.low), "high": _written(self.high), **data}
        if self.measured:
            data["measured"] = True
        if self.missing:
            data["missing"] = self.missing
        return data


def _written(number: Number) -> str:
    """Return a number in decimals, to six digits where they have no end."""
    return format(number, "f")


def value_answer(value: Value, result: ValueResult, names: Callable[[int], tuple[str, ...]]) -> ValueAnswer:
    """Return what a case has to say of a value.

    Args:
        value: The value.
        result: What is known of it in the case.
        names: The function from findings as bits to their ids.
    """
    low, high = map(number_of, result.interval) if result.interval is not None else (None, None)
    missing = () if result.settled else names(result.missing)
    return ValueAnswer(low, high, value.unit, result.measured, missing)
