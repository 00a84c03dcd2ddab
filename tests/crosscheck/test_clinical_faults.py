"""Clinical faults, put one at a time into the first protocol: each is refused, at its place and by the check named.

The project's own table is tests/fixtures/clinical_faults.yml. tests/fixtures/strangers_faults.yml is by people who had
seen the pages and the YAML and nothing of the code; what no check can know is marked there, with the reason.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.protocols.faults import faulty_copy, read_faults, refusal, with_fault

TESTS = Path(__file__).resolve().parents[1]
FOLDER = TESTS.parent / "docs" / "protocols" / "differentiation-syndrome"
OURS = read_faults(TESTS / "fixtures" / "clinical_faults.yml")
NEAR = 25
"""Lines between a fault and what is said of it, at most: those of one recommendation."""


def test_without_a_fault_nothing_is_refused():
    assert refusal(FOLDER) == ("nothing", [])


def _told_at(folder, fault, problems):
    """What is said close to the fault, or with the id of the element that it is in."""
    (first, *_) = fault.get("edits", (fault,))
    text = (FOLDER / "protocol.yml").read_text(encoding="utf-8")
    line = text[: text.index(first["find"], text.index(first.get("after", "")))].count("\n") + 1
    words = first.get("after", "").split()
    return [
        problem.message
        for problem in problems
        if (problem.file == folder / "protocol.yml" and abs(problem.line - line) <= NEAR)
        or (words and words[-1] in problem.message)
    ]


@pytest.mark.parametrize("fault", OURS, ids=lambda fault: fault["name"])
def test_each_fault_is_refused_where_it_is(tmp_path, fault):
    folder = faulty_copy(FOLDER, tmp_path, fault)
    by, problems = refusal(folder)
    assert by == fault["by"]
    told = _told_at(folder, fault, problems)
    if "elsewhere" in fault:
        told = [problem.message for problem in problems]
    assert any(fault["says"] in message for message in told), problems


def test_the_table_has_faults_of_every_kind_and_each_is_one():
    assert len(OURS) >= 190
    assert len({fault["name"] for fault in OURS}) == len(OURS)
    text = (FOLDER / "protocol.yml").read_text(encoding="utf-8")
    assert [fault["name"] for fault in OURS if with_fault(text, fault) == text] == []
    kinds = Counter(fault["by"] for fault in OURS)
    assert {"schema", "validation", "possibility", "register", "words", "cases", "reviews"} <= kinds.keys()


STRANGERS = read_faults(TESTS / "fixtures" / "strangers_faults.yml")
HELD = [fault for fault in STRANGERS if "by" in fault]
LEFT = [fault for fault in STRANGERS if "by" not in fault]


@pytest.mark.parametrize("fault", HELD, ids=lambda fault: fault["name"])
def test_faults_of_strangers_are_refused(tmp_path, fault):
    by, problems = refusal(faulty_copy(FOLDER, tmp_path, fault))
    assert (by, bool(problems)) == (fault["by"], True)


@pytest.mark.soak
@pytest.mark.parametrize("fault", LEFT, ids=lambda fault: fault["name"])
def test_what_no_check_holds_is_told_with_its_reason(tmp_path, fault):
    assert fault["unnoticed"]
    assert refusal(faulty_copy(FOLDER, tmp_path, fault)) == ("nothing", [])
