"""One finding alone: every answer, what it changes, and what is marked."""

import pytest

from build_scripts.evidence.reviews.bench import Bench
from tests.support.protocols.review_toys import messages, protocol, reviewed

ACT = "{act: {urgency: immediate, when: {criterion: severe}}}"


def test_each_side_of_each_limit_is_an_answer_and_what_is_told_alike_is_one_row():
    found = reviewed(
        "{low: {when: {finding: level, below: {value: 10, unit: mg/dL}}},"
        " high: {when: {finding: level, above: {value: 20, unit: mg/dL}}}}"
    )
    bench = Bench(protocol("{act: {when: {criterion: on}}}"))
    rows = {
        row.answer.said(bench.findings["level"], bench.words): row.outcome
        for row in found.alone.rows
        if row.answer.finding == "level"
    }
    assert {said: outcome.indicated for said, outcome in rows.items()} == {
        "below 10 mg/dL": ("low",),
        "at least 10 and at most 20 mg/dL": (),
        "above 20 mg/dL": ("high",),
    }
    said = [row.answer.said(bench.findings["other"], bench.words) for row in found.alone.rows if _of(row) == "other"]
    assert said == ["any value"]


def test_the_base_is_a_patient_to_whom_the_protocol_applies_and_an_answer_takes_its_place():
    found = reviewed("{act: {when: {criterion: suspected}}, watch: {action: monitor, when: {criterion: on}}}")
    assert found.alone.base == {"drug": "given"}
    assert found.alone.nothing_else.indicated == ("watch",)
    rows = {row.answer.choices: row.outcome for row in found.alone.rows if row.answer.finding == "drug"}
    assert rows.keys() == {("none",), ("given", "held")}
    assert rows["none",].not_called_for == ("act", "watch")


def test_a_contradiction_is_a_row_that_says_so():
    constraint = {"id": "c", "if": {"finding": "sign"}, "then": {"not": {"finding": "grave"}}, "message": "Not both."}
    applies = [{"id": "on", "label": "On", "when": {"finding": "sign"}}]
    found = reviewed("{act: {when: {finding: grave}}}", criteria=applies, constraints=[constraint])
    (row,) = [row for row in found.alone.rows if row.answer.finding == "grave" and row.answer.value]
    assert "Not both." in str(row.outcome.refused)


MARKED = {
    "a sign without its suspicion": (
        ACT,
        ["'grave' (yes) alone leaves open what is immediate, although it is a reason for 'severe': act"],
    ),
    "through a criterion that another reads": (
        "{act: {urgency: immediate, when: {any: [{criterion: severe}, {finding: gone}]}}}",
        ["'grave' (yes) alone leaves open what is immediate, although it is a reason for 'severe': act"],
    ),
    "in the rule of the action itself": (
        "{act: {urgency: immediate, when: {all: [{criterion: suspected}, {finding: grave}]}}}",
        ["'grave' (yes) alone leaves open what is immediate, although it is a reason in its own rule: act"],
    ),
    "what stays open for want of the same": (
        """
        act: {urgency: immediate, when: {criterion: severe}}
        start: {urgency: immediate, when: {criterion: suspected}}
        look: {urgency: immediate, action: monitor, when: {finding: gone}}
        """,
        ["'grave' (yes) alone leaves open what is immediate, although it is a reason for 'severe': act, start"],
    ),
    "nothing immediate": ("{act: {when: {criterion: severe}}}", []),
    "a reason against": (
        "{act: {urgency: immediate, when: {all: [{criterion: suspected}, {not: {criterion: severe}}]}}}",
        [],
    ),
    "what makes the protocol apply": (
        "{act: {urgency: immediate, when: {all: [{finding: drug, is: [given]}, {finding: sign}]}}}",
        [],
    ),
    "what settles it": ("{act: {urgency: immediate, when: {criterion: suspected}}}", []),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "expected"), MARKED.values(), ids=MARKED)
def test_a_reason_that_leaves_open_what_is_immediate_is_marked(rules, expected):
    assert messages(reviewed(rules)) == expected


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("[{review: alone, recommendations: [act], findings: [grave], why: The sign is asked first.}]", []),
        (
            "[{review: alone, recommendations: [act], findings: [sign], why: w}]",
            [
                "'grave' (yes) alone leaves open what is immediate, although it is a reason for 'severe': act",
                "accepts what no review finds any more: alone, 'sign', act",
            ],
        ),
    ],
)
def test_it_can_be_accepted_and_nothing_else_can(accepted, expected):
    assert messages(reviewed(ACT, accepted)) == expected


def _of(row):
    return row.answer.finding
