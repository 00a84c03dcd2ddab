"""Values in YAML: accepted only where every reader of YAML, and every person, reads the same.

Versions of YAML differ in the value of `0144`, `1_000` or `1:40`. A dose that is written like this must not be misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from build_scripts.project.problems import Problem
from checker.answers.echo import MOST_DIGITS, UNSEEN, FarNumber, cut, decimal_from, shown
from checker.words.rationals import Rational

_NUMBER = (
    re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"),
    "no plain number: write it in decimal digits, such as 12 or 0.5, or in quotes if it is a text",
)

FRACTION = re.compile(f"-?[1-9][0-9]{{0,{MOST_DIGITS - 1}}}/[1-9][0-9]{{0,{MOST_DIGITS - 1}}}")
"""A fraction of whole numbers, `1/12`, which YAML takes for a text."""

SPELLINGS = {
    "int": _NUMBER,
    "float": _NUMBER,
    "bool": (re.compile("true|false", re.IGNORECASE), "neither true nor false"),
    "null": (re.compile("|~|null", re.IGNORECASE), "no value"),
}
"""Kind of a value → its accepted spelling, and what an error says of another one."""

_ENDLESS = re.compile(r"[-+]?\.(?:inf|nan)", re.IGNORECASE)


def objection_to_scalar(text: str, kind: str) -> str | None:
    """Return the objection to a value, or None when it is accepted.

    Args:
        text: The value as it was written, without its quotes.
        kind: What YAML 1.2 takes it for: `int`, `float`, `bool`, `null`; anything else is a text.
    """
    unseen = next((found for found in UNSEEN.finditer(text) if found[0] not in "\n\t"), None)
    if unseen:
        return objection_to_character(ord(unseen[0]))
    if kind not in SPELLINGS:
        return None
    spelling, otherwise = SPELLINGS[kind]
    if _ENDLESS.fullmatch(text):
        return f"'{text}' is no number that can be measured"
    if not spelling.fullmatch(text):
        return f"'{cut(text)}' is {otherwise}"
    if kind in ("int", "float"):
        number = decimal_from(text)
        if (
            isinstance(number, FarNumber)
            or len(number.as_tuple().digits) > MOST_DIGITS
            or abs(number.adjusted()) > MOST_DIGITS
        ):
            return f"expected a number of at most {MOST_DIGITS} digits, found '{cut(text)}'"
    return None


def objection_to_character(code: int) -> str:
    """Return the message for a character that no text may hold."""
    return f"the character U+{code:04X} cannot be shown; take it out"


def unseen_characters(text: str, file: Path) -> Iterator[Problem]:
    """Yield each line of a file with a character that nobody sees, in comments too: what is read there is not all."""
    for row, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        found = next((found for found in UNSEEN.finditer(line.removesuffix("\r")) if found[0] != "\t"), None)
        if found:
            yield Problem(file, row, found.start() + 1, objection_to_character(ord(found[0])))


def value_of(text: str, kind: str) -> int | Decimal | bool | str | None:
    """Return the value of a scalar to which there is no objection; dates stay text."""
    match kind:
        case "int":
            return int(text)
        case "float":
            return Decimal(text)
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case _:
            return text


def rational_from(value: object) -> Rational:
    """Return the number that a value stands for: a number as `value_of` returns it or as text, or a fraction.

    Raises:
        ValueError: when it is neither; the message says what was expected.
    """
    text = str(value)
    if value is not True and value is not False and (FRACTION.fullmatch(text) or _NUMBER[0].fullmatch(text)):
        return Rational(text)
    raise ValueError(f"expected a number, or a fraction of whole numbers such as 1/12, found {shown(value)}")
