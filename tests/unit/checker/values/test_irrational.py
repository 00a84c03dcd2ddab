"""Enclosures of irrational numbers, held against an interval library."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mpmath import iv

from checker.values import irrational
from checker.values.irrational import DIGITS
from checker.words.exact import point

iv.dps = 160

NUMBERS = st.fractions(min_value=Fraction(1, 10**6), max_value=10**6, max_denominator=10**6)
FUNCTIONS: dict[str, tuple[Any, Any, Any, Any]] = {
    "exp": (irrational.exponential, iv.exp, -900, 900),
    "ln": (irrational.natural_logarithm, iv.log, Fraction(1, 10**6), 10**9),
    "log10": (irrational.decimal_logarithm, lambda one: iv.log(one) / iv.log(10), Fraction(1, 10**6), 10**9),
}


def enclosed(number):
    return iv.mpf(number.numerator) / number.denominator


def as_fraction(raw):
    sign, mantissa, exponent, _ = raw
    return Fraction(int(mantissa)) * Fraction(2) ** exponent * (-1 if sign else 1)


def holds(interval, theirs, digits):
    """Whether an enclosure holds the true number, and is as narrow as it says."""
    low, high = (Fraction(*end) for end in interval)
    assert low <= as_fraction(theirs._mpi_[1])
    assert as_fraction(theirs._mpi_[0]) <= high
    assert high - low <= max(abs(low), abs(high), Fraction(1)) * Fraction(1, 10 ** (digits - 5))
    return True


@given(st.sampled_from(sorted(FUNCTIONS)), st.data(), st.sampled_from(DIGITS))
def test_the_true_number_lies_within(name, data, digits):
    ours, theirs, low, high = FUNCTIONS[name]
    number = data.draw(st.fractions(min_value=low, max_value=high, max_denominator=10**6))
    found = ours(point(number.as_integer_ratio()), digits)
    assert found is not None
    assert holds(found, theirs(enclosed(number)), digits)


@given(NUMBERS, st.fractions(min_value=-20, max_value=20, max_denominator=1000), st.sampled_from(DIGITS))
def test_the_true_power_lies_within(base, exponent, digits):
    found = irrational.power(point(base.as_integer_ratio()), exponent.as_integer_ratio(), digits)
    assert found is not None
    times = iv.mpf(exponent.numerator) / exponent.denominator
    assert holds(found, iv.exp(iv.log(enclosed(base)) * times), digits)


@given(NUMBERS, NUMBERS, st.sampled_from(((1, 2), (-1, 3), (17, 40))))
def test_a_range_holds_the_powers_of_both_its_ends(one, other, exponent):
    low, high = sorted((one, other))
    within = irrational.power((low.as_integer_ratio(), high.as_integer_ratio()), exponent, DIGITS[0])
    assert within is not None
    for end in (low, high):
        alone = irrational.power(point(end.as_integer_ratio()), exponent, DIGITS[0])
        assert alone is not None
        assert Fraction(*within[0]) <= Fraction(*alone[0])
        assert Fraction(*alone[1]) <= Fraction(*within[1])


@pytest.mark.parametrize(
    ("base", "exponent", "result"),
    [
        ((8, 27), (1, 3), (2, 3)),
        ((1, 4), (-1, 2), (2, 1)),
        ((0, 1), (1, 2), (0, 1)),
        ((1, 1), (2, 5), (1, 1)),
        ((32, 1), (3, 5), (8, 1)),
        ((-2, 1), (3, 1), (-8, 1)),
        ((6, 4), (1, 2), None),
        ((2, 1), (1, 20), None),
    ],
)
def test_roots_of_powers_are_exact(base, exponent, result):
    found = irrational.power(point(base), exponent, 24)
    assert found is not None
    if result is None:
        assert found[0] != found[1]
    else:
        assert [Fraction(*end) for end in found] == [Fraction(*result)] * 2


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (((-1, 1), (4, 1)), (1, 2)),
        (((0, 1), (4, 1)), (-1, 2)),
        (((0, 1), (4, 1)), (-2, 1)),
        (point((10**60 + 1, 1)), (39, 2)),
        (((1, 1), (10**60 + 1, 1)), (39, 2)),
    ],
)
def test_what_has_no_power_has_none(base, exponent):
    assert irrational.power(base, exponent, 24) is None


def test_the_ends_of_what_can_be_worked_out():
    assert irrational.exponential(point((0, 1)), 24) == ((1, 1), (1, 1))
    assert irrational.exponential(point((1001, 1)), 24) is None
    assert irrational.exponential(((-1001, 1), (0, 1)), 24) is None
    for logarithm in (irrational.natural_logarithm, irrational.decimal_logarithm):
        assert logarithm(point((1, 1)), 24) == ((0, 1), (0, 1))
        assert logarithm(((0, 1), (1, 1)), 24) is None


@pytest.mark.parametrize("logarithm", [irrational.natural_logarithm, irrational.decimal_logarithm])
def test_a_range_that_begins_or_ends_at_one_begins_or_ends_at_zero(logarithm):
    """Zero is the only exact result; beside it lies a number so small that to write it takes for ever."""
    above, below = logarithm(((1, 1), (5, 1)), 24), logarithm(((1, 5), (1, 1)), 24)
    assert above is not None
    assert below is not None
    assert (above[0], below[1]) == ((0, 1), (0, 1))
