"""Numbers whose decimals have no end stay exact."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.words.rationals import Rational, inverse, linear, nearby, quotient

WHOLE = st.integers(-1000, 1000)
ABOVE_ZERO = st.integers(1, 1000)
DECIMALS = st.decimals(-1000, 1000, places=3)


def exactly(number):
    return Fraction(*number.as_integer_ratio())


@given(WHOLE, WHOLE.filter(bool))
def test_a_fraction_is_the_number_that_it_spells(top, bottom):
    number = Rational(f"{top}/{bottom}")
    assert exactly(number) == Fraction(top, bottom)
    assert (str(number), repr(number)) == (f"{top}/{bottom}", f"Rational('{top}/{bottom}')")


@given(WHOLE, ABOVE_ZERO, DECIMALS)
def test_it_is_compared_exactly(top, bottom, other):
    number, expected = Rational(f"{top}/{bottom}"), Fraction(top, bottom)
    assert [number < other, number <= other, number > other, number >= other, number == other] == [
        expected < other, expected <= other, expected > other, expected >= other, expected == other
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "error"), [("1/0", ZeroDivisionError), ("1/x", ValueError), ("x", ArithmeticError)])
def test_what_is_no_number_is_refused(text, error):
    with pytest.raises(error):
        Rational(text)


def test_equal_numbers_are_one_key():
    assert len({Rational("1/2"), Rational("2/4"), Decimal("0.5"), Rational("0.50")}) == 1
    assert len({Rational("1/3"), Rational("2/6")}) == 1
    assert Rational("1/3") != "1/3"


def test_it_is_shown_as_written_or_in_decimals():
    assert f"{Rational('1/12')} {Rational('1/12'):f} {Rational('3/4'):f}" == "1/12 0.0833333 0.75"
    assert nearby(Rational("1/3")) == Decimal("0." + "3" * 28)
    assert nearby(Decimal("0.1")) == Decimal("0.1")


@given(DECIMALS, WHOLE.filter(bool), ABOVE_ZERO, WHOLE, ABOVE_ZERO)
def test_a_conversion_and_its_inverse_are_exact(number, top, bottom, plus, below):
    times, offset = Rational(f"{top}/{bottom}"), Rational(f"{plus}/{below}")
    there = linear(times, offset)(number)
    assert exactly(there) == Fraction(top, bottom) * Fraction(number) + Fraction(plus, below)
    assert exactly(inverse(times, offset, there)) == Fraction(number)


def test_a_quotient_is_a_decimal_where_it_has_an_end():
    assert quotient(Decimal("1"), Decimal("8")) == Decimal("0.125")
    assert str(quotient(Decimal("1"), Rational("3/2"))) == "2/3"
