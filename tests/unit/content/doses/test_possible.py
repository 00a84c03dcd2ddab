"""Doses that cannot be are refused with their place, and those that can be are not."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from build_scripts.content.doses.possible import possibility_objections
from build_scripts.content.schema import parse
from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.problems import ContentError
from checker.protocol.doses import Dose


@dataclass(frozen=True, slots=True)
class Held:
    """Nothing but a dose."""

    dose: Dose


def refused(dose):
    """What is said of a dose, by the place within it."""
    document = yaml_from(f"dose: {{drug: examplin, statements: [S01], {dose}}}\n", Path("x.yml"))
    return {
        "/".join(map(str, path[1:])): message
        for path, message in possibility_objections(parse(document, Held), document)
    }


POSSIBLE = [
    "amount: 10, unit: mg",
    "amount: 0.25, unit: mg, once: true",
    "amount: 5000000, unit: '[iU]', route: intravenous, frequency: {every: 4, unit: h}",
    "amount: 0.01, unit: mg/kg, largest: {amount: 0.5, unit: mg}, once: true",
    "amount: 15, unit: mg/kg/d, largest: {amount: 4, unit: g/d}",
    "amount: 20, to: 30, unit: mL/kg, over: {amount: 30, to: 60, unit: min}",
    "amount: 8, unit: mg, rate: {amount: 5, to: 10, unit: mL/h}",
    "amount: 0.1, to: 0.5, unit: ug/kg/min",
    "amount: 10, unit: mg, largest: {amount: 10, unit: mg}",
    "amount: 6000, unit: U/m2, number: 3, frequency: {every: 48, unit: h}, duration: {amount: 5, unit: d}",
    "amount: 1, unit: g, number: 3, frequency: {every: 1, unit: d}, duration: {amount: 3, unit: d}",
    "amount: 10, unit: mmol, over: {amount: 1, unit: h}, frequency: {every: 1, unit: h}",
    "amount: 30, unit: meq, frequency: {every: 1, unit: mo}",
]


@pytest.mark.parametrize("dose", POSSIBLE)
def test_what_can_be_is_taken(dose):
    assert refused(dose) == {}


IMPOSSIBLE = [
    ("amount: 0, unit: mg", "amount", "expected more than 0, found 0"),
    ("amount: -5, unit: mg", "amount", "expected more than 0, found -5"),
    ("amount: +5, unit: mg", "amount", "expected a number in plain digits, such as 12 or 0.5, found '+5'"),
    ("amount: 1e1, unit: mg", "amount", "found '1e1'"),
    ("amount: 1E-2, unit: mg", "amount", "found '1E-2'"),
    ("amount: 12.00001, unit: mg", "amount", "12.00001 has more digits than a dose"),
    ("amount: 1234567, unit: mg", "amount", "more digits"),
    ("amount: 100000000, unit: '[iU]'", "amount", "more digits"),
    ("amount: 9, to: 6, unit: mg", "to", "expected more than the amount 9, found 6"),
    ("amount: 9, to: 9, unit: mg", "to", "expected more than the amount 9, found 9"),
    ("amount: 9, to: -10, unit: mg", "to", "expected more than 0, found -10"),
    ("amount: 9, unit: mg, frequency: {every: 0, unit: h}", "frequency/every", "expected more than 0, found 0"),
    ("amount: 9, unit: mg, frequency: {every: -8, unit: h}", "frequency/every", "expected more than 0, found -8"),
    (
        "amount: 9, unit: mg, frequency: {every: 8, unit: mg}",
        "frequency/unit",
        "'mg' is no time; expected s, min, h, d",
    ),
    ("amount: 9, unit: mg, over: {amount: 2, unit: mL}", "over/unit", "'mL' is no time"),
    ("amount: 9, unit: mg, over: {amount: 0, unit: h}", "over/amount", "expected more than 0"),
    ("amount: 9, unit: mg, duration: {amount: 3, to: 2, unit: d}", "duration/to", "expected more than the amount 3"),
    ("amount: 9, unit: mg, duration: {amount: 3, unit: a}", "duration/unit", "'a' is no time"),
    (
        "amount: 9, unit: mg, rate: {amount: 5, unit: mL}",
        "rate/unit",
        "'mL' is no rate; expected an amount or a volume",
    ),
    ("amount: 9, unit: mg, rate: {amount: 5, unit: m/s}", "rate/unit", "'m/s' is no amount of a drug"),
    ("amount: 9, unit: mg, rate: {amount: 0, unit: mL/h}", "rate/amount", "expected more than 0"),
    ("amount: 9, unit: mg/kg, largest: {amount: 0, unit: mg}", "largest/amount", "expected more than 0"),
    ("amount: 9, unit: mg/kg, largest: {amount: 90, to: 99, unit: mg}", "largest/to", "is one number, and no range"),
    (
        "amount: 9, unit: mg/kg, largest: {amount: 90, unit: mL}",
        "largest/unit",
        "'mL' sets no bound to a dose in 'mg/kg'",
    ),
    ("amount: 9, unit: mg/kg, largest: {amount: 90, unit: mg/kg}", "largest/unit", "expected a unit such as mg"),
    ("amount: 9, unit: mg/kg/d, largest: {amount: 90, unit: mg}", "largest/unit", "expected a unit such as mg/d"),
    ("amount: 9, unit: mg/kg, largest: {amount: 90, unit: Cel}", "largest/unit", "no amount of a drug"),
    (
        "amount: 9, unit: g, largest: {amount: 90, unit: mg}",
        "largest/amount",
        "expected no less than the dose itself, 9 g",
    ),
    ("amount: 9, to: 12, unit: mg, largest: {amount: 10, unit: mg}", "largest/amount", "itself, 12 mg, found 10 mg"),
    (
        "amount: 9, unit: mg, number: 1",
        "number",
        "a number of doses, 2 or more, found 1; a single dose is 'once: true'",
    ),
    ("amount: 9, unit: mg, number: 0", "number", "a number of doses, 2 or more, found 0"),
    ("amount: 9, unit: mg, number: 1234567", "number", "more digits"),
    ("amount: 9, unit: mg, once: true, frequency: {every: 8, unit: h}", "frequency", "given once has no 'frequency'"),
    ("amount: 9, unit: mg, once: true, number: 3", "number", "given once has no 'number'"),
    ("amount: 9, unit: mg, once: true, duration: {amount: 3, unit: d}", "duration", "given once has no 'duration'"),
    ("amount: 9, unit: mg/d, frequency: {every: 8, unit: h}", "frequency", "'mg/d' is an amount per time"),
    ("amount: 9, unit: mg/d, once: true", "once", "'mg/d' is an amount per time and not that of one dose"),
    (
        "amount: 9, unit: mg, over: {amount: 13, unit: h}, frequency: {every: 12, unit: h}",
        "over",
        "cannot be given every 12 h",
    ),
    (
        "amount: 9, unit: mg, duration: {amount: 6, unit: h}, frequency: {every: 1, unit: d}",
        "duration",
        "for 6 h it cannot",
    ),
    (
        "amount: 9, unit: mg, number: 5, duration: {amount: 3, unit: d}, frequency: {every: 1, unit: d}",
        "number",
        "5 doses every 1 d take longer than 3 d",
    ),
]


@pytest.mark.parametrize(("dose", "place", "words"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_where_it_stands(dose, place, words):
    found = refused(dose)
    assert list(found) == [place]
    assert words in found[place]


@pytest.mark.parametrize(
    "code", ["'%'", "'1'", "s", "m2", "mg/dL", "mg.kg", "'mm[Hg]'", "/kg", "10*6", "'{tablet}'", "'mg{x}'"]
)
def test_a_unit_that_is_no_amount_of_a_drug_is_refused(code):
    assert "is no amount of a drug; expected one such as mg" in refused(f"amount: 1, unit: {code}")["unit"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Cel", "'Cel' is on a scale with an offset or a logarithm: no amount of a drug"),
        ("mcg", "'mcg' is not a UCUM unit"),
        ("kg", "'kg' is more than drugs are measured in; expected g, mg, ug or ng"),
        ("m3", "'m3' is more than drugs are measured in; expected L, mL or uL"),
        ("mg/h/kg", "'mg/h/kg': expected the time last, mg/kg/h"),
    ],
)
def test_a_unit_of_something_else_says_what_is_wrong(code, words):
    assert words in refused(f"amount: 1, unit: {code}")["unit"]


@pytest.mark.parametrize(
    "number", ["0o17", "0x1F", "0b11", "1_000", "1_000_", "007", ".5", "5.", "1e-400", ".inf", "1:40", "'10'"]
)
def test_numbers_that_are_read_in_two_ways_come_no_further_than_the_file(number):
    with pytest.raises(ContentError, match=r"x\.yml:1:5\d: .*(no plain number|expected a number|that can be measured)"):
        refused(f"amount: {number}, unit: mg")
