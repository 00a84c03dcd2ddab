"""Numbers and units as a person reads them."""

from __future__ import annotations

from checker.words.messages import spoken
from checker.words.rationals import Number
from checker.words.units import sign


def plain_number(value: Number | int) -> str:
    """Return a decimal without exponent, with the digits that the author wrote ('4.0' stays '4.0')."""
    return (
        (str(value) if isinstance(value, int) else format(value, "f"))
        .replace("-", "−")
        .replace(".", spoken().decimal_mark)
    )


def quantity_text(value: Number, unit: str) -> str:
    """Return a quantity as a person reads it, for example '10 × 10⁹/L'."""
    return f"{plain_number(value)} {sign(unit)}".strip()
