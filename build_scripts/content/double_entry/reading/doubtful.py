"""Numbers that can be misread, whatever they belong to: '10.000 mg', '1,5 mg', '.5 mg', '10 Mg', '1O mg', '½ mg'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from build_scripts.content.double_entry.reading.written_units import is_amount, unit_at

_AMOUNT_UNITS = ("kg", "mg", "µg", "ug", "mcg", "ng", "mL", "mmol", "µmol", "nmol", "mEq", "IU")
_FOLDED = {unit.casefold(): unit for unit in (*_AMOUNT_UNITS, "ms", "mmHg", "dL", "cm")}
_UNIT = "|".join(_AMOUNT_UNITS)

_THOUSANDS = re.compile(r"(?<![\d.,])[1-9][0-9]{0,2}\.[0-9]{2}0(?![\d.,]*\d)")
_COMMA = re.compile(r"(?<![\d.,])\d*,(?!\d{3}(?:,|\b))\d+\b")
_NAKED = re.compile(r"(?<![\w.)])\.\d+")
_FOREIGN = re.compile(r"(?:(?![0-9])\d)+")
_FRACTION = re.compile("\\d*[¼½¾⅐-⅞]")
_ALIKE = re.compile(rf"(?<![\w.,-])(?=[\dlIO.]*[lIO])(?:[\dlIO]+[.])?[\dlIO]+\s?(?:{_UNIT})(?!\w)")
_PRODUCT = re.compile(r"(?<![\d.,])\d[\d.]*\s?[x×*·]\s?(?P<second>\d[\d.]*\d|\d)(?![\d⁰¹²³⁴-⁹^*])")
_UNKNOWN = re.compile(r"(?<![\d.])\d[\d.]*[\s-]?(?P<unit>[A-Za-zµ]{2,5})(?![\w])")


@lru_cache(maxsize=20_000)
def doubtful_numbers(text: str) -> tuple[tuple[str, str], ...]:
    """Return each number of a text that can be misread, as it is written, and what was expected."""
    return tuple(_doubtful(text))


def _doubtful(text: str) -> Iterator[tuple[str, str]]:
    for match in _THOUSANDS.finditer(text):
        digits = match.group()
        less, more = f"{Decimal(digits).normalize():f}", digits.replace(".", "")
        yield digits, f"can be read as {less} and as {more}: write the one or the other"
    for match in _COMMA.finditer(text):
        yield match.group(), "has a comma: write a point before decimals, and a blank behind a comma of a list"
    for match in _NAKED.finditer(text):
        yield match.group(), f"begins with a point, which is overlooked: write 0{match.group()}"
    for match in _FOREIGN.finditer(text):
        yield match.group(), f"has other digits than 0 to 9: write {int(match.group())}"
    for match in _FRACTION.finditer(text):
        yield match.group(), "is a fraction: write it with a point, such as 0.5"
    for match in _ALIKE.finditer(text):
        yield match.group(), "has a letter that looks like a digit: write digits only"
    for match in _PRODUCT.finditer(text):
        unit = unit_at(text, match.end())
        if unit is not None and is_amount(unit[0]):
            yield f"{match.group()}{text[match.end() : unit[1]]}", "is a calculation: write the amount"
    for match in _UNKNOWN.finditer(text):
        written, meant = match["unit"], _FOLDED.get(match["unit"].casefold())
        if meant is not None and written != meant and unit_at(text, match.start("unit")) is None:
            yield match.group(), f"has no unit that exists: did you mean '{meant}'"
