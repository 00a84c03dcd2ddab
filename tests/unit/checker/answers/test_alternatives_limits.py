"""No number is left out: wherever another one would change a recommendation, an alternative says so."""

import json
import random
from decimal import Decimal

import pytest

from checker import Checker, alternatives
from checker.language.findings import IntegerFinding, QuantityFinding
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.protocols.random_cases import some_cases
from tests.support.protocols.rules import data_from, protocol_from

LEVEL = {
    "id": "level", "type": "quantity", "label": "L", "group": "g", "unit": "mg", "plausible": [0, 9],
    "also": [{"unit": "g", "times": 1000}],
}  # fmt: skip
FROM_3 = "{finding: level, at-least: {value: 3, unit: mg}}"

FORMS = {
    "in the rule itself": (FROM_3, "{}"),
    "as an item of a score": (
        "{score: s, at-least: 1}",
        (
            f"{{scores: [{{id: s, label: S, items: [{{points: 1, when: {FROM_3}}}],"
            " bands: [{id: low, label: L, from: 0, to: 0}, {id: high, label: H, from: 1, to: 1}]}]}"
        ),
    ),
    "as a level of a grade": (
        "{grade: g, at-least: bad}",
        (
            "{grades: [{id: g, label: G, scale: [{id: good, label: A}, {id: bad, label: B}],"
            f" domains: [{{label: D, levels: [{{grade: bad, when: {FROM_3}}}]}}]}}]}}"
        ),
    ),
    "behind a factor": (
        "{quantity: {finding: level, times: 2}, at-least: {value: 6, unit: mg}}",
        "{}",
    ),
    "in another unit": (
        "{finding: level, at-least: {value: 3, unit: mg}, or: {value: 0.003, unit: g}}",
        "{}",
    ),
    "in a sum": (
        "{quantity: {sum: [{finding: level}, {value: 2, unit: mg}], unit: mg}, at-least: {value: 5, unit: mg}}",
        "{}",
    ),
}


@pytest.mark.parametrize(("when", "extra"), FORMS.values(), ids=FORMS)
def test_a_limit_is_tried_wherever_it_stands(when, extra):
    checker = Checker(protocol_from([LEVEL], data_from(when), data_from(extra)))
    case = {"protocol": "toy", "findings": {"level": {"value": Decimal(2), "unit": "mg"}}}
    found = [other.to_data() for other in alternatives(checker, case)]
    assert [(other["side"], other["limit"], other["changes"]) for other in found] == [
        ("at", "3", {"result": "indicated"}),
        ("above", "3", {"result": "indicated"}),
    ]


def test_a_limit_that_follows_from_another_answer_is_tried():
    ceiling = {**LEVEL, "id": "ceiling", "label": "C"}
    when = data_from("{finding: level, above: {finding: ceiling, times: 1.5}}")
    checker = Checker(protocol_from([LEVEL, ceiling], when))
    values = {"level": Decimal(2), "ceiling": Decimal(2)}
    case = {"protocol": "toy", "findings": {name: {"value": v, "unit": "mg"} for name, v in values.items()}}
    found = {(other.finding, other.beside) for other in alternatives(checker, case)}
    assert ("level", ("above", Decimal(3))) in found


def test_a_limit_whose_decimals_have_no_end_is_told_in_the_unit_in_which_they_have_one():
    fever = {
        "id": "fever", "type": "quantity", "label": "F", "group": "g", "unit": "Cel", "plausible": [30, 45],
        "also": [{"unit": "K", "times": "1", "plus": "-273.15"}, {"unit": "[degF]", "times": "5/9", "plus": "-160/9"}],
    }  # fmt: skip
    checker = Checker(protocol_from([fever], data_from("{finding: fever, at-least: {value: 101, unit: '[degF]'}}")))
    case = {"protocol": "toy", "findings": {"fever": {"value": Decimal(37), "unit": "Cel"}}}
    found = [other.to_data() for other in alternatives(checker, case)]
    assert [(other["side"], other["limit"], other["unit"], other["changes"]) for other in found] == [
        ("at", "101", "[degF]", {"result": "indicated"}),
        ("above", "101", "[degF]", {"result": "indicated"}),
    ]


def test_limits_close_to_each_other_are_told_apart():
    when = data_from(
        "{all: [{finding: level, above: {value: 3, unit: mg}}, {finding: level, below: {value: 3.0005, unit: mg}}]}"
    )
    checker = Checker(protocol_from([LEVEL], when))
    case = {"protocol": "toy", "findings": {"level": {"value": Decimal(2), "unit": "mg"}}}
    assert [other.beside for other in alternatives(checker, case)] == [
        ("above", Decimal(3)),
        ("below", Decimal("3.0005")),
    ]


def numbers(finding, dice):
    """Some numbers of a finding, anywhere in its range."""
    low, high = finding.plausible
    if isinstance(finding, IntegerFinding):
        return range(low, high + 1) if high - low < 25 else dice.sample(range(low, high + 1), 25)
    return [low + (high - low) * dice.randrange(1001) / 1000 for _ in range(25)]


def changes_told(protocol, cases=60):
    """Try numbers at random; return how many were tried, and how many changed something that had been told."""
    tried = changed = 0
    checker, dice = Checker(protocol), random.Random(protocol.title)  # noqa: S311 - no secret
    numeric = [f for f in protocol.findings if isinstance(f, QuantityFinding | IntegerFinding)]
    for text in some_cases(protocol, cases):
        case = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        try:
            before = {r.id: r.status for r in checker.assess(case).recommendations}
            others = alternatives(checker, case)
        except ValueError:
            continue
        for finding in dice.sample(numeric, min(3, len(numeric))):
            told = [other.changes for other in others if other.finding == finding.id]
            for number in numbers(finding, dice):
                answer = {"value": number, "unit": finding.unit} if hasattr(finding, "unit") else number
                other_case = {**case, "findings": {**case["findings"], finding.id: answer}}
                try:
                    after = checker.assess(other_case).recommendations
                except ValueError:
                    continue
                tried += 1
                changes = {r.id: r.status for r in after if r.status is not before[r.id]}
                if changes:
                    changed += 1
                    assert changes in told, (protocol.id, finding.id, number, text)
    return tried, changed


def test_no_number_that_would_change_a_recommendation_is_left_out(each):
    tried, changed = changes_told(each.protocol)
    assert tried > 500
    assert changed > 50


def test_nor_is_one_in_protocols_that_try_the_language():
    found = [changes_told(next_protocol(fixture), cases=150) for fixture in FIXTURES.values()]
    assert sum(tried for tried, _ in found) > 4000
    assert sum(changed for _, changed in found) > 100
