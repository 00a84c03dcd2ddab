"""Every row of what was collected on a protocol is carried by something in it, or left out for a reason.

`fact_bases/` lists the rows, and `coverage/` says of each what carries it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.protocols.rules import data_from
from tests.support.row_by_row import names_in, objections, rows_of

HERE = Path(__file__).parent
FACTS = {path.stem: path for path in sorted((HERE / "fact_bases").glob("*.yml"))}
TABLES = {path.stem: path for path in sorted((HERE / "coverage").glob("*.yml"))}
PROTOCOLS = {path.parent.name for path in (HERE.parents[1] / "docs" / "protocols").glob("*/protocol.yml")}


@pytest.mark.parametrize("name", sorted({*TABLES, *(set(FACTS) & PROTOCOLS)}))
def test_every_row_is_carried_or_left_out_for_a_reason(name, content):
    assert name in FACTS, f"list the rows in tests/tables/fact_bases/{name}.yml"
    assert name in TABLES, f"say what carries each row in tests/tables/coverage/{name}.yml"
    (loaded,) = (each for each in content.protocols if each.protocol.id == name)
    found = objections(
        rows_of(data_from(FACTS[name].read_text())), data_from(TABLES[name].read_text()), names_in(loaded)
    )
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("name", FACTS)
def test_the_rows_are_named_once_and_in_order(name):
    assert len(rows_of(data_from(FACTS[name].read_text()))) > 100


# The reading of the tables itself

ROWS = ["K01", "K02", "case 1"]


def test_ranges_keep_their_digits_and_their_kind():
    facts = data_from("{numbered: [K08–K10, H04], case: [1–2], criterion: [grade-1–grade-2, over-3]}")
    assert rows_of(facts) == [
        *("K08", "K09", "K10", "H04", "case 1", "case 2"),
        *("criterion grade-1", "criterion grade-2", "criterion over-3"),
    ]


@pytest.mark.parametrize(
    ("facts", "message"),
    [("numbered: [K01–K03, K02]", "'K02' is named twice"), ("case: [3–1]", "'3–1' ends before it begins")],
)
def test_rows_that_cannot_be_counted_are_refused(facts, message):
    with pytest.raises(ValueError, match=message):
        rows_of(data_from(facts))


def test_a_table_that_answers_for_all_is_right():
    table = data_from("""
        K01: {carried-by: [S01, "A case"], note: Said twice.}
        K02: {left-out: It is of another protocol.}
        case 1: {carried-by: ["A case"]}
    """)
    assert objections(ROWS, table, frozenset({"S01", "A case"})) == []


@pytest.mark.parametrize(
    ("entry", "objection"),
    [
        (
            "K01: {carried-by: [S01]}",
            "K02: is missing; expected 'carried-by' with ids or names of cases, or 'left-out'",
        ),
        ("K02: {carried-by: [S02]}", "K02: 'S02' is neither an element nor a worked case of the protocol"),
        ("K02: {carried-by: []}", "K02: 'carried-by' is []; expected a list of at least one id or name of a case"),
        ("K02: {left-out: ' '}", "K02: 'left-out' is empty; expected a reason"),
        ("K02: {left-out: }", "K02: 'left-out' is empty; expected a reason"),
        ("K02: {left-out: No., carried-by: [S01]}", "K02: expected either 'carried-by' or 'left-out'"),
        ("K02: S01", "K02: expected either 'carried-by' or 'left-out'"),
        ("K02: {left-out: No., because: it}", "K02: 'because' is not known here"),
        ("{K02: {left-out: No.}, K03: {left-out: No.}}", "K03: the facts have no such row; expected one of"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_its_row(entry, objection):
    table = {"K01": {"carried-by": ["S01"]}, "case 1": {"left-out": "No."}, **data_from(entry)}
    (found,) = objections(ROWS, table, frozenset({"S01"}))
    assert found.startswith(objection)


def test_names_are_those_of_elements_warnings_and_cases(content):
    names = names_in(content.protocols[0])
    loaded = content.protocols[0]
    first = (loaded.protocol.statements[0].id, loaded.protocol.warnings[0].code, loaded.cases[0].name)
    assert set(first) <= names
