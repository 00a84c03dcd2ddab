"""What the script of the questions knows of a protocol, and that it all comes from the protocol."""

from __future__ import annotations

import json

import pytest

from build_scripts.content.load import load_content
from build_scripts.exports.questions import question_data
from tests.support.own.values import write_calculated


@pytest.fixture(scope="module")
def protocol(content):
    return next(loaded.protocol for loaded in content.protocols if loaded.protocol.id == "differentiation-syndrome")


@pytest.fixture(scope="module")
def data(protocol):
    return question_data(protocol)


def statement(data, name):
    return next(each for each in data["statements"] if each["id"] == name)


def test_every_statement_is_there_in_its_own_words(data, protocol):
    assert [(each["id"], each["text"], each["plain"]) for each in data["statements"]] == [
        (each.id, each.text, each.plain) for each in protocol.statements
    ]
    assert statement(data, "S08")["page"] == "treat"
    assert json.loads(json.dumps(data)) == data


def test_a_statement_knows_whose_dose_it_states_and_what_comes_first(data, protocol):
    with_doses = {
        name
        for item in protocol.recommendations
        for dose in item.doses
        for name in dose.statements
        if dose.for_ == "adult"
    }
    assert {each["id"] for each in data["statements"] if each.get("doses") == ["adult"]} == with_doses
    first = [
        each["id"] for each in sorted(data["statements"], key=lambda each: each.get("first", 0)) if "first" in each
    ]
    listed = {item.id: item.statements[0] for item in protocol.recommendations}
    assert first == list(dict.fromkeys(listed[name] for name in protocol.first_actions))
    assert {each["page"] for each in data["statements"] if each.get("source")} == {"sources"}


def test_a_limit_says_when_it_is_broken_and_what_rests_on_it(data):
    potassium = next(each for each in data["numbers"] if each["name"] == "Potassium")
    assert potassium["units"] == {"mmol/L": 1.0, "meq/L": 1.0}
    # The rule is the negation of the target, and so is the limit.
    assert {limit["is"] for limit in potassium["limits"]} == {"not_above"}
    assert all("S33" in limit["statements"] for limit in potassium["limits"])
    qtc = next(each for each in data["numbers"] if each["name"] == "QTc")
    assert {"S36", "S37", "S38"} <= set(next(limit for limit in qtc["limits"] if limit["is"] == "above")["also"])


def test_two_sides_of_a_decision_are_a_pair_where_a_section_shows_both(data):
    assert data["pairs"] == [["S21", "S20"]]


def test_a_computed_value_and_its_limit_are_known(workshop):
    write_calculated(workshop)
    (loaded,) = load_content(workshop.docs).protocols
    found = question_data(loaded.protocol)
    corrected = next(each for each in found["numbers"] if each["name"] == "Corrected level")
    assert corrected["units"] == {"mg/dL": 1.0}
    assert [(limit["is"], limit["value"]) for limit in corrected["limits"]] == [("above", 10.0)]
    assert {"name": "Corrected level", "statements": ["S01"]} in found["findings"]
    (statement,) = [each for each in found["statements"] if each["id"] == "S01"]
    assert "Corrected level" in statement["around"]
