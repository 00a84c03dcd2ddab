"""Doses in words: what must be known to give it stands in one line, and only what the source leaves out is named."""

from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.words.doses import dose_line, dose_text, measure_text, unstated
from checker.language.conditions import ChoiceIs, FindingHolds
from checker.language.expressions import All, Not
from checker.protocol.doses import Dose, DosePer, DoseRounding, Frequency, Measure
from checker.protocol.labels import Labels
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, toy

WORDS = Labels(toy())


def dose(**more):
    return Dose(**{"drug": "examplin", "amount": Decimal(5), "unit": "mg", "route": "oral", "statements": (), **more})


def measure(amount, unit, to=None):
    return Measure(amount=Decimal(amount), to=to and Decimal(to), unit=unit)


DAILY = Frequency(every=Decimal(1), unit="d")
HALF_DOWN = DoseRounding(to=Decimal(5), unit="mg", half="down")
EIGHT_HOURS = "examplin 5 mg by mouth at least 8 hours apart, at most 4 doses in all"
AS_A_VOLUME = "examplin 5 mg by mouth, rounded up to a multiple of 5 mg, given as 2 mg/mL"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"once": True}, "examplin 5 mg by mouth once"),
        (
            {
                "unit": "mg/kg",
                "amount": Decimal("0.01"),
                "once": True,
                "largest": measure("0.5", "mg"),
                "for_": "child",
            },
            "Child's dose: examplin 0.01 mg/kg by mouth once, at most 0.5 mg",
        ),
        ({"number": 3, "frequency": DAILY}, "examplin 5 mg by mouth per day, 3 doses in all"),
        ({"over": measure(1, "h")}, "examplin 5 mg by mouth over 1 hour"),
        ({"over": measure(30, "min", 60)}, "examplin 5 mg by mouth over 30 to 60 minutes"),
        ({"over": measure(1, "h", 2)}, "examplin 5 mg by mouth over 1 to 2 hours"),
        ({"rate": measure(5, "mL/h", 10)}, "examplin 5 mg by mouth at 5 to 10 mL per hour"),
        ({"rate": measure(1, "mg/s")}, "examplin 5 mg by mouth at 1 mg per second"),
        ({"duration": measure(3, "mo"), "frequency": DAILY}, "examplin 5 mg by mouth per day for 3 months"),
        (
            {"route": "intraosseous", "once": True, "dilution": "in 100 mL of saline"},
            "examplin 5 mg intraosseously once, in 100 mL of saline",
        ),
        ({"frequency": replace(DAILY, at_least=True)}, "examplin 5 mg by mouth at least 1 day apart"),
        ({"frequency": Frequency(every=Decimal(8), unit="h", at_least=True), "at_most": 4}, EIGHT_HOURS),
        (
            {"unit": "mg/kg", "per": DosePer(finding="level"), "smallest": measure(5, "mg"), "rounded": HALF_DOWN},
            "examplin 5 mg/kg (by level) by mouth, at least 5 mg, rounded to the nearest 5 mg, half-way down",
        ),
        ({"concentration": measure(2, "mg/mL"), "rounded": replace(HALF_DOWN, half=None, always="up")}, AS_A_VOLUME),
        ({"when": FindingHolds("sign"), "for_": "child"}, "if sign: Child's dose: examplin 5 mg by mouth"),
        ({"unit": "mg/kg/d", "largest": measure(4, "g/d")}, "examplin 5 mg/kg per day by mouth, at most 4 g per day"),
    ],
)
def test_a_dose_says_all_that_must_be_known_to_give_it(more, text):
    assert dose_text(dose(**more), WORDS) == text


def test_a_note_is_a_sentence_of_its_own():
    assert dose_line(dose(once=True, note="Not into a vein."), WORDS) == "examplin 5 mg by mouth once. Not into a vein."
    assert dose_line(dose(once=True), WORDS) == dose_text(dose(once=True), WORDS)


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({}, ("frequency",)),
        ({"route": None}, ("route", "frequency")),
        ({"over": measure(2, "h")}, ("frequency",)),
        ({"duration": measure(2, "d")}, ("frequency",)),
        ({"largest": measure(9, "mg")}, ("frequency",)),
        ({"once": True}, ()),
        ({"once": True, "route": None}, ("route",)),
        ({"number": 2}, ()),
        ({"rate": measure(5, "mL/h")}, ()),
        ({"unit": "mg/d"}, ()),
        ({"frequency": DAILY}, ()),
    ],
)
def test_only_where_the_source_is_silent_something_is_missing(more, missing):
    assert unstated(dose(**more)) == missing


def test_a_measure_keeps_the_digits_of_its_author():
    assert measure_text(measure("2.50", "mg/m2")) == "2.50 mg/m²"


GROUPS = data_from("{id: group, type: choice, label: Age group, group: g, choices: [{id: adult, label: Adult}]}")
AN_ADULT, SIGN = ChoiceIs("group", ("adult",)), FindingHolds("sign")


@pytest.mark.parametrize(
    ("for_", "when", "text"),
    [
        ("adult", AN_ADULT, "Adult dose: examplin 5 mg by mouth"),
        ("adult", All((AN_ADULT, Not(SIGN))), "if not “sign”: Adult dose: examplin 5 mg by mouth"),
        ("adult", All((AN_ADULT, SIGN, SIGN)), "if sign and sign: Adult dose: examplin 5 mg by mouth"),
        ("adult", Not(AN_ADULT), "if not (age group is adult): Adult dose: examplin 5 mg by mouth"),
        (None, AN_ADULT, "if age group is adult: examplin 5 mg by mouth"),
        ("adult", None, "Adult dose: examplin 5 mg by mouth"),
    ],
)
def test_whom_a_dose_is_for_is_said_once(for_, when, text):
    words = Labels(toy(findings=[*SOUND["findings"], GROUPS]))
    assert dose_text(dose(for_=for_, when=when), words) == text
