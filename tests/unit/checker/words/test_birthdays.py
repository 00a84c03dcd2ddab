"""Months by the calendar: exact at every birthday, and a fraction that grows in between."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from checker.words.birthdays import months_between
from tests.support.birthday_oracle import birthday

EPOCH = datetime(1970, 1, 1)
A_DAY = timedelta(days=1)


def _passed(first, last):
    return Fraction(*months_between(*((moment - EPOCH) // timedelta(minutes=1) for moment in (first, last))))


@pytest.mark.parametrize("months", [-13, -1, 0, 1, 9, 11, 12, 216])
def test_a_birthday_is_a_whole_number_of_months_and_the_day_before_is_less(months):
    for number in range(0, 1500, 7 if abs(months) > 12 else 1):  # over the leap day of 2000
        born = datetime(1998, 1, 1) + number * A_DAY
        due = birthday(born, months)
        assert _passed(born, due) == months
        assert months - 1 < _passed(born, due - A_DAY) < months < _passed(born, due + A_DAY) < months + 1


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2026-01-31", "2026-03-01", 1),
        ("2024-02-29", "2025-03-01", 12),
        ("2024-02-29", "2028-02-29", 48),
        ("2024-05-31", "2025-03-01", 9),
        ("2026-01-01", "2026-01-16", Fraction(15, 31)),
        ("2026-01-01", "2025-12-31", Fraction(-1, 31)),
        ("1900-02-28", "1900-03-01", Fraction(1, 28)),
        ("2000-02-28", "2000-03-01", Fraction(2, 29)),
        ("2026-01-15T10:00", "2026-02-15T09:59", 1 - Fraction(1, 31 * 1440)),
        ("2026-01-31T10:00", "2026-03-01T00:00", 1),
        ("0001-01-01", "9999-12-31", 12 * 9999 - Fraction(1, 31)),
        ("9999-12-31", "0001-01-01", -12 * 9998 - 12 + Fraction(1, 31)),
    ],
)
def test_months_between(first, last, months):
    assert _passed(datetime.fromisoformat(first), datetime.fromisoformat(last)) == months


def test_the_months_of_any_two_dates_are_between_two_birthdays():
    dice = random.Random(1)  # noqa: S311 - no secret
    longest = (date.max - date.min).days
    for _ in range(2000):
        first, last = (datetime(1, 1, 1) + dice.randrange(longest) * A_DAY for _ in range(2))
        months = _passed(first, last)
        if 1 < (last.year * 12 + last.month) // 12 < 9998:
            assert birthday(first, months // 1) <= last < birthday(first, months // 1 + 1)
