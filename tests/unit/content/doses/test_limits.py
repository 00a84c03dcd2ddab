"""Doses held against the register: the drug, its routes, and the largest amounts at once and in a day."""

from decimal import Decimal

import pytest

from build_scripts.content.doses.limits import register_objections
from build_scripts.content.doses.register import DrugAmount, DrugLimit, DrugRegister, DrugRoute, RegisteredDrug
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import rules, toy


def amount(number, unit):
    return DrugAmount(amount=Decimal(number), unit=unit)


def limit(single=None, daily=None, **more):
    return DrugLimit(
        single=single and amount(*single.split()),
        daily=daily and amount(*daily.split()),
        statements=("p:S1",),
        basis="b",
        **more,
    )


def routes(*names):
    return tuple(DrugRoute(route=name, basis="known") for name in names)


REGISTER = DrugRegister(
    (
        RegisteredDrug(
            name="x",
            names=("examplin",),
            routes=routes("oral", "intravenous"),
            limits=(
                limit("10 mg", "20 mg", for_="adult"),
                limit("2 mg", for_="child"),
                limit("1 mg", route="intravenous"),
            ),
        ),
        RegisteredDrug(name="surface", routes=routes("intravenous"), limits=(limit("12 mg/m2"), limit("30 mg"))),
        RegisteredDrug(name="weight", routes=routes("oral"), limits=(limit(daily="100 mg/kg"),)),
        RegisteredDrug(name="unlimited", routes=routes("oral")),
        RegisteredDrug(name="steroid", kind="class"),
    )
)


def refused(dose, drugs=("x", "surface", "weight", "unlimited"), register=REGISTER, **changes):
    """What is said of a recommendation with one dose, by the place within the dose."""
    made = rules()["recommendations"]
    doses = [{"statements": [], **data_from(f"{{{dose}}}")}] if dose else []
    made[0] |= {"drugs": list(drugs), "doses": doses}
    found = register_objections(toy(recommendations=made, **changes), register)
    return [("/".join(map(str, path[2:])).removeprefix("doses/0/"), message) for path, message in found]


@pytest.mark.parametrize(
    "dose",
    [
        "drug: x, amount: 10, unit: mg, route: oral, frequency: {every: 12, unit: h}, for: adult",
        "drug: examplin, amount: 0.01, unit: g, route: oral, for: adult",
        "drug: x, amount: 5, unit: mg, route: oral, frequency: {every: 6, unit: h}, for: adult",
        "drug: x, amount: 10, unit: mg, route: oral, frequency: {every: 1, unit: h}, number: 2, for: adult",
        "drug: x, amount: 20, unit: mg/d, route: oral, for: adult",
        "drug: x, amount: 5, unit: mg/h, duration: {amount: 4, unit: h}, route: oral, for: adult",
        "drug: x, amount: 1, unit: mg, route: intravenous, for: adult",
        "drug: x, amount: 2, unit: mg, route: oral, for: child",
        "drug: x, amount: 1, unit: mg/kg, largest: {amount: 10, unit: mg}, route: oral, for: adult",
        "drug: surface, amount: 9, to: 12, unit: mg/m2",
        "drug: weight, amount: 50, unit: mg/kg, frequency: {every: 12, unit: h}",
        "drug: unlimited, amount: 500, unit: mL, route: oral",
    ],
)
def test_a_dose_within_the_limits_is_taken(dose):
    assert refused(dose) == []


OWN = {
    "of the same doses": (
        limit("10 mg", "20 mg", for_="adult"),
        limit("10 mg", "40 mg", for_="adult", protocols=("toy",)),
    ),
    "of a day alone": (limit("10 mg", "20 mg", for_="adult"), limit(daily="40 mg", protocols=("toy",))),
    "of its patients": (limit("10 mg", "20 mg"), limit(daily="40 mg", for_="adult", protocols=("toy", "z"))),
}
EVERY_8 = "drug: x, amount: 10, unit: mg, route: oral, frequency: {every: 8, unit: h}, for: adult"


@pytest.mark.parametrize("limits", OWN.values(), ids=OWN)
def test_a_limit_of_one_protocol_stands_in_the_place_of_the_one_for_all_there_alone(limits):
    register = DrugRegister((RegisteredDrug(name="x", routes=routes("oral"), limits=limits),))
    assert refused(EVERY_8, ["x"], register) == []
    at_once = EVERY_8.replace("10", "11").replace("8", "12")
    assert "11 mg at once, more than the 10 mg" in refused(at_once, ["x"], register)[0][1]
    assert "80 mg in a day, more than the 40 mg" in refused(EVERY_8.replace("8", "3"), ["x"], register)[0][1]
    (elsewhere,) = refused(EVERY_8, ["x"], register, id="other")
    assert "30 mg in a day, more than the 20 mg" in elsewhere[1]


def test_a_limit_of_one_protocol_for_adults_leaves_a_child_the_one_for_all():
    limits = limit("10 mg"), limit("40 mg", for_="adult", protocols=("toy",))
    register = DrugRegister((RegisteredDrug(name="x", routes=routes("oral"), limits=limits),))
    dose = "drug: x, amount: 20, unit: mg, route: oral, for: {}"
    assert refused(dose.format("adult"), ["x"], register) == []
    ((_, words),) = refused(dose.format("child"), ["x"], register)
    assert "20 mg at once, more than the 10 mg" in words


@pytest.mark.parametrize(
    ("dose", "place", "words"),
    [
        (
            "drug: x, amount: 11, unit: mg, route: oral, for: adult",
            "amount",
            "x comes to 11 mg at once, more than the 10 mg of",
        ),
        ("drug: x, amount: 5, to: 0.02, unit: g, route: oral, for: adult", "to", "x comes to 20 mg at once"),
        (
            "drug: x, amount: 10, unit: mg, route: oral, frequency: {every: 8, unit: h}, for: adult",
            "amount",
            "30 mg in a day",
        ),
        (
            "drug: x, amount: 5, unit: mg, route: oral, frequency: {every: 5, unit: h}, for: adult",
            "amount",
            "25 mg in a day",
        ),
        (
            "drug: x, amount: 10, unit: mg, route: oral, frequency: {every: 30, unit: min}, number: 3",
            "amount",
            "30 mg in a day",
        ),
        ("drug: x, amount: 1, unit: mg/h, route: oral, for: adult", "amount", "24 mg in a day"),
        ("drug: x, amount: 140, unit: mg/wk, route: oral, for: adult", "amount", "140 mg in a day"),
        ("drug: x, amount: 3, unit: mg, route: oral, for: child", "amount", "3 mg at once, more than the 2 mg"),
        ("drug: x, amount: 2, unit: mg, route: intravenous, for: adult", "amount", "2 mg at once, more than the 1 mg"),
        ("drug: x, amount: 2, unit: mg, for: adult", "amount", "more than the 1 mg"),
        ("drug: x, amount: 3, unit: mg, route: oral", "amount", "more than the 2 mg"),
        ("drug: x, amount: 11, unit: mg, route: oral, for: those in renal failure", "amount", "more than the 10 mg"),
        ("drug: surface, amount: 120, unit: mg/m2", "amount", "120 mg/m2 at once"),
        (
            "drug: surface, amount: 10, unit: mg/m2, largest: {amount: 40, unit: mg}",
            "amount",
            "40 mg at once, more than the 30 mg",
        ),
        ("drug: weight, amount: 60, unit: mg/kg, frequency: {every: 12, unit: h}", "amount", "120 mg/kg in a day"),
        ("drug: weight, amount: 60, unit: mg", "unit", "'mg' cannot be held against the limits of weight in"),
        ("drug: x, amount: 1, unit: mg/kg, route: oral, for: adult", "unit", "(10 mg at once, 20 mg in a day)"),
        ("drug: x, amount: 1, unit: mL, route: oral, for: adult", "unit", "cannot be held against the limits"),
        (
            "drug: x, amount: 1, unit: mg, route: rectal, for: child",
            "route",
            "'rectal' is no route of x in docs/vocabulary/",
        ),
        ("drug: steroid, amount: 1, unit: mg", "drug", "'steroid' is a class of drugs in"),
        ("drug: unlimitted, amount: 1, unit: mg", "drug", "unknown drug 'unlimitted' (did you mean 'unlimited'?)"),
    ],
)
def test_a_dose_outside_is_refused_where_it_stands(dose, place, words):
    found = refused(dose)
    assert found
    assert {where for where, _ in found} == {place}
    assert any(words in message for _, message in found)


def test_the_refusal_names_the_source_of_the_limit():
    ((_, message),) = refused("drug: surface, amount: 120, unit: mg/m2")
    assert message.endswith("more than the 12 mg/m2 of docs/vocabulary/drugs.yml (p:S1)")


def test_a_dose_is_of_a_drug_that_its_recommendation_names():
    ((place, message),) = refused("drug: unlimited, amount: 1, unit: mg, route: oral", ["x"])
    assert (place, message) == ("drug", "'unlimited' is none of the recommendation's 'drugs' (x)")
    assert refused("drug: examplin, amount: 1, unit: mg, route: oral", ["x"]) == []


def test_a_drug_that_a_recommendation_names_is_in_the_register():
    ((place, message),) = refused("", ["x", "stéroid"])
    assert place == "drugs/1"
    assert message.startswith("unknown drug 'stéroid' (did you mean 'steroid'?); a drug is listed in docs/vocabulary/")
    assert refused("", ["steroid", "examplin"]) == []
