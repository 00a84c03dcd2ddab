"""The rule language, against the tests of Clinical Quality Language (cqframework/cql-tests) for logic and comparisons.

The tables are those tests as facts. CQL's logic is Kleene's, as ours is, with null for what is unknown. What CQL
compares and this language cannot say is left out: strings, tuples and times of day, which no finding has as its value;
booleans, which a rule reads by their name; calendar units (`month` against `mo`), since a time in months or years is
one by the calendar always. A rule reads no clock, so that CQL's today is a day that was entered.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from build_scripts.content.validation.units import with_factors
from checker import Checker, RefusedCase
from tests.support.protocols.rules import data_from, protocol_from

STATUSES = {"indicated": "true", "not-indicated": "false", "undetermined": "null"}
TRUTHS = {"true": True, "false": False, "null": None}

LOGIC = {
    "and": "{all: [{finding: a}, {finding: b}]}",
    "or": "{any: [{finding: a}, {finding: b}]}",
    "implies": "{any: [{not: {finding: a}}, {finding: b}]}",
    "xor": ("{any: [{all: [{finding: a}, {not: {finding: b}}]}, {all: [{not: {finding: a}}, {finding: b}]}]}"),
    "not": "{not: {finding: a}}",
}
"""Operator of CQL → the rule that says it; what has no key of its own is said by the others."""

LOGIC_TABLE = """
a      b      and    or     implies  xor    not
true   true   true   true   true     false  false
true   false  false  true   false    true   false
true   null   null   true   null     null   false
false  true   false  true   true     true   true
false  false  false  false  true     false  true
false  null   false  null   true     null   true
null   true   null   true   true     null   null
null   false  false  null   null     null   null
null   null   null   null   null     null   null
"""
"""Nine rows of four operators and, each three times, the three of `not`: the 39 tests of CQL's logic."""

RELATIONS = {">": "above", ">=": "at-least", "<": "below", "<=": "at-most", "=": "equals", "~": "equals"}
"""Operator of CQL → our relation; `!=` is its negation. `~` differs from `=` for null only, which is no number."""

NUMBERS = """
0 , 0       | > false | >= true  | < false | <= true
0 , 1       | > false | >= false | < true  | <= true
0 , -1      | > true  | >= true  | < false | <= false
0.0 , 0.0   | > false | >= true  | < false | <= true
0.0 , 1.0   | > false | >= false | < true  | <= true
0.0 , -1.0  | > true  | >= true  | < false | <= false
1.0 , 2     | > false | >= false | < true  | <= true  | = false | != true  | ~ false
1 , 1       | = true  | != false | ~ true
1 , 2       | = false | != true  | ~ false
1.0 , 1.0   | = true  | != false | ~ true
1.0 , 2.0   | = false | != true  | ~ false
1.0 , 1     | = true  | != false | ~ true
4 , 2       | >= true
4 , 6       | <= true
null , 1    | > null  | >= null  | < null  | <= null  | = null  | != null
1 , null    | > null  | >= null  | < null  | <= null  | = null  | != null
null , null | = null  | != null
0 cm , 0 cm    | > false | >= true  | < false | <= true
0 cm , 1 cm    | > false | >= false | < true  | <= true
0 cm , -1 cm   | > true  | >= true  | < false | <= false
1 m , 1 cm     | > true  | >= true  | < false | <= false
1 m , 10 cm    | > true  | >= true  | < false | <= false
1 cm , 1 cm    | = true  | != false | ~ true
1 cm , 0.01 m  | = true  | != false | ~ true
2.0 cm , 2.00 cm | = true
"""
"""Two quantities | each operator with its result. `4 between 2 and 6` is said as two comparisons."""

DATES = """
2012-02-12T00:00 , 2012-02-10T00:00 | > true  | >= true
2012-02-12T00:00 , 2012-02-12T00:00 | >= true | <= true
2012-02-12T00:00 , 2012-02-13T00:00 | > false | >= false
2012-02-09T00:00 , 2012-02-10T00:00 | < true  | <= true
2012-02-14T00:00 , 2012-02-13T00:00 | < false
2012-02-12T01:00 , 2012-02-12T00:00 | <= false
2014-01-05T05:00 , 2014-01-05T05:00 | = true  | != false
2014-01-05T05:00 , 2014-07-05T05:00 | = false | != true
2026-11-27T00:00 , 2026-11-27T00:00 | = true  | != false | ~ true
2026-11-27T00:00 , 2026-11-26T00:00 | = false | != true  | ~ false
null , 2014-01-05T05:00             | = null  | > null
null , null                         | = null
"""
"""Two dates | each operator with its result: one is later than the other when the time elapsed is above none."""

TOO_SHORT = ["2013", "2014", "2015"]
"""Dates of lower precision. CQL takes them, and its answer against 2014-02-15 is true, false or null; here they are
refused, since a form asks for the whole date and an answer that rests on half of one would not say so."""


def _rows(table):
    for line in table.strip().splitlines():
        pair, *results = (part.strip() for part in line.split("|"))
        left, right = (side.strip() for side in pair.split(","))
        for result in results:
            yield left, *result.split(), right


def _quantity(text):
    value, _, unit = text.partition(" ")
    return None if value == "null" else {"value": Decimal(value), "unit": unit or "1"}


def _compared(findings, left_side, limit, operator, case):
    """Return what a comparison by one of CQL's operators comes to, in CQL's words."""
    comparison = {**left_side, RELATIONS[operator.replace("!=", "=")]: limit}
    rule = {"not": comparison} if operator == "!=" else comparison
    return _answer(findings, rule, case)


def _answer(findings, rule, case):
    protocol = with_factors(protocol_from(findings, rule))
    (answer,) = Checker(protocol).assess({"protocol": "toy", "findings": case}).recommendations
    return STATUSES[answer.status.value]


def _named(*names, **rest):
    return [{"id": name, "label": name, "group": "g", **rest} for name in names]


@pytest.mark.parametrize("operator", LOGIC)
def test_logic(operator):
    heads, *rows = (line.split() for line in LOGIC_TABLE.strip().splitlines())
    assert len(rows) == 9
    for row in rows:
        cells = dict(zip(heads, row, strict=True))
        case = {"a": TRUTHS[cells["a"]], "b": TRUTHS[cells["b"]]}
        said = _answer(_named("a", "b", type="boolean"), data_from(LOGIC[operator]), case)
        assert said == cells[operator], case


@pytest.mark.parametrize(("left", "operator", "result", "right"), list(_rows(NUMBERS)))
def test_quantities(left, operator, result, right):
    units = {"unit": "cm", "also": [{"unit": "m"}]} if "m" in left else {"unit": "1"}
    findings = _named("a", "b", type="quantity", plausible=[-100, 100], **units)
    case = {"a": _quantity(left), "b": _quantity(right)}
    assert _compared(findings, {"finding": "a"}, {"finding": "b"}, operator, case) == result


@pytest.mark.parametrize(("left", "operator", "result", "right"), list(_rows(DATES)))
def test_dates(left, operator, result, right):
    findings = _named("a", "b", type="date", precision="minute")
    case = {"a": None if left == "null" else left, "b": None if right == "null" else right}
    elapsed, none = {"quantity": {"since": "b", "until": "a"}}, {"value": 0, "unit": "min"}
    assert _compared(findings, elapsed, none, operator, case) == result


@pytest.mark.parametrize("date", TOO_SHORT)
def test_half_a_date_is_refused(date):
    findings = _named("a", "b", type="date", precision="day")
    elapsed, none = {"quantity": {"since": "b", "until": "a"}}, {"value": 0, "unit": "d"}
    with pytest.raises(RefusedCase, match=f"expected a date written as YYYY-MM-DD, found '?\"?{date}"):
        _compared(findings, elapsed, none, ">", {"a": date, "b": "2014-02-15"})


def test_the_tables_are_whole():
    """As many as CQL has that can be said, and unknown sides besides, which its tests leave out."""
    known = [row for table in (NUMBERS, DATES) for row in _rows(table) if "null" not in row]
    assert len(known) == 95
