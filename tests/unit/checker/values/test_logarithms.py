"""Logarithms at 1, where they are 0: the decimal next to 0 has more digits than any memory holds."""

from decimal import Decimal
from fractions import Fraction

import pytest

from checker.values.irrational import DIGITS, decimal_logarithm, natural_logarithm
from checker.words.exact import exact

LN_2 = Fraction("0.693147180559945309417232121458")
CLOSE = Decimal("1.00000000000000000000000000000000001")
"""Closer to 1 than the digits with which a logarithm is worked out at first can tell."""


@pytest.mark.parametrize("logarithm", [natural_logarithm, decimal_logarithm])
@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize(
    ("low", "high"),
    [("0.5", "1"), ("1", "2"), ("0.5", "2"), ("1", "1"), (CLOSE, "2"), ("0.5", CLOSE), (CLOSE, CLOSE)],
)
def test_an_interval_may_begin_or_end_at_one(logarithm, digits, low, high):
    found = logarithm((exact(Decimal(low)), exact(Decimal(high))), digits)
    assert found is not None
    (top, bottom), (other_top, other_bottom) = found
    least, most = Fraction(top, bottom), Fraction(other_top, other_bottom)
    assert least <= most
    assert (least < 0) is (Decimal(low) < 1)
    assert (most > 0) is (Decimal(high) > 1)
    assert least >= -LN_2 - Fraction(1, 10**20)
    assert most <= LN_2 + Fraction(1, 10**20)
