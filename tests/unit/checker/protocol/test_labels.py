"""How rules, quantities and names read."""

from decimal import Decimal

import pytest

from checker.language.comparisons import RELATIONS
from checker.protocol.labels import Labels
from checker.words.messages import in_sentence
from checker.words.numbers import quantity_text
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: a, type: boolean, label: Sign A, group: g}
- {id: b, type: boolean, label: Sign B, group: g}
- {id: drug, type: choice, label: ATRA, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}
- {id: level, type: quantity, label: QTc level, group: g, unit: mmol/L, plausible: [1, 10]}
- {id: first, type: date, label: First dose, group: g, precision: minute}
- {id: last, type: date, label: Last dose, group: g, precision: minute}
""")
PARTS = data_from("""
criteria: [{id: known, label: The cause is known, when: {finding: a}}]
scores:
  - id: s
    label: Count
    items: [{points: 1, when: {finding: a}}, {points: 1, when: {finding: b}}]
    bands: [{id: low, label: Low, from: 0, to: 0}, {id: high, label: High, from: 1, to: 2}]
grades:
  - id: g
    label: CRS grade
    scale: [{id: "0", label: None}, {id: "1", label: Grade 1}, {id: "2", label: Grade 2}]
    domains: [{label: Only, levels: [{grade: "1", when: {finding: a}}]}]
""")
READ = [
    ("{all: [{finding: a}, {not: {finding: b}}]}", "sign A and not “sign B”"),
    ("{any: [{finding: a}, {all: [{finding: a}, {finding: b}]}]}", "sign A or (sign A and sign B)"),
    (
        "{all: [{finding: a}, {at-least: 1, of: [{finding: a}, {finding: b}]}]}",
        "sign A and (at least 1 of: sign A; sign B)",
    ),
    ("{at-least: 1, of: [{finding: a}, {finding: b}]}", "at least 1 of: sign A; sign B"),
    ("{all: [{any: [{finding: a}, {finding: b}]}]}", "sign A or sign B"),
    ("{not: {all: [{finding: a}, {finding: b}]}}", "not (sign A and sign B)"),
    ("{not: {finding: level, above: {value: 4.0, unit: mmol/L}}}", "not (QTc level is above 4.0 mmol/L)"),
    ("{not: {criterion: known}}", "not “the cause is known”"),
    ("{finding: drug, is: [given, held]}", "ATRA is given or held"),
    ("{finding: drug, assessed: false}", "ATRA was not assessed"),
    ("{finding: drug, assessed: true}", "ATRA was assessed"),
    ("{finding: level, at-least: {finding: level, times: 1.5}}", "QTc level is at least 1.5 × QTc level"),
    ("{finding: level, equals: {value: 4, unit: mmol/L}}", "QTc level is exactly 4 mmol/L"),
    (
        "{quantity: {percent-change: level, from: level}, at-least: {value: 25, unit: '%'}}",
        "the rise of QTc level from QTc level is at least 25 %",
    ),
    (
        "{quantity: {since: first, until: last}, at-least: {value: -3, unit: d}}",
        "the time from first dose to last dose is at least −3 days",
    ),
    (
        """
        quantity: {sum: [{finding: level, times: -2}, {value: 1, unit: mmol/L}], unit: mmol/L}
        below: {value: 0, unit: mmol/L}
        """,
        "(−2 × QTc level + 1 mmol/L) is below 0 mmol/L",
    ),
    ("{score: s, is: [low, high]}", "count is low or high"),
    ("{score: s, at-least: 1, at-most: 2}", "count is at least 1 and at most 2"),
    ("{grade: g, is: ['1', '2']}", "CRS grade is grade 1 or grade 2"),
    ("{grade: g, at-least: '1'}", "CRS grade is at least grade 1"),
]


@pytest.mark.parametrize(("when", "words"), READ)
def test_rules_say_what_they_mean(when, words):
    protocol = protocol_from(FINDINGS, data_from(when), PARTS)
    assert protocol.recommendations[0].when.describe(Labels(protocol)) == words


def test_every_relation_has_words_of_its_own():
    assert len({words for _, words in RELATIONS.values()}) == len(RELATIONS) == 5


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("10", "10*9/L", "10 × 10⁹/L"),
        ("4.0", "mmol/L", "4.0 mmol/L"),
        ("-30", "kg", "−30 kg"),
        ("1E+3", "/uL", "1000 /µL"),
        ("0.00001", "kg", "0.00001 kg"),
        ("2", "1", "2"),
    ],
)
def test_quantities_read_as_they_were_written(value, unit, text):
    assert quantity_text(Decimal(value), unit) == text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Dyspnea or distress", "dyspnea or distress"),
        ("ATRA", "ATRA"),
        ("QTc formula", "QTc formula"),
        ("WBC, latest", "WBC, latest"),
        ("5-day course", "5-day course"),
    ],
)
def test_abbreviations_keep_their_capitals_in_a_sentence(label, text):
    assert in_sentence(label) == text
