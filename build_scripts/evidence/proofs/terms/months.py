"""Dates of a patient by the calendar, as a solver reads them: months that have passed, and birthdays.

The engine counts with the calendar of Python. Here a date is a month and what has passed of it, so that two dates are
compared without a day being counted; of that, and of whole cycles of years, a solver knows all.
"""

from __future__ import annotations

from dataclasses import dataclass

import z3

from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Proposition, Term

DAY_0 = 719_468
"""Days from 1 March of the year 0, with which the cycles of years begin, to 1970-01-01."""

CYCLES = {400: 146_097, 100: 36_524, 4: 1_461, 1: 365}
"""Years of a cycle → its days, without the day that some cycles have more; of years that begin in March, so that a leap
day is the last of its year."""

LENGTHS = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31)
"""Days of the months from March to January."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as a month and what has passed of it."""

    month: Term
    """The month, counted from March of the year 0."""
    passed: Term
    """Days, or minutes, of the month before the date."""
    month_before: Term
    """Length of the month before, in the same unit."""
    facts: tuple[Proposition, ...]
    """Formulas that hold of every patient: they say what the terms are."""


def calendar_date(value: Term, precision: str) -> CalendarDate:
    """Return a date by the calendar.

    Args:
        value: The date, in days or minutes since 1970-01-01.
        precision: `day` or `minute`, as the finding has it.
    """
    scale = 1 if precision == "day" else MINUTES_A_DAY

    def variable(part: str) -> Term:
        return z3.Int(f"{part} of {value} by {precision}")  # the same for the same date, whoever asks

    cycles = {years: variable(f"{years} years") for years in CYCLES}
    month, passed = variable("month"), variable("rest")
    year = z3.Sum(*(years * count for years, count in cycles.items()))
    first_day = z3.Sum(*(days * cycles[years] for years, days in CYCLES.items())) - DAY_0
    beginning = z3.Sum(*(z3.If(month > place, length, 0) for place, length in enumerate(LENGTHS)))
    # The February of a year that begins in March lies in the next one.
    february = z3.If(z3.And(cycles[1] == 3, z3.Or(cycles[4] != 24, cycles[100] == 3)), 29, 28)
    february_before = z3.If(z3.And(cycles[1] == 0, z3.Or(cycles[4] != 0, cycles[100] == 0)), 29, 28)
    facts = (
        *(z3.And(cycles[years] >= 0, cycles[years] < most) for years, most in ((100, 4), (4, 25), (1, 4))),
        z3.And(month >= 0, month < 12),
        z3.And(passed >= 0, passed < _length(month, february) * scale),
        value == (first_day + beginning) * scale + passed,
    )
    before = z3.If(month == 0, february_before, _length(month - 1, february))
    return CalendarDate(12 * year + month, passed, before * scale, facts)


def _length(month: Term, february: Term) -> Term:
    """Return the days of a month of a year that begins in March."""
    short = [month == place for place, length in enumerate(LENGTHS) if length == 30]
    return z3.If(month == len(LENGTHS), february, z3.If(z3.Or(*short), 30, 31))


def passed_months(first: CalendarDate, last: CalendarDate, months: int, relation: str) -> Proposition:
    """Return when the time from one date to another stands in a relation to a number of months by the calendar."""
    due = first.month + months
    over = z3.Or(last.month > due, z3.And(last.month == due, last.passed >= first.passed))
    # A month that lacks the day of the first date is over with its last day.
    lacking = z3.And(last.month == due + 1, last.passed == 0, first.passed >= last.month_before)
    birthday = z3.Or(z3.And(last.month == due, last.passed == first.passed), lacking)
    return {
        "at_least": over,
        "above": z3.And(over, z3.Not(birthday)),
        "below": z3.Not(over),
        "at_most": z3.Or(z3.Not(over), birthday),
        "equals": birthday,
    }[relation]
