"""What is not wrong is not refused: other words for the same, and sentences that state no dose and no limit."""

from dataclasses import replace

import pytest

from build_scripts.content.doses.register import with_names
from build_scripts.content.double_entry.objections import double_entry_objections
from build_scripts.content.load import load_content, read_content
from build_scripts.content.skeleton import write_skeleton
from tests.support.protocols.faulty import Sound

SAME = [
    (
        "S08",
        "10 mg",
        ["10mg", "10\u00a0mg", "10 milligrams", "ten milligrams", "0.01 g", "10000 µg", "10,000 micrograms"],
    ),
    ("S08", "twice daily", ["every 12 hours", "every twelve hours", "q12h", "b.i.d.", "two times a day", "12-hourly"]),
    ("S08", "intravenously", ["into a vein", "IV", "i.v.", "intravenously, and never by mouth,"]),
    (
        "S08",
        "Give dexamethasone",
        ["Start dexamethasone", "Administer dexamethasone", "Give DEX or dex, that is dexamethasone"],
    ),
    ("S30", "2 g/day", ["2 g daily", "2 g a day", "2 g per day", "2000 mg/day", "two grams a day"]),
    ("S31", "6–9 mg/m²", ["6 to 9 mg/m²", "6-9 mg/m2", "six to nine mg per square metre", "between 6 and 9 mg/m²"]),
    ("S28", "above 10 × 10⁹/L", ["above 10,000/µL", "over 10 × 10^9/L", "beyond 10 x 10⁹/L", "higher than 10 × 10⁹/L"]),
    ("S33", "above 4.0 mEq/L", ["above 4 mmol/L", "higher than 4.0 mmol/L", "over 4 mEq/L"]),
    ("S36", "exceeds 500 ms", ["is above 500 ms", "exceeds 0.5 s", "is longer than 500 ms", "is > 500 ms"]),
    ("S36", "withhold ATO", ["hold ATO", "stop ATO", "interrupt arsenic trioxide"]),
    ("S40", "avoid central", ["do not place a central", "withhold central"]),
]
"""Statement, what it says, and what says the same."""


@pytest.fixture(scope="module")
def sound():
    return Sound()


def refused(sound, part, name, **fields):
    """What is said of the protocol with another text in one element."""
    elements = tuple(replace(each, **fields) if each.id == name else each for each in getattr(sound.protocol, part))
    protocol = with_names(replace(sound.protocol, **{part: elements}), sound.register)
    return [message for _, message in double_entry_objections(protocol)]


@pytest.mark.parametrize(
    ("statement", "old", "new"), [(statement, old, new) for statement, old, others in SAME for new in others]
)
def test_other_words_for_the_same_are_not_refused(sound, statement, old, new):
    text = next(each.text for each in sound.protocol.statements if each.id == statement)
    assert old in text
    assert refused(sound, "statements", statement, text=text.replace(old, new)) == []


NOTES = [
    "One of the two drugs can be enough.",
    "Neither the one nor the other is first.",
    "See S08 and S17, and Step 1.",
    "As Sanz 2019 and Montesinos 2009 say, ask early.",
    "It is the same on the second day, and on the third.",
    "Give it early, review it often, and look at IL-6 and CD19.",
    "A single centre saw it. Double-blind trials are missing.",
    "Sooner is better; later can be too late, as one report says.",
    "Do not give it by mouth.",
]


@pytest.mark.parametrize("note", NOTES)
def test_sentences_that_state_no_number_of_a_patient_are_not_refused(sound, note):
    assert refused(sound, "recommendations", "give-dexamethasone", note=note) == []


def test_neither_the_protocols_nor_the_skeleton_are_refused(content, workshop):
    assert content.protocols
    write_skeleton(workshop, "example")
    assert load_content(workshop.docs).protocols


IN_TWO_UNITS = "above: {value: 10.1, unit: mg/dL}, or: {value: 0.10, unit: g/L}}"


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ("above 10.1 mg/dL (0.10 g/L)", []),
        ("above 10.1 mg/dL or above 0.10 g/L", []),
        ("above 10.1 mg/dL", ["above 0.10 g/L"]),
        ("above 0.10 g/L", ["above 10.1 mg/dL"]),
    ],
)
def test_a_limit_in_two_units_is_said_in_both_and_its_direction_once(workshop, said, faults):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    text = file.read_text().replace("above: {value: 10, unit: mg/dL}}", IN_TWO_UNITS)
    text = text.replace("level is above 10 mg/dL", f"level is {said}")
    file.write_text(text)
    found = [problem.message for problem in read_content(workshop.docs)[1]]
    limits = [message.partition("the limit ")[2].partition(" of ")[0] for message in found if "the limit" in message]
    assert limits == faults
