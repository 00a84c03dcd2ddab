"""Rules of drafts can be written in the language, and give the verdicts that they should.

The fixtures are no clinical content: they show what the language can say.
"""

from __future__ import annotations

import json

import pytest

from build_scripts.content.validation.rules import rule_objections
from checker import Checker, assess_json
from tests.support.protocols.next_protocols import FIXTURES, next_protocol


@pytest.mark.parametrize("fixture", FIXTURES.values(), ids=FIXTURES)
def test_the_rules_pass_the_checks_of_real_content(fixture):
    # The criterion 'always' is the tests' own, and no author could write it.
    objections = [message for path, message in rule_objections(next_protocol(fixture)) if path[:2] != ("criteria", 0)]
    assert objections == []


CASES = [
    pytest.param(fixture, case, id=f"{name}: {case['why']}")
    for name, fixture in FIXTURES.items()
    for case in fixture["cases"]
]


@pytest.mark.parametrize(("fixture", "case"), CASES)
def test_verdicts(fixture, case):
    protocol = next_protocol(fixture)
    assessment = Checker(protocol).assess({"protocol": protocol.id, "findings": case["findings"]})
    answer = assessment.recommendations[0]
    expected = case["expect"]
    if "result" in expected:
        assert answer.status.value == expected["result"]
    if "missing" in expected:
        assert answer.missing == tuple(expected["missing"])
    for name, truth in expected.get("criteria", {}).items():
        assert assessment.criteria[name].value == truth
    for name, grades in expected.get("grades", {}).items():
        assert assessment.grades[name] == tuple(grades)
    for name, score in expected.get("scores", {}).items():
        found = assessment.scores[name]
        assert (found.low, found.high, list(found.bands)) == (score["low"], score["high"], score["grades"])


def test_protocols_with_the_same_findings_do_not_leak_into_each_other(content):
    """A sibling protocol shares the id of a finding and has rules of its own; asked in turn, each keeps its answers."""
    first = content.checkers["differentiation-syndrome"]
    sibling = Checker(next_protocol(FIXTURES["inhibitor-ds"]))
    shared = {finding.id for finding in first.protocol.findings} & {f.id for f in sibling.protocol.findings}
    assert {"dyspnea", "unexplained-fever", "acute-renal-failure"} <= shared
    both = {first.protocol.id: first, "toy": sibling}
    signs = {"dyspnea": True, "acute-renal-failure": True}
    texts = [
        json.dumps({"protocol": name, "findings": {**signs, **own}})
        for name, own in (
            (first.protocol.id, {"atra": "given"}),
            ("toy", {"inhibitor": "given", "severe-signs": False}),
        )
    ]
    alone = [assess_json({name: checker}, text) for (name, checker), text in zip(both.items(), texts, strict=True)]
    assert [assess_json(both, text) for text in texts * 2] == alone * 2
    severe, interrupted = (json.loads(answer) for answer, _ in alone)
    assert severe["criteria"]["severe"] == "true"
    assert interrupted["recommendations"][0]["status"] == "not-indicated"
    text = json.dumps({"protocol": "toy", "findings": {**signs, "atra": "given"}})
    answer, accepted = assess_json(both, text)
    assert not accepted
    assert json.loads(answer)["errors"][0]["finding"] == "atra"
