"""Sums, multiples and changes: what is added is in one unit, and temperatures are not added."""

from decimal import Decimal

import pytest

from build_scripts.content.validation.rules import rule_objections
from tests.support.protocols.rules import data_from, protocol_from

LENGTHS = data_from("""
- {id: a, type: quantity, label: A, group: g, unit: cm, plausible: [1, 200]}
- {id: b, type: quantity, label: B, group: g, unit: m, plausible: [1, 2]}
- {id: c, type: quantity, label: C, group: g, unit: g/L, plausible: [1, 50]}
- {id: t, type: quantity, label: T, group: g, unit: Cel, plausible: [30, 45]}
- {id: t0, type: quantity, label: T0, group: g, unit: Cel, plausible: [30, 45]}
- {id: k, type: quantity, label: K, group: g, unit: K, plausible: [300, 320], also: [{unit: Cel}]}
- {id: k0, type: quantity, label: K0, group: g, unit: K, plausible: [300, 320]}
- {id: n, type: integer, label: N, group: g, plausible: [0, 4]}
""")


@pytest.mark.parametrize(
    ("quantity", "unit_", "words"),
    [
        ("{sum: [{finding: a}, {finding: b}], unit: cm}", "cm", "'b' is in 'm' and the sum in 'cm'"),
        ("{sum: [{finding: a}, {finding: b, gives: cm}], unit: cm}", "cm", "'b' times 1 is in 'm' and gives no 'cm'"),
        (
            "{sum: [{finding: a}, {finding: b, times: 2, gives: mm}], unit: cm}",
            "cm",
            "'b' gives 'mm', which does not fit",
        ),
        ("{sum: [{finding: a}, {finding: n}], unit: cm}", "cm", "'n' is in '1' and the sum in 'cm'"),
        ("{sum: [{finding: a}, {value: 1, unit: m}], unit: cm}", "cm", "unit 'm' does not fit the sum's 'cm'"),
        ("{sum: [{finding: a}], unit: nonsense}", "nonsense", "'nonsense' is not a UCUM unit"),
        ("{sum: [{finding: a}, {finding: b, times: 100, gives: cm}], unit: cm}", "cm", None),
        ("{sum: [{finding: a}, {finding: c, times: -0.02, gives: cm}], unit: cm}", "cm", None),
        ("{sum: [{finding: t}, {finding: t0, times: -1}], unit: Cel}", "Cel", None),
        ("{sum: [{finding: t, times: 0.5}, {finding: t0, times: 0.5}, {value: 1, unit: Cel}], unit: Cel}", "Cel", None),
        ("{sum: [{finding: t}, {finding: t0}], unit: Cel}", "Cel", "this sum means nothing: 'Cel' is on a scale"),
        ("{sum: [{finding: t, times: 2}], unit: Cel}", "Cel", "this sum means nothing: 'Cel' is on a scale"),
        ("{sum: [{finding: n}, {finding: t, times: 0.1, gives: '1'}], unit: '1'}", "1", None),
        ("{percent-change: k, from: k0}", "%", None),
        ("{finding: k, times: 1.5}", "Cel", None),
        ("{finding: t, times: 1.5}", "Cel", "a multiple of 't' means nothing: 'Cel' is on a scale"),
        ("{percent-change: t, from: t0}", "%", "a relative change of 't' means nothing: 'Cel' is on a scale"),
        ("{finding: a, times: 2, gives: m}", "cm", "'gives' is for the parts of a sum only"),
    ],
)
def test_what_is_added_is_in_one_unit(quantity, unit_, words):
    rule = {"quantity": data_from(quantity), "above": {"value": Decimal(1), "unit": unit_}}
    protocol = protocol_from(LENGTHS, rule)
    # The criterion 'always' is the tests' own, and no author could write it.
    said = [text for path, text in rule_objections(protocol) if path[:2] != ("criteria", 0)]
    assert (words in said[0]) if words else said == []


def test_a_difference_of_temperatures_is_no_temperature():
    difference = data_from("{sum: [{finding: t}, {finding: t0, times: -1}], unit: Cel}")
    protocol = protocol_from(LENGTHS, {"quantity": difference, "above": {"finding": "t"}})
    said = [text for path, text in rule_objections(protocol) if path[:2] != ("criteria", 0)]
    assert said == ["a difference is compared with finding 't': 'Cel' is on a scale with an offset or a logarithm"]
