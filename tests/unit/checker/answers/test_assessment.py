"""The assessment: its shape, its order, its book-keeping, and the scope of a protocol."""

import datetime
import json
from dataclasses import replace
from types import MappingProxyType

import pytest

from checker import Checker, RefusedCase, Status, assess_json
from checker.protocol.sources import Approval
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("[{id: a, type: boolean, label: A, group: g}, {id: b, type: boolean, label: B, group: g}]")


@pytest.fixture(scope="module")
def real(content):
    return content.checkers["differentiation-syndrome"]


def test_the_shape_is_that_of_the_machine_interface(real):
    given = {
        "atra": "given",
        "dyspnea": True,
        "potassium": {"value": 3.9, "unit": "mmol/L"},
        "qtc-formula": "fridericia",
    }
    text, accepted = assess_json(
        {real.protocol.id: real}, json.dumps({"protocol": real.protocol.id, "findings": given})
    )
    assert accepted
    answer = json.loads(text)
    assert list(answer) == [
        "protocol",
        "version",
        "review",
        "criteria",
        "scores",
        "inferred",
        "recommendations",
        "warnings",
    ]
    assert answer["protocol"] == "differentiation-syndrome"
    assert answer["version"] == real.protocol.version
    assert answer["review"] == "under-review"
    assert list(answer["criteria"]) == [criterion.id for criterion in real.protocol.criteria]
    assert answer["criteria"]["suspected"] == "true"
    assert answer["criteria"]["severe"] == "unknown"
    bands = ["none", "moderate", "severe"]
    # Until 1.0 the bands stand under their former name as well.
    assert answer["scores"] == {"count-grade": {"low": 1, "high": 6, "bands": bands, "grades": bands}}
    assert answer["inferred"] == {"symptoms-resolved": False}
    assert [r["id"] for r in answer["recommendations"]] == [r.id for r in real.protocol.recommendations]
    first = answer["recommendations"][0]
    assert first == {
        "id": "give-dexamethasone",
        "status": "indicated",
        "because": ["atra", "dyspnea"],
        "missing": [],
        "statements": ["S08", "S17"],
    }
    assert list(first) == ["id", "status", "because", "missing", "statements"]
    assert answer["warnings"] == []
    assert "\n" not in text


def test_a_warning_has_code_finding_and_message(real):
    assessment = real.assess({"protocol": real.protocol.id, "findings": {"recurrence-after-resumption": True}})
    (warning,) = assessment.to_data()["warnings"]
    assert list(warning) == ["code", "finding", "message"]
    assert (warning["code"], warning["finding"]) == ("recurrence", "recurrence-after-resumption")


def test_outside_of_its_scope_a_protocol_recommends_nothing():
    """Even a rule that its author forgot to restrict."""
    extra = {"applicable": "in-scope", "criteria": [{"id": "in-scope", "label": "In scope", "when": {"finding": "a"}}]}
    checker = Checker(protocol_from(FINDINGS, {"finding": "b"}, extra))
    (answer,) = checker.assess({"protocol": "toy", "findings": {"a": False, "b": True}}).recommendations
    assert answer.status is Status.NOT_INDICATED
    assert answer.because == ("a",)
    (answer,) = checker.assess({"protocol": "toy", "findings": {"a": False}}).recommendations
    assert (answer.status, answer.missing) == (Status.NOT_INDICATED, ())


def test_a_contradiction_names_the_answers_that_were_given():
    extra = data_from("""
constraints:
  - {id: k, if: {finding: a}, then: {finding: b}, message: B goes with A.}
""")
    checker = Checker(protocol_from(FINDINGS, {"finding": "b"}, extra))
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": {"a": True, "b": False}})
    (error,) = caught.value.errors
    assert error.finding == "b"
    assert error.value is False
    assert error.message == "contradicts other answers (A: yes, B: no): B goes with A."


def test_one_error_a_constraint_however_many_answers_break_it(real):
    given = {"symptoms-resolved": True, "dyspnea": True, "unexplained-fever": True, "acute-renal-failure": False}
    with pytest.raises(RefusedCase) as caught:
        real.assess({"protocol": real.protocol.id, "findings": given})
    (error,) = caught.value.errors
    named = "(Dyspnoea or respiratory distress: yes, Unexplained fever: yes, Symptoms completely resolved: yes)"
    assert named in error.message
    assert "renal failure" not in error.message


def test_the_scope_is_asked_for_where_only_it_is_missing():
    """Otherwise the status would flip as soon as the scope becomes known."""
    extra = {"applicable": "in-scope", "criteria": [{"id": "in-scope", "label": "In scope", "when": {"finding": "a"}}]}
    checker = Checker(protocol_from(FINDINGS, {"finding": "b"}, extra))
    (answer,) = checker.assess({"protocol": "toy", "findings": {"b": True}}).recommendations
    assert (answer.status, answer.missing, answer.because) == (Status.UNDETERMINED, ("a",), ())
    (answer,) = checker.assess({"protocol": "toy", "findings": {}}).recommendations
    assert (answer.status, answer.missing) == (Status.UNDETERMINED, ("a", "b"))


def test_grades_stand_between_scores_and_what_was_inferred():
    extra = data_from("""
grades:
  - id: g
    label: G
    scale: [{id: none, label: None}, {id: bad, label: Bad}]
    domains: [{label: D, levels: [{grade: bad, when: {finding: a}}]}]
""")
    data = (
        Checker(protocol_from(FINDINGS, {"finding": "b"}, extra)).assess({"protocol": "toy", "findings": {}}).to_data()
    )
    names = ["protocol", "version", "review", "criteria", "scores", "grades", "inferred", "recommendations", "warnings"]
    assert list(data) == names
    assert data["grades"] == {"g": ("none", "bad")}


def test_an_answer_says_when_its_content_was_changed_since_it_was_approved():
    protocol = protocol_from(FINDINGS, {"finding": "a"})
    approval = Approval(
        reviewer="Reviewer A",
        role="role",
        date=datetime.date(2026, 1, 2),
        version="1.0.0",
        scope=("doses",),
        holds=("doses",),
    )
    for holds, changed in ((("doses",), None), ((), "2026-01-02")):
        review = replace(protocol.review, approvals=(replace(approval, holds=holds),))
        answer = Checker(replace(protocol, review=review)).assess({"protocol": "toy", "findings": {}}).to_data()
        assert (answer["review"], answer.get("changed")) == ("submitted", changed)


def test_a_case_for_another_protocol_is_refused():
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}))
    with pytest.raises(RefusedCase, match=r"unknown protocol 'toi' \(did you mean 'toy'\?\)"):
        checker.assess({"protocol": "toi", "findings": {}})


def test_a_mapping_need_not_be_a_dictionary():
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}))
    case = MappingProxyType({"protocol": "toy", "findings": MappingProxyType({"a": True})})
    assert checker.assess(case).recommendations[0].status is Status.INDICATED


@pytest.mark.parametrize("same", [None, False])
def test_the_same_case_gives_the_same_bytes_in_any_order_of_its_findings(real, same):
    findings = {"symptoms-resolved": same, "wbc": {"value": 12, "unit": "10*9/L"}, "atra": "given", "dyspnea": True}
    asked = [
        json.dumps({"protocol": real.protocol.id, "findings": dict(order)})
        for order in (findings.items(), reversed(findings.items()))
    ]
    one, other = (assess_json({real.protocol.id: real}, text)[0] for text in asked)
    assert one == other
