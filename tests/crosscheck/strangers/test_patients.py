"""Patients whose answers were worked out by somebody who had seen neither the YAML nor the code, protocol by protocol.

`PROTOCOL.json` beside this file holds those of a protocol: a list of `name`, of `findings` as in the machine interface,
and of what to `expect`: `refused`, or what is asked of `criteria`, `grades` and `recommendations`, and all `warnings`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checker import Checker, RefusedCase
from tests.support.real_protocols import FIRST, NAMES

LEAST = 12
"""Patients that a stranger made of each protocol."""


def patients(name: str) -> list[dict[str, Any]]:
    """Return the patients of a protocol, none while nobody wrote any."""
    file = Path(__file__).with_name(f"{name}.json")
    if not file.is_file():
        return []
    found: list[dict[str, Any]] = json.loads(file.read_text("utf-8"), parse_float=Decimal)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_wrote_patients_of_each_protocol(name):
    assert len(patients(name)) >= LEAST


def test_those_of_the_first_protocol_are_all_there():
    found = patients(FIRST)
    assert len(found) >= 82
    assert len([patient for patient in found if "refused" in patient["expect"]]) >= 3


def answered(protocol, findings):
    """What is answered for a patient, None where the case is refused."""
    try:
        return Checker(protocol).assess({"protocol": protocol.id, "findings": findings}).to_data()
    except RefusedCase:
        return None


PATIENTS = [(name, patient) for name in NAMES for patient in patients(name)]


@pytest.mark.parametrize(("name", "patient"), PATIENTS, ids=[f"{name}: {each['name']}" for name, each in PATIENTS])
def test_a_patient_written_by_a_stranger(protocols, name, patient):
    answer, expect = answered(protocols[name], patient["findings"]), patient["expect"]
    if "refused" in expect:
        assert answer is None
        return
    assert answer is not None
    said = {
        "recommendations": {each["id"]: each["status"] for each in answer["recommendations"]},
        "criteria": answer["criteria"],
        "grades": {each: list(steps) for each, steps in answer.get("grades", {}).items()},
    }
    assert expect["recommendations"]
    for part in said:
        asked = expect.get(part, {})
        assert {each: said[part][each] for each in asked} == asked
    assert [warning["code"] for warning in answer["warnings"]] == expect["warnings"]


@pytest.fixture(scope="module")
def protocols(content):
    """The protocols by their names."""
    return {loaded.protocol.id: loaded.protocol for loaded in content.protocols}
