"""Units of comparisons: the one in which two sides are compared, and how a written number converts to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from checker.language.findings import DateFinding, Finding, QuantityFinding, UnitConversion
from checker.words.rationals import Number

MINUTES = {"min": Decimal(1), "h": Decimal(60), "d": Decimal(1440), "wk": Decimal(10080)}
"""Minutes in each UCUM unit of time that an elapsed time can be compared in."""

WHOLE_DAYS = ("d", "wk")
"""Units of time in which dates without a time of day can be compared: two moments whose dates differ by one day may be
hours apart, or almost two days."""

CALENDAR = ("mo", "a")
"""Units of time of which one is longer than another: the days between two birthdays are no fixed number."""

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
    if unit not in MINUTES:
        why = ": months and years differ in length; let an age be entered, as a quantity" if unit in CALENDAR else ""
        raise ValueError(f"unit '{unit}' does not fit an elapsed time (expected {', '.join(MINUTES)}){why}")
    if precisions == {"day"} and unit not in WHOLE_DAYS:
        raise ValueError(f"unit '{unit}' does not fit dates without a time of day (expected {', '.join(WHOLE_DAYS)})")
    return unit


def _precision(findings: Mapping[str, Finding], elapsed: Compared) -> str:
    ends = [findings[name] for name in elapsed.findings]
    precisions = [end.precision for end in ends if isinstance(end, DateFinding)]
    if len(set(precisions)) != 1:
        since, until = elapsed.findings
        raise ValueError(f"one of '{since}' and '{until}' has a time of day and the other has none")
    return precisions[0]
