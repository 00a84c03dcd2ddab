"""What a dose comes to, against another reading of the same words in fractions."""

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build_scripts.content.doses.calculated import calculation_objections
from build_scripts.content.doses.resolved import rules_only, with_dose_factors
from checker import Checker
from checker.answers.doses.arithmetic import worked_dose
from checker.protocol.doses import Dose, DosePer, DoseRounding, Measure
from tests.support.protocols.rules import data_from, protocol_from

WEIGHT = data_from(
    "[{id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [1, 300], also: [{unit: g}]}]"
)

MILLIGRAMS = {"mg": Fraction(1), "g": Fraction(1000), "ug": Fraction(1, 1000)}
MILLILITRES = {"mL": Fraction(1), "L": Fraction(1000)}

NUMBERS = st.decimals("0.01", 500, places=2)
AMOUNTS = st.builds(Measure, amount=NUMBERS, unit=st.sampled_from(list(MILLIGRAMS)))
ROUNDINGS = st.builds(
    lambda to, unit, how: DoseRounding(to=to, unit=unit, **dict([how])),
    st.sampled_from([Decimal(each) for each in ("0.01", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10")]),
    st.sampled_from([*MILLIGRAMS, *MILLILITRES]),
    st.sampled_from([("half", "even"), ("half", "up"), ("half", "down"), ("always", "up"), ("always", "down")]),
)
STRENGTHS = st.builds(Measure, amount=NUMBERS, unit=st.sampled_from(["mg/mL", "ug/mL", "g/L", "mg/L"]))
DOSES = st.builds(
    Dose,
    drug=st.just("x"),
    amount=NUMBERS,
    unit=st.sampled_from([f"{unit}/kg" for unit in MILLIGRAMS]),
    to=st.none() | NUMBERS,
    largest=st.none() | AMOUNTS,
    smallest=st.none() | AMOUNTS,
    rounded=ROUNDINGS,
    concentration=st.none() | STRENGTHS,
    per=st.just(DosePer(finding="weight")),
    statements=st.just(()),
)


def resolved(dose):
    """The dose as a protocol has it, or None where its author is told that it cannot be."""
    protocol = protocol_from(WEIGHT, {"criterion": "always"})
    (told,) = protocol.recommendations
    protocol = with_dose_factors(replace(protocol, recommendations=(replace(told, doses=(dose,)),)))
    if any(True for _ in calculation_objections(protocol)):
        return None
    return protocol.recommendations[0].doses[0]


def calculated(dose, weight):
    """What a dose whose units are resolved comes to for a weight in kilograms."""
    worked = worked_dose(dose, weight.as_integer_ratio())
    assert worked is not None
    return worked


def strength(measure):
    """Milligrams in a millilitre."""
    amount, volume = measure.unit.split("/")
    return Fraction(measure.amount) * MILLIGRAMS[amount] / MILLILITRES[volume]


def expected(dose, amount, weight):
    """Milligrams of a dose for a weight in kilograms, from the words of the documentation."""
    milligrams = Fraction(amount) * MILLIGRAMS[dose.unit.partition("/")[0]] * weight
    low, high = (
        Fraction(each.amount) * MILLIGRAMS[each.unit] if each is not None else None
        for each in (dose.smallest, dose.largest)
    )
    if low is not None:
        milligrams = max(milligrams, low)
    if high is not None:
        milligrams = min(milligrams, high)
    rounded = dose.rounded
    step = Fraction(rounded.to)
    step = (
        step * MILLIGRAMS[rounded.unit]
        if rounded.unit in MILLIGRAMS
        else (step * MILLILITRES[rounded.unit] * strength(dose.concentration))
    )
    steps = milligrams / step
    match rounded.half or rounded.always, rounded.half is None:
        case "up", True:
            whole = math.ceil(steps)
        case "down", True:
            whole = math.floor(steps)
        case "even", False:
            whole = round(steps)
        case "up", False:
            whole = math.floor(steps + Fraction(1, 2))
        case _:
            whole = math.ceil(steps - Fraction(1, 2))
    if low is not None:
        whole = max(whole, math.ceil(low / step))
    if high is not None:
        whole = min(whole, math.floor(high / step))
    return whole * step


@given(DOSES, st.fractions(1, 300, max_denominator=1000))
def test_a_dose_comes_to_what_its_words_say(dose, weight):
    assume(dose.concentration is not None or dose.rounded.unit in MILLIGRAMS)
    dose = resolved(dose)
    assume(dose is not None)
    worked = calculated(dose, weight)
    unit = MILLIGRAMS[dose.factors.unit]
    amounts = [dose.amount] if dose.to is None else [dose.amount, dose.to]
    assert [Fraction(*end.result) * unit for end in worked.ends] == [expected(dose, each, weight) for each in amounts]
    if dose.concentration is not None:
        volume = Fraction(*worked.ends[0].result) * Fraction(*dose.factors.volume.as_integer_ratio())
        assert volume * strength(dose.concentration) == expected(dose, dose.amount, weight)


@settings(max_examples=100)
@given(DOSES, st.fractions(1, 300, max_denominator=100), st.fractions(1, 300, max_denominator=100))
def test_a_dose_keeps_its_limits_and_never_falls_while_the_weight_rises(dose, one, other):
    assume(dose.concentration is not None or dose.rounded.unit in MILLIGRAMS)
    dose = resolved(dose)
    assume(dose is not None)
    lighter, heavier = (Fraction(*calculated(dose, each).ends[0].result) for each in sorted((one, other)))
    assert 0 < lighter <= heavier
    if dose.factors.largest is not None:
        assert heavier <= Fraction(*dose.factors.largest.as_integer_ratio())
    if dose.factors.smallest is not None:
        assert lighter >= Fraction(*dose.factors.smallest.as_integer_ratio())


def checker(text, **more):
    protocol = protocol_from(
        [*WEIGHT, *more.pop("findings", ())], {"criterion": "always"}, {"doses": data_from(text), **more}
    )
    return Checker(with_dose_factors(protocol))


def doses(checker, **findings):
    (answer,) = checker.assess({"protocol": "toy", "findings": findings}).to_data()["recommendations"]
    return answer.get("doses")


def kilograms(number):
    return {"value": Decimal(number), "unit": "kg"}


PER_WEIGHT = (
    "{drug: x, amount: 0.2, unit: mg/kg, per: {finding: weight}, "
    "rounded: {to: 1, unit: mg, half: even}, statements: []}"
)


def test_an_answer_has_the_rule_the_calculation_and_the_result():
    assert doses(checker(f"[{PER_WEIGHT}]"), weight=kilograms("70.0")) == [
        {
            "dose": 0,
            "drug": "x",
            "rule": "0.2 mg/kg",
            "result": "14 mg",
            "arithmetic": "0.2 mg/kg × 70 kg = 14 mg",
            "amount": {"value": "14", "unit": "mg"},
            "missing": (),
        }
    ]
    assert doses(checker(f"[{PER_WEIGHT}]")) == [{"dose": 0, "drug": "x", "rule": "0.2 mg/kg", "missing": ("weight",)}]


def test_a_site_that_shows_rules_only_works_nothing_out_and_lacks_nothing():
    off = Checker(rules_only(checker(f"[{PER_WEIGHT}]").protocol))
    assert doses(off, weight=kilograms(70)) == [{"dose": 0, "drug": "x", "rule": "0.2 mg/kg", "missing": ()}]
    assert doses(off)[0]["missing"] == ()
    fixed = checker("[{drug: x, amount: 1, unit: mg, statements: []}]").protocol
    assert rules_only(fixed) is fixed


def test_doses_that_are_the_same_for_all_are_left_to_the_page():
    assert doses(checker("[{drug: x, amount: 1, unit: mg, statements: []}]")) is None


def test_a_dose_that_is_for_nobody_here_is_left_out():
    text = "[{drug: x, amount: 1, unit: mg, when: {finding: weight, below: {value: 10, unit: kg}}, statements: []}]"
    assert doses(checker(text), weight=kilograms(70)) == []


TO_A_MILLIGRAM = "rounded: {to: 1, unit: mg, half: up}"
TO_A_RATE = "rounded: {to: 0.1, unit: mL/h, half: up}"


@pytest.mark.parametrize(
    ("dose", "weight", "said"),
    [
        (
            "amount: 0.1, unit: mg/kg, per: {finding: weight}, rounded: {to: 0.1, unit: mg, half: up}",
            "68.03885551",
            "0.1 mg/kg × 68.0389 kg ≈ 6.80389 mg, rounded to 6.8 mg",
        ),
        (
            "amount: 0.1, to: 0.2, unit: mg/kg, largest: {amount: 10, unit: mg}, per: {finding: weight}, "
            + TO_A_MILLIGRAM,
            70,
            "0.1 to 0.2 mg/kg × 70 kg = 7 to 14 mg, limited to the largest dose, 10 mg, which gives 7 to 10 mg",
        ),
        ("amount: 5, unit: mg, concentration: {amount: 2, unit: mg/mL}", 70, "5 mg = 2.5 mL of 2 mg/mL"),
        (
            "amount: 0.5, unit: mg, largest: {amount: 0.5, unit: mg}, concentration: {amount: 1, unit: mg/mL}",
            70,
            "0.5 mg = 0.5 mL of 1 mg/mL; the largest dose",
        ),
        (
            "amount: 1, unit: ug/kg/min, concentration: {amount: 50, unit: ug/mL}, per: {finding: weight}, "
            + TO_A_RATE,
            "7.1",
            "1 µg/kg/min × 7.1 kg = 7.1 µg/min, rounded to 8.5 mL/h of 50 µg/mL (≈ 7.08333 µg/min)",
        ),
    ],
)
def test_the_calculation_reads_as_a_person_writes_it(dose, weight, said):
    (found,) = doses(checker(f"[{{drug: x, {dose}, statements: []}}]"), weight=kilograms(weight))
    assert found["arithmetic"] == said


VALUE = data_from("""
values:
  - id: lean
    label: Lean weight
    unit: kg
    formula: {product: [{value: 0.5, unit: "1"}, {finding: weight}]}
    plausible: [0.5, 150]
""")


def test_a_dose_goes_by_a_computed_value_once_it_is_settled():
    dose = f"{{drug: x, amount: 2, unit: mg/kg, per: {{value-of: lean}}, {TO_A_MILLIGRAM}, statements: []}}"
    made = checker(f"[{dose}]", **VALUE)
    assert doses(made, weight=kilograms(70))[0]["arithmetic"] == "2 mg/kg × 35 kg (lean weight) = 70 mg"
    (open_,) = doses(made)
    assert open_["missing"] == ("weight",)
    assert "result" not in open_
