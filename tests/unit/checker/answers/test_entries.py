"""A case as a form holds it: digits as they were written, and the refusals of `assess`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker import Checker, assess_json
from checker.answers.entries import entries
from tests.support.protocols.rules import protocol_from

FINDINGS: list[dict[str, Any]] = [
    {"id": "fever", "type": "boolean", "label": "Fever", "group": "g"},
    {
        "id": "drug",
        "type": "choice",
        "label": "Drug",
        "group": "g",
        "choices": [{"id": "given", "label": "Given"}, {"id": "held", "label": "Held"}],
    },
    {
        "id": "level",
        "type": "quantity",
        "label": "Level",
        "group": "g",
        "unit": "mg/dL",
        "plausible": [-1000, 1000000],
        "also": [{"unit": "g/dL", "times": 1000}],
    },
    {"id": "count", "type": "integer", "label": "Count", "group": "g", "plausible": [-5, 5000]},
    {"id": "sampled", "type": "date", "label": "Sampled", "group": "g", "precision": "minute"},
]


@pytest.fixture(scope="module")
def checkers():
    protocol = protocol_from(FINDINGS, {"finding": "fever"})
    return {protocol.id: Checker(protocol)}


def filled_in(checkers, findings: str) -> object:
    return json.loads(entries(checkers, f'{{"protocol":"toy","findings":{findings}}}'.encode()))


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("4.1250", "4.1250"),
        ("12.345", "12.345"),
        ("4.00000000000000010000000000001", "4.00000000000000010000000000001"),
        ("12345678901234567e-15", "12.345678901234567"),
        ("1e-7", "0.0000001"),
        ("1.50E+2", "150"),
        ("-0", "-0"),
        ("-0.0", "-0.0"),
        ("0e-3", "0.000"),
    ],
)
def test_a_number_keeps_every_digit_and_loses_its_power_of_ten(checkers, written, digits):
    read = filled_in(checkers, f'{{"level":{{"unit":"g/dL","value":{written}}}}}')
    assert read == {"findings": {"level": {"unit": "g/dL", "value": digits}}}


def test_a_unit_as_clinicians_write_it_is_the_code_that_the_form_offers(checkers):
    written = '{"level":{"value":4.10,"unit":"mg/dl"}}'
    assert filled_in(checkers, written) == {"findings": {"level": {"value": "4.10", "unit": "mg/dL"}}}


def test_every_kind_of_finding_is_read_and_what_was_not_assessed_is_left_out(checkers):
    given = '{"fever":true,"drug":"held","level":null,"count":5.0,"sampled":"2026-01-31T14:05"}'
    assert filled_in(checkers, given) == {
        "findings": {"fever": True, "drug": "held", "count": "5.0", "sampled": "2026-01-31T14:05"}
    }


@pytest.mark.parametrize(
    "findings",
    [
        '{"level":{"value":1,"unit":"mg/dL","comparator":"<"}}',
        '{"level":{"value":"1","unit":"mg/dL"}}',
        '{"level":{"value":1,"value":2,"unit":"mg/dL"}}',
        f'{{"level":{{"value":{"1" * 31},"unit":"mg/dL"}}}}',
        '{"level":1,"count":1.5,"new":true,"sampled":"31.1.2026"}',
        '{"fever":1,"fever":2}',
        "[]",
    ],
)
def test_what_assess_refuses_is_refused_in_the_same_words(checkers, findings):
    text = f'{{"protocol":"toy","findings":{findings}}}'
    answer, accepted = assess_json(checkers, text)
    assert not accepted
    assert entries(checkers, text.encode()) == answer


def test_a_file_that_is_not_utf_8_is_refused_and_a_byte_order_mark_is_not(checkers):
    text = '{"protocol":"toy","findings":{"fever":false}}'
    assert json.loads(entries(checkers, text.encode("utf-8-sig"))) == {"findings": {"fever": False}}
    assert "byte 0 cannot be read" in entries(checkers, b"\xff" + text.encode())
