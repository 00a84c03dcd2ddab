"""The assessment: its shape, its order, its book-keeping, and the scope of a protocol."""

import json

import pytest

from checker import Checker, RefusedCase, Status, assess_json, explain
from tests.support import data_from, protocol_from

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
    assert answer["scores"] == {"count-grade": {"low": 1, "high": 6, "grades": ["none", "moderate", "severe"]}}
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
    assert error.message == "contradicts other answers (a = yes, b = no): B goes with A."


def test_one_error_a_constraint_however_many_answers_break_it(real):
    given = {"symptoms-resolved": True, "dyspnea": True, "unexplained-fever": True, "acute-renal-failure": False}
    with pytest.raises(RefusedCase) as caught:
        real.assess({"protocol": real.protocol.id, "findings": given})
    (error,) = caught.value.errors
    assert "dyspnea = yes, unexplained-fever = yes, symptoms-resolved = yes" in error.message
    assert "acute-renal-failure" not in error.message


def test_explanations_carry_the_truth_of_every_node(real):
    given = {"atra": "given", "dyspnea": True, "acute-renal-failure": False, "icu-for-respiratory-distress": False}
    trees = explain(real, {"protocol": real.protocol.id, "findings": given})
    severe = trees["criteria"]["severe"]
    assert severe["rule"] == "all"
    assert severe["truth"] == "unknown"
    assert severe["missing"] == ("progression-on-dexamethasone", "no-response-to-dexamethasone")
    suspected, signs = severe["parts"]
    assert (suspected["criterion"], suspected["truth"], suspected["because"]) == (
        "suspected",
        "true",
        ("atra", "dyspnea"),
    )
    assert [part["truth"] for part in signs["parts"]] == ["false", "false", "unknown", "unknown"]
    assert len(trees["scores"]["count-grade"]) == 6


def test_explanation_and_assessment_agree_for_every_worked_case(content):
    words = {"true": "indicated", "false": "not-indicated", "unknown": "undetermined"}
    for loaded in content.protocols:
        checker = content.checkers[loaded.protocol.id]
        for case in loaded.cases:
            if case.expect is None:
                continue
            asked = {"protocol": loaded.protocol.id, "findings": case.findings}
            assessment, trees = checker.assess(asked), explain(checker, asked)
            for answer in assessment.recommendations:
                node = trees["recommendations"][answer.id]
                assert words[node["truth"]] == answer.status.value
                assert node.get("because", node.get("missing")) == (answer.because or answer.missing)
            assert {name: node["truth"] for name, node in trees["criteria"].items()} == {
                name: truth.value for name, truth in assessment.criteria.items()
            }
