"""Crossed reasons: a bold action beside a reason for its cautious opposite."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.evidence.reviews.bench import Bench, SignedLeaf
from build_scripts.evidence.reviews.review import review, review_between
from checker import RefusedCase
from tests.support.protocols.review_toys import PATIENT, messages, protocol, reviewed
from tests.support.protocols.rules import data_from

HELD = "{finding: drug, is: [held]}"
SEVERE = "{all: [{criterion: suspected}, {finding: grave}]}"
SUSPECTED = "{criterion: suspected}"
EITHER = "{any: [{finding: sign}, {finding: grave}]}"


def pair(bold, cautious, actions=("resume", "withhold"), more=""):
    one, other = (
        f"{{action: {action}, {more} when: {when}}}" for action, when in zip(actions, (bold, cautious), strict=True)
    )
    return f"{{bold: {one}, cautious: {other}}}"


def crossings(reviews):
    return {(crossing.finding, tuple(crossing.findings)) for one in reviews.crossed for crossing in one.crossings}


RESUME = f"{{all: [{HELD}, {{finding: gone}}]}}"
NOT_GONE = "{if: {any: [{finding: sign}, {finding: grave}]}, then: {not: {finding: gone}}, id: c, message: m}"
EXCLUDES = data_from(f"[{NOT_GONE}]")
SCORE = """
- id: s
  label: S
  items: [{points: 1, when: {finding: sign}}, {points: 1, when: {finding: grave}}]
  bands: [{id: b, label: B, from: 0, to: 2}]
"""

FOUND = {
    "a reason that nothing excludes": (pair(RESUME, "{criterion: severe}"), {}, {"sign", "grave"}),
    "excluded by a rule": (
        pair(f"{{all: [{RESUME}, {{not: {{any: [{{finding: sign}}, {{finding: grave}}]}}}}]}}", SEVERE),
        {},
        set(),
    ),
    "excluded by a constraint": (pair(RESUME, SEVERE), {"constraints": EXCLUDES}, set()),
    "what the bold action asks for as well": (pair(f"{{all: [{RESUME}, {{finding: grave}}]}}", SEVERE), {}, {"sign"}),
    "what both read through one criterion": (
        pair(f"{{all: [{SUSPECTED}, {{not: {{criterion: severe}}}}]}}", "{criterion: severe}", ("continue", "hold")),
        {},
        set(),
    ),
    "a finding of the shared criterion that is a reason of its own": (
        pair("{criterion: suspected}", f"{{all: [{{criterion: suspected}}, {EITHER}]}}", ("continue", "stop")),
        {},
        {"sign", "grave"},
    ),
    "what makes the protocol apply": (pair("{finding: gone}", f"{{all: [{HELD}, {{finding: sign}}]}}"), {}, {"sign"}),
    "a no is no reason": (pair(RESUME, f"{{all: [{HELD}, {{not: {{finding: sign}}}}]}}"), {}, set()),
    "a number that was measured is one": (
        pair(RESUME, "{not: {finding: level, above: {value: 10, unit: mg/dL}}}"),
        {},
        {"level"},
    ),
    "points of a score": (
        pair(RESUME, "{score: s, at-least: 2}"),
        {"scores": data_from(SCORE)},
        {"s"},
    ),
    "to taper where it is to be given": (pair(RESUME, "{finding: sign}", ("taper", "give")), {}, {"sign"}),
    "two that are not opposed": (pair(RESUME, "{finding: sign}", ("resume", "monitor")), {}, set()),
    "holding while a reason to go on is there": (
        pair("{finding: sign}", f"{{all: [{RESUME}, {{not: {{finding: sign}}}}]}}", ("withhold", "resume")),
        {},
        set(),
    ),
    "another drug": (pair(RESUME, "{finding: sign}").replace("cautious: {", "cautious: {drugs: [y], "), {}, set()),
    "the same drug by another name": (
        pair(RESUME, "{finding: sign}").replace("cautious: {", "cautious: {drugs: [Ypsilon], "),
        {"synonyms": [["X", "ypsilon"]]},
        {"sign"},
    ),
    "the same decision": (
        pair(RESUME, "{finding: sign}", ("send-home", "keep-in"), "drugs: [], decision: place of care,"),
        {},
        {"sign"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rules", "changes", "expected"), FOUND.values(), ids=FOUND)
def test_reasons_that_cross_are_found_and_no_others(rules, changes, expected):
    found = reviewed(rules, **changes)
    assert {finding for finding, _ in crossings(found)} == expected
    assert bool(messages(found)) == bool(expected)


def test_the_smallest_patient_is_shown():
    found = reviewed(pair(RESUME, "{criterion: severe}"))
    assert crossings(found) == {("sign", ("drug", "sign", "gone")), ("grave", ("drug", "grave", "gone"))}


def test_each_reason_is_accepted_on_its_own_and_what_is_no_longer_found_is_named():
    entry = "{{review: crossed, recommendations: [bold, cautious], findings: [{}], why: w}}"
    rules = pair(RESUME, "{criterion: severe}")
    assert messages(reviewed(rules, f"[{entry.format('sign')}, {entry.format('grave')}]")) == []
    (message,) = messages(reviewed(rules, f"[{entry.format('sign')}]"))
    assert message == "'bold' can be indicated while 'grave' is present, which is a reason for 'cautious'"
    stale = messages(reviewed(rules, f"[{', '.join(map(entry.format, ('sign', 'grave', 'gone')))}]"))
    assert stale == ["accepts what no review finds any more: crossed, 'gone', bold, cautious"]


def test_one_reason_accepts_several_findings_for_several_cautious_actions():
    entry = "[{{review: crossed, recommendations: [bold, {}], findings: [{}], why: w}}]"
    high = "{finding: level, above: {value: 50, unit: mg/dL}}"
    rules = f"{pair(RESUME, '{criterion: severe}')[:-1]}, careful: {{action: withhold, when: {high}}}}}"
    assert len(messages(reviewed(rules))) == 2
    assert messages(reviewed(rules, entry.format("cautious, careful", "sign, grave, level"))) == []
    assert messages(reviewed(rules, entry.format("cautious, careful", "sign, grave, level, gone"))) == [
        "accepts what no review finds any more: crossed, 'gone'"
    ]
    assert len(messages(reviewed(rules, entry.format("careful", "sign, grave, level")))) == 2


# Between protocols

OTHER = "{stop-it: {action: stop, drugs: [X], when: {finding: grave}}}"


def between(accepted="[]", other=OTHER, **changes):
    one = protocol(f"{{go: {{action: continue, when: {HELD}}}}}", accepted, "one")
    return review_between([one, protocol(other, name="two", **changes)])["one"]


def test_reasons_cross_between_protocols():
    found = between()
    assert messages(found) == [
        "'go' can be indicated while 'grave' is present, which is a reason for 'stop-it' of 'two'"
    ]
    (fault,) = found.faults
    assert "drug: held" in fault.case
    assert "# and in two, of the same patient:" in fault.case
    assert "grave: true" in fault.case


def test_what_both_protocols_know_is_the_same_patient():
    # The one excludes it by a rule of its own, on a finding that the other calls the same.
    careful = f"{{go: {{action: continue, when: {{all: [{HELD}, {{not: {{finding: grave}}}}]}}}}}}"
    pairs = review_between([protocol(careful, name="one"), protocol(OTHER, name="two")])
    assert pairs["one"].faults == ()


UNLIKE = {
    "type": (
        {"type": "integer", "plausible": [0, 3]},
        "{finding: grave, above: {value: 1, unit: '1'}}",
    ),
    "choices": (
        {"type": "choice", "choices": [{"id": "yes-it-is", "label": "Y"}, {"id": "no-it-is-not", "label": "N"}]},
        "{finding: grave, is: [yes-it-is]}",
    ),
}


@pytest.mark.parametrize("change", UNLIKE.values(), ids=UNLIKE)
def test_what_is_only_called_the_same_hides_no_crossing(change):
    """The bold action needs its own `grave`; of the other protocol's, which is another, anything may be known."""
    fields, when = change
    needs = f"{{go: {{action: continue, when: {{all: [{HELD}, {{finding: grave}}]}}}}}}"
    other = [{**f, **fields} if f["id"] == "grave" else f for f in PATIENT["findings"]]
    apart = protocol(
        f"{{stop-it: {{action: stop, drugs: [X], when: {when}}}}}",
        name="two",
        findings=other,
        criteria=PATIENT["criteria"][:2],
    )
    (fault,) = review_between([protocol(needs, name="one"), apart])["one"].faults
    assert "'go' can be indicated while 'grave' is present, which is a reason for 'stop-it' of 'two'" in fault.message


def test_between_protocols_it_is_accepted_by_the_name_of_the_other():
    entry = "[{{review: crossed, recommendations: [go, '{}'], findings: [grave], why: w}}]"
    accepted = entry.format("two:stop-it")
    assert messages(between(accepted)) == []
    assert messages(review(protocol(f"{{go: {{action: continue, when: {HELD}}}}}", accepted))) == []
    assert (
        messages(review_between([protocol(f"{{go: {{action: continue, when: {HELD}}}}}", accepted, "one")])["one"])
        == []
    )
    assert len(messages(between(entry.format("tow:stop-it")))) == 1  # the crossing itself
    assert messages(between(entry.format("two:stop")))[1:] == [
        "accepts what no review finds any more: crossed, 'grave', go, two:stop"
    ]


# Against every patient there is

LEAVES = st.sampled_from([f"{{finding: {name}}}" for name in ("sign", "grave", "gone")] + ["{criterion: suspected}"])
RULES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("{{not: {}}}".format, inner),
        st.builds("{{all: [{}, {}]}}".format, inner, inner),
        st.builds("{{any: [{}, {}]}}".format, inner, inner),
    ),
    max_leaves=4,
)
TRUTHS = (True, False, None)
ANSWERS = {"drug": ("none", "given", "held", None), "sign": TRUTHS, "grave": TRUTHS, "gone": TRUTHS}


@given(RULES, RULES, st.booleans())
def test_a_crossing_is_found_exactly_where_the_engine_knows_such_a_patient(bold, cautious, constrained):
    made = protocol(pair(bold, cautious), **({"constraints": EXCLUDES} if constrained else {}))
    bench, (found,) = Bench(made), review(made).crossed
    smallest: dict[SignedLeaf, int] = {}
    for values in product(*ANSWERS.values()):
        findings = {name: value for name, value in zip(ANSWERS, values, strict=True) if value is not None}
        try:
            state = bench.state(findings)
        except RefusedCase:
            continue
        if "bold" not in bench.outcome(findings).indicated:
            continue
        for reason in found.reasons:
            if bench.holds(reason, state):
                smallest[reason] = min(smallest.get(reason, 9), len(findings))
    assert {crossing.reason: len(crossing.findings) for crossing in found.crossings} == smallest
