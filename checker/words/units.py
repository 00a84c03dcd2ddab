"""Units as clinicians write them: how a code of UCUM is printed, and which code a spelling of theirs stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from checker.words.messages import _, marked

ALONE = {
    "a": marked("years"),
    "mo": marked("months"),
    "wk": marked("weeks"),
    "d": marked("days"),
    "h": marked("hours"),
    "min": marked("minutes"),
    "1": "",
    "[pH]": "",
}
"""Code → how it is printed where it stands alone, behind a number."""

SIGNS = {
    "m[Hg]": "mHg",
    "m[H2O]": "mH₂O",
    "Cel": "°C",
    "[degF]": "°F",
    "[degR]": "°R",
    "[degRe]": "°Ré",
    "[iU]": "IU",
    "[IU]": "IU",
    "eq": "Eq",
    "osm": "Osm",
    "l": "L",
    "Ohm": "Ω",
    "deg": "°",
    "[in_i]": "in",
    "[ft_i]": "ft",
    "[lb_av]": "lb",
    "[oz_av]": "oz",
    "[CFU]": "CFU",
    "[PFU]": "PFU",
    "[pH]": "pH",
}
"""Symbol of UCUM → how it is printed, where the two differ; with a prefix, the prefix stands before it."""

SPELLINGS = {
    "mHg": "m[Hg]",
    "mH2O": "m[H2O]",
    **dict.fromkeys(("IU", "iU", "iu", "[IU]"), "[iU]"),
    "Eq": "eq",
    **dict.fromkeys(("Osm", "osmol", "Osmol"), "osm"),
    "l": "L",
    **dict.fromkeys(("sec", "secs"), "s"),
}
"""Spelling → symbol of UCUM, with or without a prefix before both. None of them means anything else in UCUM."""

WORDS = {
    **dict.fromkeys(("°C", "degC", "celsius", "Celsius"), "Cel"),
    **dict.fromkeys(("°F", "degF", "fahrenheit", "Fahrenheit"), "[degF]"),
    "pH": "[pH]",
    **dict.fromkeys(("lb", "lbs"), "[lb_av]"),
    **dict.fromkeys(("mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("day", "days"), "d"),
    **dict.fromkeys(("wks", "week", "weeks"), "wk"),
    **dict.fromkeys(("mos", "month", "months"), "mo"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "a"),
}
"""Spelling → symbol of UCUM, where no prefix stands before it."""

LONGEST = 100
"""Characters of a spelling that is looked at; the longest in use has about twenty."""

PREFIXES = ("", "m", "c", "d", "k", "u", "n", "p", "f", "h", "M", "G", "mc")
"""Prefixes before a spelling. `mc` is how `u` is written where a µ might be misread."""

_CHARACTERS = str.maketrans(
    {"µ": "u", "μ": "u", "º": "°", "˚": "°", "℃": "°C", "℉": "°F", "₂": "2", "×": "x", "·": ".", "⋅": ".", "∙": "."}
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_TO_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def sign(unit: str) -> str:
    """Return a code of UCUM as it is printed: `10*9/L` as '× 10⁹/L', `mm[Hg]` as 'mmHg', `ug/L` as 'µg/L'."""
    if unit in ALONE:
        return _(ALONE[unit])
    return _sign(unit)


@lru_cache(maxsize=512)
def _sign(unit: str) -> str:
    printed = "".join(_printed(part) for part in re.findall(r"(?:\{[^}]*\}|\[[^\]]*\]|[^./])+|[./]", unit))
    return f"× {printed}" if re.match(r"10[*^]-?\d", unit) else printed


def _printed(part: str) -> str:
    if part == ".":
        return "·"
    power = re.fullmatch(r"10[*^](-?\d+)", part)
    if power:
        return f"10{power[1].translate(_TO_SUPERSCRIPTS)}"
    # An annotation says what is counted, or to what it is related: {cells}, {1.73_m2}
    part = re.sub(r"\{([^}]*)\}", lambda words: words[1].replace("_", " "), part)
    whole = re.fullmatch(r"(.*?[A-Za-z])(-?\d+)", part)
    symbol, exponent = (whole[1], whole[2]) if whole else (part, "")
    for prefix in PREFIXES:
        if symbol.startswith(prefix) and symbol[len(prefix) :] in SIGNS:
            symbol = prefix + SIGNS[symbol[len(prefix) :]]
            break
    if symbol.startswith("u") and len(symbol) > 1:
        symbol = f"µ{symbol[1:]}"
    return symbol + exponent.translate(_TO_SUPERSCRIPTS)


def ucum_spelling(text: str) -> str:
    """Return the code of UCUM that a spelling stands for: 'mmHg' gives `mm[Hg]`, 'mEq/l' gives `meq/L`.

    What is not known stays as it is, so the result need not be a code. Two spellings of one unit have the same result.
    """
    text = re.sub(r"[⁰¹²³⁴-⁹⁻]+", lambda power: "^" + power[0].translate(_SUPERSCRIPTS), text)
    text = re.sub(r"\s", "", text.translate(_CHARACTERS))
    text = re.sub(r"^[x*](?=10)", "", text)
    return "".join(_spelled(part) for part in re.findall(r"(?:\{[^}]*\}|\[[^\]]*\]|[^./])+|[./]", text))


def _spelled(part: str) -> str:
    power = re.fullmatch(r"10(?:\^|\*\*?|[eE])(-?\d+)", part)
    if power:
        return f"10*{power[1]}"
    whole = re.fullmatch(r"(.*?[A-Za-z])\^?(-?\d+)", part)
    symbol, exponent = (whole[1], whole[2]) if whole else (part, "")
    if symbol in WORDS:
        return WORDS[symbol] + exponent
    for prefix in PREFIXES:
        rest = symbol[len(prefix) :]
        if symbol.startswith(prefix) and (rest in SPELLINGS or (prefix == "mc" and rest in ("g", "L", "mol"))):
            return ("u" if prefix == "mc" else prefix) + SPELLINGS.get(rest, rest) + exponent
    return symbol + exponent


def understood(spelling: str, units: Sequence[str]) -> str | None:
    """Return the one of some codes that a spelling stands for, None where it stands for none of them."""
    wanted = _compared(spelling)
    return next((unit for unit in units if _compared(unit) == wanted), None)


def alike(spelling: str, units: Sequence[str]) -> str | None:
    """Return the one of some codes that a spelling would stand for but for its capitals: 'mmhg' gives `mm[Hg]`."""
    wanted = _compared(spelling).casefold()
    return next((unit for unit in units if wanted in _close_to(unit)), None)


def nearest_unit(spelling: str, units: Sequence[str]) -> str | None:
    """Return the one of some codes that a spelling stands for, or would but for its capitals."""
    return understood(spelling, units) or alike(spelling, units)


def _close_to(unit: str) -> set[str]:
    return {text.casefold() for text in (_compared(unit), re.sub(r"[\[\]]", "", unit), sign(unit))}


def _compared(text: str) -> str:
    if len(text) > LONGEST:
        return text
    # A clinician writes an annotation without braces: beats/min, mL/min/1.73 m²
    return ucum_spelling(re.sub(r"\{([^}]*)\}", lambda words: words[1].replace("_", ""), text))
