"""Units, against UCUM's functional tests (credit: Grahame Grieve and contributors).

The tables beside this module are most of their rows as plain facts.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from build_scripts.content.validation.ucum import unit
from build_scripts.content.validation.units import objection_to_unit, ratio


def _rows(name):
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


CODES = sorted({(code, valid == "true") for code, valid in _rows("ucum-valid.tsv")})
CONVERSIONS = _rows("ucum-convert.tsv")


def _rounded(exact, printed):
    """Return an exact number with as many digits as the suite prints."""
    digits = len(Decimal(printed).as_tuple().digits)
    return Context(prec=digits).divide(Decimal(exact.numerator), Decimal(exact.denominator))


def test_the_tables_are_whole():
    assert (len(_rows("ucum-valid.tsv")), len(CODES), len(CONVERSIONS)) == (429, 340, 24)


@pytest.mark.parametrize(("code", "valid"), CODES)
def test_a_code_is_valid_or_not(code, valid):
    said = objection_to_unit(code)
    assert (said is None) is valid
    assert said is None or said.startswith(f"'{code}' is not a UCUM unit")


@pytest.mark.parametrize(("value", "code", "other", "printed"), CONVERSIONS)
def test_a_conversion_is_exact_before_it_is_rounded(value, code, other, printed):
    """The suite prints some results with two digits; ours are exact, and come to that when rounded."""
    factor = ratio(code, other)
    assert factor is not None
    exact = Fraction(value) * factor
    assert _rounded(exact, printed) == Decimal(printed)
    assert exact == Fraction(value) * unit(code).size / unit(other).size
