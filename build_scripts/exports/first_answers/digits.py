"""Numbers as somebody may type them: drawn between two limits, close to a limit, or at it."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

MOST = 13
"""Digits that a drawn number has at most; a page looks up no number with more than 15."""

CLEAR = 6
"""Decimals that are added to a number that is to read like no other."""


def at(limit: Fraction) -> list[str]:
    """Return spellings of a limit itself: with more decimals than anybody types, and with no more than it needs."""
    for places in range(MOST):
        scaled = limit * 10**places
        if scaled.denominator == 1:
            spelled = _spelled(int(scaled), places)
            return [text for text in (clear(spelled), spelled) if sum(map(str.isdigit, text)) <= MOST + 1]
    return []  # no decimal number is exactly this one


def clear(digits: str) -> str:
    """Return a number with more decimals than anybody types, so that no other number of an answer reads like it."""
    return f"{digits}{'' if '.' in digits else '.'}{'0' * CLEAR}"


def drawn(draws: random.Random, low: Fraction, high: Fraction, places: int | None = None) -> str | None:
    """Return a number between two limits that is neither of them; None when there is none.

    Args:
        draws: The source of chance.
        low: The lower limit.
        high: The upper one.
        places: The decimals; None for as many as the width asks for.
    """
    if places is None:
        places = CLEAR - 2
        while (high - low) * 10**places < 10_000 and places < MOST:
            places += 1
    first, last = _within(low, high, places)
    return _spelled(draws.randint(first, last), places) if first <= last else None


def close_to(low: Fraction, high: Fraction, places: int | None = None) -> list[str]:
    """Return the numbers between two limits that lie closest to them."""
    if places is None:
        size = len(str(max(abs(floor(low)), abs(ceil(high)))))
        places = max(1, MOST - size - 1)
    first, last = _within(low, high, places)
    return [_spelled(number, places) for number in dict.fromkeys((first, last)) if first <= last]


def _within(low: Fraction, high: Fraction, places: int) -> tuple[int, int]:
    return floor(low * 10**places) + 1, ceil(high * 10**places) - 1


def _spelled(scaled: int, places: int) -> str:
    return format(Decimal(scaled).scaleb(-places), "f")
