"""What is worth a second look: named, and stopping nothing."""

import pytest

from build_scripts.evidence.reviews.review import review
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.protocols.review_toys import PATIENT, protocol

DOSE = "{drug: x, amount: 1, unit: mg, statements: []}"


def remarks(rules="{act: {when: {criterion: on}}}", **changes):
    return [(remark.kind, remark.what) for remark in review(protocol(rules, **changes)).remarks]


def warning(message):
    return {"warnings": [{"code": "w", "finding": "sign", "when": {"finding": "sign"}, "message": message}]}


def asking(label, **more):
    finding = {"id": "asked", "type": "boolean", "label": label, "group": "g", **more}
    return {"findings": [*PATIENT["findings"], finding]}


@pytest.mark.parametrize(
    ("message", "changes", "named"),
    [
        ("Not for children.", {}, ["the age"]),
        ("Not for children.", asking("Age below the limit"), []),
        ("Not for children.", asking("Years", type="quantity", unit="a", plausible=[0, 120]), []),
        ("Mind the weight in heart failure.", {}, ["the weight", "heart failure"]),
        ("Mind heart failure.", asking("Congestive heart failure"), []),
        ("Mind heart failure.", {"title": "Heart failure"}, []),
        ("Is it LVF?", {"terms": {"LVF": "left ventricular failure"}}, ["LVF"]),
        ("Is it left ventricular failure?", {"terms": {"LVF": "left ventricular failure"}}, ["LVF"]),
        ("Is it LVF?", {"terms": {"LVF": "left ventricular failure"}, **asking("LVF on the echo")}, []),
        ("By the ELN.", {"terms": {"ELN": "European LeukemiaNet"}}, []),
        ("A packaged average: nothing here is asked.", {}, []),
    ],
)
def test_a_warning_that_speaks_of_what_no_finding_asks_is_named(message, changes, named):
    assert remarks(**warning(message), **changes) == [("warning", what) for what in named]


def test_a_dose_for_nobody_in_particular_is_named_where_no_age_is_asked():
    rules = f"{{act: {{when: {{criterion: on}}, doses: [{DOSE}]}}}}"
    assert remarks(rules) == [("dose", "x")]
    assert remarks(rules.replace("drug: x, ", "drug: x, for: adult, ")) == []
    assert remarks(rules, **asking("Age", type="quantity", unit="a", plausible=[0, 120])) == []


def test_a_correction_of_nothing_is_named():
    assert remarks("{act: {action: correct, when: {criterion: suspected}}}") == [("correction", "")]
    (remark,) = review(protocol("{act: {action: correct, when: {criterion: suspected}}}")).remarks
    assert remark.text == "'act' corrects, and does not say what it raises or lowers"
    assert remark.path == ("recommendations", 0, "action")


@pytest.mark.parametrize("fixture", FIXTURES.values(), ids=FIXTURES)
def test_protocols_to_come_can_be_reviewed(fixture):
    made = next_protocol(fixture)
    found = review(made)
    dates = [f["id"] for f in fixture["findings"] if f["type"] == "date"]
    assert list(found.alone.dates) == dates
    tried = {row.answer.finding for row in found.alone.rows}
    assert tried == {finding.id for finding in made.findings} - set(dates)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        (
            "action: stop, drugs: [],",
            ["'a' is to stop and names neither drug nor decision, so that nothing is held against it"],
        ),
        ("action: stop, drugs: [X],", []),
        ("action: monitor, drugs: [],", []),
        ("action: avoid, drugs: [],", []),  # a procedure; nobody is told to go on with it
        (
            "action: keep-in, drugs: [], decision: place of care,",
            ["'a' is alone in naming the decision “place of care”, so that nothing is held against it"],
        ),
    ],
)
def test_an_action_against_which_nothing_can_be_held_is_named(fields, named):
    found = review(protocol(f"{{a: {{{fields} when: {{finding: grave}}}}}}")).remarks
    assert [remark.text for remark in found if remark.kind in ("aimless", "decision")] == named
