"""The rules of protocols to come can be written in the language, and give the verdicts that they should.

The fixtures are no clinical content: they show what the language can say.
"""

from pathlib import Path

import pytest

from build_scripts.rules import rule_objections
from checker import Checker
from tests.support import data_from, protocol_from

FIXTURES = {
    path.stem: data_from(path.read_text()) for path in sorted((Path(__file__).parent / "next_protocols").glob("*.yml"))
}


def _protocol(fixture):
    return protocol_from(fixture["findings"], fixture["when"], fixture.get("parts"))


@pytest.mark.parametrize("fixture", FIXTURES.values(), ids=FIXTURES)
def test_the_rules_pass_the_checks_of_real_content(fixture):
    # The criterion 'always' is the tests' own, and no author could write it.
    objections = [message for path, message in rule_objections(_protocol(fixture)) if path[:2] != ("criteria", 0)]
    assert objections == []


CASES = [
    pytest.param(fixture, case, id=f"{name}: {case['why']}")
    for name, fixture in FIXTURES.items()
    for case in fixture["cases"]
]


@pytest.mark.parametrize(("fixture", "case"), CASES)
def test_verdicts(fixture, case):
    protocol = _protocol(fixture)
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
        assert (found.low, found.high, list(found.grades)) == (score["low"], score["high"], score["grades"])


def test_protocols_with_the_same_findings_do_not_leak_into_each_other(content):
    """A sibling protocol shares the id of a finding and has rules of its own; asked in turn, each keeps its answers."""
    sibling = Checker(_protocol(FIXTURES["inhibitor-ds"]))
    first = content.checkers["differentiation-syndrome"]
    asked = {"protocol": first.protocol.id, "findings": {"atra": "given", "dyspnea": True}}
    alone = first.assess(asked)
    other = sibling.assess(
        {"protocol": "toy", "findings": {"inhibitor": "given", "dyspnea": True, "severe-signs": False}}
    )
    assert other.recommendations[0].status.value == "not-indicated"
    assert first.assess(asked) == alone
