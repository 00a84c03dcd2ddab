"""Clinical faults, put one at a time into the first protocol: each is refused, and by what.

The table is tests/fixtures/clinical_faults.yml. What refuses a fault is found as `wardbook check` does it, cheapest
first: the checks of the file, among them words against data, and then the worked cases.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from build_scripts.content.double_entry.objections import double_entry_objections
from build_scripts.content.schema import parse
from build_scripts.content.validation.units import with_factors
from build_scripts.content.validation.validate import problems_in
from build_scripts.content.worked_cases import CaseFile, case_problems
from build_scripts.content.yaml_source import read_yaml, yaml_from
from build_scripts.project.problems import ContentError
from checker import Checker, Protocol

TESTS = Path(__file__).resolve().parents[1]
FILE = TESTS.parent / "docs" / "protocols" / "differentiation-syndrome" / "protocol.yml"
FAULTS = YAML(typ="safe").load(TESTS / "fixtures" / "clinical_faults.yml")


def with_fault(text, fault):
    """The protocol with one fault."""
    anchor = fault["at"] if fault["at"].endswith("\n") or ":" not in fault["at"][6:] else f"{fault['at']}\n"
    start = text.index(anchor)
    old, new = fault["put"]
    place = text.index(old, start)
    return text[:place] + new + text[place + len(old) :]


def refusals(text, cases):
    """What refuses a protocol, and in which words; nothing where all goes through."""
    try:
        document = yaml_from(text, FILE)
        protocol = with_factors(parse(document, Protocol))
    except ContentError as error:
        return "content", [problem.message for problem in error.problems]
    problems = [problem.message for problem in problems_in(protocol, document)]
    problems += [message for _, message in double_entry_objections(protocol)]
    if problems:
        return "content", problems
    return "cases", [message for _, message in case_problems(Checker(protocol), cases)]


@pytest.fixture(scope="module")
def text():
    return FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cases():
    document = read_yaml(FILE.parent / "cases.yml")
    written = document.data["cases"]
    return tuple(
        replace(case, findings=written[index]["findings"] or {})
        for index, case in enumerate(parse(document, CaseFile).cases)
    )


def test_without_a_fault_nothing_is_refused(text, cases):
    assert refusals(text, cases) == ("cases", [])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_each_fault_is_refused(text, cases, fault):
    by, messages = refusals(with_fault(text, fault), cases)
    assert messages, "it goes through"
    assert by == fault["by"]
    assert any(fault["says"] in message for message in messages), messages


def test_the_table_has_every_kind_of_fault():
    assert len(FAULTS) >= 150
    assert len(Counter(fault["name"] for fault in FAULTS)) == len(FAULTS)
