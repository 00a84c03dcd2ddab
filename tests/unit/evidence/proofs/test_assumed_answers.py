"""Recommendations that assume an answer: the solver decides them as the engine does, and proofs know of it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import z3

from build_scripts.evidence.coverage import situations
from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.differences import compare, first_difference
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.solving import possible
from build_scripts.evidence.proofs.tried.written import term_of
from checker import Checker
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, rules, toy

ANSWERS: dict[str, tuple[Any, ...]] = {
    "drug": (None, "given", "none"),
    "sign": (None, True, False),
    "grave": (None, True, False),
}
TRUTHS = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}


def assuming(*assume, **more):
    """The toy protocol in which `hold` assumes answers."""
    recommendations = rules()["recommendations"]
    hold = next(each for each in recommendations if each["id"] == "hold")
    hold["assume"] = [dict(each) for each in assume]
    return toy(recommendations=recommendations, **more)


GRAVE = {"finding": "grave", "present": True}
GIVEN = {"finding": "drug", "is": "given"}


def test_the_solver_and_the_engine_decide_alike():
    protocol = assuming(GRAVE, GIVEN)
    checker, formulas = Checker(protocol), Formulas(protocol, Patient(protocol.findings))
    solver, patient = z3.Solver(), formulas.patient
    solver.add(*formulas.accepted)
    verdict = formulas.outcome("hold")
    seen = set()
    for way in product(*ANSWERS.values()):
        given = {name: value for name, value in zip(ANSWERS, way, strict=True) if value is not None}
        assessment = checker.assess({"protocol": "toy", "findings": given})
        whole = {**given, **assessment.inferred}
        exactly = [known if name in whole else z3.Not(known) for name, known in patient.known.items()]
        exactly += [term_of(patient, name, value) for name, value in whole.items()]
        status = next(each.status.value for each in assessment.recommendations if each.id == "hold")
        assert possible(solver, *exactly, getattr(verdict, TRUTHS[status]))
        seen.add(status)
    assert seen == set(TRUTHS)


def test_every_proof_holds_though_an_assumption_may_turn_out_wrong():
    """`keep` is for whoever is not grave, and never comes together with `hold`, whose assumption says grave."""
    plain, protocol = toy(), assuming(GRAVE, invariants=[{"never": ["keep", "hold"], "why": "w"}])
    assert [fault.message for fault in prove(plain).faults] == []
    assert [fault.message for fault in prove(protocol).faults] == []


def test_what_the_constraints_exclude_cannot_be_assumed():
    excluded = data_from("[{id: k, if: {finding: gone}, then: {not: {finding: grave}}, message: m}]")
    protocol = assuming(GRAVE, {"finding": "gone", "present": True}, constraints=[*SOUND["constraints"], *excluded])
    messages = {fault.path: fault.message for fault in prove(protocol).faults}
    assert (
        messages["recommendations", 1, "assume"] == "no patient is all that 'hold' assumes: the constraints exclude it"
    )


def test_versions_differ_by_what_is_assumed():
    found = compare(toy(), assuming(GRAVE))
    assert {difference.name for difference in found.differences} == {"hold"}
    difference = first_difference(toy(), assuming(GRAVE))
    assert difference is not None
    assert (difference.old, difference.new) == ("undetermined", "indicated")
    assert "grave" not in difference.findings


def test_mistakes_are_put_into_assumptions():
    protocol = assuming(GRAVE, GIVEN)
    changed = {mutant.change: mutant for mutant in mutants(protocol) if "assume" in mutant.path}
    assert set(changed) == {
        "grave left out", "grave: true → false", "drug left out", "drug: given → held", "drug: given → none",
    }  # fmt: skip
    for change in ("grave left out", "grave: true → false"):
        assert first_difference(protocol, changed[change].protocol) is not None


@pytest.mark.parametrize(
    ("assume", "open_"), [((), True), ((GRAVE,), True), ((GRAVE, GIVEN, {"finding": "sign", "present": True}), False)]
)
def test_a_case_in_which_it_is_open_is_wanted_where_there_can_be_one(assume, open_):
    wanted = {(s.name, s.outcome) for s in situations(assuming(*assume)) if s.kind == "recommendation"}
    assert (("hold", "undetermined") in wanted) is open_
