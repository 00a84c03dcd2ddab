"""Rhythms in a text: 'every 12 hours', 'twice daily', 'q12h' and 'bid' are all two times in a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from build_scripts.content.double_entry.reading.number_words import SPELLED, value_of

HOURS = {
    "min": Fraction(1, 60),
    "h": Fraction(1),
    "d": Fraction(24),
    "wk": Fraction(168),
    "mo": Fraction(730),
    "a": Fraction(8760),
}
"""UCUM unit of time → hours; a month is a twelfth of 8760 hours, and is compared with months only."""

_UNITS = (("min", "min|minutes?"), ("h", "h|hrs?|hours?"), ("d", "d|days?"), ("wk", "wk|weeks?"), ("mo", "months?"))
_UNIT = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _UNITS)
_NUMBER = rf"(?P<number>\d+(?:\.\d+)?|{SPELLED})"
_PERIOD = {
    "h": r"hourly|(?:an|per|every|each) hour|/ ?h",
    "d": r"daily|(?:a|per|every|each) day|/ ?d(?:ay)?|in 24 hours|nightly",
    "wk": r"weekly|(?:a|per|every|each) week|/ ?w(?:ee)?k",
    "mo": r"monthly|(?:a|per|every|each) month",
    "a": r"yearly|annually|(?:a|per|every|each) year",
}
_PERIODS = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _PERIOD.items())

_EVERY = re.compile(rf"\b(?:every|each) {_NUMBER}[ -]?(?:{_UNIT})\b(?! ?(?:[–-]|to) ?\d)", re.IGNORECASE)
_EVERY_OTHER = re.compile(r"\bevery (?:other|second) (?:day|(?P<wk>week))\b", re.IGNORECASE)
_Q = re.compile(r"\bq\.? ?(?P<number>\d+) ?(?:(?P<h>h)|(?P<d>d))\b", re.IGNORECASE)
_HOURLY = re.compile(rf"\b{_NUMBER}[- ](?:(?P<h>hourly)|(?P<wk>weekly))\b", re.IGNORECASE)
_TIMES = re.compile(
    rf"\b(?:(?P<once>once)|(?P<twice>twice)|(?P<thrice>thrice)|{_NUMBER} (?:times|doses))[ -]?(?:{_PERIODS})\b",
    re.IGNORECASE,
)
_LATIN = {"qd": 1, "od": 1, "bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4}
_LATIN_PATTERN = re.compile(
    r"(?<![\w.])(?P<latin>q\.d\.|o\.d\.|b\.i\.d\.|t\.i\.d\.|q\.i\.d\.|qd|bid|bd|tid|tds|qid|qds|BID|BD|TID|TDS|QID|QDS)(?!\w)"
)
_PLAIN = re.compile(rf"(?<![\w/])(?:{_PERIODS})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenRhythm:
    """How often, as a text says it."""

    start: int
    end: int
    per_day: Fraction
    """Times in a day."""
    number: Decimal
    """The number that is written, such as 12 in 'every 12 hours'."""
    written: bool
    """Whether it holds a number: 'daily' alone does not."""


def rhythms(text: str) -> tuple[WrittenRhythm, ...]:
    """Return the rhythms of a text in their order; none of them overlaps another."""
    found: list[WrittenRhythm] = []
    for rhythm in _all(text):
        if not any(rhythm.start < other.end and other.start < rhythm.end for other in found):
            found.append(rhythm)
    return tuple(sorted(found, key=lambda rhythm: rhythm.start))


def _all(text: str) -> Iterator[WrittenRhythm]:
    for pattern in (_EVERY, _Q, _HOURLY):
        for match in pattern.finditer(text):
            every = _number(match["number"])
            if every:
                hours = Fraction(every) * HOURS[_code(match)]
                yield WrittenRhythm(*match.span(), 24 / hours, every, written=True)
    for match in _EVERY_OTHER.finditer(text):
        hours = 2 * HOURS["wk" if match["wk"] else "d"]
        yield WrittenRhythm(*match.span(), 24 / hours, Decimal(2), written=True)
    for match in _TIMES.finditer(text):
        times = {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3)}.get(
            next((name for name in ("once", "twice", "thrice") if match[name]), "")
        )
        count = times if times is not None else _number(match["number"])
        yield WrittenRhythm(*match.span(), Fraction(count) * 24 / HOURS[_code(match)], count, written=True)
    for match in _LATIN_PATTERN.finditer(text):
        count = Decimal(_LATIN[match["latin"].replace(".", "").casefold()])
        yield WrittenRhythm(*match.span(), Fraction(count), count, written=True)
    for match in _PLAIN.finditer(text):
        yield WrittenRhythm(*match.span(), 24 / HOURS[_code(match)], Decimal(1), written=False)


def _number(written: str) -> Decimal:
    return Decimal(written) if written[0].isdigit() else value_of(written)


def _code(match: re.Match[str]) -> str:
    return next(code for code in HOURS if match.groupdict().get(code))
