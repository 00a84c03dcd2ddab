"""Limits of a time between two dates: one, and by the calendar in whole months or years."""

import pytest

from build_scripts.content.validation.rules import rule_objections
from tests.support.protocols.rules import data_from, protocol_from

DATES = data_from("""
- {id: born, type: date, label: Born, group: g, precision: day}
- {id: today, type: date, label: Today, group: g, precision: day}
""")


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("below: {value: 9, unit: mo}", None),
        ("at-least: {value: 18, unit: a}", None),
        ("above: {value: 1.5, unit: wk}", None),
        (
            "below: {value: 1.5, unit: a}",
            "expected whole months or years, which end on a day of the calendar, found 1.5 a",
        ),
        (
            "below: {value: 9.0, unit: mo}",
            "expected whole months or years, which end on a day of the calendar, found 9.0",
        ),
        ("below: {value: 9, unit: mo}, or: {value: 270, unit: d}", "a time has one limit: where the source has two"),
        ("below: {value: 1, unit: h}", "unit 'h' does not fit dates without a time of day (expected d, wk, mo, a)"),
        ("below: {value: 1, unit: kg}", "unit 'kg' does not fit an elapsed time"),
    ],
)
def test_limits_of_a_time(limit, words):
    protocol = protocol_from(DATES, data_from(f"{{quantity: {{since: born, until: today}}, {limit}}}"))
    found = [message for path, message in rule_objections(protocol) if path[0] == "recommendations"]
    assert [words in message for message in found] == ([True] if words else []), found
