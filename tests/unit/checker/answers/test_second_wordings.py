"""Second wordings: what is under way already, and a warning whose question is answered. Neither decides anything."""

from __future__ import annotations

import json

import pytest

from build_scripts.content.worked_cases import Expectation, WorkedCase, case_problems
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from checker import Checker, assess_json, dump, load
from tests.support.protocols.rules import REST, data_from, recommendation

FINDINGS = data_from(
    "[{id: ill, type: boolean, label: Ill, group: g},"
    " {id: running, type: boolean, label: Running, group: g},"
    " {id: drug, type: choice, label: Drug, group: g, choices:"
    " [{id: given, label: Given}, {id: held, label: Held}, {id: held-long, label: Held for long}]}]"
)
APPLICABLE = data_from("{id: in, label: In scope, when: {finding: ill}}")
GO_ON = {"finding": "running", "label": "Go on; it is running", "plain": "It goes on."}
STAY = {"finding": "drug", "is": ["held", "held-long"], "label": "Keep it held", "plain": "It stays held."}


def worded(under_way, **more):
    result = {**recommendation("result", {"finding": "ill"}), "under-way": under_way}
    return load(
        {
            **REST,
            "findings": FINDINGS,
            "criteria": [APPLICABLE],
            "applicable": "in",
            "recommendations": [result],
            **more,
        }
    )


def answer(protocol, **findings):
    return Checker(protocol).assess({"protocol": "toy", "findings": findings})


@pytest.mark.parametrize(
    ("wording", "findings", "said"),
    [
        (GO_ON, {"ill": True, "running": True}, True),
        (GO_ON, {"ill": True, "running": False}, False),
        (GO_ON, {"ill": True}, False),  # what nobody has said is ordered
        (GO_ON, {"running": True}, False),  # not indicated yet
        (GO_ON, {"ill": False, "running": True}, False),
        (STAY, {"ill": True, "drug": "held"}, True),
        (STAY, {"ill": True, "drug": "held-long"}, True),
        (STAY, {"ill": True, "drug": "given"}, False),
        (STAY, {"ill": True}, False),
    ],
)
def test_what_is_indicated_and_under_way_is_said_to_be(wording, findings, said):
    (result,) = answer(worded(wording), **findings).recommendations
    assert result.under_way is said
    assert result.to_data().get("under-way") is (True if said else None)


def test_it_changes_no_status_and_no_reason():
    plain = answer(worded(GO_ON), ill=True).recommendations[0]
    going_on = answer(worded(GO_ON), ill=True, running=True).recommendations[0]
    assert (plain.status, plain.because) == (going_on.status, going_on.because)


def test_it_travels_with_the_page():
    protocol = load(json.loads(json.dumps(dump(worded(STAY)))))
    text, accepted = assess_json({"toy": Checker(protocol)}, '{"protocol":"toy","findings":{"ill":true,"drug":"held"}}')
    assert accepted
    assert json.loads(text)["recommendations"][0]["under-way"] is True


def test_cases_expect_it_and_coverage_asks_for_one():
    protocol = worded(GO_ON)
    case = WorkedCase(
        name="Running", why="S01", findings={"ill": True, "running": True}, expect=Expectation(under_way=("result",))
    )
    wrong = WorkedCase(name="Ordered", why="S01", findings={"ill": True}, expect=Expectation(under_way=("result",)))
    ((path, message),) = case_problems(Checker(protocol), [case, wrong])
    assert (path, message) == (("cases", 1, "expect", "under-way"), "case 'Ordered': expected result, found none")
    lacking = {situation.kind: situation for situation in coverage(Checker(protocol), []).missing}["under-way"]
    assert str(lacking) == "no worked case expects 'result' to be under way already (Go on; it is running)"
    assert "under-way" not in {situation.kind for situation in coverage(Checker(protocol), [case]).missing}
    suggestion = suggested_case(protocol, lacking)
    assert suggestion is not None
    assert "under-way: [result]" in suggestion
    assert "running: true" in suggestion


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        ({"ill": True}, "Which drug?"),
        ({"ill": True, "drug": "held"}, "Held: look again."),
        ({"ill": True, "drug": "given"}, "Which drug?"),
    ],
)
def test_a_warning_changes_once_its_question_is_answered(findings, message):
    warning = {
        "code": "which",
        "finding": "ill",
        "when": {"finding": "ill"},
        "message": "Which drug?",
        "answered": {"finding": "drug", "is": ["held"], "message": "Held: look again."},
    }
    (said,) = answer(worded(GO_ON, warnings=[warning]), **findings).warnings
    assert (said.code, said.message) == ("which", message)
