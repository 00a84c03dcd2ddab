"""Numbers of a patient as terms of a solver: findings, what rules derive from them, and how two are compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import z3

from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Patient, Proposition, Term, real
from build_scripts.evidence.proofs.terms.months import CalendarDate, calendar_date, passed_months
from checker.language.comparison_units import CALENDAR, MINUTES, ComparisonUnit
from checker.language.findings import DateFinding, QuantityFinding
from checker.language.operands import Elapsed, FindingValue, Operand, PercentChange, Quantity, Sum, ValueOf

RELATIONS: dict[str, Callable[[Term, Term], Proposition]] = {
    "above": lambda left, right: left > right,
    "at_least": lambda left, right: left >= right,
    "below": lambda left, right: left < right,
    "at_most": lambda left, right: left <= right,
    "equals": lambda left, right: left == right,
}

TURNED = {"above": "below", "below": "above", "at_least": "at_most", "at_most": "at_least", "equals": "equals"}
"""Relation → the same with its two sides exchanged."""


def by_the_calendar(left: Operand, right: Operand, unit: ComparisonUnit) -> bool:
    """Return whether two operands are an elapsed time and a number of months or years."""
    return unit.code in CALENDAR and (isinstance(left, Elapsed) or isinstance(right, Elapsed))


class Numbers:
    """The numbers of one patient."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient

    def compared(self, left: Operand, relation: str, right: Operand, unit: ComparisonUnit) -> Proposition:
        """Return when one operand stands in a relation to another, both known."""
        if by_the_calendar(left, right, unit):
            if isinstance(right, Elapsed):
                left, relation, right = right, TURNED[relation], left
            assert isinstance(left, Elapsed)  # a time by the calendar stands beside a number only
            assert isinstance(right, Quantity)
            months, parts = (Fraction(right.value) * CALENDAR[unit.code]).as_integer_ratio()
            assert parts == 1  # as was checked when the protocol was read
            return passed_months(self.date(left.since), self.date(left.until), months, relation)
        (top, bottom), (other_top, other_bottom) = self.fraction(left, unit), self.fraction(right, unit)
        return RELATIONS[relation](top * other_bottom, other_top * bottom)

    def date(self, name: str) -> CalendarDate:
        """Return a date by the calendar; its facts belong to what holds of every patient."""
        finding = self._patient.findings[name]
        assert isinstance(finding, DateFinding)  # an elapsed time has dates as its ends
        return calendar_date(self._patient.values[name], finding.precision)

    def fraction(self, operand: Operand, unit: ComparisonUnit) -> tuple[Term, Term]:
        """Return numerator and denominator of an operand, the denominator above zero."""
        values, one = self._patient.values, real(1)
        match operand:
            case Quantity(value=value, unit=own):
                return real(unit.own(value, own)), one
            case FindingValue(finding=name, times=times):
                return self.number(name) * real(times), one
            case PercentChange(percent_change=now, from_=then):
                return (values[now] - values[then]) * 100, values[then]
            case Elapsed():
                return self.elapsed(operand, unit.code)
            case ValueOf():
                raise TypeError("a computed value is compared by its own formulas")
            case Sum():
                own_unit = ComparisonUnit(operand.unit)
                return z3.Sum(*(self.fraction(part, own_unit)[0] for part in operand.sum)), one

    def elapsed(self, operand: Elapsed, unit: str) -> tuple[Term, Term]:
        """Return an elapsed time in minutes, and the minutes of a unit of time."""
        return self.number(operand.until) - self.number(operand.since), real(MINUTES[unit])

    def number(self, name: str) -> Term:
        """Return the value of a numeric finding in its own unit, of a date the minutes since 1970-01-01."""
        finding, value = self._patient.findings[name], self._patient.values[name]
        if isinstance(finding, QuantityFinding):
            return value
        if isinstance(finding, DateFinding) and finding.precision == "day":
            return z3.ToReal(value * MINUTES_A_DAY)
        return z3.ToReal(value)
