"""Computed values in an answer: the number or the range, in figures and in words, and the arithmetic behind it."""

from decimal import Decimal

import pytest

from checker import Checker, explain
from checker.answers.pending import pending
from checker.words.messages import SpokenLanguage, speaking
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: calcium, type: quantity, label: Calcium, group: g, unit: mmol/L, plausible: [0.2, 8]}
- {id: albumin, type: quantity, label: Albumin, group: g, unit: g/L, plausible: [5, 100]}
- {id: reported, type: quantity, label: Calcium as reported, group: g, unit: mmol/L, plausible: [0.2, 8]}
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [1, 400], also: [{unit: g, times: 0.001}]}
- {id: target, type: quantity, label: Target, group: g, unit: kg, plausible: [1, 400]}
- {id: days, type: integer, label: Days, group: g, plausible: [1, 90]}
- {id: sex, type: choice, label: Sex, group: g, choices: [{id: f, label: Female}, {id: m, label: Male}]}
- {id: sign, type: boolean, label: Sign, group: g}
""")
VALUES = data_from("""
values:
  - id: corrected
    label: Corrected calcium
    unit: mmol/L
    formula:
      plus:
        - {finding: calcium}
        - product: [{value: 0.02, unit: mmol/g}, {minus: [{value: 40, unit: g/L}, {finding: albumin}]}]
    rounded: {to: 0.01, half: even}
    plausible: [0, 10]
    measured: reported
  - id: per-day
    label: Weight a day
    unit: kg
    formula: {quotient: [{finding: weight}, {finding: days}]}
    plausible: [0, 400]
  - id: twice
    label: Twice
    unit: kg
    formula: {product: [{value: 2, unit: "1"}, {value-of: per-day}]}
    rounded: {to: 5, half: up}
    plausible: [0, 1000]
  - id: by-sex
    label: By sex
    unit: kg
    formula:
      cases: [{when: {finding: sign}, then: {finding: weight, times: -0.5}}]
      otherwise: {product: [{finding: weight}, {by: sex, choices: {f: 0.85, m: 1}}]}
    plausible: [-200, 400]
  - id: inverse
    label: Inverse
    unit: 1/kg
    formula: {quotient: [{value: 1, unit: "1"}, {minus: [{finding: weight}, {value: 100, unit: kg}]}]}
    plausible: [-1, 1]
  - id: heavier
    label: Heavier
    unit: kg
    formula: {minus: [{finding: weight, in: g}, {value-of: per-day}]}
    plausible: [-400, 400000]
  - id: either
    label: Either
    unit: kg
    formula: {cases: [{when: {finding: sign}, then: {finding: weight}}], otherwise: {finding: weight}}
    plausible: [1, 400]
""")
WHEN = data_from("""
any:
  - {value-of: corrected, below: {value: 1.9, unit: mmol/L}}
  - {finding: target, below: {value-of: per-day}}
  - {value-of: per-day, above: {value: 33.3333, unit: kg}}
""")


@pytest.fixture(scope="module")
def checker():
    return Checker(protocol_from(FINDINGS, WHEN, VALUES))


def quantity(value, unit):
    return {"value": value, "unit": unit}


def case(**findings):
    units = {"calcium": "mmol/L", "reported": "mmol/L", "albumin": "g/L", "weight": "kg", "target": "kg"}
    found = {name: quantity(value, units[name]) if name in units else value for name, value in findings.items()}
    return {"protocol": "toy", "findings": found}


def values_of(checker, **findings):
    return checker.assess(case(**findings)).to_data()["values"]


def test_a_number_has_the_decimals_of_its_rounding(checker):
    values = values_of(checker, calcium=Decimal("1.6"), albumin=30, weight=100, days=3)
    assert values["corrected"] == {"value": "1.8", "unit": "mmol/L", "text": "1.80 mmol/L"}
    assert values["twice"]["text"] == "65 kg"


def test_a_number_without_end_is_shown_with_few_digits_that_contradict_no_limit(checker):
    values = values_of(checker, weight=100, days=3)
    # Above 33.3333: with fewer digits it would be shown as if it were not.
    assert values["per-day"] == {"value": "33.3333", "unit": "kg", "exact": "100/3", "text": "≈ 33.33333 kg"}
    assert values_of(checker, weight=101, days=3)["per-day"]["text"] == "≈ 33.67 kg"
    assert values_of(checker, weight=101, days=3, target=Decimal("33.668"))["per-day"]["text"] == "≈ 33.667 kg"
    assert values_of(checker, weight=Decimal("390.1234567"), days=8)["per-day"]["text"] == "≈ 48.77 kg"
    assert values_of(checker, weight=Decimal("100.0"), days=8)["per-day"]["text"] == "12.5 kg"


def test_a_number_with_many_digits_before_the_point_keeps_them():
    finding = {"id": "n", "type": "integer", "label": "N", "group": "g", "plausible": [1, 9000000]}
    value = {
        "id": "third",
        "label": "Third",
        "unit": "1",
        "formula": {"quotient": [{"finding": "n"}, {"value": 3, "unit": "1"}]},
        "plausible": [0, 9000000],
    }
    checker = Checker(protocol_from([finding], {"finding": "never-asked"}, {"values": [value]}))
    answer = checker.assess({"protocol": "toy", "findings": {"n": 4000000}})
    assert answer.values["third"].text == "≈ 1333333"


def test_a_range_is_told_once_something_is_known(checker):
    assert "text" not in values_of(checker)["corrected"]
    values = values_of(checker, calcium=Decimal("1.6"), days=2)
    assert values["corrected"] == {
        "low": "0.4",
        "high": "2.3",
        "unit": "mmol/L",
        "text": "between 0.40 and 2.30 mmol/L",
        "missing": ("albumin", "reported"),
    }
    assert values["per-day"]["text"] == "between 0.5 and 200 kg"


def test_nothing_is_told_where_nothing_bounds_a_value(checker):
    # A build refuses a protocol that has such a value.
    assert values_of(checker, days=2)["inverse"] == {"unit": "1/kg", "missing": ("weight",)}


def test_what_was_measured_is_shown_as_it_was_entered(checker):
    values = values_of(checker, calcium=Decimal("1.6"), albumin=30, reported=Decimal("2.105"))
    assert values["corrected"] == {"value": "2.105", "unit": "mmol/L", "text": "2.105 mmol/L", "measured": True}


def arithmetic(checker, **findings):
    return {name: value.get("arithmetic") for name, value in explain(checker, case(**findings))["values"].items()}


def test_the_arithmetic_has_the_numbers_of_the_case(checker):
    told = arithmetic(checker, calcium=Decimal("1.60"), albumin=30, weight=100, days=3, sex="f", sign=False)
    assert told == {
        "corrected": "1.60 + 0.02 × (40 − 30)",
        "per-day": "100 / 3",
        "twice": "2 × 33.33333, rounded to 5",
        "inverse": None,
        "heavier": "100000 − 33.33333",
        "by-sex": "100 × 0.85",
        "either": "100",
    }
    assert arithmetic(checker, weight=80, sign=True)["by-sex"] == "−0.5 × 80"


def test_what_was_measured_or_rests_on_unknown_findings_has_no_arithmetic(checker):
    told = arithmetic(checker, reported=2, weight=80)
    assert (told["corrected"], told["either"]) == (None, None)
    # One number is left, whatever the sign; but nobody can say which of the two formulas counts.
    assert values_of(checker, weight=80)["either"]["text"] == "80 kg"


def test_numbers_are_written_as_the_reader_writes_them(checker):
    with speaking(SpokenLanguage({"between {low} and {high}": "von {low} bis {high}"}, decimal_mark=",")):
        values = values_of(checker, calcium=Decimal("1.6"))
        assert values["corrected"]["text"] == "von 0,40 bis 2,30 mmol/L"
        assert values["corrected"]["low"] == "0.4"


def test_the_form_asks_for_what_settles_a_value_that_is_shown_for_itself_and_for_what_was_not_measured(checker):
    # 'by-sex' and 'either' are read by nothing; 'corrected' is settled, and would change were it measured.
    known = {"calcium": Decimal("1.6"), "albumin": 30, "weight": 100, "days": 3}
    assert set(pending(checker, case(**known))) == {"sex", "sign", "reported"}
    assert set(pending(checker, case(**known, sign=True))) == {"reported"}
