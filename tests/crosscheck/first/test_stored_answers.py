"""Every answer that is stored with a page is the engine's own, byte for byte, for whatever is typed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import brotli
import pytest

from build_scripts.exports.first_answers import table as tables
from build_scripts.exports.first_answers.table import CLOSE, MOST_BYTES, MOST_CASES, first_answers
from build_scripts.pages.questions.fields import groups_of
from build_scripts.site.assets import data_script
from checker import Checker, assess_json, dump, load
from tests.support.first.compared import COMPARED
from tests.support.first.lookup import looked_up, script_of
from tests.support.first.members import cases_of, table_in
from tests.support.own.dosed import dosed
from tests.support.protocols.next_protocols import protocols
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import toy

IN_CONSTRAINTS = """
constraints:
  - {id: c, if: {finding: sign}, then: {finding: level, below: {value: 50, unit: mg/dL}}, message: m}
  - {id: d, if: {finding: level, above: {value: 80, unit: mg/dL}}, then: {not: {finding: gone}}, message: n}
"""
OTHERS = {
    **dict(protocols()),
    "doses": dosed().protocol,
    "constraints": toy(**data_from(IN_CONSTRAINTS)),
    "compared": toy(**COMPARED),
}


def held(script: Path, checkers, seed: int) -> int:
    """Hold every case of a table against the engine; return how many there are."""
    table = table_in(script)
    cases, typed = zip(*cases_of(table, random.Random(seed)), strict=True)  # noqa: S311
    answered = looked_up(script, table["protocol"], cases, typed)
    wrong = [(text, answer, own) for text, answer in answered if answer != (own := assess_json(checkers, text)[0])]
    assert wrong[:1] == []
    return len(answered)


def test_every_stored_answer_of_this_site_is_the_engines(site, each):
    protocol = load(json.loads(json.dumps(dump(each.protocol))))
    script = script_of(site.site, protocol.id)
    count = held(script, {protocol.id: Checker(protocol)}, 1)
    entered = len(table_in(script)["findings"])
    pairs = 4 * entered * (entered - 1) / 2
    # Of many findings, not all pairs fit into what a page may fetch for them; then that is full.
    fit = table_in(script)["anyOf"] >= 2
    assert fit or pairs > MOST_CASES / 2 or len(brotli.compress(script.read_bytes())) > CLOSE * MOST_BYTES
    assert count > 1 + 2 * entered + (pairs if fit else 0)


def test_the_first_protocol_has_an_answer_to_any_two_of_all_its_findings(site, first):
    table = table_in(script_of(site.site, first.protocol.id))
    assert {finding["id"] for finding in table["findings"]} == {finding.id for finding in first.protocol.findings}
    assert table["anyOf"] >= 2


@pytest.mark.parametrize("name", OTHERS)
def test_every_stored_answer_of_other_protocols_is_the_engines(name, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CASES", 1500)
    compiled = json.loads(json.dumps(dump(OTHERS[name])))
    form = {field.id: field.unit_open for group in groups_of(OTHERS[name]) for field in group.fields}
    form = form or {finding.id: False for finding in OTHERS[name].findings}
    found = first_answers(compiled, form)
    script = tmp_path / "table.js"
    script.write_bytes(data_script(f"(self.WARDBOOK_FIRST??={{}})[{json.dumps(OTHERS[name].id)}]=", found.data))

    protocol = load(compiled)
    assert held(script, {protocol.id: Checker(protocol)}, 3) == found.cases > 0


NOT_LOOKED_UP = {
    "another protocol": '{"protocol":"another","findings":{"dyspnea":true}}',
    "an unknown finding": '{"protocol":"differentiation-syndrome","findings":{"nonsense":true}}',
    "no choice": '{"protocol":"differentiation-syndrome","findings":{"atra":"nonsense"}}',
    "text for a number": '{"protocol":"differentiation-syndrome","findings":{"qtc":{"value":"x","unit":"ms"}}}',
    "an unknown unit": '{"protocol":"differentiation-syndrome","findings":{"qtc":{"value":500,"unit":"min"}}}',
    "a power of ten": '{"protocol":"differentiation-syndrome","findings":{"qtc":{"value":5e2,"unit":"ms"}}}',
    "many digits": '{"protocol":"differentiation-syndrome","findings":{"qtc":{"value":500.0000000000001,"unit":"ms"}}}',
    "less than nothing": '{"protocol":"differentiation-syndrome","findings":{"wbc":{"value":-0.0,"unit":"10*9/L"}}}',
    "next to nothing": '{"protocol":"differentiation-syndrome","findings":{"wbc":{"value":0.00001,"unit":"10*9/L"}}}',
    "in another order": '{"protocol":"differentiation-syndrome","findings":{"dyspnea":true,"atra":"given"}}',
    "no case": "dyspnea",
}


def test_what_is_not_stored_is_not_answered(site):
    script = script_of(site.site, "differentiation-syndrome")
    answers = [answer for _, answer in looked_up(script, "differentiation-syndrome", [*NOT_LOOKED_UP.values()])]
    assert {name: answer for name, answer in zip(NOT_LOOKED_UP, answers, strict=True) if answer is not None} == {}


@pytest.mark.parametrize("digits", ["500.00000000001", "499.99999999999", "500", "500.0", "0500"])
def test_a_number_beside_a_limit_is_read_to_its_last_digit(site, content, digits):
    protocol = next(loaded.protocol for loaded in content.protocols if loaded.protocol.id == "differentiation-syndrome")
    case = '{"protocol":"differentiation-syndrome","findings":{"ato":"given","qtc":{"value":TYPED,"unit":"ms"}}}'
    ((text, answer),) = looked_up(script_of(site.site, protocol.id), protocol.id, [case], [[digits]])
    assert answer == assess_json({protocol.id: Checker(protocol)}, text)[0]
