"""Other answers to choices, and what the page is told of them; a case for a protocol that is not there."""

import json

from checker import Checker, alternatives
from checker.answers.entries import entries
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from(
    "[{id: drug, type: choice, label: D, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}]"
)
LEVEL = {"type": "quantity", "label": "L", "group": "g", "unit": "mg", "plausible": [1, 9]}
CHECKER = Checker(protocol_from(FINDINGS, data_from("{finding: drug, is: [given]}")))


def test_another_choice_is_told_by_its_id():
    found = [other.to_data() for other in alternatives(CHECKER, {"protocol": "toy", "findings": {"drug": "held"}})]
    assert found == [{"finding": "drug", "answer": "given", "changes": {"result": "indicated"}}]


def test_a_comparison_that_waits_for_another_finding_is_no_limit():
    when = data_from("{finding: one, above: {finding: two}}")
    checker = Checker(protocol_from([{"id": name, **LEVEL} for name in ("one", "two")], when))
    found = alternatives(checker, {"protocol": "toy", "findings": {}})
    assert {other.finding for other in found} == {"never-asked"}


def test_what_turns_more_than_once_is_not_guessed_at():
    """Two rises, each from the other: which numbers to try is no matter of one limit."""
    when = data_from(
        "{quantity: {percent-change: one, from: two}, above: {percent-change: two, from: one}}",
    )
    checker = Checker(protocol_from([{"id": name, **LEVEL} for name in ("one", "two")], when))
    given = {name: {"value": value, "unit": "mg"} for name, value in (("one", 3), ("two", 2))}
    found = alternatives(checker, {"protocol": "toy", "findings": given})
    assert {other.finding for other in found} == {"never-asked"}


def test_a_case_of_a_protocol_that_is_not_there_fills_no_form():
    answer = json.loads(entries({"toy": CHECKER}, b'{"protocol": "toys", "findings": {}}'))
    assert answer["errors"][0]["message"] == "unknown protocol 'toys' (did you mean 'toy'?)"
