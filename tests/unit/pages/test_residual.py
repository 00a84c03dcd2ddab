"""What remains of a rule once some of it is known, held against the engine's own answers."""

import itertools

import pytest

from build_scripts.pages.pathway.residual import Facts
from checker import Checker, RefusedCase, Status
from checker.language.conditions import ChoiceIs, CriterionHolds, FindingHolds
from checker.language.expressions import All, AnyOf, AtLeast, Not
from checker.protocol.labels import Labels
from checker.protocol.traversal import built_on
from tests.support.protocols.rules import protocol_from

A, B, C, D = (FindingHolds(name) for name in "abcd")
FINDINGS = [{"id": name, "type": "boolean", "label": f"Sign {name}", "group": "g"} for name in "abcd"]
YAML = {"finding": "a"}


def _facts(*given, criteria=(), constraints=()):
    extra = {"criteria": list(criteria), "constraints": list(constraints)}
    facts = Facts(protocol_from(FINDINGS, YAML, extra))
    for expression, value in given:
        facts.assume(expression, value)
    return facts


@pytest.mark.parametrize(
    ("given", "asked", "left"),
    [
        ([], A, A),
        ([(A, True)], A, True),
        ([(A, False)], Not(A), True),
        ([(A, True)], Not(All((A, B))), Not(B)),
        ([(A, True)], All((A, B)), B),
        ([(A, True)], All((A, B, C)), All((B, C))),
        ([(A, False)], All((A, B)), False),
        ([(A, True), (B, True)], All((A, B)), True),
        ([(A, True)], AnyOf((A, B)), True),
        ([(A, False)], AnyOf((A, B, C)), AnyOf((B, C))),
        ([(A, False), (B, False)], AnyOf((A, B)), False),
        ([(A, True)], AtLeast(2, (A, B, C)), AnyOf((B, C))),
        ([(A, False)], AtLeast(2, (A, B, C)), All((B, C))),
        ([(A, True)], AtLeast(2, (A, B)), B),
        ([(A, True)], AtLeast(3, (A, B, C, D)), AtLeast(2, (B, C, D))),
        ([(A, False), (B, False)], AtLeast(2, (A, B, C)), False),
        # what follows from a whole
        ([(All((A, B)), True)], B, True),
        ([(AnyOf((A, B)), False)], B, False),
        ([(All((A, B)), False)], B, B),
        ([(A, True), (All((A, B)), False)], B, False),
        ([(A, False), (AnyOf((A, B)), True)], B, True),
        ([(Not(A), True)], A, False),
    ],
)
def test_what_remains(given, asked, left):
    assert _facts(*given).remaining(asked) == left


def test_a_criterion_keeps_its_name_until_it_is_decided():
    rule = {"all": [{"finding": "a"}, {"finding": "b"}]}
    criteria = [{"id": "both", "label": "Both", "when": rule}]
    asked = All((CriterionHolds("both"), C))

    assert _facts((C, True), criteria=criteria).remaining(asked) == CriterionHolds("both")
    assert _facts((B, False), criteria=criteria).remaining(asked) is False
    assert _facts((CriterionHolds("both"), True), criteria=criteria).remaining(All((A, C))) == C


def test_constraints_conclude_in_both_directions():
    constraint = {"id": "x", "if": {"finding": "a"}, "then": {"not": {"finding": "b"}}, "message": "not both"}

    assert _facts((A, True), constraints=[constraint]).remaining(AnyOf((B, C))) == C
    assert _facts((B, True), constraints=[constraint]).remaining(A) is False


def test_builds_on_follows_criteria_through_others():
    criteria = [
        {"id": "first", "label": "First", "when": {"finding": "a"}},
        {"id": "second", "label": "Second", "when": {"all": [{"criterion": "first"}, {"finding": "b"}]}},
        {"id": "third", "label": "Third", "when": {"not": {"any": [{"criterion": "second"}, {"finding": "c"}]}}},
    ]
    protocol = protocol_from(FINDINGS, YAML, {"criteria": criteria})

    assert built_on(protocol, "third") == {"first", "second"}
    assert built_on(protocol, "first") == frozenset()


RULES = [
    {"all": [{"finding": "a"}, {"not": {"finding": "b"}}]},
    {"any": [{"all": [{"finding": "a"}, {"criterion": "known"}]}, {"all": [{"finding": "c"}, {"finding": "d"}]}]},
    {"at-least": 2, "of": [{"finding": "a"}, {"criterion": "known"}, {"not": {"finding": "d"}}]},
    {"not": {"any": [{"finding": "b"}, {"criterion": "known"}]}},
]
KNOWN = [
    {"all": [{"finding": "b"}, {"finding": "c"}]},
    {"any": [{"finding": "a"}, {"finding": "b"}]},
    {"not": {"finding": "d"}},
]
CHOICE = {
    "id": "e",
    "type": "choice",
    "label": "Drug",
    "group": "g",
    "choices": [{"id": name, "label": name} for name in ("none", "given", "held")],
}


def _drug(*choices):
    return ChoiceIs("e", choices)


@pytest.mark.parametrize(
    ("given", "asked", "left"),
    [
        ([], _drug("given"), _drug("given")),
        ([(_drug("given", "held"), True)], _drug("given"), _drug("given")),
        ([(_drug("given"), True)], _drug("given", "held"), True),
        ([(_drug("none"), False)], _drug("given", "held"), True),
        ([(_drug("none"), True)], _drug("given", "held"), False),
        # what is said of one choice at several places is taken together
        ([(_drug("none"), False)], AnyOf((_drug("given"), _drug("held"))), True),
        ([(_drug("none"), False), (A, True)], AnyOf((All((A, _drug("given"))), _drug("held"))), True),
        ([], AnyOf((_drug("given"), _drug("held"), A)), AnyOf((_drug("given", "held"), A))),
        ([], AnyOf((_drug("given"), _drug("held"))), _drug("given", "held")),
        # one of several holds, it is not known which
        ([(AnyOf((A, B)), True)], AnyOf((A, B, C)), True),
        ([(AnyOf((A, B)), True)], AnyOf((A, C)), AnyOf((A, C))),
    ],
)
def test_what_is_known_of_choices_and_of_one_of_several(given, asked, left):
    facts = Facts(protocol_from([*FINDINGS, CHOICE], YAML))
    for expression, value in given:
        facts.assume(expression, value)
    assert facts.remaining(asked) == left


NOT_BOTH = {"id": "x", "if": {"finding": "a"}, "then": {"not": {"finding": "d"}}, "message": "not both"}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("value", [True, False])
def test_a_reduced_rule_answers_as_the_whole_one_wherever_the_facts_hold(rule, known, value):
    more = {"criteria": [{"id": "known", "label": "Known", "when": known}], "constraints": [NOT_BOTH]}
    protocol = protocol_from(FINDINGS, rule, more)
    facts = Facts(protocol)
    facts.assume(CriterionHolds("known"), value)
    left = facts.remaining(protocol.recommendations[0].when)
    words = Labels(protocol)
    tried = 0
    for answers in itertools.product([True, False], repeat=4):
        case = {"protocol": "toy", "findings": dict(zip("abcd", answers, strict=True))}
        try:
            assessment = Checker(protocol).assess(case)
        except RefusedCase:
            continue
        if assessment.criteria["known"].value != str(value).lower():
            continue
        tried += 1
        whole = assessment.recommendations[0].status is Status.INDICATED
        if isinstance(left, bool):
            assert left is whole
        else:
            assert _holds(left, case["findings"], assessment) is whole, left.describe(words)
    assert tried


def _holds(expression, findings, assessment):
    """Evaluate an expression of booleans in the plainest way there is."""
    match expression:
        case FindingHolds(finding=name):
            return findings[name]
        case CriterionHolds(criterion=name):
            return assessment.criteria[name].value == "true"
        case Not(not_=part):
            return not _holds(part, findings, assessment)
        case All(all=parts):
            return all(_holds(part, findings, assessment) for part in parts)
        case AnyOf(any=parts):
            return any(_holds(part, findings, assessment) for part in parts)
        case AtLeast(at_least=count, of=parts):
            return sum(_holds(part, findings, assessment) for part in parts) >= count
    raise AssertionError(expression)
