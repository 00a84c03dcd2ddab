"""Digits of a number as it is written: how far they go."""

from __future__ import annotations

from decimal import Decimal


def last_place(number: Decimal) -> Decimal:
    """Return what one more in the last place of a number adds to it, 1 at most."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
