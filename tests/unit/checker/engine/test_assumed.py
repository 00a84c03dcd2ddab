"""Assumed answers: taken where nobody gave another, said beside the answer, and asked for all the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from checker import Checker, Status, alternatives, dump, explain, load
from checker.answers.pending import pending
from checker.protocol.assumptions import Assumption
from checker.protocol.labels import Labels
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS: list[dict[str, Any]] = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: who, type: choice, label: Who, group: g, choices: [{id: adult, label: Adult}, {id: child, label: Child}]}
""")
ASSUME: list[dict[str, Any]] = data_from("[{finding: a, present: false}, {finding: who, is: adult}]")
NAMED = data_from("[{id: named, label: Named, when: {all: [{finding: b}, {not: {finding: a}}]}}]")
WHO = {"finding": "who", "is": ["adult"]}


def checker_of(when, assume=ASSUME):
    return Checker(protocol_from(FINDINGS, when, {"assume": assume, "criteria": NAMED}))


def answer(checker, **findings):
    assessment = checker.assess({"protocol": "toy", "findings": findings})
    return assessment, assessment.recommendations[0]


def test_the_rule_is_decided_and_the_answer_says_on_what():
    checker = checker_of({"all": [{"criterion": "named"}, WHO]})
    assessment, result = answer(checker, b=True)
    assert result.status is Status.INDICATED
    assert (result.because, dict(result.assumed), result.missing) == (("b",), {"a": False, "who": "adult"}, ())
    assert result.to_data()["assumed"] == {"a": False, "who": "adult"}
    assert assessment.criteria["named"].value == "unknown"


def test_what_is_entered_counts_and_only_what_is_needed_is_assumed():
    checker = checker_of({"all": [{"criterion": "named"}, WHO]})
    assert answer(checker, b=True, a=True)[1].status is Status.NOT_INDICATED
    assert dict(answer(checker, b=True, a=False)[1].assumed) == {"who": "adult"}
    assert dict(answer(checker, b=False)[1].assumed) == {}
    assert "assumed" not in answer(checker, b=False)[1].to_data()
    _, open_ = answer(checker)
    assert (open_.status, open_.missing, dict(open_.assumed)) == (Status.UNDETERMINED, ("b",), {})


def test_what_is_assumed_is_asked_for_as_long_as_it_matters():
    checker = checker_of({"all": [{"finding": "b"}, {"not": {"finding": "a"}}]}, ASSUME[:1])

    def asked(**findings):
        return set(pending(checker, {"protocol": "toy", "findings": findings})) - {"who"}

    plain = Checker(protocol_from(FINDINGS, {"all": [{"finding": "b"}, {"not": {"finding": "a"}}]}))
    for findings in ({}, {"b": True}, {"b": False}, {"a": False}, {"a": True}, {"a": False, "b": True}):
        wanted = set(pending(plain, {"protocol": "toy", "findings": findings}))
        assert asked(**findings) - {"a", "b"} == set()
        assert {"a"} & asked(**findings) >= {"a"} & wanted


def test_another_answer_than_the_assumed_one_is_an_alternative():
    checker = checker_of({"all": [{"finding": "b"}, {"not": {"finding": "a"}}]}, ASSUME[:1])
    others = alternatives(checker, {"protocol": "toy", "findings": {"b": True}})
    found = {(each.finding, each.answer): dict(each.changes) for each in others if each.finding in ("a", "b")}
    assert found == {("a", True): {"result": Status.NOT_INDICATED}, ("b", False): {"result": Status.NOT_INDICATED}}


def test_the_reasons_are_those_under_the_assumption():
    checker = checker_of({"criterion": "named"}, ASSUME[:1])
    trees = explain(checker, {"protocol": "toy", "findings": {"b": True}})
    assert trees["criteria"]["named"]["truth"] == "unknown"
    node = trees["recommendations"]["result"]["parts"][1]  # the first is the scope
    assert (node["truth"], node["inner"]["truth"]) == ("true", "true")
    assert [part["truth"] for part in node["inner"]["parts"]] == ["true", "true"]
    settled = explain(checker, {"protocol": "toy", "findings": {"b": False}})
    assert all("inner" not in part for part in settled["recommendations"]["result"]["parts"])


def test_it_is_the_answer_of_the_case_with_the_assumed_answers_wherever_it_was_open():
    when = {"any": [{"all": [{"criterion": "named"}, WHO]}, {"all": [{"finding": "a"}, {"not": WHO}]}]}
    checker, plain = checker_of(when), checker_of(when, ())
    for a, b, who in product((None, True, False), (None, True, False), (None, "adult", "child")):
        given = {name: value for name, value in {"a": a, "b": b, "who": who}.items() if value is not None}
        _, before = answer(plain, **given)
        _, result = answer(checker, **given)
        _, filled = answer(plain, **{"a": False, "who": "adult", **given})
        expected = filled if before.status is Status.UNDETERMINED else before
        assert result.status is expected.status, given
        assert not set(result.because) & set(result.assumed)
        if result.status is not Status.UNDETERMINED:
            assert {*result.because, *result.assumed} == set(expected.because)


def test_it_travels_with_the_page():
    protocol = checker_of({"criterion": "named"}).protocol
    assert dump(protocol)["recommendations"][0]["assume"] == ASSUME
    assert load(dump(protocol)).recommendations[0].assume == protocol.recommendations[0].assume


def test_it_is_said_in_words():
    words = Labels(protocol_from(FINDINGS, {"finding": "a"}))
    said = [
        Assumption(finding="a", present=False),
        Assumption(finding="a", present=True),
        Assumption(finding="who", is_="child"),
    ]
    assert [each.describe(words) for each in said] == ["not “a”", "a", "who is child"]


@pytest.mark.parametrize("wrong", [{}, {"present": True, "is_": "adult"}])
def test_an_assumption_is_one_answer(wrong):
    with pytest.raises(ValueError, match="needs either 'present' with true or false, or 'is' with a choice"):
        Assumption(finding="a", **wrong)


def test_recommendations_that_assume_the_same_see_the_same_case():
    protocol = checker_of({"criterion": "named"}, ASSUME[:1]).protocol
    (result,) = protocol.recommendations
    checker = Checker(replace(protocol, recommendations=(result, replace(result, id="other"))))
    state, _ = checker.state({"protocol": "toy", "findings": {"b": True}})
    assert checker.program.seen_by(0, state) is checker.program.seen_by(1, state) is not state
    answers = checker.assess({"protocol": "toy", "findings": {"b": True}}).recommendations
    assert [dict(each.assumed) for each in answers] == [{"a": False}, {"a": False}]
