"""Values: how a result is rounded, what counts in its place, and what is known of it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import Checker, RefusedCase
from checker.values.rounding import Rounding
from checker.words.exact import compared, divided, hull, magnitude, reduced, smaller, whole_power
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: level, type: quantity, label: Level, group: g, unit: mg, plausible: [0, 100]}
- {id: limit, type: quantity, label: Limit, group: g, unit: mg, plausible: [0, 100]}
- {id: measured, type: quantity, label: Measured, group: g, unit: "1", plausible: [0, 1000]}
""")


def checker(value, rule=None):
    common = {"id": "v", "label": "V", "unit": "1", "plausible": [-1000000, 1000000], "empirical": True}
    value = common | data_from(value)
    rule = rule or {"value-of": "v", "above": {"value": "1", "unit": "1"}}
    return Checker(protocol_from(FINDINGS, rule, {"values": [value]}))


def mg(value):
    return {"value": Decimal(value), "unit": "mg"}


def value_of(found, **findings):
    return found.assess({"protocol": "toy", "findings": findings}).values["v"]


def test_a_step_is_above_zero():
    with pytest.raises(ValueError, match=r"expected a step above zero, found -1$"):
        Rounding(to=Decimal(-1), half="up")


@pytest.mark.parametrize(
    ("number", "step", "even", "up"),
    [
        ((5, 2), "1", 2, 3),
        ((-5, 2), "1", -2, -3),
        ((7, 2), "1", 4, 4),
        ((1, 8), "0.25", 0, Decimal("0.25")),
        ((3, 8), "0.25", Decimal("0.5"), Decimal("0.5")),
        ((1, 3), "0.1", Decimal("0.3"), Decimal("0.3")),
        ((-1, 3), "0.1", Decimal("-0.3"), Decimal("-0.3")),
        ((13, 1), "5", 15, 15),
    ],
)
def test_half_goes_to_the_even_multiple_or_away_from_zero(number, step, even, up):
    for rounding, result in (
        (Rounding(to=Decimal(step), half="even"), even),
        (Rounding(to=Decimal(step), half="up"), up),
    ):
        top, bottom = rounding.rounded(number)
        assert Decimal(top) / bottom == result


@given(st.fractions(), st.sampled_from(("0.1", "0.25", "1", "5")), st.sampled_from(("even", "up")))
def test_what_is_rounded_is_the_nearest_multiple(number, step, half):
    top, bottom = Rounding(to=Decimal(step), half=half).rounded(number.as_integer_ratio())
    rounded, distance = type(number)(top, bottom), type(number)(step)
    assert (rounded / distance).denominator == 1
    assert abs(rounded - number) <= distance / 2
    assert Rounding(to=Decimal(step), half=half).rounded((top, bottom)) == (top, bottom)


@given(st.integers(-50, 50), st.sampled_from(("0.1", "0.25", "1", "5")))
def test_the_middle_between_two_steps_is_found_in_a_narrow_interval(place, step):
    rounding, distance = Rounding(to=Decimal(step), half="up"), Decimal(step)
    middle = (2 * place + 1) * distance / 2
    spread = distance / 1000
    ends = [(middle + way * spread).as_integer_ratio() for way in (-1, 1)]
    assert not compared(rounding.between(*ends), middle.as_integer_ratio())


@pytest.mark.parametrize(("half", "result"), [("even", 2), ("up", 3)])
def test_a_number_that_no_digits_tell_from_half_way_is_rounded_as_declared(half, result):
    """The logarithm is rational here, ln(exp(2.5)), and an enclosure of whatever width holds 2.5."""
    found = checker(f"{{formula: {{ln: {{exp: {{finding: level}}}}}}, rounded: {{to: 1, half: {half}}}}}")
    assert value_of(found, level=mg("2.5")).low == result


def test_more_digits_are_worked_out_where_the_first_do_not_tell():
    """2.5 less than a part in 10^28: 24 digits do not tell it from half-way, 110 do."""
    found = checker("{formula: {ln: {exp: {finding: level}}}, rounded: {to: 1, half: up}}")
    assert value_of(found, level=mg("2.4999999999999999999999999999")).low == 2
    assert value_of(found, level=mg("2.5000000000000000000000000001")).low == 3


def test_a_measured_number_counts_as_it_was_entered():
    found = checker("{formula: {finding: level}, rounded: {to: 1, half: up}, measured: measured}")
    plain = value_of(found, level=mg("2.6"))
    assert (plain.low, plain.measured, plain.missing) == (3, False, ())
    told = value_of(found, level=mg("2.6"), measured={"value": Decimal("7.25"), "unit": "1"})
    assert (told.low, told.high, told.measured) == (Decimal("7.25"), Decimal("7.25"), True)
    assert value_of(found).missing == ("level", "measured")


def test_an_implausible_value_names_what_to_check():
    found = checker("""
      plausible: [0, 5]
      formula: {quotient: [{finding: level}, {plus: [{finding: limit}, {value: 1, unit: '1'}]}]}
    """)
    with pytest.raises(RefusedCase) as refused:
        found.assess({"protocol": "toy", "findings": {"level": mg(100), "limit": mg(4)}})
    (error,) = refused.value.errors
    assert error.finding in {"level", "limit"}
    assert "check level and limit" in error.message


def test_values_are_reported_with_what_would_narrow_them():
    found = checker("{formula: {plus: [{finding: level}, {finding: limit}]}}")
    told = value_of(found, level=mg(3)).to_data()
    assert (told["low"], told["high"], told["missing"]) == ("3", "103", ("limit",))


# Arithmetic of intervals

RANGES = st.tuples(st.fractions(-5, 5, max_denominator=20), st.fractions(-5, 5, max_denominator=20)).map(
    lambda ends: tuple(end.as_integer_ratio() for end in sorted(ends))
)


@given(RANGES, RANGES, st.integers(-3, 4))
def test_ranges_hold_the_results_of_all_numbers_inside(one, other, exponent):
    def inside(interval):
        low, high = (Fraction(*end) for end in interval)
        return low, (low + high) / 2, high

    power, quotient = whole_power(one, exponent), divided(one, other)
    for number in inside(one):
        if power is not None:
            assert Fraction(*power[0]) <= number**exponent <= Fraction(*power[1])
        low, high = (Fraction(*end) for end in magnitude(one))
        assert low <= abs(number) <= high
        for divisor in inside(other):
            if quotient is not None:
                assert Fraction(*quotient[0]) <= number / divisor <= Fraction(*quotient[1])
            low, high = (Fraction(*end) for end in smaller(one, other))
            assert low <= min(number, divisor) <= high
    assert (quotient is None) == (Fraction(*other[0]) <= 0 <= Fraction(*other[1]))
    assert hull([one, one])[0] in one


def test_long_fractions_are_brought_to_lowest_terms():
    third = "{quotient: [{finding: level}, {value: 3, unit: '1'}]}"
    found = checker(f"{{formula: {{product: [{', '.join([third] * 19)}]}}}}")
    level = Decimal("1.23456789012345678901234567891")
    told = value_of(found, level=mg(level)).low
    top, bottom = level.as_integer_ratio()
    assert told is not None
    assert told.as_integer_ratio() == reduced((top**19, (3 * bottom) ** 19))
