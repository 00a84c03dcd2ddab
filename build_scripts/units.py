"""Units as UCUM defines them: whether a code is valid, and whether a conversion is right."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from checker.findings import UnitConversion

TOLERANCE = 1e-9
"""Relative difference between a factor as written and as the unit registry computes it in binary floating point."""


@cache
def _registry() -> Any:
    from ucumvert import PintUcumRegistry  # takes half a second to load

    return PintUcumRegistry()


@cache
def _unit(code: str) -> Any:
    """Return the quantity '1 of this unit', or None when the code is not UCUM."""
    from ucumvert.parser import InvalidUcumError

    try:
        return 1 * _registry().from_ucum(code)
    except (InvalidUcumError, ValueError, AttributeError):
        return None


def objection_to_unit(code: str) -> str | None:
    """Return what is wrong with a unit code, or None."""
    if _unit(code) is None:
        return f"'{code}' is not a UCUM unit (for example mg/dL, mmol/L, 10*9/L, /uL, ms; codes are case-sensitive)"
    return None


def objection_to_conversion(unit: str, conversion: UnitConversion) -> str | None:
    """Return what is wrong with a further unit of a finding, or None.

    Args:
        unit: The finding's own unit, a valid UCUM code.
        conversion: The further unit with its factor.
    """
    own, other = _unit(unit), _unit(conversion.unit)
    if own is None or other is None:
        return objection_to_unit(conversion.unit)
    if own.dimensionality != other.dimensionality:
        if conversion.basis is None:
            return (
                f"'{conversion.unit}' and '{unit}' do not measure the same dimension; "
                "give the 'basis' of the factor (a molar mass, a valence)"
            )
        return None
    expected = float(other.to(own.units).magnitude)
    if abs(float(conversion.times) - expected) > TOLERANCE * abs(expected):
        return f"1 {conversion.unit} is {Decimal(repr(expected)).normalize():f} {unit}, not {conversion.times}"
    return None
