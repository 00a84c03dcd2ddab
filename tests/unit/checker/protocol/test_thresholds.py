"""Where rules compare a finding with a number, in the finding's own unit."""

from decimal import Decimal

import pytest

from checker.protocol.quantities import values_read
from checker.protocol.thresholds import limits_of, thresholds, value_thresholds
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


VALUES = data_from(
    "values: [{id: half, label: Half, unit: mg/dL, plausible: [0, 50],"
    ' formula: {quotient: [{finding: level}, {value: 2, unit: "1"}]}},'
    " {id: unread, label: Unread, unit: mg/dL, plausible: [0, 99], formula: {finding: level}}]"
)


def test_the_limits_of_a_computed_value_are_told_apart_from_those_of_findings():
    rule = "{any: [{value-of: half, above: {value: 0.03, unit: mg/dL}}, {value-of: half, below: {finding: level}}]}"
    protocol = protocol_from(LEVEL, data_from(rule), VALUES)
    (found,) = value_thresholds(protocol)
    assert (found.finding, found.limit) == ("value half", Decimal("0.03"))
    assert found.path == ("recommendations", 0, "when", "any", 0, "above")
    assert list(thresholds(protocol)) == []


def test_a_value_is_read_by_rules_and_by_other_values():
    rule = data_from("{value-of: half, above: {finding: level}}")
    assert values_read(protocol_from(LEVEL, rule, VALUES)) == {"half"}
