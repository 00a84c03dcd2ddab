"""Explanations: the tree that stands behind each answer."""

import json

import pytest

from checker import Checker, explain
from checker.answers.cases import Case
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = [{"id": name, "type": "boolean", "label": name.upper(), "group": "g"} for name in "abc"]
PARTS = data_from("""
criteria: [{id: both, label: Both hold, when: {all: [{finding: a}, {finding: b}]}}]
scores:
  - id: s
    label: Count
    items: [{points: 1, when: {finding: a}}, {points: 1, when: {not: {finding: c}}}]
    bands: [{id: low, label: Low, from: 0, to: 1}, {id: high, label: High, from: 2, to: 2}]
grades:
  - id: g
    label: Worst
    scale: [{id: none, label: None}, {id: bad, label: Bad}]
    when: {finding: a}
    domains: [{label: Only, levels: [{grade: bad, when: {finding: b}}]}]
  - id: h
    label: Other
    scale: [{id: none, label: None}, {id: bad, label: Bad}]
    domains: [{label: Only, levels: [{grade: bad, when: {finding: c}}]}]
""")
WHEN = data_from(
    "{at-least: 1, of: [{criterion: both}, {score: s, is: [high]}, {grade: g, at-least: bad}, {not: {finding: c}}]}"
)


@pytest.fixture(scope="module")
def real(content):
    return content.checkers["differentiation-syndrome"]


def test_nodes_refer_to_what_they_read():
    trees = explain(
        Checker(protocol_from(FINDINGS, WHEN, PARTS)), {"protocol": "toy", "findings": {"a": True, "c": True}}
    )
    assert list(trees) == ["criteria", "scores", "grades", "recommendations"]
    _scope, tree = trees["recommendations"]["result"]["parts"]
    assert {key: tree[key] for key in ("rule", "truth", "missing")} == {
        "rule": "at-least",
        "truth": "unknown",
        "missing": ("b",),
    }
    both, score, grade, negated = tree["parts"]
    assert (both["criterion"], both["truth"], both["missing"]) == ("both", "unknown", ("b",))
    assert (score["score"], score["truth"], score["because"]) == ("s", "false", ("a", "c"))
    assert (grade["grade"], grade["truth"], grade["missing"]) == ("g", "unknown", ("b",))
    assert (negated["rule"], negated["truth"], negated["because"]) == ("not", "false", ("c",))
    assert trees["criteria"]["both"]["text"] == "a and b"
    assert [node["truth"] for node in trees["scores"]["s"]] == ["true", "false"]


def test_a_grade_is_explained_by_its_domains():
    checker = Checker(protocol_from(FINDINGS, WHEN, PARTS))
    grades = explain(checker, {"protocol": "toy", "findings": {"a": True, "c": False}})["grades"]
    assert grades["g"]["when"]["truth"] == "true"
    (domain,) = grades["g"]["domains"]
    assert domain["label"] == "Only"
    assert domain["levels"] == [{"step": "bad", "text": "b", "truth": "unknown", "missing": ("b",)}]
    assert "when" not in grades["h"]


def test_an_explanation_can_be_sent():
    checker = Checker(protocol_from(FINDINGS, WHEN, PARTS))
    given = Case("toy", {"a": True})
    assert json.loads(json.dumps(explain(checker, given)))["grades"]["g"]["when"]["because"] == ["a"]


def test_the_scope_is_part_of_the_explanation_where_the_rule_leaves_it_out():
    extra = {"applicable": "in-scope", "criteria": [{"id": "in-scope", "label": "In scope", "when": {"finding": "a"}}]}
    checker = Checker(protocol_from(FINDINGS, {"finding": "b"}, extra))
    tree = explain(checker, {"protocol": "toy", "findings": {"a": False, "b": True}})["recommendations"]["result"]
    assert (tree["text"], tree["truth"], tree["because"]) == ("in scope and b", "false", ("a",))


def test_explanations_carry_the_truth_of_every_node(real):
    given = {"atra": "given", "dyspnea": True, "acute-renal-failure": False, "icu-for-respiratory-distress": False}
    trees = explain(real, {"protocol": real.protocol.id, "findings": given})
    assert list(trees) == ["criteria", "scores", "recommendations"]
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


def test_explanation_and_assessment_agree_for_every_worked_case(each):
    words = {"true": "indicated", "false": "not-indicated", "unknown": "undetermined"}
    checker = Checker(each.protocol)
    for case in each.cases:
        if case.expect is None:
            continue
        asked = {"protocol": each.protocol.id, "findings": case.findings}
        assessment, trees = checker.assess(asked), explain(checker, asked)
        for answer in assessment.recommendations:
            node = trees["recommendations"][answer.id]
            assert words[node["truth"]] == answer.status.value
            read = node.get("because", node.get("missing"))
            # What was assumed is said apart in the answer, and as whatever else was read in the explanation.
            assert [name for name in read if name not in answer.assumed] == [*(answer.because or answer.missing)]
            assert set(answer.assumed) <= set(read)
        assert {name: node["truth"] for name, node in trees["criteria"].items()} == {
            name: truth.value for name, truth in assessment.criteria.items()
        }
