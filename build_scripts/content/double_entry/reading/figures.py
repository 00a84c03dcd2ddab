"""Figures in a text: its numbers, each with its unit, its range and the direction that the words give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from build_scripts.content.double_entry.reading.number_words import SPELLED, value_of
from build_scripts.content.double_entry.reading.rhythms import rhythms
from build_scripts.content.double_entry.reading.written_units import unit_at

_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_MULTIPLE = r"(?:twice|thrice)(?= (?:an?|the|that|this|as|\d+)\b)|(?<=\ba )third(?= of\b)"
_NUMBER = re.compile(
    rf"(?<![\w.])(?<![A-Za-z]-)(?P<sign>(?<![\w)])[-−]\s?)?(?P<digits>{_DIGITS})"
    rf"|(?<![\w-])(?P<word>{SPELLED}|{_MULTIPLE})(?![\w])(?!-(?!\w+s?\b)\w)",
    re.IGNORECASE,
)
"""A number: none that is part of a name, such as 'CD19' or 'IL-6'."""

_TO = re.compile(
    rf"\s?(?:[–—-]|\bto\b)\s?(?P<sign>[-−])?(?:(?P<digits>{_DIGITS})|(?P<word>{SPELLED})\b)", re.IGNORECASE
)
_AND = re.compile(rf"\s?\band\b\s?(?P<sign>[-−])?(?:(?P<digits>{_DIGITS})|(?P<word>{SPELLED})\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_OR = re.compile(rf",?\s(?:or|and|to|then)\s(?=(?:{_DIGITS}|(?:{SPELLED})\b))|/(?=\d)", re.IGNORECASE)
_POINTING = re.compile(r"(?i)\b(?:the|these|those) $")
_DAILY = re.compile(r" (?:once )?daily\b")
_NAME_GOES_ON = re.compile(r"-[A-Za-z]+\d|'s\b")

_NOT = r"(?P<not>(?:not|no|never|neither|nor|n't|without)(?:\s\w+)?\s)?"
_BEFORE = {
    "at_least": rf"{_NOT}(?:at least|≥|⩾|>=|a minimum of|minimum|from|reach(?:es|ed|ing)?)",
    "at_most": rf"{_NOT}(?:at most|≤|⩽|<=|up to|a maximum of|maximum|within)",
    "above": rf"{_NOT}(?:above|exceed(?:s|ed|ing)?|in excess of|beyond|past|over|>|"
    r"(?:more|greater|higher|longer|larger|older|heavier|later) than)",
    "below": rf"{_NOT}(?:below|under|beneath|<|(?:less|lower|fewer|shorter|smaller|younger|lighter|earlier) than)",
}
_BEFORE_PATTERNS = [
    (name, re.compile(rf"(?<!\w){pattern}\s?(?:the |a |of )?$", re.I)) for name, pattern in _BEFORE.items()
]
_AFTER = {
    "at_least": re.compile(
        r"\s?(?:(?:or|and) (?:more|above|higher|over|longer|older|greater|upwards?)\b|on(?:wards)?\b|at least\b)",
        re.IGNORECASE,
    ),
    "at_most": re.compile(
        r"\s?(?:(?:or|and) (?:less|below|lower|under|fewer|shorter|younger|smaller|downwards?)|at most)\b",
        re.IGNORECASE,
    ),
}
OPPOSITE = {"above": "at_most", "at_most": "above", "at_least": "below", "below": "at_least"}
"""Direction → the direction of exactly the other values."""


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A number that a text states, a range of numbers, or a rhythm."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    """Upper end of a range."""
    unit: str | None = None
    """UCUM code; None for a number without a unit."""
    relation: str | None = None
    """Direction that the words give, a key of `OPPOSITE`; None where they give none."""
    rhythm: Fraction | None = None
    """Times in a day, where the figure is a rhythm such as 'every 12 hours' or 'twice daily'."""
    daily: bool = False
    """Whether 'daily' stands right behind it: '7 g daily' says as much as '7 g/day'."""
    counts: bool = True
    """Whether the number has to belong to something: 'one' as a pronoun need not."""


@lru_cache(maxsize=20_000)
def figures_in(text: str) -> tuple[WrittenFigure, ...]:
    """Return the figures of a text in their order."""
    found: list[WrittenFigure] = []
    taken = [(rhythm.start, rhythm.end) for rhythm in rhythms(text)]
    for rhythm in rhythms(text):
        if rhythm.written:
            relation = _relation(text, rhythm.start, rhythm.end)
            found.append(
                WrittenFigure(rhythm.start, rhythm.end, rhythm.number, relation=relation, rhythm=rhythm.per_day)
            )
    position = 0
    while match := _NUMBER.search(text, position):
        position = match.end()
        if any(start <= match.start() < end for start, end in taken):
            continue
        figure = _figure(text, match)
        if figure is not None:
            found.append(figure)
            position = figure.end
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(text: str, match: re.Match[str]) -> WrittenFigure | None:
    low, end = _value(match), match.end()
    if match["digits"] and _NAME_GOES_ON.match(text, end):
        return None
    unit, high = unit_at(text, end), None
    upper = _TO.match(text, unit[1] if unit else end)
    if upper:
        further = unit_at(text, upper.end())
        if unit is None or (further is not None and further[0] == unit[0]):
            high, unit, end = _value(upper), further, upper.end()
    elif unit is None and (joined := _AND.match(text, end)) and _BETWEEN.search(text[: match.start()]):
        high, unit, end = _value(joined), unit_at(text, joined.end()), joined.end()
    if unit is not None:
        end = unit[1]
    code = unit[0] if unit else _unit_behind(text, end) if match["digits"] else None
    relation, daily = _relation(text, match.start(), end), bool(_DAILY.match(text, end))
    counts = (code is None and relation in ("above", "below")) or not _is_pronoun(text, match, code)
    return WrittenFigure(match.start(), end, low, high, code, relation, daily=daily, counts=counts)


def _unit_behind(text: str, end: int) -> str | None:
    """Return the unit that a number shares with the one behind it: the milligrams of the 5 in '5 or 10 mg'."""
    joint = _OR.match(text, end)
    further = _NUMBER.match(text, joint.end()) if joint else None
    if further is None:
        return None
    unit = unit_at(text, further.end())
    return unit[0] if unit else None


def _is_pronoun(text: str, match: re.Match[str], unit: str | None) -> bool:
    """Return whether 'one' or 'the two' only points to something: 'one of the signs', 'from one day to the next'."""
    word = (match["word"] or "").casefold()
    if word == "one":
        return unit is None or text[match.start() :].casefold().startswith("one day to")
    return word == "two" and unit is None and bool(_POINTING.search(text[: match.start()]))


def _value(match: re.Match[str]) -> Decimal:
    value = Decimal(re.sub(r"[,\s]", "", match["digits"])) if match["digits"] else value_of(match["word"])
    return -value if match.groupdict().get("sign") else value


def _relation(text: str, start: int, end: int) -> str | None:
    before = text[max(0, start - 40) : start]
    for name, pattern in _BEFORE_PATTERNS:
        match = pattern.search(before)
        if match:
            return OPPOSITE[name] if match["not"] else name
    return next((name for name, pattern in _AFTER.items() if pattern.match(text, end)), None)
