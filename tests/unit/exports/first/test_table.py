"""The table of first answers: what it holds, what it leaves out, and when a build refuses it."""

from __future__ import annotations

import json

import pytest

from build_scripts.exports.first_answers import table as tables
from build_scripts.exports.first_answers.answered import FirstAnswerError
from build_scripts.exports.first_answers.asked import together
from build_scripts.exports.first_answers.entered import Enterable
from build_scripts.exports.first_answers.table import first_answers
from build_scripts.project.store import Store
from build_scripts.site.assets import data_script
from build_scripts.site.data.first_answers import first_answers_of
from build_scripts.words.site_language import ENGLISH, site_language
from checker import Checker, assess_json, dump
from checker.words.messages import speaking
from tests.support.first.compared import COMPARED
from tests.support.first.lookup import looked_up
from tests.support.own.dosed import dosed
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, toy


def made(protocol):
    return first_answers(json.loads(json.dumps(dump(protocol))), {finding.id: False for finding in protocol.findings})


def test_numbers_that_doses_and_values_read_are_left_out():
    found = made(dosed().protocol)
    assert set(found.left_out) == {"weight", "height"}
    assert found.findings == 2


def test_of_numbers_that_are_only_compared_with_each_other_the_one_with_limits_stays():
    assert set(made(toy(**COMPARED)).left_out) == {"norm", "before"}


def test_a_number_that_is_compared_with_one_in_the_table_stops_the_build(monkeypatch):
    monkeypatch.setattr(tables, "read_by_value", lambda protocol: frozenset())
    with pytest.raises(FirstAnswerError, match=r"not the engine's to .*(norm|before)"):
        made(toy(**COMPARED))


def test_a_kind_whose_members_are_answered_differently_stops_the_build(monkeypatch):
    monkeypatch.setattr(tables, "read_by_value", lambda protocol: frozenset())
    with pytest.raises(FirstAnswerError, match=r"not the engine's to .*weight"):
        made(dosed().protocol)


def test_a_limit_that_is_overlooked_stops_the_build(monkeypatch):
    monkeypatch.setattr("build_scripts.exports.first_answers.entered.limits_of", lambda protocol: {})
    with pytest.raises(FirstAnswerError, match=r"not the engine's to .*level"):
        made(toy())


@pytest.mark.parametrize(("most", "any_of"), [(40_000, 2), (1_000, 1), (10, 0)])
def test_a_table_takes_as_many_cases_as_fit(monkeypatch, most, any_of):
    monkeypatch.setattr(tables, "MOST_BYTES", most)
    found = made(toy())
    assert found.any_of >= any_of
    assert (found.size <= most) == (most > 10)
    assert len(found.data["together"]) > 1 or most == 10


def test_what_is_asked_first_is_asked_about_first():
    def finding(name):
        return Enterable(name, ((),), {})

    asked = [*together([finding(name) for name in "abcd"], frozenset("bc"))]
    assert asked[:5] == [(), (0,), (1,), (2,), (3,)]
    assert asked[5:11] == [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3), (0, 3)]
    assert asked[11:] == [(0, 1, 2), (1, 2, 3), (0, 1, 2, 3), (0, 1, 3), (0, 2, 3)]
    assert len(set(asked)) == len(asked)


def test_whole_numbers_of_a_score_are_told_one_from_another():
    more = data_from("""
findings:
  - {id: few, type: integer, label: Few, group: g, plausible: [3, 15]}
  - {id: many, type: integer, label: Many, group: g, plausible: [0, 99]}
scores:
  - id: s
    label: S
    items: [{finding: few}, {finding: many}, {points: 1, when: {finding: sign}}]
    bands: [{id: low, label: Low, from: 3, to: 50}, {id: big, label: Big, from: 51, to: 115}]
""")
    scored = toy(findings=[*SOUND["findings"], *more["findings"]], scores=more["scores"])
    found = made(scored)
    counts = {each["id"]: each["count"] for each in found.data["findings"]}
    assert counts["few"] == 13 + 1
    assert found.left_out == ("many",)


def test_a_table_is_made_once(tmp_path):
    told: list[str] = []
    for _ in range(2):
        first_answers_of([toy()], ENGLISH, Store(tmp_path), told.append)
    assert len(told) == 1
    assert "cases of" in told[0]


def test_a_site_in_german_has_german_answers(content, project, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CASES", 40)
    german = site_language(project.templates.resolve(), "de")
    loaded = next(each for each in content.protocols if each.protocol.id == "differentiation-syndrome")
    protocol = loaded.translations["de"].protocol
    (found,) = first_answers_of([protocol], german, Store(tmp_path), print)
    script = tmp_path / "table.js"
    script.write_bytes(data_script(f"(self.WARDBOOK_FIRST??={{}})[{json.dumps(protocol.id)}]=", found.data))

    case = '{"protocol":"differentiation-syndrome","findings":{"age":{"value":TYPED,"unit":"a"}}}'
    answered = looked_up(script, protocol.id, [case, case], [["−3,50"], ["44,5"]], "de")

    with speaking(german.engine()):
        checkers = {protocol.id: Checker(protocol)}
        assert [answer for _, answer in answered] == [assess_json(checkers, text)[0] for text, _ in answered]
    assert "−3,50 Jahre" in str(answered[0][1])
