"""Proofs of doses: limits are kept, nobody is told two doses of a drug in place of one, and nobody is left without."""

from dataclasses import replace

import pytest

from build_scripts.content.doses.resolved import with_dose_factors
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation.act_mutants import act_mutants
from build_scripts.evidence.mutation.trial import try_out
from build_scripts.evidence.proofs.claims import EngineDisagreement
from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.doses import proved
from build_scripts.evidence.proofs.prove import prove
from build_scripts.evidence.proofs.suggested_cases import suggestions
from checker import Checker
from checker.answers.doses.arithmetic import WorkedDose, WorkedEnd
from checker.language.expressions import All, Not
from checker.protocol.model import NoRule
from tests.support.own.dosed import dosed
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [2, 200]}
- {id: sign, type: boolean, label: Sign, group: g}
""")

BELOW = "{drug: x, amount: 1, unit: mg, when: {finding: weight, below: {value: 10, unit: kg}}, statements: []}"
FROM = "{drug: x, amount: 2, unit: mg, when: {finding: weight, at-least: {value: 10, unit: kg}}, statements: []}"


def made(*doses, **more):
    protocol = protocol_from(FINDINGS, {"finding": "sign"}, {"doses": data_from(f"[{', '.join(doses)}]")})
    (told,) = with_dose_factors(protocol).recommendations
    return replace(protocol, recommendations=(replace(told, **more),))


def found(protocol):
    proofs = prove(protocol, notes=False)
    faults = [fault for fault in proofs.faults if "doses" in fault.path]
    return faults, [each.text for each in proofs.proved if each.kind == "doses"]


def test_what_is_worked_out_keeps_its_limits():
    proofs = prove(dosed().protocol, notes=False)
    assert proofs.faults == ()
    texts = [each.text for each in proofs.proved if each.kind == "doses"]
    assert texts[0] == (
        "examplin 0.01 mg/kg, at least 0.05 mg, at most 0.5 mg is above nothing, is never above its largest dose, "
        "is never below its smallest dose, is rounded by less than one step, never falls while weight rises"
    )
    assert "Never two of the doses of bandomycin that are for different patients: Give bandomycin" in texts
    assert "Whoever is to have bandomycin is shown a dose of it, or that there is none: Give bandomycin" in texts


def test_two_doses_of_one_drug_that_can_hold_together_are_a_fault():
    overlapping = FROM.replace("value: 10", "value: 9")
    ((fault,), _) = found(made(BELOW, overlapping))
    assert fault.message == "'x 1 mg' and 'x 2 mg' can be shown together"
    assert "weight: {value: 9, unit: kg}" in fault.case
    assert found(made(BELOW, FROM))[0] == []


def test_doses_under_the_same_condition_belong_together():
    loading = BELOW.replace("amount: 1", "amount: 3")
    assert not any("together" in fault.message for fault in found(made(BELOW, loading, FROM))[0])


def test_a_patient_without_a_dose_is_a_fault_unless_the_protocol_says_so():
    late = FROM.replace("value: 10", "value: 11")
    ((fault,), _) = found(made(BELOW, late))
    assert "can be indicated where none of its doses of x holds" in fault.message
    assert "weight: {value: 10, unit: kg}" in fault.case
    first, second = made(BELOW, late).recommendations[0].doses
    assert first.when is not None
    assert second.when is not None
    neither = NoRule(when=All((Not(first.when), Not(second.when))), says="No dose is stated for them.")
    assert found(made(BELOW, late, no_rule=(neither,)))[0] == []


def test_a_checker_that_works_out_something_else_is_found(monkeypatch):
    end = WorkedEnd((1, 1), None, (1, 1), (1_000_000, 7))
    monkeypatch.setattr(proved, "worked_at", lambda dose, number: WorkedDose((end, end)))
    with pytest.raises(EngineDisagreement, match="the solver has"):
        prove(dosed().protocol, notes=False)


def test_its_cases_cover_every_dose_and_suggested_ones_would():
    loaded = dosed()
    checker = Checker(loaded.protocol)
    assert coverage(checker, loaded.cases).missing == []
    missing = coverage(checker, ()).missing
    assert {situation.outcome for situation in missing if situation.kind == "amounts"} == {
        "worked out",
        "held to the largest dose",
        "held to the smallest dose",
        "still open",
    }
    assert all(case is not None for _, case in suggestions(loaded.protocol, missing))
    assert any("worked out" in str(each) for each in missing)


def test_every_slip_in_a_dose_is_noticed():
    loaded = dosed()
    score = try_out(loaded.protocol, loaded.cases, loaded.drugs)
    (doses,) = [tally for tally in score.tallies if tally.kind == "doses"]
    assert doses.unnoticed == 0
    assert {"possible", "register", "words", "cases", "proofs"} == set(doses.noticed)
    changed = {str(mutant.path[4]) for mutant in act_mutants(loaded.protocol) if len(mutant.path) > 4}
    assert {"rounded", "largest", "smallest", "concentration", "at-most", "unit", "amount", "frequency"} <= changed


def test_versions_that_show_other_doses_differ():
    old, new = made(BELOW, FROM), made(BELOW.replace("value: 10", "value: 12"), FROM.replace("value: 10", "value: 12"))
    assert differ(old, new)
    assert not differ(old, old)
    (difference, *_) = compare(old, new).differences
    assert (difference.kind, difference.name) == ("dose", "result")
    assert {difference.old, difference.new} == {"x 2 mg", "x 1 mg"}
