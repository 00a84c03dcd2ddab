"""Values: ten thousand cases against an oracle in fractions and intervals, and the same bytes in the page."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from build_scripts.content.validation.formulas import value_objections
from build_scripts.content.validation.units import with_factors
from checker import Checker, RefusedCase, assess_json, dump, load
from checker.answers.cases import parse_case
from checker.language.findings import QuantityFinding
from checker.protocol.traversal import elements
from checker.values.formulas import FORMULAS
from checker.words.rationals import Rational
from tests.support.formula_oracle import FormulaOracle
from tests.support.protocols.random_cases import some_cases
from tests.support.protocols.rules import REST, data_from, recommendation
from tests.support.site.engines import ANSWERS

COUNT = 10_000
TRUTHS = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}
DERIVED_BY_RULES = {"PercentChange", "Sum"}
"""Operands of rules, for which formulas have general operations."""


@pytest.fixture(scope="module")
def computed():
    data = data_from((Path(__file__).parents[1] / "fixtures" / "every_formula.yml").read_text(encoding="utf-8"))
    rules = data.pop("rules")
    named = [recommendation(name, rule) for name, rule in rules.items()]
    everybody = {
        "id": "always",
        "label": "Always",
        "when": data_from("{value-of: bmi, above: {value: 0, unit: kg/m2}}"),
    }
    return with_factors(load({**REST, **data, "criteria": [everybody], "recommendations": named}))


@pytest.fixture(scope="module")
def texts(computed):
    return list(some_cases(computed, COUNT))


def test_it_uses_every_construct_and_is_accepted(computed):
    assert list(value_objections(computed)) == []
    used = {type(element).__name__ for _, element in elements(computed.values)}
    assert {cls.__name__ for cls in FORMULAS} - used == DERIVED_BY_RULES


def numbers_of(computed, checker, text):
    """The findings of a case as the oracle takes them; None where one of them is refused for itself."""
    try:
        given = parse_case(text).findings
        values = checker._reader.read(given)
    except RefusedCase:
        return None
    case = {}
    for finding, value in zip(computed.findings, values, strict=True):
        if value is not None:
            number = isinstance(value, Decimal | Rational) and isinstance(finding, QuantityFinding)
            case[finding.id] = Fraction(*value.as_integer_ratio()) if number else given[finding.id]
    return case


def test_engine_and_oracle_never_disagree(computed, texts):
    checker, data = Checker(computed), json.loads(json.dumps(dump(computed)))
    oracle = FormulaOracle(data)
    accepted = refused = open_ = 0
    for text in texts:
        case = numbers_of(computed, checker, text)
        if case is None:
            continue
        case = {name: Fraction(value) if name == "count" else value for name, value in case.items()}

        def truth(rule, case=case):
            return oracle.holds(rule, case)

        plausible = all(oracle.plausible(value.id, case, truth) for value in computed.values)
        try:
            answer = checker.assess(parse_case(text))
        except RefusedCase:
            assert not plausible, text
            refused += 1
            continue
        assert plausible, text
        accepted += 1
        for value in computed.values:
            low, high = oracle.value(value.id, case, truth)
            told = answer.values[value.id]
            assert (told.low, told.high) == (exactly(low), exactly(high)), (value.id, text)
            open_ += low != high
        for rule, given in zip(data["recommendations"], answer.recommendations, strict=True):
            assert TRUTHS[given.status.value] == truth(rule["when"]), (rule["id"], text)
    assert accepted > COUNT / 5
    assert refused > 100
    assert open_ > COUNT / 10


def exactly(number):
    return Rational(f"{number.numerator}/{number.denominator}")


@pytest.mark.browser
def test_values_are_the_same_bytes_in_the_page(visit, computed, texts):
    checkers = {computed.id: Checker(computed)}
    expected = [assess_json(checkers, text)[0] for text in texts]
    visit.open_checker()
    visit.page.evaluate(
        """(text) => { document.querySelector("[data-part=compiled]").textContent = text; }""",
        json.dumps(dump(computed)),
    )
    answers: list[str] = []
    for start in range(0, COUNT, 500):
        answers += visit.page.evaluate(ANSWERS, [texts[start : start + 500], "library"])
    assert [text for text, one, other in zip(texts, answers, expected, strict=True) if one != other] == []
