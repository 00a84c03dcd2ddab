"""Every number of the first protocol, changed by one digit and made ten times as large: each change is refused.

Numbers in digits and in words count, in every text that readers take for the protocol's own word, in every dose, limit,
factor and score. What may be changed without a refusal stands in `HARMLESS`, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest

from build_scripts.content.double_entry.passages import ELSEWHERE
from tests.support.protocols.faulty import Sound

NAMES = {"id", "unit", "is", "marker", "marker-of", "statements", "references", "concerns"}
"""Fields of names: what names nothing is refused by their own checks."""

BOOKKEEPING = ELSEWHERE | {"version", "invariants", "accepted"}
"""Parts that state no clinical fact: names, literature with its years and pages, dates, versions, declared figures, and
why the authors leave something as it is, in which a number counts things."""

PLAUSIBLE = "plausible"
"""Bounds outside of which an entry is taken for a slip. The source gives none, and no answer depends on them."""

HARMLESS = {
    ("magnesium", "24.305", "24.315"): "less than a thousandth, which no measurement of magnesium shows",
    ("magnesium", "24.305", "24.306"): "less than a thousandth, which no measurement of magnesium shows",
    ("suspicion-is-not-diagnosis", "two", "three"): "how many meanings of a word a title speaks of",
}
"""Element, number, number that passes in its place → why nobody is hurt by it."""

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty")
WORDS = {**dict(pairwise(_COUNTS)), "hundred": "thousand", "half": "double", "double": "half", "twice": "thrice"}
NUMBER = re.compile(rf"(?<![A-Za-z\d])\d+(?:\.\d+)?|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
"""A number in a text. The id of a statement is none: changed, it leads to another statement, and to no other dose."""


def others(number):
    """The number with each of its digits changed by one, and ten times as large."""
    if number.casefold() in WORDS:
        yield WORDS[number.casefold()]
        return
    for place, digit in enumerate(number):
        if digit.isdigit():
            yield f"{number[:place]}{(int(digit) + 1) % 10}{number[place + 1 :]}"
    if number.strip("0."):
        yield number.replace(".", "") if "." in number else f"{number}0"


def changes(value, path=()):
    """Yield the path of each number below a part of the data, the number, another, and the value that holds it then."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if not (path and name in NAMES) and name != PLAUSIBLE and not (not path and name in BOOKKEEPING):
                yield from changes(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from changes(inner, (*path, index))
    elif isinstance(value, str):
        for match in NUMBER.finditer(value):
            for other in others(match.group()):
                yield path, match.group(), other, f"{value[: match.start()]}{other}{value[match.end() :]}"
    elif value is not None and not isinstance(value, bool):
        for other in others(str(value)):
            yield path, str(value), other, type(value)(other)


SOUND = Sound()
ALL = list(changes(SOUND.document.data))
PARTS = sorted({path[0] for path, *_ in ALL})


def element(path):
    """The id of the element at a path, or the name of the part."""
    item = SOUND.document.data[path[0]]
    item = item[path[1]] if isinstance(item, list) else {}
    return item.get("id", item.get("code", path[0])) if isinstance(item, Mapping) else path[0]


def test_numbers_of_every_kind_are_tried():
    assert len(ALL) > 350
    assert {"findings", "criteria", "scores", "recommendations", "warnings", "statements", "disagreements"} < set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_each_change_of_a_digit_is_refused(part):
    passed = [
        (element(path), number, other)
        for path, number, other, value in ALL
        if path[0] == part and not SOUND.refuses(path, value)
    ]
    assert [change for change in passed if change not in HARMLESS] == []


def test_what_is_harmless_passes():
    tried = {(element(path), number, other): (path, value) for path, number, other, value in ALL}
    assert [change for change in HARMLESS if SOUND.refuses(*tried[change])] == []
