"""Clinical faults, put one at a time into the first protocol: each is refused, by what, where and in which words.

The table is tests/fixtures/clinical_faults.yml. Every check is tried by itself, so that the table shows how many of
them stand between a slip and a reader.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.support.protocols.faulty import Sound, refusals, with_fault

FAULTS = YAML(typ="safe").load(Path(__file__).resolve().parents[1] / "fixtures" / "clinical_faults.yml")

SILENT_ON_PLACES = "worked case"
"""What compares a protocol with cases names the place in the cases, which is no place of the fault."""


def line_behind(text, behind, holds):
    """The number of the first line behind a text that holds another."""
    start = text.index(behind)
    return text.count("\n", 0, text.index(holds, start)) + 1


@pytest.fixture(scope="module")
def sound():
    return Sound()


def test_without_a_fault_nothing_is_refused(sound):
    assert [refusals(sound, text, file) for file, text in sound.texts.items()] == [[], [], []]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_each_fault_is_refused(sound, fault):
    file = fault.get("file", "protocol")
    text, line = with_fault(sound.texts[file], fault["at"], *fault["put"])
    found = refusals(sound, text, file)

    assert found, "it goes through"
    assert {refusal.by for refusal in found} == set(fault["by"])

    first = [refusal for refusal in found if refusal.by == fault["by"][0]]
    said = [refusal for refusal in first if fault["says"] in refusal.message]
    assert said, [refusal.message for refusal in first]
    if fault["by"][0] != SILENT_ON_PLACES or file == "cases":
        expected = line_behind(text, *fault["place"]) if "place" in fault else line
        assert expected in [refusal.number for refusal in said]


def test_the_table_has_every_kind_of_fault():
    assert len(FAULTS) >= 400
    assert [name for name, count in Counter(fault["name"] for fault in FAULTS).items() if count > 1] == []
    counted = Counter(by for fault in FAULTS for by in fault["by"])
    assert set(counted) == {
        *("schema", "check", "plain dose", "possibility", "register", "double entry", "worked case"),
    }


def test_what_the_first_audit_got_through_stands_in_the_table():
    put = {(fault["at"], *fault["put"]) for fault in FAULTS}
    dose = "- id: give-dexamethasone"
    for old, new in (
        *(("amount: 10\n", "amount: 100\n"), ("unit: mg\n", "unit: g\n"), ("amount: 10\n", "amount: -5\n")),
        *(("{every: 12, unit: h}", "{every: 24, unit: h}"), ("{every: 12, unit: h}", "{every: 0, unit: h}")),
        *(("route: intravenous\n", "route: oral\n"), ("urgency: immediate", "urgency: ongoing")),
        *(
            ("amount: 10\n", "amount: 0o17\n"),
            ("amount: 10\n", "amount: 1e-400\n"),
            ("amount: 10\n", "amount: 1_000_\n"),
        ),
    ):
        assert (dose, old, new) in put
