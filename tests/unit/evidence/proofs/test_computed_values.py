"""Proofs, comparisons and mutants of protocols that compute: what is proved, what is only tried, and on whom."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal

import pytest
import z3

from build_scripts.evidence.mutation import mutants
from build_scripts.evidence.mutation.effects import unnoticed_rule
from build_scripts.evidence.noticed import Tally, score_of
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.texts import in_words, record
from build_scripts.evidence.proofs.tried.questions import Undecided
from build_scripts.evidence.unnoticed import tally_text, unnoticed_text
from checker import Protocol, load
from checker.protocol.model import Invariant
from tests.support.protocols.rules import REST, data_from, recommendation

FINDINGS = data_from("""
- {id: on, type: boolean, label: On it, group: g}
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [30, 200]}
- {id: height, type: quantity, label: Height, group: g, unit: cm, plausible: [130, 220]}
- {id: calcium, type: quantity, label: Calcium, group: g, unit: mmol/L, plausible: [0.5, 5]}
- {id: albumin, type: quantity, label: Albumin, group: g, unit: g/L, plausible: [5, 60]}
- {id: ionised, type: quantity, label: Corrected, group: g, unit: mmol/L, plausible: [0.5, 5]}
""")

SURFACE = data_from("""
id: surface
label: Surface
unit: m2
empirical: true
plausible: [0.9, 3.4]
formula: {power: {quotient: [{product: [{finding: weight, in: kg}, {finding: height, in: cm}]},
  {value: 3600, unit: '1'}]}, exponent: 1/2}
rounded: {to: 0.01, half: even}
""")

CORRECTED = data_from("""
id: corrected
label: Corrected calcium
unit: mmol/L
empirical: true
plausible: [0.5, 6]
formula: {plus: [{finding: calcium, in: mmol/L}, {product: [{value: 0.02, unit: '1'},
  {minus: [{value: 40, unit: '1'}, {finding: albumin, in: g/L}]}]}]}
rounded: {to: 0.01, half: up}
""")

CRITERIA = data_from("""
- {id: applies, label: Applies, when: {finding: on}}
- {id: large, label: Large, when: {value-of: surface, above: {value: 2, unit: m2}}}
- {id: low, label: Low, when: {value-of: corrected, below: {value: 2.1, unit: mmol/L}}}
- {id: very-low, label: Very low, when: {value-of: corrected, below: {value: 1.8, unit: mmol/L}}}
- {id: heavy, label: Heavy, when: {finding: weight, above: {value: 60, unit: kg}}}
- {id: heavier, label: Heavier, when: {finding: weight, above: {value: 80, unit: kg}}}
""")


def protocol(
    surface=SURFACE, corrected=CORRECTED, invariants=(), criteria=CRITERIA, only: str | None = None
) -> Protocol:
    """A protocol with an irrational value and a rational one, or with one of them only."""
    values = [value for value in (surface, corrected) if only in (None, value["id"])]
    read = {"surface": ("large",), "corrected": ("low", "very-low")}
    left = [name for value in ("surface", "corrected") if only not in (None, value) for name in read[value]]
    kept = [criterion for criterion in criteria if criterion["id"] not in left]
    actions = {"large": "monitor", "low": "start", "heavy": "continue"}
    recommendations = [
        {**recommendation(f"do-{name}", {"criterion": name}), "action": action}
        for name, action in actions.items()
        if name not in left
    ]
    parts = {"values": values, "criteria": kept, "recommendations": recommendations, "applicable": "applies"}
    loaded = load({**REST, "findings": FINDINGS, **parts})
    return replace(loaded, invariants=tuple(Invariant(**invariant, why="w") for invariant in invariants))


def changed(value, path, new):
    other = copy.deepcopy(value)
    inner = other
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return other


def implies(one, other):
    return {"implies": (one, other)}


def test_rational_values_are_proved():
    proofs = prove(protocol(only="corrected", invariants=[implies("very-low", "low")]))
    assert proofs.faults == ()
    assert proofs.tried == ()
    assert "Low, always together with: Very low" in {each.text for each in proofs.proved}
    assert {each.text for each in proofs.proved} >= {"corrected calcium is below 2.1 mmol/L"}


def test_a_broken_invariant_of_a_rational_value_has_its_patient():
    (fault,) = prove(protocol(only="corrected", invariants=[implies("low", "very-low")])).faults
    assert fault.message == "'low' does not imply 'very-low'"
    assert fault.case is not None
    (case,) = data_from("cases:\n" + fault.case)["cases"]
    assert case["expect"]["criteria"]["low"] == "true"
    assert case["expect"]["criteria"]["very-low"] != "true"


def test_what_follows_from_the_comparisons_alone_is_proved_of_irrational_values_too():
    proofs = prove(protocol(invariants=[implies("do-large", "large")]))
    assert proofs.faults == ()
    assert proofs.tried == ()
    assert "Large, always together with: do-large" in {each.text for each in proofs.proved}


def test_what_rests_on_the_formula_is_tried_and_not_called_proved():
    """A surface above 2 m² needs more than 65 kg, which the solver cannot know."""
    proofs = prove(protocol(invariants=[implies("large", "heavy")]), notes=False)
    assert proofs.faults == ()
    assert [(each.kind, each.text) for each in proofs.tried] == [("invariants", "Heavy, always together with: Large")]
    assert proofs.patients >= 2000
    assert "surface is above 2 m²" in proofs.near
    assert not {each.text for each in proofs.tried} & {each.text for each in proofs.proved}


def test_what_a_tried_patient_breaks_is_a_fault():
    (fault,) = prove(protocol(invariants=[implies("large", "heavier")]), notes=False).faults
    assert fault.case is not None
    (case,) = data_from("cases:\n" + fault.case)["cases"]
    weight, height = (case["findings"][name]["value"] for name in ("weight", "height"))
    assert weight <= 80
    assert weight * height / 3600 > Decimal("4.02")
    assert set(case["findings"]) <= {"on", "weight", "height"}


def test_a_limit_that_no_plausible_result_reaches_is_a_fault():
    criteria = changed(CRITERIA, (1, "when", "above", "value"), Decimal("3.41"))
    faults = prove(protocol(criteria=criteria), notes=False).faults
    assert "'surface is above 3.41 m²' can never be true within the plausible range" in {f.message for f in faults}


def test_measured_values_may_turn_an_answer_and_the_sentence_says_so():
    proofs = prove(protocol(only="corrected", corrected={**CORRECTED, "measured": "ionised"}))
    assert proofs.faults == ()
    assert "do-low (unless measured: Corrected)" in {each.text for each in proofs.proved if each.kind == "monotone"}


def test_who_is_refused_for_an_implausible_value_is_no_patient():
    formulas = Formulas(protocol(), Patient(FINDINGS_OF))
    huge = z3.And(
        formulas.patient.known["weight"],
        formulas.patient.values["weight"] == 200,
        formulas.patient.known["height"],
        formulas.patient.values["height"] == 220,
    )
    with pytest.raises(NoPatient):
        fewest_findings(formulas, huge)


FINDINGS_OF = protocol().findings


def test_the_same_version_is_the_same_for_every_patient():
    comparison = compare(protocol(), protocol())
    assert comparison.nothing
    assert not differ(protocol(), protocol())


def test_another_constant_is_a_difference_with_its_patient():
    new = protocol(surface=changed(SURFACE, ("formula", "power", "quotient", 1, "value"), 3700))
    found = {(each.kind, each.name): each for each in compare(protocol(), new).differences}
    assert set(found) >= {("value", "surface"), ("criterion", "large"), ("recommendation", "do-large")}
    value = found["value", "surface"]
    assert value.old != value.new
    assert set(value.findings) == {"weight", "height"}


def test_a_difference_that_nobody_shows_is_not_denied():
    """Half-way lies no product of weight and height that a patient has: nobody differs, and no solver knows that."""
    new = protocol(surface=changed(SURFACE, ("rounded", "half"), "up"))
    comparison = compare(protocol(), new)
    assert comparison.differences == ()
    assert "value surface" in comparison.tried
    assert not comparison.nothing
    assert comparison.same == ("do-low", "do-heavy")
    assert "not proved" in in_words(protocol(), new, comparison)
    assert record(protocol(), new)["patients"] == comparison.patients
    with pytest.raises(Undecided):
        differ(protocol(), new)


def test_a_rational_difference_is_found_to_the_last_digit():
    new = protocol(only="corrected", corrected=changed(CORRECTED, ("rounded", "half"), "even"))
    differences = compare(protocol(only="corrected"), new).differences
    assert ("value", "corrected") in {(each.kind, each.name) for each in differences}


def test_a_mutant_of_a_formula_is_told_with_its_patient():
    original = protocol(only="corrected")
    mutant = next(each for each in mutants(original) if each.change == "plus → minus")
    mistake = unnoticed_rule(original, mutant)
    text = unnoticed_text(original, mistake)
    assert text.startswith("Corrected calcium, formula: plus → minus. Then '")
    assert "expect:" in mistake.case


def test_undecided_mutants_are_counted_apart():
    score = score_of([("rules", "cases"), ("rules", None)], (), ["rules"])
    assert (score.made, score.equivalent, score.undecided, score.total) == (3, 1, 1, 1)
    assert tally_text(Tally("rules", undecided=2)) == (
        "2 in a rule, a limit or a unit; 2 change nothing for any patient who was tried"
    )
