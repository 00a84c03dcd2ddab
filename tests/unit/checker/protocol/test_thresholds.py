"""Where rules compare a finding with a number, in the finding's own unit."""

from decimal import Decimal

import pytest

from checker.protocol.thresholds import limits_of, thresholds
from tests.support.protocols.rules import data_from, protocol_from

LEVEL = data_from(
    "[{id: level, type: quantity, label: L, group: g, unit: mg/dL, plausible: [0, 99],"
    " also: [{unit: g/L, times: 100}]}]"
)


@pytest.mark.parametrize(
    ("when", "limits"),
    [
        ("{finding: level, above: {value: 3, unit: mg/dL}}", [3]),
        ("{finding: level, above: {value: 0.03, unit: g/L}}", [3]),
        ("{quantity: {finding: level, times: 2}, at-least: {value: 6, unit: mg/dL}}", [3]),
        ("{quantity: {finding: level, times: 0}, at-least: {value: 6, unit: mg/dL}}", None),
        ("{finding: level, above: {finding: level, times: 2}}", None),
        ("{finding: level, above: {value: 3, unit: mg/dL}, or: {value: 0.031, unit: g/L}}", [3, "3.1"]),
    ],
)
def test_a_limit_is_told_in_the_findings_own_unit(when, limits):
    protocol = protocol_from(LEVEL, data_from(when))
    assert limits_of(protocol) == ({"level": list(map(Decimal, limits))} if limits else {})


def test_a_threshold_knows_its_place():
    rule = (
        "{all: [{not: {finding: level, at-least: {value: 3, unit: mg/dL}}},"
        " {finding: level, below: {value: 9, unit: mg/dL}}]}"
    )
    found = [(threshold.path, threshold.finding) for threshold in thresholds(protocol_from(LEVEL, data_from(rule)))]
    assert found == [
        (("recommendations", 0, "when", "all", 0, "not", "at-least"), "level"),
        (("recommendations", 0, "when", "all", 1, "below"), "level"),
    ]


def test_a_limit_in_two_units_has_two_places():
    rule = "{not: {finding: level, above: {value: 3.1, unit: mg/dL}, or: {value: 0.03, unit: g/L}}}"
    protocol = protocol_from(LEVEL, data_from(rule))
    found = list(thresholds(protocol))
    assert [threshold.path[-2:] for threshold in found] == [("not", "above"), ("not", "or")]
    leaf = protocol.recommendations[0].when.parts[0]
    assert all(threshold.within is leaf for threshold in found)
