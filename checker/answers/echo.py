"""Values as they were entered: how errors repeat a refused value, and how numbers keep their digits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 30
"""Significant digits, and decimal places to either side, that a number may have: far more than anything measured, and
few enough that exact arithmetic stays small."""

LARGEST_EXPONENT = 999_999
"""Power of ten up to which numbers are read as numbers. Beyond it, platforms of 32 and 64 bits differ."""

LONGEST_ECHO = 200
"""Characters of a refused text that an error repeats."""

UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""Characters that show nothing, or change how others stand: of control, of direction, of no width, and line breaks."""


class FarNumber(str):
    """A number beyond `LARGEST_EXPONENT`, as it was spelled."""

    __slots__ = ()


def decimal_from(text: str) -> Decimal | FarNumber:
    """Return the exact number that a JSON text spells, or its spelling where some platform could not hold it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return FarNumber(text)
    return number if abs(number.adjusted()) <= LARGEST_EXPONENT else FarNumber(text)


def exact(value: object) -> object:
    """Return a number of Python as the decimal that it stands for, and anything else as it is."""
    if isinstance(value, float):
        return Decimal(float.__repr__(value))  # the shortest decimal that reads back as this float: the digits entered
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def unknown(what: str, name: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """Return the message for a name that is not known, with the nearest known one."""
    from difflib import get_close_matches  # loaded late: needed after a mistake only, and slow to load in a browser

    near = get_close_matches(name[:LONGEST_ECHO], list(known), n=1)
    return f"unknown {what} '{cut(name)}'" + (f" (did you mean '{near[0]}'?)" if near else "")


def shown(value: object) -> str:
    """Return a refused value as an error message repeats it, cut to a readable length."""
    return cut(json.dumps(echo(value), ensure_ascii=False))


def echo(value: object, depth: int = 3) -> object:
    """Return a refused value in a form that JSON can carry, cut where it is long or deep."""
    value = exact(value)
    if isinstance(value, str):
        return _shortened(value)
    if isinstance(value, Decimal):
        if value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS:
            number = int(value) if value == value.to_integral_value() else float(value)
            if Decimal(repr(number)) == value:
                return number
        return _shortened(str(value))
    if isinstance(value, Mapping):
        return {_shortened(str(key)): echo(item, depth - 1) for key, item in list(value.items())[:8]} if depth else "…"
    if isinstance(value, list | tuple):
        return [echo(item, depth - 1) for item in value[:8]] if depth else "…"
    return value if value is None or isinstance(value, bool) else _shortened(str(value))


def cut(text: str) -> str:
    """Return a text as a message repeats it: at most `LONGEST_ECHO` characters, each of which can be seen."""
    return visible(_shortened(text))


def visible(text: str) -> str:
    """Return a text in which each character that cannot be seen stands as its number, as JSON writes it."""
    return UNSEEN.sub(lambda found: _number_of(ord(found[0])), text)


def _number_of(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _shortened(text: str) -> str:
    # JSON can spell a lone surrogate, but UTF-8 cannot carry one: a program that prints the error would fail.
    text = text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
