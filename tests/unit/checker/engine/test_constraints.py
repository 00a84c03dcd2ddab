"""Constraints: what they force, in chains and backwards, and how a contradiction is told."""

from itertools import product
from typing import Any

import pytest

from checker import Checker, RefusedCase
from checker.answers.pending import pending
from checker.engine.constraints import clauses
from checker.engine.scope import Scope
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = [{"id": name, "type": "boolean", "label": name.upper(), "group": "g"} for name in "abcde"]


def checker_with(text):
    return Checker(protocol_from(FINDINGS, {"finding": "a"}, {"constraints": data_from(text)}))


def inferred(checker, given):
    return dict(checker.assess({"protocol": "toy", "findings": given}).inferred)


CHAIN = """
- {id: ab, if: {finding: a}, then: {finding: b}, message: A needs B.}
- {id: bc, if: {finding: b}, then: {finding: c}, message: B needs C.}
- {id: cd, if: {finding: c}, then: {not: {finding: d}}, message: C excludes D.}
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"a": True}, {"b": True, "c": True, "d": False}),
        ({"b": True}, {"c": True, "d": False}),
        ({"d": True}, {"a": False, "b": False, "c": False}),
        ({"c": False}, {"a": False, "b": False}),
        ({"d": False}, {}),
        ({"a": False}, {}),
        ({"a": True, "c": True}, {"b": True, "d": False}),
        ({}, {}),
    ],
)
def test_what_is_forced_forces_more(given, expected):
    assert inferred(checker_with(CHAIN), given) == expected


def test_inferred_findings_stand_in_the_order_of_the_protocol():
    assert list(inferred(checker_with(CHAIN), {"d": True})) == ["a", "b", "c"]


def test_a_contradiction_at_the_end_of_a_chain_names_the_answers_that_were_given():
    with pytest.raises(RefusedCase) as caught:
        checker_with(CHAIN).assess({"protocol": "toy", "findings": {"a": True, "d": True, "e": True}})
    error = caught.value.errors[0]
    assert (error.finding, error.value) == ("d", True)
    assert error.message.startswith("contradicts other answers (A: yes, D: yes): ")
    assert "e = " not in str(caught.value)


def test_two_broken_constraints_are_both_told():
    text = """
- {id: ab, if: {finding: a}, then: {finding: b}, message: A needs B.}
- {id: cd, if: {finding: c}, then: {finding: d}, message: C needs D.}
"""
    with pytest.raises(RefusedCase) as caught:
        checker_with(text).assess({"protocol": "toy", "findings": {"a": True, "b": False, "c": True, "d": False}})
    assert [(error.finding, error.message) for error in caught.value.errors] == [
        ("b", "contradicts other answers (A: yes, B: no): A needs B."),
        ("d", "contradicts other answers (C: yes, D: no): C needs D."),
    ]


RULES = [
    "[{id: k, if: {finding: a}, then: {any: [{finding: b}, {not: {finding: c}}]}, message: m}]",
    "[{id: k, if: {any: [{finding: a}, {finding: b}]}, then: {all: [{finding: c}, {finding: d}]}, message: m}]",
    """
    - id: k
      if: {not: {all: [{finding: a}, {not: {finding: b}}]}}
      then: {not: {any: [{finding: c}, {finding: d}]}}
      message: m
    """,
    "[{id: k, if: {any: [{finding: a}, {not: {finding: a}}]}, then: {finding: b}, message: m}]",
]


@pytest.mark.parametrize("text", RULES)
def test_what_is_inferred_holds_in_every_completion_and_what_is_refused_in_none(text):
    """The constraint evaluated by itself, on every way to fill in what was not assessed, is the judge."""
    checker = checker_with(text)
    (constraint,) = data_from(text)

    def holds(rule, case):
        if "finding" in rule:
            return case[rule["finding"]]
        if "not" in rule:
            return not holds(rule["not"], case)
        return (all if "all" in rule else any)(holds(part, case) for part in rule.get("all") or rule["any"])

    for values in product((None, True, False), repeat=4):
        given = {name: value for name, value in zip("abcd", values, strict=True) if value is not None}
        possible = [
            case
            for filled in product((True, False), repeat=4)
            if given.items() <= (case := dict(zip("abcd", filled, strict=True))).items()
            and (not holds(constraint["if"], case) or holds(constraint["then"], case))
        ]
        try:
            forced = inferred(checker, given)
        except RefusedCase:
            assert not possible, given
            continue
        assert all(forced.items() <= case.items() for case in possible), given
        if len(given) == 4:
            assert possible, given


def test_a_constraint_reads_booleans_only():
    protocol = protocol_from(FINDINGS, {"score": "s", "at-least": 1})
    with pytest.raises(ValueError, match="a constraint is made of 'all', 'any', 'not' and conditions on findings only"):
        clauses(protocol.recommendations[0].when, lambda part: Scope(protocol).index(part.findings[0]))


def test_a_constraint_that_would_explode_is_refused():
    pair = {"all": [{"finding": "a"}, {"finding": "b"}]}
    protocol = protocol_from(FINDINGS, {"any": [pair] * 10})
    with pytest.raises(ValueError, match="falls into more than 512 clauses; write several instead"):
        clauses(protocol.recommendations[0].when, lambda part: Scope(protocol).index(part.findings[0]))


def test_what_is_forced_in_every_case_is_inferred_without_any_answer():
    protocol = protocol_from(
        data_from("[{id: a, type: boolean, label: A, group: g}, {id: b, type: boolean, label: B, group: g}]"),
        {"finding": "b"},
        {"constraints": data_from("[{id: c, if: {finding: a}, then: {not: {finding: a}}, message: m}]")},
    )
    assessment = Checker(protocol).assess({"protocol": "toy", "findings": {}})
    assert assessment.inferred == {"a": False}
    with pytest.raises(RefusedCase, match="contradicts other answers"):
        Checker(protocol).assess({"protocol": "toy", "findings": {"a": True}})


def test_constraints_that_no_case_can_keep_refuse_every_case_in_words():
    protocol = protocol_from(
        data_from("[{id: a, type: boolean, label: A, group: g}]"),
        {"finding": "a"},
        {
            "constraints": data_from("""
              - {id: c, if: {finding: a}, then: {not: {finding: a}}, message: m}
              - {id: d, if: {not: {finding: a}}, then: {finding: a}, message: n}
            """)
        },
    )
    with pytest.raises(RefusedCase, match="no case can be accepted"):
        Checker(protocol).assess({"protocol": "toy", "findings": {}})


MEASURED: list[dict[str, Any]] = [
    *FINDINGS,
    *({"id": name, "type": "quantity", "label": name.capitalize(), "group": "g", "unit": "mL", "plausible": [0, 9000],
       "also": [{"unit": "L", "times": 1000}]} for name in ("six", "twelve")),
    {"id": "given", "type": "date", "label": "Given", "group": "g", "precision": "minute"},
    {"id": "ended", "type": "date", "label": "Ended", "group": "g", "precision": "minute"},
    {"id": "drug", "type": "choice", "label": "Drug", "group": "g",
     "choices": [{"id": "on", "label": "On it"}, {"id": "off", "label": "Off it"}]},
    {"id": "count", "type": "integer", "label": "Count", "group": "g", "plausible": [0, 9]},
]  # fmt: skip


def measured(text):
    return Checker(protocol_from(MEASURED, {"finding": "a"}, {"constraints": data_from(text)}))


def refusal(checker, **findings):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": findings})
    (error,) = caught.value.errors
    return error.finding, error.message


def quantity(number, unit="mL"):
    return {"value": number, "unit": unit}


PARTS_OF_THE_DAY = "[{id: k, then: {finding: six, at-most: {finding: twelve}}, message: Six hours are part of twelve.}]"


def test_numbers_that_do_not_fit_are_told_as_they_were_entered():
    checker = measured(PARTS_OF_THE_DAY)
    assert refusal(checker, six=quantity(500), twelve=quantity(0.4, "L")) == (
        "twelve",
        "contradicts other answers (Six: 500 mL, Twelve: 0.4 L): Six hours are part of twelve.",
    )
    assert inferred(checker, {"six": quantity(500)}) == {}


def test_dates_out_of_order_are_told():
    checker = measured(
        "[{id: k, then: {quantity: {since: given, until: ended}, at-least: {value: 0, unit: min}}, message: Order.}]"
    )
    assert refusal(checker, given="2026-01-02T10:00", ended="2026-01-02T09:59") == (
        "ended",
        "contradicts other answers (Given: 2026-01-02 10:00, Ended: 2026-01-02 09:59): Order.",
    )


def test_choices_and_counts_are_told_by_their_words():
    checker = measured(
        "[{id: k, if: {finding: drug, is: ['on']}, message: Few.,"
        " then: {finding: count, below: {value: 3, unit: '1'}}}]"
    )
    assert refusal(checker, drug="on", count=3)[1] == "contradicts other answers (Drug: On it, Count: 3): Few."


def test_an_answer_that_was_given_forces_another_but_is_never_asked_for():
    checker = measured("[{id: k, if: {finding: six, assessed: true}, then: {finding: b}, message: Known.}]")
    assert inferred(checker, {"six": quantity(1)}) == {"b": True}
    assert inferred(checker, {"b": False}) == {}
    assert refusal(checker, six=quantity(1), b=False) == ("six", "contradicts other answers (B: no, Six: 1 mL): Known.")
    for rule in (
        "{if: {not: {finding: six, assessed: true}}, then: {finding: b}}",
        "{then: {finding: six, assessed: true}}",
    ):
        with pytest.raises(ValueError, match="can rest on an answer that was given"):
            measured(f"[{{id: k, message: m, {rule[1:]}]")


def test_only_what_can_be_inferred_is_pending_because_of_another():
    rule = {"any": [{"finding": "a"}, {"finding": "twelve", "above": {"value": 5, "unit": "mL"}}]}

    def asked(text):
        checker = Checker(protocol_from(MEASURED, rule, {"constraints": data_from(text)}))
        return set(pending(checker, {"protocol": "toy", "findings": {}}))

    assert asked(PARTS_OF_THE_DAY) == {"a", "twelve"}
    forces = "{finding: six, above: {value: 5, unit: mL}}"
    assert asked(f"[{{id: k, if: {forces}, then: {{finding: a}}, message: m}}]") == {"a", "six", "twelve"}


def test_constraints_that_test_the_same_test_it_once():
    low = "{finding: six, below: {value: 5, unit: mL}}"
    first, second = (f"{{id: {name}, if: {low}, then: {{finding: {name}}}, message: m}}" for name in "ab")
    checker = measured(f"[{first}, {second}]")
    assert len(checker.program.propagator.tests) == 1
    assert inferred(checker, {"six": quantity(4)}) == {"a": True, "b": True}
