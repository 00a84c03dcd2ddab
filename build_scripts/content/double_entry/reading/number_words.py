"""Numbers that are spelled out: 'ten milligrams every twelve hours' holds 10 and 12."""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TEN_WORDS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = dict(zip(_TEN_WORDS, range(20, 100, 10), strict=True))
_VALUES = {word: Decimal(value) for value, word in enumerate(_SMALL)} | {
    word: Decimal(value) for word, value in _TENS.items()
}
_VALUES |= {
    f"{ten}{joint}{one}": Decimal(value + _SMALL.index(one))
    for ten, value in _TENS.items()
    for one in _SMALL[1:10]
    for joint in ("-", " ")
}
_VALUES |= {"hundred": Decimal(100), "thousand": Decimal(1000), "dozen": Decimal(12)}

PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "double": Decimal(2), "triple": Decimal(3)}
"""Words for a part or a multiple of something, such as 'half of the dose'."""

_VALUES |= PARTS

SPELLED = "|".join(sorted(map(re.escape, _VALUES), key=len, reverse=True))
"""Pattern of a number that is spelled out, longest first."""


def value_of(word: str) -> Decimal:
    """Return the number that a word matched by `SPELLED` stands for, whatever its capitals."""
    return _VALUES[" ".join(word.casefold().split())]
