"""Row by row: the rows of a collection of facts, and a table that says for each what carries it in the protocol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.content.loaded import LoadedProtocol
from checker.protocol.traversal import elements

NUMBERED = "numbered"
"""Kind of the rows that are named by their own number, as `K01`; all others have their kind in front: `case 1`."""

_RANGE = re.compile(r"(?P<kind>.*?)(?P<first>\d+)–(?P=kind)(?P<last>\d+)")


def rows_of(facts: Mapping[str, list[Any]]) -> list[str]:
    """Return the names of all rows of a collection of facts, in its order.

    Args:
        facts: Kind of row → names and ranges of names, as `K01–K38`, whose numbers have as many digits as the first.

    Raises:
        ValueError: when a range ends before it begins, or a row is named twice.
    """
    found: dict[str, None] = {}
    for kind, names in facts.items():
        for name in names:
            for each in _expanded(str(name)):
                row = each if kind == NUMBERED else f"{kind} {each}"
                if row in found:
                    raise ValueError(f"the row '{row}' is named twice")
                found[row] = None
    return list(found)


def _expanded(name: str) -> Iterator[str]:
    match = _RANGE.fullmatch(name)
    if match is None:
        yield name
        return
    first, last, digits = int(match["first"]), int(match["last"]), len(match["first"])
    if last < first:
        raise ValueError(f"the range '{name}' ends before it begins")
    for number in range(first, last + 1):
        yield f"{match['kind']}{number:0{digits}}"


def names_in(loaded: LoadedProtocol) -> frozenset[str]:
    """Return what can carry a row: ids of a protocol's elements, codes of its warnings, names of its worked cases."""
    found = {case.name for case in loaded.cases}
    for _, element in elements(loaded.protocol):
        found |= {str(name) for field in ("id", "code") if (name := getattr(element, field, None)) is not None}
    return frozenset(found)


def objections(rows: list[str], table: Mapping[str, Any], names: frozenset[str]) -> list[str]:
    """Return what is wrong with a table, each with its row and what was expected.

    Args:
        rows: The rows that the table has to answer for.
        table: Name of a row → `carried-by` with names, or `left-out` with a reason; beside either of them a `note`.
        names: What the protocol has.
    """
    found = [f"{row}: is missing; expected 'carried-by' with ids or names of cases, or 'left-out'" for row in rows]
    found = [objection for row, objection in zip(rows, found, strict=True) if row not in table]
    for row, entry in table.items():
        if row not in rows:
            found.append(f"{row}: the facts have no such row; expected one of tests/tables/fact_bases")
        found += [f"{row}: {wrong}" for wrong in _wrong(entry, names)]
    return found


def _wrong(entry: object, names: frozenset[str]) -> Iterator[str]:
    if not isinstance(entry, Mapping) or len({"carried-by", "left-out"} & set(entry)) != 1:
        yield "expected either 'carried-by' or 'left-out'"
        return
    yield from (f"'{key}' is not known here" for key in set(entry) - {"carried-by", "left-out", "note"})
    for key in ("left-out", "note"):
        if key in entry and not str(entry[key] or "").strip():
            yield f"'{key}' is empty; expected a reason"
    if "carried-by" in entry:
        carriers = entry["carried-by"]
        if not isinstance(carriers, list) or not carriers:
            yield f"'carried-by' is {carriers!r}; expected a list of at least one id or name of a case"
            return
        for name in carriers:
            if str(name) not in names:
                yield f"'{name}' is neither an element nor a worked case of the protocol"
