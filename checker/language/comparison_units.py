"""Units of comparisons: the one in which two sides are compared, and how a written number converts to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from checker.language.findings import DateFinding, Finding, QuantityFinding, UnitConversion
from checker.words.birthdays import months_between
from checker.words.rationals import EXACT, Fraction, Number

MINUTES = {"min": Decimal(1), "h": Decimal(60), "d": Decimal(1440), "wk": Decimal(10080)}
"""Minutes in each UCUM unit of time that an elapsed time can be compared in."""

BY_THE_CALENDAR = "a time in months or years by the calendar"

WHOLE_DAYS = ("d", "wk", "mo", "a")
"""Units of time in which dates without a time of day can be compared: two moments whose dates differ by one day may be
hours apart, or almost two days."""

CALENDAR = {"mo": 1, "a": 12}
"""Months in each UCUM unit of time whose length depends on the calendar: a nine-month birthday has a date, and no fixed
number of days before it. They stand beside a number of the rule's own only."""

TIME = "time"
"""Own unit of an elapsed time, which can be compared in any unit of time."""


class Compared(Protocol):
    """One side of a comparison, as far as its unit is concerned."""

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads."""
        ...

    def own_unit(self, findings: Mapping[str, Finding], /) -> str | None:
        """Return the UCUM unit of its value, `TIME` for an elapsed time; None for a number as a rule writes it."""
        ...

    @property
    def written_unit(self) -> str | None:
        """UCUM unit that a rule writes beside its number; None for a side that is no number of the rule's own."""
        ...


@dataclass(frozen=True, slots=True)
class ComparisonUnit:
    """The unit in which two sides are compared."""

    code: str
    """UCUM code."""
    findings: tuple[QuantityFinding, ...] = ()
    """The quantities on either side, whose accepted units a written number may have."""

    def conversion(self, unit: str) -> UnitConversion:
        """Return how a written number converts from its unit to this one.

        Raises:
            ValueError: when no compared finding accepts `unit` beside this one.
        """
        if unit == self.code:
            return UnitConversion(unit)
        for finding in self.findings:
            conversion = finding.conversion(unit) if finding.unit == self.code else None
            if conversion is not None:
                return conversion
        raise ValueError(f"unit '{unit}' does not fit '{self.code}'")

    def own(self, value: Decimal, unit: str) -> Number:
        """Return a written number in this unit, exactly; raises what `conversion` does."""
        return self.conversion(unit).to_own(value)


def comparison_unit(findings: Mapping[str, Finding], left: Compared, right: Compared) -> ComparisonUnit:
    """Return the unit in which two sides are compared.

    The finding's own unit where there is one, `%` for a relative change, and for an elapsed time the unit of the other
    side.

    Raises:
        ValueError: when the two sides do not share a unit; the message names both.
    """
    sides = ((left, right), (right, left))
    for side, other in sides:
        if side.own_unit(findings) == TIME:
            return ComparisonUnit(_unit_of_time(findings, side, other))
    own = [unit for unit in (left.own_unit(findings), right.own_unit(findings)) if unit is not None]
    if len(set(own)) > 1:
        raise ValueError(f"unit '{own[1]}' does not fit '{own[0]}'")
    read = [findings[name] for name in (*left.findings, *right.findings)]
    quantities = tuple(finding for finding in read if isinstance(finding, QuantityFinding))
    result = ComparisonUnit(own[0] if own else str(left.written_unit), quantities)
    for side in (left, right):
        if side.written_unit is not None:
            result.conversion(side.written_unit)
    return result


def _unit_of_time(findings: Mapping[str, Finding], elapsed: Compared, other: Compared) -> str:
    unit = other.written_unit or str(other.own_unit(findings))
    precisions = {_precision(findings, elapsed)}
    if unit == TIME:
        unit = "d"
        precisions.add(_precision(findings, other))
    if unit in CALENDAR and other.written_unit is None:
        raise ValueError(f"unit '{unit}' does not fit: {BY_THE_CALENDAR} stands beside a number that the rule writes")
    if unit not in MINUTES and unit not in CALENDAR:
        raise ValueError(f"unit '{unit}' does not fit an elapsed time (expected {', '.join((*MINUTES, *CALENDAR))})")
    if precisions == {"day"} and unit not in WHOLE_DAYS:
        raise ValueError(f"unit '{unit}' does not fit dates without a time of day (expected {', '.join(WHOLE_DAYS)})")
    return unit


def time_between(unit: str) -> Callable[[Decimal, Decimal], Fraction]:
    """Return the function from two moments, in minutes since 1970-01-01, to the time between them in a unit of time."""
    if unit in MINUTES:
        per_unit = MINUTES[unit]
        return lambda first, last: (EXACT.subtract(last, first), per_unit)
    months = CALENDAR[unit]

    def by_the_calendar(first: Decimal, last: Decimal) -> Fraction:
        top, bottom = months_between(int(first), int(last))
        return Decimal(top), Decimal(bottom * months)

    return by_the_calendar


def _precision(findings: Mapping[str, Finding], elapsed: Compared) -> str:
    ends = [findings[name] for name in elapsed.findings]
    precisions = [end.precision for end in ends if isinstance(end, DateFinding)]
    if len(set(precisions)) != 1:
        since, until = elapsed.findings
        raise ValueError(f"one of '{since}' and '{until}' has a time of day and the other has none")
    return precisions[0]
