"""Months and years by the calendar: how many have passed between two moments, exact at each birthday."""

from __future__ import annotations

from datetime import date

MINUTES_A_DAY = 1440

DAYS_BEFORE_1970 = date(1970, 1, 1).toordinal()
"""Number of 1970-01-01 among the days of Python's calendar."""

MARCH_OF_0 = DAYS_BEFORE_1970 + 305
"""Days from 1 March of the year 0 to 1970-01-01."""

MONTH = 43829
"""Minutes of a month, roughly: where the search for the last birthday begins."""


def months_between(first: int, last: int) -> tuple[int, int]:
    """Return the months from one moment to another as a fraction, exact at each birthday.

    A month is over on the same day of the next month, at the same time of day; where that month has no such day, with
    its last day, that is at the beginning of the following month. So a child born on 29 February is one year old on
    1 March of a common year, and whoever is born on 31 January is one month old on 1 March. Between two birthdays the
    fraction grows evenly.

    Args:
        first: A moment, in minutes since 1970-01-01.
        last: Another; before the first one the months are negative.

    Returns:
        Numerator and denominator, the denominator above zero.
    """
    days, time = divmod(first, MINUTES_A_DAY)
    born = date.fromordinal(days + DAYS_BEFORE_1970)
    month = 12 * born.year + born.month - 1
    passed = (born.day - 1) * MINUTES_A_DAY + time

    def birthday(months: int) -> int:
        start, following = _beginning(month + months), _beginning(month + months + 1)
        return min(start + passed, following)

    whole = (last - first) // MONTH
    while birthday(whole) > last:
        whole -= 1
    while birthday(whole + 1) <= last:
        whole += 1
    latest, following = birthday(whole), birthday(whole + 1)
    return whole * (following - latest) + last - latest, following - latest


def _beginning(month: int) -> int:
    """Return the first minute of a month, since 1970-01-01.

    Args:
        month: The month, counted from January of the year 0; it may lie beyond the years that a date can name.
    """
    year, since_march = divmod(month - 2, 12)  # of a year that begins in March, so that its last day is the leap day
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * since_march + 2) // 5
    return (days - MARCH_OF_0) * MINUTES_A_DAY
