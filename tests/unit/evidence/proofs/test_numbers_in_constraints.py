"""Constraints between numbers and dates: the solver keeps them as the engine does, and what is made from it, too."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
import z3

from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.differences import first_difference
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.solving import possible
from build_scripts.evidence.proofs.tried.written import term_of
from checker import Checker, RefusedCase
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS: list[dict[str, Any]] = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: drug, type: choice, label: Drug, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}
- {id: six, type: quantity, label: Six, group: g, unit: mL, plausible: [0, 3]}
- {id: twelve, type: quantity, label: Twelve, group: g, unit: mL, plausible: [0, 3]}
- {id: start, type: date, label: Start, group: g, precision: day}
- {id: end, type: date, label: End, group: g, precision: day}
""")

CONSTRAINTS = """
constraints:
  - {id: part, then: {finding: six, at-most: {finding: twelve}}, message: Six hours are part of twelve.}
  - {id: order, then: {quantity: {since: start, until: end}, at-least: {value: 0, unit: d}}, message: Order.}
  - {id: forces, if: {all: [{finding: drug, is: [given]}, {finding: a}]},
     then: {any: [{finding: b}, {finding: six, below: {value: 2, unit: mL}}]}, message: m}
  - {id: goes, if: {finding: twelve, assessed: true}, then: {not: {finding: b}}, message: m}
"""

RULE = "{any: [{finding: b}, {finding: twelve, above: {value: 1, unit: mL}}]}"

ANSWERS: dict[str, tuple[Any, ...]] = {
    "a": (None, True, False),
    "b": (None, True, False),
    "drug": (None, "given", "held"),
    "six": (None, *({"value": Decimal(number), "unit": "mL"} for number in (1, 2, 3))),
    "twelve": (None, *({"value": Decimal(number), "unit": "mL"} for number in (1, 2))),
}
DATES = ((None, None), ("2026-01-02", None), ("2026-01-01", "2026-01-01"), ("2026-01-02", "2026-01-01"))


@pytest.fixture(scope="module")
def protocol():
    return protocol_from(FINDINGS, data_from(RULE), data_from(CONSTRAINTS))


def taken(checker, findings):
    """Whether the engine takes a case, and infers nothing."""
    try:
        return not checker.values({"protocol": "toy", "findings": findings})[1]
    except RefusedCase:
        return False


def test_the_solver_and_the_engine_take_the_same_cases(protocol):
    checker, formulas = Checker(protocol), Formulas(protocol, Patient(protocol.findings))
    solver = z3.Solver()
    solver.add(*formulas.accepted)
    patient = formulas.patient
    seen = set()
    ways = [dict(zip(ANSWERS, way, strict=True)) for way in product(*ANSWERS.values())]
    cases = [*ways, *({"start": start, "end": end} for start, end in DATES)]
    for case in cases:
        given = {name: value for name, value in case.items() if value is not None}
        exactly = [known if name in given else z3.Not(known) for name, known in patient.known.items()]
        exactly += [term_of(patient, name, value) for name, value in given.items()]
        wanted = taken(checker, given)
        assert possible(solver, *exactly) is wanted, given
        seen.add(wanted)
    assert seen == {True, False}


def test_patients_that_are_found_keep_the_constraints(protocol):
    checker, formulas = Checker(protocol), Formulas(protocol, Patient(protocol.findings))
    known, values = formulas.patient.known, formulas.patient.values
    wanted = z3.And(known["six"], known["twelve"], values["six"] > 1, known["start"], known["end"])
    found = fewest_findings(formulas, wanted)
    assert set(found) == {"six", "twelve", "start", "end"}
    checker.assess({"protocol": "toy", "findings": found})


def test_a_version_without_the_constraint_takes_what_the_other_refuses(protocol):
    open_ = protocol_from(FINDINGS, data_from(RULE), {})
    difference = first_difference(open_, protocol)
    assert difference is not None
    assert taken(Checker(open_), difference.findings)
    assert not taken(Checker(protocol), difference.findings)


def faults(protocol):
    """What cannot be proved of a protocol."""
    return {(fault.path, fault.message) for fault in prove(protocol).faults}


def test_every_proof_holds_and_a_comparison_that_cannot_fail_is_named(protocol):
    whole = protocol_from(FINDINGS, data_from(RULE), data_from(CONSTRAINTS.partition("  - {id: forces")[0]))
    assert faults(whole) == faults(protocol_from(FINDINGS, data_from(RULE), {}))
    idle = "constraints: [{id: k, then: {finding: six, at-most: {value: 3, unit: mL}}, message: m}]"
    assert faults(protocol_from(FINDINGS, data_from(RULE), data_from(idle))) - faults(whole) == {
        (("constraints", 0, "then", "at-most"), "'six is at most 3 mL' can never be false within the plausible range")
    }


def test_mistakes_are_put_into_constraints_and_seen_by_some_patient(protocol):
    changed = [mutant for mutant in mutants(protocol) if mutant.path[0] == "constraints"]
    assert {mutant.change for mutant in changed} >= {"at-most → below", "start ↔ end", "left out"}
    slips = [mutant for mutant in changed if mutant.change == "at-most → below"]
    difference = first_difference(protocol, slips[0].protocol)
    assert difference is not None
    assert difference.findings["six"] == difference.findings["twelve"]
