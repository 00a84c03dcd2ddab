"""Another answer to one finding that takes a computed value across a limit."""

from decimal import Decimal

import pytest

from checker import Checker, load
from checker.answers.alternatives import alternatives
from tests.support.protocols.rules import REST, data_from, recommendation

FINDINGS = data_from("""
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [20, 220]}
- {id: height, type: quantity, label: Height, group: g, unit: m, plausible: [1, 2.2]}
- {id: bmi, type: quantity, label: BMI, group: g, unit: kg/m2, plausible: [5, 100]}
- {id: years, type: integer, label: Years, group: g, plausible: [0, 110]}
- {id: sex, type: choice, label: Sex, group: g, choices: [{id: f, label: F}, {id: m, label: M}]}
- {id: day, type: date, label: Day, group: g, precision: day}
- {id: next, type: date, label: Next, group: g, precision: day}
""")

BMI = data_from("""
id: bmi
label: BMI
unit: kg/m2
plausible: [12, 60]
formula: {quotient: [{finding: weight}, {power: {finding: height}, exponent: 2}]}
measured: bmi
""")


def changes(value, rule, findings, **more):
    protocol = load(
        {**REST, "findings": FINDINGS, "values": [value], "criteria": [{"id": "always", "label": "A", "when": rule}],
         "recommendations": [recommendation("r", rule)], **more}
    )  # fmt: skip
    case = {"protocol": "toy", "findings": findings}
    return [(a.finding, a.answer, a.beside, {n: s.value for n, s in a.changes.items()})
            for a in alternatives(Checker(protocol), case)]  # fmt: skip


def kg(value):
    return {"value": Decimal(value), "unit": "kg"}


def metres(value):
    return {"value": Decimal(value), "unit": "m"}


OBESE = data_from("{value-of: bmi, at-least: {value: 30, unit: kg/m2}}")


def test_the_number_at_which_a_value_crosses_its_limit_is_found():
    found = changes(BMI, OBESE, {"weight": kg(80), "height": metres("1.8")})
    to = {"r": "indicated"}
    assert found[:2] == [
        ("weight", Decimal("97.2"), ("above", Decimal("97.1")), to),
        ("height", Decimal("1.632"), ("below", Decimal("1.633")), to),
    ]
    assert {finding for finding, *_ in found} == {"weight", "height", "bmi"}


def test_a_measured_value_has_the_limit_itself():
    found = changes(BMI, OBESE, {"weight": kg(80), "height": metres("1.8")})
    assert [each for each in found if each[0] == "bmi"] == [
        ("bmi", Decimal("30.00"), ("above", Decimal("29.99")), {"r": "indicated"})
    ]


def test_while_another_finding_is_missing_a_number_counts_that_decides_whatever_that_is():
    """Below 30 kg nobody of 1 m and more is obese by this rule, and above 145.2 kg everybody up to 2.2 m is."""
    found = changes(BMI, OBESE, {"weight": kg(80)})
    assert {finding for finding, *_ in found} == {"weight", "height", "bmi"}
    assert [each for each in found if each[0] == "weight"] == [
        ("weight", Decimal("29.9"), ("below", Decimal("30.0")), {"r": "not-indicated"}),
        ("weight", Decimal("145.2"), ("above", Decimal("145.1")), {"r": "indicated"}),
    ]
    assert {finding for finding, *_ in changes(BMI, OBESE, {})} >= {"bmi"}


def test_a_number_between_two_of_the_grid_serves_as_one_of_them():
    rule = data_from("{value-of: v, at-least: {value: 161.3, unit: kg}}")
    value = data_from("""
      {id: v, label: V, unit: kg, plausible: [0, 1000], formula: {product: [{finding: weight}, {value: 2, unit: '1'}]}}
    """)
    below = changes(value, rule, {"weight": kg("80.62")})
    above = changes(value, rule, {"weight": kg("80.66")})
    assert below == [("weight", Decimal("80.7"), ("above", Decimal("80.62")), {"r": "indicated"})]
    assert above == [("weight", Decimal("80.6"), ("below", Decimal("80.66")), {"r": "not-indicated"})]


def test_a_value_that_rises_and_falls_has_two_limits():
    rule = data_from("{value-of: v, at-most: {value: 20, unit: kg}}")
    value = data_from("""
      id: v
      label: V
      unit: kg
      plausible: [0, 1000]
      formula: {absolute: {minus: [{finding: weight}, {value: 60, unit: kg}]}}
    """)
    assert [each[2] for each in changes(value, rule, {"weight": kg(20)})] == [
        ("above", Decimal("39.9")),
        ("below", Decimal("80.1")),
    ]


@pytest.mark.parametrize(
    ("years", "sides"), [(30, [("above", 64)]), (70, [("below", 65)]), (None, [("below", 65), ("above", 64)])]
)
def test_whole_numbers_are_searched_one_by_one(years, sides):
    rule = data_from("{value-of: v, at-least: {value: 64.5, unit: '1'}}")
    value = data_from("{id: v, label: V, unit: '1', plausible: [0, 200], formula: {finding: years}}")
    given = {} if years is None else {"years": years}
    assert [each[2] for each in changes(value, rule, given) if each[0] == "years"] == sides


def test_what_would_make_a_value_implausible_is_no_alternative():
    rule = data_from("{any: [{finding: sex, is: [m]}, {value-of: v, above: {value: 300, unit: kg}}]}")
    value = data_from("""
      {id: v, label: V, unit: kg, plausible: [0, 250],
       formula: {product: [{finding: weight}, {by: sex, choices: {f: 1, m: 2}}]}}
    """)
    assert changes(value, rule, {"weight": kg(200), "sex": "f"}) == []
    assert changes(value, rule, {"weight": kg(100), "sex": "f"}) == [("sex", "m", None, {"r": "indicated"})]


def test_dates_are_not_searched():
    rule = data_from("{value-of: v, above: {value: 3, unit: d}}")
    value = data_from("""
      {id: v, label: V, unit: d, plausible: [-10000000, 10000000], formula: {since: day, until: next, in: d}}
    """)
    assert changes(value, rule, {"day": "2026-01-01", "next": "2026-01-02"}) == []
