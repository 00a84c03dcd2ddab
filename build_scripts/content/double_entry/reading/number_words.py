"""Numbers that are spelled out: 'three drops every four hours' holds 3 and 4, 'two hundred and six' is 206."""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_SMALL)} | dict(zip(_TENS, range(20, 100, 10), strict=True))
_POWERS = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

PARTS = {
    "half": Decimal("0.5"),
    "third": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
    "halved": Decimal("0.5"),
    "double": Decimal(2),
    "doubled": Decimal(2),
    "tripled": Decimal(3),
    "twice": Decimal(2),
    "triple": Decimal(3),
    "thrice": Decimal(3),
    "dozen": Decimal(12),
}
"""Words for a part or a multiple of something, such as 'half of the dose'."""

_ONE = "|".join(sorted(_SMALL, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SMALL[1:10])})\b)?|{_ONE})"
_BELOW_1000 = rf"(?:(?:{_BELOW_100} |a )?hundred(?:(?: and)? {_BELOW_100}\b)?|{_BELOW_100})"
SPELLED = (
    rf"(?:{_BELOW_1000} |a )?(?:thousand|million(?! (?:international )?units?))(?:(?: and)? {_BELOW_1000}\b)?"
    rf"|{_BELOW_1000}|halved|half|quarter|dozen"
    r"|(?:doubled?|tripled?)(?!-(?:blind|mask|check|lumen|strand|negative|positive|contrast))"
)
"""Pattern of a number that is spelled out, longest first. 'Million units' is a unit."""


def value_of(words: str) -> Decimal:
    """Return the number that words matched by `SPELLED` stand for, whatever their capitals."""
    parts = [word for word in re.split(r"[\s-]+", words.casefold()) if word not in ("a", "and")]
    if parts[0] in PARTS:
        return PARTS[parts[0]]
    whole, group = 0, 0
    for word in parts:
        if word == "hundred":
            group = (group or 1) * 100
        elif word in _POWERS:
            whole, group = whole + (group or 1) * _POWERS[word], 0
        else:
            group += _VALUES[word]
    return Decimal(whole + group)
