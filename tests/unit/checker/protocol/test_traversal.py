"""Walks: every rule with its place, what it reads, and another protocol with one value changed."""

import pytest

from checker.language.conditions import CriterionHolds, FindingHolds
from checker.language.expressions import All, AnyOf, AtLeast, Not
from checker.protocol.traversal import (
    built_on,
    elements,
    evaluated_rules,
    findings_read,
    leaves,
    named_rules,
    rules,
    signed_leaves,
    with_value,
)
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from(
    "[{id: a, type: boolean, label: A, group: g}, {id: n, type: integer, label: N, group: g, plausible: [0, 3]}]"
)
EXTRA = """
criteria: [{id: c, label: C, when: {finding: a}}, {id: d, label: D, when: {not: {criterion: c}}}]
constraints: [{id: k, if: {finding: a}, then: {not: {finding: a}}, message: m}]
scores: [{id: s, label: S, items: [{points: 1, when: {finding: a}}, {finding: n}],
  bands: [{id: low, label: L, from: 0, to: 4, when: {criterion: c}}]}]
grades: [{id: g, label: G, scale: [{id: x, label: X}, {id: y, label: Y}], when: {score: s, at-least: 1},
  domains: [{label: D, levels: [{grade: y, when: {finding: a}}]}]}]
warnings: [{code: w, finding: a, when: {finding: a, assessed: true}, message: m}]
invariants: [{whenever: {finding: a}, then: [result], why: w}]
"""
PROTOCOL = protocol_from(FINDINGS, data_from("{any: [{grade: g, is: [y]}, {criterion: d}]}"), data_from(EXTRA))


def test_every_rule_is_met_once_with_its_place():
    places = [rule.path for rule in rules(PROTOCOL)]
    assert len(set(places)) == len(places) == 12
    for rule in rules(PROTOCOL):
        assert with_value(PROTOCOL, rule.path, rule.expression) == PROTOCOL
        marked = with_value(PROTOCOL, rule.path, CriterionHolds("another"))
        assert [r.path for r in rules(marked) if r.expression == CriterionHolds("another")] == [rule.path]


def test_invariants_are_rules_that_no_answer_depends_on():
    assert {rule.path[0] for rule in rules(PROTOCOL)} - {rule.path[0] for rule in evaluated_rules(PROTOCOL)} == {
        "invariants"
    }


def test_what_a_rule_reads_is_followed_through_names():
    named = named_rules(PROTOCOL)
    assert set(findings_read(named, PROTOCOL.recommendations[0].when)) == {"a", "n"}
    assert set(findings_read(named, PROTOCOL.scores[0])) == {"a", "n"}
    assert built_on(PROTOCOL, "d") == {"c"}


@pytest.mark.parametrize(
    ("expression", "places"),
    [
        (FindingHolds("a"), [()]),
        (Not(FindingHolds("a")), [("not",)]),
        (All((FindingHolds("a"), Not(FindingHolds("b")))), [("all", 0), ("all", 1, "not")]),
        (AtLeast(1, (AnyOf((FindingHolds("a"),)), FindingHolds("b"))), [("of", 0, "any", 0), ("of", 1)]),
    ],
)
def test_leaves_are_found_where_an_author_wrote_them(expression, places):
    assert [path for path, _ in leaves((), expression)] == places


def test_other_parts_make_another_expression_of_the_same_kind():
    one, other = (FindingHolds("a"), FindingHolds("b")), (FindingHolds("c"),)
    assert All(one).with_parts(other) == All(other)
    assert AnyOf(one).with_parts(other) == AnyOf(other)
    assert AtLeast(1, one).with_parts(other) == AtLeast(1, other)
    assert Not(one[0]).with_parts(other) == Not(other[0])
    assert one[0].with_parts(()) is one[0]


def test_elements_are_the_whole_model():
    met = {type(element).__name__ for _, element in elements(PROTOCOL)}
    assert {"Protocol", "Score", "Band", "Domain", "Level", "Warning", "ReviewEvent", "Invariant"} <= met


A, B, C = FindingHolds("a"), FindingHolds("b"), CriterionHolds("c")


@pytest.mark.parametrize(
    ("opened", "found"),
    [
        ({}, [(C, True), (C, False), (B, False), (B, True)]),
        ({"c": All((A, Not(B)))}, [(A, True), (B, False), (A, False), (B, True), (B, False), (B, True)]),
    ],
)
def test_each_innermost_part_has_the_sign_under_which_a_rule_reads_it(opened, found):
    rule = AnyOf((C, Not(AnyOf((C, B, Not(B))))))
    assert list(signed_leaves(rule, opened)) == found
