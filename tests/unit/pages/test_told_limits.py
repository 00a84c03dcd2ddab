"""A limit beside a patient's own number is said only where it is true."""

from __future__ import annotations

import random

import pytest

from build_scripts.pages.answer.told_limits import told_limits
from checker import Checker, RefusedCase
from checker.language.findings import BooleanFinding, ChoiceFinding, QuantityFinding
from tests.support.protocols.rules import data_from, protocol_from

NEAR: dict[str, list[float]] = {
    "qtc": [455, 500, 501, 520],
    "potassium": [3.6, 4.0, 4.1, 5.5],
    "magnesium": [1.7, 1.8, 1.9],
}
"""Values about the limits, in the finding's own unit."""


def case_at_random(protocol, seed):
    chance = random.Random(seed)  # noqa: S311 - not a secret
    findings: dict[str, object] = {}
    for finding in protocol.findings:
        if chance.random() < 0.5:
            continue
        match finding:
            case BooleanFinding():
                findings[finding.id] = chance.random() < 0.3
            case ChoiceFinding():
                findings[finding.id] = chance.choice([choice.id for choice in finding.choices])
            case QuantityFinding():
                low, high = map(float, finding.plausible)
                anywhere = [round(low + (high - low) * chance.random() ** 3, 1), 9, 11]
                value = chance.choice(NEAR.get(finding.id, anywhere))
                findings[finding.id] = {"value": value, "unit": finding.unit}
    return findings


@pytest.mark.parametrize("lot", range(4))
def test_every_limit_beside_an_own_number_is_true(first, lot):
    protocol = first.protocol
    engine = Checker(protocol)
    said = {r.id: told_limits(protocol, r.when) for r in protocol.recommendations}
    said |= {c.id: told_limits(protocol, c.when) for c in protocol.criteria}
    relations = {
        "not above": lambda value, limit: value <= limit,
        "above": lambda value, limit: value > limit,
        "at most": lambda value, limit: value <= limit,
    }
    told = 0
    for seed in range(lot * 500, lot * 500 + 500):
        findings = case_at_random(protocol, seed)
        try:
            answer = engine.assess({"protocol": protocol.id, "findings": findings})
        except RefusedCase:
            continue
        for result in answer.recommendations:
            for finding, text in said[result.id].items():
                if result.status.value == "indicated" and finding in result.because:
                    words, number = next((w, text.removeprefix(w)) for w in relations if text.startswith(w))
                    limit = float(number.split()[0])
                    assert relations[words](findings[finding]["value"], limit), (findings, result.id, text)
                    told += 1
    assert told > 50


QUANTITY = "type: quantity, group: g, unit: mmol/L, plausible: [0, 10]"
LEVELS = data_from(f"[{{id: a, label: A, {QUANTITY}}}, {{id: b, label: B, {QUANTITY}}}]")


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{finding: a, above: {value: 3, unit: mmol/L}}", {"a": "above 3 mmol/L"}),
        ("{not: {finding: a, above: {value: 3, unit: mmol/L}}}", {"a": "not above 3 mmol/L"}),
        ("{not: {not: {finding: a, at-most: {value: 3, unit: mmol/L}}}}", {"a": "at most 3 mmol/L"}),
        (  # read in two ways: nobody could say which of them it was
            (
                "{any: [{finding: a, above: {value: 3, unit: mmol/L}}, {finding: a, below: {value: 1, unit: mmol/L}},"
                " {finding: b, above: {value: 2, unit: mmol/L}}]}"
            ),
            {"b": "above 2 mmol/L"},
        ),
        ("{finding: a, assessed: true}", {}),
        (
            "{all: [{finding: a, assessed: true}, {finding: a, above: {value: 3, unit: mmol/L}}]}",
            {},
        ),
    ],
)
def test_a_rule_tells_the_one_limit_of_a_finding(when, said):
    protocol = protocol_from(LEVELS, data_from(when))
    assert told_limits(protocol, protocol.recommendations[0].when) == said
