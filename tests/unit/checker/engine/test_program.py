"""A protocol made ready: the order of its parts, and the scope of its recommendations."""

import pytest

from checker import Checker, Truth
from checker.engine.scope_of_rules import implies
from checker.language.conditions import CriterionHolds
from checker.protocol.traversal import CycleError, evaluation_order, walk
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: a, type: boolean, label: A, group: g}
- {id: b, type: boolean, label: B, group: g}
- {id: c, type: boolean, label: C, group: g}
- {id: drug, type: choice, label: Drug, group: g,
   choices: [{id: given, label: Given}, {id: held, label: Held}, {id: not-given, label: Not given}]}
""")


def test_rules_that_depend_on_themselves_are_found():
    extra = data_from("""
criteria:
  - {id: one, label: One, when: {criterion: two}}
  - {id: two, label: Two, when: {any: [{finding: a}, {criterion: one}]}}
""")
    with pytest.raises(CycleError, match="depends on itself: one → two → one") as caught:
        Checker(protocol_from(FINDINGS, {"criterion": "one"}, extra))
    assert caught.value.circle == ("one", "two", "one")


def test_a_circle_through_a_score_and_a_grade_is_found():
    extra = data_from("""
criteria: [{id: start, label: Start, when: {grade: g, at-least: x}}]
scores:
  - {id: s, label: S, items: [{points: 1, when: {criterion: start}}], bands: [{id: x, label: X, from: 0, to: 1}]}
grades:
  - id: g
    label: G
    scale: [{id: n, label: N}, {id: x, label: X}]
    domains: [{label: D, levels: [{grade: x, when: {score: s, at-least: 1}}]}]
""")
    with pytest.raises(CycleError, match="start → g → s → start"):
        Checker(protocol_from(FINDINGS, {"finding": "a"}, extra))


def test_a_criterion_may_have_the_name_of_the_grade_that_it_reads():
    extra = data_from("""
criteria: [{id: crs, label: CRS, when: {grade: crs, at-least: "1"}}]
scores:
  - {id: crs, label: S, items: [{points: 1, when: {finding: a}}], bands: [{id: x, label: X, from: 0, to: 1}]}
grades:
  - id: crs
    label: G
    scale: [{id: "0", label: N}, {id: "1", label: X}]
    domains: [{label: D, levels: [{grade: "1", when: {score: crs, at-least: 1}}]}]
""")
    protocol = protocol_from(FINDINGS, {"criterion": "crs"}, extra)
    assert evaluation_order(protocol) == [("criterion", 0), ("score", 0), ("grade", 0), ("criterion", 1)]
    assessment = Checker(protocol).assess({"protocol": "toy", "findings": {"a": True}})
    assert assessment.criteria["crs"] is Truth.TRUE


def test_order_of_writing_does_not_matter():
    extra = data_from("""
criteria:
  - {id: later, label: Later, when: {score: s, at-least: 1}}
  - {id: first, label: First, when: {finding: a}}
scores:
  - {id: s, label: S, items: [{points: 1, when: {criterion: first}}], bands: [{id: x, label: X, from: 0, to: 1}]}
""")
    made = Checker(protocol_from(FINDINGS, {"criterion": "later"}, extra))
    assert made.assess({"protocol": "toy", "findings": {"a": True}}).criteria["later"] is Truth.TRUE


def test_walking_meets_every_part():
    when = data_from("{all: [{finding: a}, {not: {any: [{finding: b}, {criterion: always}]}}]}")
    met = [type(node).__name__ for node in walk(protocol_from(FINDINGS, when).recommendations[0].when)]
    assert met == ["All", "FindingHolds", "Not", "AnyOf", "FindingHolds", "CriterionHolds"]


SCOPES = {
    "a": "{finding: a}",
    "a or b": "{any: [{finding: a}, {finding: b}]}",
    "a and b": "{all: [{finding: a}, {finding: b}]}",
    "on": "{finding: drug, is: [given, held]}",
}
RESTRICTED = [
    ("a", "{finding: a}", True),
    ("a", "{finding: b}", False),
    ("a", "{criterion: scope}", True),
    ("a", "{all: [{finding: b}, {finding: a}]}", True),
    ("a", "{any: [{finding: b}, {finding: a}]}", False),
    ("a", "{any: [{all: [{finding: a}, {finding: b}]}, {all: [{criterion: scope}, {finding: c}]}]}", True),
    ("a", "{at-least: 2, of: [{finding: a}, {finding: b}, {finding: c}]}", False),
    ("a", "{at-least: 1, of: [{finding: a}, {all: [{finding: a}, {finding: c}]}]}", True),
    ("a", "{not: {finding: a}}", False),
    ("a or b", "{finding: b}", True),
    ("a or b", "{any: [{finding: a}, {finding: b}]}", True),
    ("a or b", "{all: [{finding: c}, {finding: b}]}", True),
    ("a or b", "{any: [{finding: c}, {finding: b}]}", False),
    ("a and b", "{all: [{finding: b}, {finding: c}, {finding: a}]}", True),
    ("a and b", "{finding: b}", False),
    ("on", "{finding: drug, is: [given]}", True),
    ("on", "{finding: drug, is: [given, not-given]}", False),
]


@pytest.mark.parametrize(("scope", "rule", "expected"), RESTRICTED)
def test_it_is_seen_whether_a_rule_stays_within_the_scope(scope, rule, expected):
    extra = {"criteria": [{"id": "scope", "label": "Scope", "when": data_from(SCOPES[scope])}]}
    protocol = protocol_from(FINDINGS, data_from(rule), extra)
    rules = {criterion.id: criterion.when for criterion in protocol.criteria}
    assert implies(rules, protocol.recommendations[0].when, CriterionHolds("scope")) is expected
