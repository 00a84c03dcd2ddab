"""Every computed value of the vocabulary agrees with the examples of its sources to the printed digit."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_scripts.content.load import load_protocol
from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.paths import Project
from checker import Checker
from checker.language.findings import BooleanFinding, ChoiceFinding
from checker.values.rounding import Rounding
from tests.support.protocols.rules import data_from

ROOT = Path(__file__).parents[4]
TABLES = data_from((ROOT / "tests" / "tables" / "values.yml").read_text(encoding="utf-8"))["tables"]
VALUES = data_from((ROOT / "docs" / "vocabulary" / "values.yml").read_text(encoding="utf-8"))["values"]
ROWS = [
    pytest.param(table["value"], row, id=f"{table['value']}-{number}-{place}")
    for number, table in enumerate(TABLES)
    for place, row in enumerate(table["rows"])
]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A protocol that uses every value of the vocabulary, loaded with all checks."""
    root = tmp_path_factory.mktemp("values")
    (root / "site_templates").symlink_to(ROOT / "site_templates", target_is_directory=True)
    shutil.copytree(ROOT / "docs" / "vocabulary", root / "docs" / "vocabulary")
    file = write_skeleton(Project(root), "example") / "protocol.yml"
    text, read = file.read_text(encoding="utf-8"), sorted(set(_findings(VALUES)))
    start = text.index("# constraints:")
    text = text[:start] + "".join(f"  - {{use: {name}, group: laboratory}}\n" for name in read) + "\n" + text[start:]
    start = text.index("criteria:\n  - id: applicable")
    used = "".join(f"  - use: {value['id']}\n" for value in VALUES)
    file.write_text(f"{text[:start]}values:\n{used}\n{text[start:]}", encoding="utf-8")
    return load_protocol(file.parent)


def _findings(part):
    """The ids of the findings that values read."""
    if isinstance(part, dict):
        yield from (part[name] for name in ("finding", "by") if name in part)
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _findings(inner)


def _case(protocol, given):
    findings = {finding.id: finding for finding in protocol.findings}
    found = {}
    for name, text in given.items():
        if isinstance(findings[name], BooleanFinding | ChoiceFinding):
            found[name] = text
        else:
            number, unit = str(text).split(" ")
            found[name] = {"value": Decimal(number), "unit": unit}
    return {"protocol": protocol.id, "findings": found}


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_a_value_agrees_with_the_printed_digit(everything, name, row):
    printed = Decimal(row["result"])
    step = Decimal((0, (1,), min(int(printed.as_tuple().exponent), 0)))
    as_printed = tuple(
        replace(value, rounded=Rounding(to=step, half="up")) if value.id == name else value
        for value in everything.values
    )
    case = _case(everything, row["given"])
    found = Checker(replace(everything, values=as_printed)).assess(case).values[name]
    assert found.low == found.high == printed
    # The value itself is the same number, with the rounding that the value has.
    own = next(value for value in everything.values if value.id == name)
    low = Checker(everything).assess(case).values[name].low
    assert isinstance(low, Decimal)
    half = (own.rounded.to if own.rounded is not None else Decimal(0)) / 2
    assert abs(low - printed) <= half + step / 2


def test_every_value_has_a_table(everything):
    assert {table["value"] for table in TABLES} == {value.id for value in everything.values}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["value"])
def test_a_table_says_where_its_numbers_come_from(table):
    assert table["kind"] in ("published", "by hand")
    assert len(table["source"]) > 20
    assert table["rows"]


def test_every_value_has_its_literature_which_comes_along(everything):
    known = {reference.id for reference in everything.references}
    assert [value.id for value in everything.values if not value.references] == []
    assert {name for value in everything.values for name in value.references} <= known
