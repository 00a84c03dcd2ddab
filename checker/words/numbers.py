"""Numbers and units as a person reads them."""

from __future__ import annotations

from decimal import Decimal

from checker.words.messages import _, marked, spoken

UNIT_SIGNS = {
    "10*9/L": "× 10⁹/L",
    "/uL": "/µL",
    "10*3/uL": "× 10³/µL",
    "umol/L": "µmol/L",
    "ug/L": "µg/L",
    "mg/m2": "mg/m²",
    "Cel": "°C",
    "meq/L": "mEq/L",
    "a": marked("years"),
    "mo": marked("months"),
    "wk": marked("weeks"),
    "d": marked("days"),
    "h": marked("hours"),
    "min": marked("minutes"),
    "%": "%",
    "1": "",
    "L/min": "L/min",
}
"""UCUM code → how it is printed, where the two differ."""


def sign(unit: str) -> str:
    """Return a UCUM code as it is printed: `10*9/L` as '× 10⁹/L'."""
    return _(UNIT_SIGNS.get(unit, unit))


def plain_number(value: Decimal) -> str:
    """Return a decimal without exponent, with the digits that the author wrote ('4.0' stays '4.0')."""
    return format(value, "f").replace("-", "−").replace(".", spoken().decimal_mark)


def quantity_text(value: Decimal, unit: str) -> str:
    """Return a quantity as a person reads it, for example '10 × 10⁹/L'."""
    return f"{plain_number(value)} {sign(unit)}".strip()
