"""The pathway's picture: what its boxes say, and the conditions that its branches still have."""

import dataclasses

import pytest

from build_scripts.pages.pathway.layout import ENDS_HERE, LEADING, PADDING, SIZES, draw_pathway
from build_scripts.project.problems import BuildError
from checker import Checker, Status, load
from checker.language.conditions import ChoiceIs
from checker.protocol.compiled import dump
from checker.protocol.layout import PathwayStep
from checker.protocol.traversal import walk
from tests.support.protocols.rules import REST, recommendation

SIGNS = [
    {"id": name, "type": "boolean", "label": f"Sign {name}", "group": "g"} for name in ("on", "sign", "calm", "qt")
]
CRITERIA = [
    {"id": "applies", "label": "It applies", "when": {"finding": "on"}},
    {"id": "suspected", "label": "It is suspected", "when": {"all": [{"criterion": "applies"}, {"finding": "sign"}]}},
    {"id": "resolved", "label": "It has resolved", "when": {"all": [{"criterion": "applies"}, {"finding": "calm"}]}},
]
DOSE = {"drug": "drug", "amount": 5, "unit": "mg", "statements": []}


def _protocol(*steps, **rules):
    given = {
        "treat": {"criterion": "suspected"},
        "resume": {"all": [{"finding": "calm"}, {"not": {"finding": "qt"}}]},
        "wait": {"all": [{"criterion": "applies"}, {"not": {"finding": "calm"}}, {"finding": "sign"}]},
        **rules,
    }
    protocol = load(
        {
            **REST,
            "applicable": "applies",
            "findings": SIGNS,
            "criteria": CRITERIA,
            "recommendations": [
                {**recommendation(name, when), "label": f"Do {name}", "doses": [DOSE] if name == "treat" else []}
                for name, when in given.items()
            ],
        }
    )
    return dataclasses.replace(protocol, pathway=steps)


FIRST = PathwayStep(title="First", criterion="suspected", yes=("treat",), page="x")
LATER = PathwayStep(title="Later", criterion="resolved", yes=("resume",), no=("wait",), page="x")


def _said(picture):
    """Return the text of each box by the anchor that it leads to."""
    return {box.href: " ".join(line.text for line in box.lines) for box in picture.boxes}


@pytest.fixture(params=[0, 1], ids=["wide", "narrow"])
def draw(request):
    return lambda protocol: draw_pathway(protocol, lambda anchor: anchor)[request.param]


def test_boxes_ask_the_rules_and_answer_with_labels_and_doses():
    for picture in draw_pathway(_protocol(FIRST, LATER), lambda anchor: anchor):
        said = _said(picture)
        # On a phone the rule stands only where the box leads.
        rule = " when all of these: • it applies • sign sign" if picture.kind == "wide" else ""
        assert said["criterion-suspected"] == f"1. First It is suspected{rule}"
        assert said["treat"] == "Do treat Drug 5\u00a0mg"


def test_the_arrow_to_a_step_says_whether_it_is_asked_at_once_or_later(draw):
    graver = {"id": "graver", "label": "Graver", "when": {"all": [{"criterion": "suspected"}, {"finding": "qt"}]}}
    step = PathwayStep(title="Graver", criterion="graver", yes=("treat",), page="x")
    protocol = _protocol(FIRST, step, LATER)
    more = load({**dump(protocol), **REST, "applicable": "applies", "criteria": [*CRITERIA, graver]}).criteria
    arrows = draw(dataclasses.replace(protocol, criteria=more)).arrows

    assert [label.text for arrow in arrows if not arrow.step for label in arrow.labels] == ["If yes", "Then"]


def test_a_question_has_a_box_that_fits_its_text(draw):
    picture = draw(_protocol(FIRST, LATER))
    for box in (box for box in picture.boxes if box.kind == "step"):
        assert box.height - (max(line.y for line in box.lines) - box.y) <= PADDING + max(SIZES.values()) * LEADING


DRUG = {
    "id": "drug",
    "type": "choice",
    "label": "Drug",
    "group": "g",
    "choices": [{"id": name, "label": name} for name in ("none", "given", "held")],
}


@pytest.mark.parametrize(
    ("choices", "condition"),
    [(["given", "held"], ""), (["given"], " if drug is given"), (["held"], " if drug is held")],
)
def test_that_the_patient_is_on_the_drug_of_the_action_goes_without_saying(choices, condition):
    on = {"id": "applies", "label": "It applies", "when": {"finding": "drug", "is": ["given", "held"]}}
    rule = {"all": [{"finding": "drug", "is": choices}, {"criterion": "suspected"}]}
    protocol = load(
        {
            **REST,
            "applicable": "applies",
            "findings": [*SIGNS, DRUG],
            "criteria": [on, *CRITERIA[1:]],
            "recommendations": [{**recommendation("stop", rule), "label": "Stop it", "drugs": ["drug"]}],
        }
    )
    step = PathwayStep(title="First", criterion="suspected", yes=("stop",), page="x")
    drawn = draw_pathway(dataclasses.replace(protocol, pathway=(step,)), lambda anchor: anchor)[0]
    assert _said(drawn)["stop"] == f"Stop it{condition}"


def test_a_branch_says_what_else_its_recommendation_needs_and_nothing_that_is_known(draw):
    said = _said(draw(_protocol(FIRST, LATER)))

    assert said["resume"] == "Do resume if not “sign qt”"
    # 'applies' holds throughout and 'calm' is answered; that there was a sign at the first step need not hold any more.
    assert said["wait"] == "Do wait if sign sign"


def test_an_earlier_answer_counts_where_the_question_builds_on_it(draw):
    severe = {"id": "severe", "label": "Severe", "when": {"all": [{"criterion": "suspected"}, {"finding": "qt"}]}}
    step = PathwayStep(title="Second", criterion="severe", yes=(), no=("go-on",), page="x")
    protocol = _protocol(FIRST, step, **{"go-on": {"all": [{"criterion": "suspected"}, {"not": {"finding": "qt"}}]}})
    more = load({**dump(protocol), **REST, "applicable": "applies", "criteria": [*CRITERIA, severe]}).criteria

    assert _said(draw(dataclasses.replace(protocol, criteria=more)))["go-on"] == "Do go-on"


def test_a_step_without_a_second_answer_says_that_the_pathway_ends(draw):
    labels = [label.text for arrow in draw(_protocol(FIRST)).arrows for label in arrow.labels]

    assert labels[0] == "Yes"
    assert " ".join(labels[1:]).replace(".", "").split() == ["No", *ENDS_HERE.replace(".", "").split()]


def test_a_recommendation_on_a_branch_where_it_can_never_be_indicated_is_refused(draw):
    step = PathwayStep(title="Wrong", criterion="resolved", yes=("wait",), page="x")

    with pytest.raises(BuildError, match="shows 'wait' at 'Wrong', on a branch where it can never be indicated"):
        draw(_protocol(step))


def test_every_branch_of_every_protocol_says_what_the_engine_says(each):
    """Worked cases that stand on a branch: a box without a condition is indicated in all who are on its drug."""
    protocol, checker = each.protocol, Checker(each.protocol)
    boxes = {box.href: box for box in draw_pathway(protocol, lambda anchor: anchor)[0].boxes}
    drugs = {finding.label: finding.id for finding in protocol.findings}
    applicable = next(c for c in protocol.criteria if c.id == protocol.applicable)
    on = {part.finding: part.is_ for part in walk(applicable.when) if isinstance(part, ChoiceIs)}
    answers = [
        (case.findings, checker.assess({"protocol": protocol.id, "findings": case.findings}))
        for case in each.cases
        if case.refused is None
    ]
    recommendations = {r.id: r for r in protocol.recommendations}
    checked = 0
    for step in protocol.pathway:
        for names, value in ((step.yes, "true"), (step.no, "false")):
            for name in names:
                own = [drugs[drug] for drug in recommendations[name].drugs if drugs.get(drug) in on]
                conditions = [line for line in boxes[name].lines if line.role == "condition"]
                for findings, answer in answers:
                    is_on = all(findings.get(drug) in on[drug] for drug in own)
                    if answer.criteria[step.criterion].value == value and is_on and not conditions:
                        status = {r.id: r.status for r in answer.recommendations}[name]
                        assert status is Status.INDICATED
                        checked += 1
    assert checked or not protocol.pathway
