"""Months by the calendar, a second time: a birthday is looked up in Python's calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime
from typing import Any

COMPARE = {
    "above": lambda now, then: now > then,
    "at-least": lambda now, then: now >= then,
    "below": lambda now, then: now < then,
    "at-most": lambda now, then: now <= then,
    "equals": lambda now, then: now == then,
}


def birthday(born: datetime, months: int) -> datetime:
    """Return the moment at which so many months are over."""
    year, month = born.year + (born.month - 1 + months) // 12, (born.month - 1 + months) % 12 + 1
    if born.day <= monthrange(year, month)[1]:
        return born.replace(year=year, month=month)
    return datetime(year + month // 12, month % 12 + 1, 1)


def holds(since: str, until: str, relation: str, limit: dict[str, Any]) -> bool:
    """Return whether the time between two dates stands in a relation to a limit in months or years."""
    months = int(limit["value"]) * {"mo": 1, "a": 12}[limit["unit"]]
    return COMPARE[relation](datetime.fromisoformat(until), birthday(datetime.fromisoformat(since), months))
