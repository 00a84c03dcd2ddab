"""Two versions are compared by what they say to patients."""

from __future__ import annotations

import json

import pytest

from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.texts import record
from checker import Checker, RefusedCase
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, high, part, rule, rules, toy

CHANGES = {
    "a threshold": (high("{above: {value: 11, unit: mg/dL}}"), {"watch", "high"}),
    "a boundary": (high("{at-least: {value: 10, unit: mg/dL}}"), {"watch", "high"}),
    "an operator": (rule("keep", "continue", "{any: [{criterion: suspected}, {criterion: high}]}"), {"keep"}),
    "points": (
        part("scores", 0, items=data_from("[{points: 1, when: {finding: sign}}, {points: 3, when: {finding: grave}}]")),
        {"s"},
    ),
    "a constraint": ({"constraints": []}, {"findings"}),
    "a plausible range": (part("findings", 4, plausible=["1", "90"]), {"findings"}),
    "a warning": ({"warnings": [{"code": "w", "finding": "sign", "message": "m", "when": {"finding": "sign"}}]}, {"w"}),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "names"), CHANGES.values(), ids=CHANGES)
def test_what_changes_for_patients_is_found_with_a_case(changes, names):
    old, new = toy(), toy(**changes)
    found = compare(old, new)

    assert {difference.name for difference in found.differences} >= names
    assert differ(old, new)
    for difference in found.differences:
        answers = [answered(Checker(protocol), difference.findings) for protocol in (old, new)]
        assert answers[0] != answers[1]
        assert difference.old != difference.new
    json.dumps(record(old, new))  # it can be kept as it is


def answered(checker, findings):
    try:
        answer = checker.assess({"protocol": "toy", "findings": findings}).to_data()
    except RefusedCase as refused:
        return str(refused)
    return answer


SAME = {
    "the same": {},
    "parts in another order": part("criteria", 1, when=data_from("{all: [{finding: sign}, {criterion: on}]}")),
    "the same limit in another unit": high("{above: {value: 0.1, unit: g/L}}"),
    "De Morgan": part("criteria", 1, when=data_from("{not: {any: [{not: {criterion: on}}, {not: {finding: sign}}]}}")),
}


@pytest.mark.parametrize("changes", SAME.values(), ids=SAME)
def test_another_way_of_writing_the_same_is_no_change(changes):
    found = compare(toy(), toy(**changes))
    assert found.nothing
    assert set(found.same) == {"keep", "hold", "watch"}


def test_what_only_one_version_has_is_listed():
    more = rules(more={"action": "monitor", "when": {"criterion": "high"}})
    found = compare(toy(), toy(**more))
    assert (found.added, found.removed) == (("recommendation more",), ())
    assert compare(toy(**more), toy()).removed == ("recommendation more",)


def test_a_dose_that_changed_is_a_change():
    def dosed(amount):
        data = rules()
        data["recommendations"][0]["doses"] = [{"drug": "x", "amount": amount, "unit": "mg", "statements": []}]
        return toy(**data)

    found = compare(dosed("1"), dosed("10"))
    assert found.restated == ("keep: doses x 1 mg → x 10 mg",)
    assert not found.nothing


def test_answers_of_a_choice_that_moved_are_the_same_answers():
    finding = {**SOUND["findings"][0], "choices": SOUND["findings"][0]["choices"][::-1]}
    assert compare(toy(), toy(findings=[finding, *SOUND["findings"][1:]])).nothing
