"""The compiled form: what travels to the page, and comes back the same."""

import json

import pytest

from checker import Checker, Protocol, dump, load
from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import All, AnyOf, AtLeast, Not
from checker.language.keys import field_name, key
from checker.language.operands import Elapsed, FindingValue, PercentChange, Quantity, Sum
from checker.protocol.compiled import FORMAT, expression_class, formula_class
from checker.protocol.model_fields import fields_of
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.protocols.rules import data_from


def test_compiling_loses_nothing_that_evaluation_needs(each):
    compiled = json.loads(json.dumps(dump(each.protocol)))
    again = load(compiled)
    assert dump(again) == compiled
    before, after = Checker(each.protocol), Checker(again)
    for case in each.cases:
        if case.expect is not None:
            asked = {"protocol": each.protocol.id, "findings": case.findings}
            assert after.assess(asked) == before.assess(asked)
    assert not {field.key for field in fields_of(Protocol) if field.left_behind} & set(compiled)
    assert again.recommendations == each.protocol.recommendations
    assert again.review == each.protocol.review


@pytest.mark.parametrize("fixture", FIXTURES.values(), ids=FIXTURES)
def test_every_construct_survives_the_journey(fixture):
    protocol = next_protocol(fixture)
    compiled = json.loads(json.dumps(dump(protocol)))
    again = load(compiled)
    assert (again.criteria, again.grades) == (protocol.criteria, protocol.grades)
    assert dump(again) == compiled


def test_a_compiled_form_of_another_version_is_refused(first):
    compiled = dump(first.protocol)
    assert compiled["format"] == FORMAT
    with pytest.raises(ValueError, match="compiled protocol has format 99, this checker reads 1"):
        load({**compiled, "format": 99})
    with pytest.raises(ValueError, match="compiled protocol has format None, this checker reads 1"):
        load({name: value for name, value in compiled.items() if name != "format"})


@pytest.mark.parametrize(
    ("field", "name"),
    [("at_least", "at-least"), ("not_", "not"), ("from_", "from"), ("is_", "is"), ("if_", "if"), ("id", "id")],
)
def test_a_field_and_its_key_stand_for_each_other(field, name):
    assert key(field) == name
    assert field_name(name) == field


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("{all: []}", All),
        ("{any: []}", AnyOf),
        ("{not: {finding: a}}", Not),
        ("{at-least: 1, of: []}", AtLeast),
        ("{criterion: c}", CriterionHolds),
        ("{finding: a}", FindingHolds),
        ("{finding: a, is: [x]}", ChoiceIs),
        ("{finding: a, assessed: false}", Assessed),
        ("{finding: a, at-least: {value: 1, unit: g}}", Comparison),
        ("{quantity: {finding: a}, above: {value: 1, unit: g}}", Comparison),
        ("{score: s, is: [x]}", ScoreIs),
        ("{score: s, at-least: 1}", ScoreIs),
        ("{grade: g, at-least: x}", GradeIs),
        ("{value: 1}", None),
        ("{}", None),
    ],
)
def test_an_expression_is_known_by_its_keys(text, cls):
    assert expression_class(data_from(text)) is cls


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("{value: 1, unit: g}", Quantity),
        ("{finding: a, times: 2}", FindingValue),
        ("{percent-change: a, from: b}", PercentChange),
        ("{since: a, until: b}", Elapsed),
        ("{sum: [], unit: g}", Sum),
        ("{all: []}", None),
    ],
)
def test_an_operand_is_known_by_its_keys(text, cls):
    assert formula_class(data_from(text)) is cls
