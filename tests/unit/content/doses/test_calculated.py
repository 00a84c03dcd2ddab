"""Doses that are worked out for a patient: what is refused, where, and why."""

import pytest

from build_scripts.content.doses.calculated import calculation_objections, factors_by_hand
from build_scripts.content.doses.limits import register_objections
from build_scripts.content.doses.possible import possibility_objections
from build_scripts.content.doses.register import DrugAmount, DrugLimit, DrugRegister, DrugRoute, RegisteredDrug
from build_scripts.content.doses.resolved import with_dose_factors
from build_scripts.content.yaml_source import yaml_from
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [2, 200]}
- {id: birth-weight, type: quantity, label: Birth weight, group: g, unit: g, plausible: [300, 7000]}
- {id: height, type: quantity, label: Height, group: g, unit: cm, plausible: [30, 250]}
- {id: sign, type: boolean, label: Sign, group: g}
""")

ROUNDED = "rounded: {to: 1, unit: mg, half: even}"
WHOLE = f"drug: x, amount: 1, unit: mg/kg, per: {{finding: weight}}, {ROUNDED}"
A_RATE = (
    "drug: x, amount: 1, unit: mg/kg/h, per: {finding: weight}, rounded: {to: 0.1, unit: mL/h, half: up}, "
    "concentration: {amount: 3, unit: mg/mL}"
)


def made(dose):
    doses = [{"statements": ["S01"], **data_from(f"{{{dose}}}")}]
    return with_dose_factors(protocol_from(FINDINGS, {"criterion": "always"}, {"doses": doses}))


def refused(dose, tmp_path):
    """What is said of a dose, by the place within it."""
    protocol = made(dose)
    document = yaml_from("{}", tmp_path / "protocol.yml")
    found = list(possibility_objections(protocol.recommendations, document)) or list(calculation_objections(protocol))
    return {"/".join(map(str, path)).partition("doses/0")[2].strip("/"): message for path, message in found}


@pytest.mark.parametrize(
    "dose",
    [
        WHOLE,
        "drug: x, amount: 1, unit: mg/kg, per: {finding: birth-weight}, rounded: {to: 0.1, unit: mg, half: up}",
        f"{WHOLE}, largest: {{amount: 0.02, unit: g}}, smallest: {{amount: 5, unit: mg}}",
        f"{WHOLE}, concentration: {{amount: 10, unit: mg/mL}}",
        "drug: x, amount: 1, unit: mg, concentration: {amount: 10, unit: mg/mL}",
        A_RATE,
        "drug: x, amount: 1, unit: mg, frequency: {every: 5, unit: min}, at-most: 3",
        "drug: x, amount: 1, unit: mg, frequency: {every: 8, unit: h, at-least: true}",
        "drug: x, amount: 1, unit: mg/kg",
    ],
)
def test_a_dose_that_can_be_worked_out_is_taken(dose, tmp_path):
    assert refused(dose, tmp_path) == {}


@pytest.mark.parametrize(
    ("dose", "place", "words"),
    [
        (f"drug: x, amount: 1, unit: mg, per: {{finding: weight}}, {ROUNDED}", "per", "the same for every patient"),
        (f"{WHOLE}".replace("finding: weight", "finding: sign"), "per/finding", "'sign' is no quantity"),
        (
            f"{WHOLE}".replace("finding: weight", "finding: height"),
            "per/finding",
            "measured in 'cm', and the dose is per",
        ),
        (f"{WHOLE}".replace(f", {ROUNDED}", ""), "", "needs a rounding; 'rounded' says what can be given"),
        (f"drug: x, amount: 1, unit: mg, {ROUNDED}", "rounded", "only a dose with 'per'"),
        (f"{WHOLE}".replace("unit: mg, half", "unit: mL, half"), "rounded/unit", "expected a unit like mg"),
        (f"{WHOLE}".replace("unit: mg, half", "unit: mmol, half"), "rounded/unit", "expected a unit like mg"),
        (f"{WHOLE}".replace("to: 1,", "to: 0,"), "rounded/to", "expected more than 0"),
        (
            f"{WHOLE}".replace("to: 1,", "to: 5,"),
            "rounded/to",
            "where 'weight' is 2 kg, the dose is rounded to nothing",
        ),
        (f"{WHOLE}, largest: {{amount: 0.5, unit: mg}}", "rounded", "the step is above the largest dose"),
        (
            f"{WHOLE}, largest: {{amount: 4, unit: mg}}, smallest: {{amount: 5, unit: mg}}",
            "smallest",
            "the smallest dose is above the largest dose",
        ),
        (
            f"{WHOLE}, largest: {{amount: 4.5, unit: mg}}, smallest: {{amount: 4.2, unit: mg}}",
            "rounded/to",
            "no multiple of 1 mg lies between",
        ),
        (f"{WHOLE}, smallest: {{amount: 4, unit: mg/kg}}", "smallest/unit", "sets no bound"),
        (f"{WHOLE}, smallest: {{amount: 4, unit: furlong}}", "smallest/unit", "is not a UCUM unit"),
        (f"{WHOLE}, smallest: {{amount: 4, to: 5, unit: mg}}", "smallest/to", "the smallest dose is one number"),
        ("drug: x, amount: 1, unit: mg, smallest: {amount: 1, unit: mg}", "smallest", "the same for every patient"),
        (
            f"{WHOLE}, concentration: {{amount: 3, unit: mg/mL}}",
            "concentration",
            "1 mg is 0.333333 mL, which nobody can",
        ),
        (f"{WHOLE}, concentration: {{amount: 3, unit: mg}}", "concentration/unit", "is no concentration"),
        (
            f"{WHOLE}, concentration: {{amount: 3, unit: mmol/mL}}",
            "concentration/unit",
            "does not fit a dose in 'mg/kg'",
        ),
        (
            f"{WHOLE}, concentration: {{amount: 1, to: 2, unit: mg/mL}}",
            "concentration/to",
            "is one number, and no range",
        ),
        ("drug: x, amount: 1, unit: mg/kg, concentration: {amount: 1, unit: mg/mL}", "concentration", "needs 'per'"),
        ("drug: x, amount: 1, unit: mg, at-most: 1", "at-most", "a single dose is 'once: true'"),
        ("drug: x, amount: 1, unit: mg, at-most: 3, number: 3", "at-most", "expected either 'number'"),
        (
            "drug: x, amount: 1, unit: mg, at-most: 3, once: true",
            "at-most",
            "a dose that is given once has no 'at-most'",
        ),
    ],
)
def test_a_dose_that_cannot_be_worked_out_is_refused_where_it_stands(dose, place, words, tmp_path):
    found = refused(dose, tmp_path)
    assert set(found) == {place}
    assert words in found[place]


def test_nobody_writes_what_follows_from_units():
    protocol = made(f"{WHOLE}, factors: {{unit: mg, per: 1}}")
    assert [path[-1] for path, _ in factors_by_hand(protocol)] == ["factors"]


def limited(dose, single):
    drug = RegisteredDrug(
        name="x",
        routes=(DrugRoute(route="oral", basis="b"),),
        limits=(DrugLimit(single=DrugAmount(**data_from(single)), statements=("p:S1",), basis="b"),),
    )
    doses = [{"statements": [], "route": "oral", **data_from(f"{{{dose}}}")}]
    protocol = with_dose_factors(protocol_from(FINDINGS, {"criterion": "always"}, {"doses": doses}))
    return [message for _, message in register_objections(protocol, DrugRegister((drug,))) if "comes to" in message]


def test_the_register_bounds_a_dose_for_the_heaviest_patient_that_can_be():
    assert limited(WHOLE, "{amount: 200, unit: mg}") == []
    (message,) = limited(WHOLE, "{amount: 199, unit: mg}")
    assert "x comes to 200 mg at once, more than the 199 mg" in message
    assert limited(f"{WHOLE}, largest: {{amount: 50, unit: mg}}", "{amount: 50, unit: mg}") == []
    assert limited(f"{WHOLE}, largest: {{amount: 51, unit: mg}}", "{amount: 50, unit: mg}") != []


def test_a_condition_on_the_weight_bounds_it_as_well():
    below = "when: {all: [{finding: sign}, {finding: weight, below: {value: 10, unit: kg}}]}"
    assert limited(f"{WHOLE}, {below}", "{amount: 10, unit: mg}") == []
    assert limited(f"{WHOLE}, {below}", "{amount: 9, unit: mg}") != []
    above = "when: {finding: weight, at-least: {value: 10, unit: kg}}"
    assert limited(f"{WHOLE}, {above}", "{amount: 100, unit: mg}") != []
