"""Where the source has no rule: the sentence an author wrote is part of the answer, and of nothing else."""

from __future__ import annotations

import json

import pytest

from build_scripts.content.worked_cases import Expectation, WorkedCase, case_problems
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation import mutants
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.differences import compare
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from checker import Checker, Status, assess_json, dump, load
from tests.support.protocols.rules import REST, data_from, protocol_from, recommendation
from tests.support.protocols.toys import rules, toy

FINDINGS = data_from("[{id: a, type: boolean, label: A, group: g}, {id: b, type: boolean, label: B, group: g}]")
SAYS = "The source gives no rule for a patient who is b and not a."


def silent(when: str = "{all: [{finding: b}, {not: {finding: a}}]}"):
    result = {**recommendation("result", {"finding": "a"}), "no-rule": [{"when": data_from(when), "says": SAYS}]}
    return load({**REST, "findings": FINDINGS, "criteria": [IN_SCOPE], "applicable": "in", "recommendations": [result]})


IN_SCOPE = data_from("{id: in, label: In scope, when: {any: [{finding: a}, {finding: b}]}}")


@pytest.mark.parametrize(
    ("findings", "status", "said"),
    [
        ({"a": False, "b": True}, Status.NOT_INDICATED, (SAYS,)),
        ({"a": True, "b": True}, Status.INDICATED, ()),
        ({"b": True}, Status.UNDETERMINED, ()),  # not certain: nothing is said yet
        ({"a": False, "b": False}, Status.NOT_INDICATED, ()),  # outside of the scope there is nothing to be silent on
    ],
)
def test_it_is_said_of_those_for_whom_it_certainly_holds(findings, status, said):
    (answer,) = Checker(silent()).assess({"protocol": "toy", "findings": findings}).recommendations
    assert (answer.status, answer.no_rule) == (status, said)


def test_outside_of_the_scope_nothing_is_said_whatever_the_rule():
    protocol = silent("{not: {finding: a}}")
    (answer,) = Checker(protocol).assess({"protocol": "toy", "findings": {"a": False, "b": False}}).recommendations
    assert answer.no_rule == ()


def test_it_may_be_said_at_what_is_indicated():
    protocol = silent("{finding: a}")
    (answer,) = Checker(protocol).assess({"protocol": "toy", "findings": {"a": True}}).recommendations
    assert (answer.status, answer.no_rule) == (Status.INDICATED, (SAYS,))


def test_the_machine_interface_has_the_sentence_where_there_is_one_and_no_key_elsewhere():
    checkers = {"toy": Checker(silent())}

    def keys(findings):
        text, _ = assess_json(checkers, json.dumps({"protocol": "toy", "findings": findings}))
        return json.loads(text)["recommendations"][0]

    assert keys({"a": False, "b": True})["no-rule"] == [SAYS]
    assert "no-rule" not in keys({"a": True})


def test_it_travels_with_the_compiled_protocol():
    protocol = silent()
    assert load(json.loads(json.dumps(dump(protocol)))).recommendations == protocol.recommendations


def test_a_worked_case_expects_it_and_is_told_when_it_is_not_said():
    checker = Checker(silent())
    for findings, expected, problem in (
        ({"a": False, "b": True}, ("result",), None),
        ({"a": False, "b": True}, (), "expected none, found result"),
        ({"b": True}, ("result",), "expected result, found none"),
    ):
        case = WorkedCase(name="n", why="w", findings=findings, expect=Expectation(no_rule=expected))
        found = list(case_problems(checker, [case]))
        assert [message for _, message in found] == ([f"case 'n': {problem}"] if problem else [])
        assert [path for path, _ in found] == ([("cases", 0, "expect", "no-rule")] if problem else [])


WITH_SILENCE = {
    "recommendations": [
        {**each, "no-rule": [{"when": {"all": [{"finding": "grave"}, {"not": {"finding": "sign"}}]}, "says": SAYS}]}
        if each["id"] == "hold"
        else each
        for each in rules()["recommendations"]
    ]
}


def test_a_case_must_expect_it_and_one_is_suggested():
    protocol = toy(**WITH_SILENCE)
    (missing,) = [s for s in coverage(Checker(protocol), []).missing if s.kind == "silence"]
    assert missing.path == ("recommendations", 1, "no-rule", 0)
    text = suggested_case(protocol, missing)
    assert text is not None
    assert "no-rule: [hold]" in text


def test_it_is_proved_mutated_and_compared():
    protocol = toy(**WITH_SILENCE)
    assert any(s.text == "No rule in the source: hold" for s in prove(protocol).proved)
    assert [m for m in mutants(protocol) if m.path[2:4] == ("no-rule", 0)]
    (difference,) = [d for d in compare(toy(), protocol).differences if d.kind == "no rule"]
    assert (difference.name, difference.old, difference.new) == ("hold", "not said", "said")


def test_one_that_can_never_be_said_is_a_fault():
    never = {"all": [{"finding": "sign"}, {"not": {"finding": "sign"}}]}
    recommendations = [
        {**each, "no-rule": [{"when": never, "says": SAYS}]} if each["id"] == "hold" else each
        for each in rules()["recommendations"]
    ]
    (fault,) = prove(toy(recommendations=recommendations)).faults
    assert fault.path == ("recommendations", 1, "no-rule", 0)
    assert "can never be true" in fault.message


def test_a_warning_knows_what_it_concerns():
    extra = data_from("""
warnings: [{code: w, finding: b, when: {finding: b}, message: m, concerns: [result]}]
""")
    checker = Checker(protocol_from(FINDINGS, {"finding": "a"}, extra))
    (warning,) = checker.assess({"protocol": "toy", "findings": {"b": True}}).warnings
    assert warning.concerns == ("result",)
