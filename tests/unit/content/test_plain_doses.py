"""Which sentences hold a dose, so that a patient or carer is not to read them, and which hold harmless numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from build_scripts.content.validation.plain_doses import plain_dose_objections
from build_scripts.words.dose_words import doses_in
from checker import Protocol

DOSES = {
    "Take 10 mg.": ["10 mg"],
    "Take 10mg twice a day.": ["10mg"],
    "10 milligrams of dexamethasone": ["10 milligrams"],
    "a 10-mg dose": ["10-mg"],
    "a dose of 0.5 g": ["0.5 g"],
    "eine Dosis von 0,5 g": ["0,5 g"],
    "up to 1,000 mg": ["1,000 mg"],
    "up to 1'000 mg": ["1'000 mg"],
    "1 000 mg at most": ["1 000 mg"],
    "1\u202f000 mg at most": ["1 000 mg"],
    "10\u00a0mg": ["10 mg"],
    "10\u00ad mg": ["10 mg"],
    "1\u200b0 mg": ["10 mg"],
    "\uff11\uff10 \uff4d\uff47": ["10 mg"],
    "10 MG": ["10 MG"],
    "10 to 20 mg": ["10 to 20 mg"],
    "10–20 mg": ["10–20 mg"],
    "10-20 mg": ["10-20 mg"],
    "between 10 and 20 mg": ["20 mg"],
    "10 mg to 20 mg": ["10 mg", "20 mg"],
    "½ tablet": ["1\u20442 tablet"],
    "1½ tablets": ["11\u20442 tablets"],
    "half a tablet": ["half a tablet"],
    "take two tablets at night": ["two tablets"],
    "one capsule": ["one capsule"],
    "a tablet each morning": ["a tablet"],
    "Take a capsule twice a day.": ["a capsule"],
    "eine Tablette am Morgen": ["eine Tablette"],
    "a quarter of a tablet": ["a quarter of a tablet"],
    "half of a tablet": ["half of a tablet"],
    "fifteen milligrams": ["fifteen milligrams"],
    "sixty milligrams": ["sixty milligrams"],
    "5 million units": ["5 million units"],
    "a million units": ["a million units"],
    "5 I.U.": ["5 I.U."],
    "5 U": ["5 U"],
    "5 cc": ["5 cc"],
    "40 µmol": ["40 μmol"],
    "**10 mg**": ["10 mg"],
    "2x10 mg": ["10 mg"],
    "2×10 mg": ["10 mg"],
    "10 (mg)": ["10 (mg"],
    "10\u2011mg": ["10\u2010mg"],
    "(10 mg)": ["10 mg"],
    "fünfundzwanzig Milligramm": ["fünfundzwanzig Milligramm"],
    "zweihundert Milligramm": ["zweihundert Milligramm"],
    "anderthalb Tabletten": ["anderthalb Tabletten"],
    "30 mL/min": ["30 mL"],  # an infusion is given so
    "two (2) tablets": ["2) tablets"],
    "ten milligrams": ["ten milligrams"],
    "twenty-five milligrams": ["twenty-five milligrams"],
    "two hundred milligrams": ["two hundred milligrams"],
    "one and a half tablets": ["one and a half tablets"],
    "a hundred micrograms": ["a hundred micrograms"],
    "50 µg": ["50 μg"],
    "50 μg": ["50 μg"],
    "50 mcg": ["50 mcg"],
    "5 mL of the syrup": ["5 mL"],
    "5 ml": ["5 ml"],
    "a 2 L infusion": ["2 L"],
    "5 units of insulin": ["5 units"],
    "1000 IU": ["1000 IU"],
    "20 mmol of potassium": ["20 mmol"],
    "40 mEq": ["40 mEq"],
    "6 mg/m²": ["6 mg"],
    "6 mg per square metre": ["6 mg"],
    "3 mg/kg": ["3 mg"],
    "0.1 mg per kilogram and hour": ["0.1 mg"],
    "1 mg/h": ["1 mg"],
    "10 mg/d": ["10 mg"],
    "10 mg per day": ["10 mg"],
    "10 mg daily": ["10 mg"],
    "10 mg/mL": ["10 mg"],
    "10 × 5 mg": ["5 mg"],
    "three drops": ["three drops"],
    "2 puffs": ["2 puffs"],
    "zwei Tabletten": ["zwei Tabletten"],
    "zehn Milligramm": ["zehn Milligramm"],
    "zwanzig Milligramm": ["zwanzig Milligramm"],
    "10 Einheiten": ["10 Einheiten"],
    "eine halbe Tablette": ["halbe Tablette"],
    "dexamethasone 10 mg, and 12 mg/m² of another": ["10 mg", "12 mg"],
}
"""Sentence → the doses in it."""

HARMLESS = [
    "within 24 hours",
    "every 12 hours",
    "for 3 days",
    "2 of 7 signs",
    "two of the seven signs",
    "a fever of 38.5 °C",
    "a fever of 101 °F",
    "38 degrees",
    "call 112",
    "Telephone 030 1234567",
    "+49 30 1234567",
    "12 November 2026",
    "2026-11-12",
    "at 14:30",
    "a QTc above 500 ms",
    "92 % oxygen",
    "92% of people",
    "one in ten people",
    "5 kg more than last week",
    "five kilograms",
    "a weight gain of 5 kg",
    "creatinine above 2 mg/dL",
    "creatinine above 2.0 mg / dL",
    "creatinine above 2 mg per dL",
    "10 mg/100 mL",
    "potassium below 4 mmol/L",
    "potassium below 4 mmol per litre",
    "magnesium below 1.8 mg/dl",
    "4 mEq/L",
    "10 g/dL",
    "10 g per decilitre",
    "10*9/L",
    "a tablet or an infusion",
    "It is a tablet.",
    "eine Tablette, die wirkt",
    "one unified plan",
    "two grammar schools",
    "an example of two lists",
    "page 4 gives more",
    "4 l\u00e4nder",
    "white cells above 10 × 10⁹/L",
    "blood pressure of 90/60 mmHg",
    "30 mL/min/1.73 m²",
    "60 beats a minute",
    "age 18 or older",
    "version 0.2.0",
    "step 2",
    "grade 3 or more",
    "S08 and S12",
    "two ways to give it",
    "10 metres",
    "5 minutes",
    "5 mm",
    "1 glass of water",
    "3 gentle turns",
    "a tablet, a capsule or an infusion",
    "milligrams",
    "mg",
    "The team gives you a strong anti-inflammatory medicine at once.",
]


@pytest.mark.parametrize("sentence", DOSES)
def test_a_dose_is_found_however_it_is_written(sentence):
    assert doses_in(sentence) == DOSES[sentence]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_a_harmless_number_is_none(sentence):
    assert doses_in(sentence) == []


SAID = "Take 10 mg."


def changed_first(items, **changed):
    """The items with the first of them changed."""
    return (replace(items[0], **changed), *items[1:])


def section(protocol, **changed):
    """The pages of a protocol, the first section of the first page changed."""
    return changed_first(protocol.pages, sections=changed_first(protocol.pages[0].sections, **changed))


OPEN: dict[str, Callable[[Protocol], dict[str, Any]]] = {
    "title": lambda p: {"title": SAID},
    "summary": lambda p: {"summary": SAID},
    "not-applicable": lambda p: {"not_applicable": SAID},
    "terms.DS": lambda p: {"terms": {"DS": SAID}},
    "groups.0.label": lambda p: {"groups": changed_first(p.groups, label=SAID)},
    "findings.0.plain": lambda p: {"findings": changed_first(p.findings, plain=SAID)},
    "findings.0.label": lambda p: {"findings": changed_first(p.findings, plain=None, label=SAID)},
    "constraints.0.message": lambda p: {"constraints": changed_first(p.constraints, message=SAID)},
    "recommendations.0.plain": lambda p: {"recommendations": changed_first(p.recommendations, plain=SAID)},
    "statements.0.plain": lambda p: {"statements": changed_first(p.statements, plain=SAID)},
    "pages.0.title": lambda p: {"pages": changed_first(p.pages, title=SAID)},
    "pages.0.description": lambda p: {"pages": changed_first(p.pages, description=SAID)},
    "pages.0.sections.0.title": lambda p: {"pages": section(p, title=SAID)},
    "pages.0.sections.0.text": lambda p: {"pages": section(p, text="Take **10** mg.", readers="everybody")},
}
"""Where a patient or carer reads → a protocol in which a dose stands there."""

CLOSED: dict[str, Callable[[Protocol], dict[str, Any]]] = {
    "a finding's label that has plain words": lambda p: {
        "findings": changed_first(p.findings, plain="Age", label=SAID)
    },
    "a recommendation's label": lambda p: {"recommendations": changed_first(p.recommendations, label=SAID)},
    "a note": lambda p: {"recommendations": changed_first(p.recommendations, note=SAID)},
    "a statement": lambda p: {"statements": changed_first(p.statements, text=SAID)},
    "a section's text": lambda p: {"pages": section(p, text=SAID, readers="professionals")},
}
"""Where only professionals read."""


@pytest.fixture
def protocol(first):
    """A protocol without objections."""
    loaded = first.protocol
    assert list(plain_dose_objections(loaded)) == []
    return loaded


@pytest.mark.parametrize("place", OPEN)
def test_each_text_that_a_patient_reads_is_refused_with_a_dose(protocol, place):
    ((path, message),) = plain_dose_objections(replace(protocol, **OPEN[place](protocol)))
    assert ".".join(map(str, path)) == place
    assert message.startswith("'10 mg' is a dose, and patients and carers read this text")


@pytest.mark.parametrize("place", CLOSED)
def test_a_text_for_professionals_may_hold_one(protocol, place):
    assert list(plain_dose_objections(replace(protocol, **CLOSED[place](protocol)))) == []
