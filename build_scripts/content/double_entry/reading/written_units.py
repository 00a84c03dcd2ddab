"""Units as clinicians write them, read as UCUM: 'mg/m²', 'mEq/L', '× 10⁹/L', 'milligrams per square metre'."""

from __future__ import annotations

import re

_ATOMS = {
    "kg": "kg|kilograms?|kilogrammes?",
    "g": "g|grams?|grammes?",
    "mg": "mg|milligrams?|milligrammes?",
    "ug": "µg|μg|ug|mcg|micrograms?|microgrammes?",
    "ng": "ng|nanograms?|nanogrammes?",
    "L": "L|litres?|liters?",
    "dL": "dL|decilitres?|deciliters?",
    "mL": "mL|ml|cc|millilitres?|milliliters?",
    "uL": "µL|μL|uL|microlitres?|microliters?|mm³",
    "mol": "mol|moles?",
    "mmol": "mmol|millimoles?",
    "umol": "µmol|μmol|umol|micromoles?",
    "nmol": "nmol|nanomoles?",
    "meq": "mEq|meq|milliequivalents?",
    "[iU]": "IU|international units?",
    "U": "U|units?",
    "MU": "MU|million units?",
    "m2": "m²|m2|square met(?:re|er)s?",
    "m": "m|metres?|meters?",
    "cm": "cm|centimet(?:re|er)s?",
    "mm[Hg]": "mm ?Hg",
    "kPa": "kPa",
    "Cel": "°C|Cel|degrees? Celsius",
    "[degF]": "°F|\\[degF\\]|degrees? Fahrenheit",
    "%": "%|per cent|percent",
    "ms": "ms|msec|milliseconds?",
    "s": "s|sec|seconds?",
    "min": "min|minutes?",
    "h": "h|hrs?|hours?",
    "d": "d|days?",
    "wk": "wk|weeks?",
    "mo": "mo|months?",
    "a": "years?(?: old| of age)?",
    "kcal": "kcal",
    "Gy": "Gy",
    "J": "J",
    "dB": "dB",
    "Np": "Np",
    "[pH]": r"\[pH\]",
}
"""UCUM atom → pattern of how it is written."""

_NO_ATOM = r"(?![\w²³])"  # an atom ends where a word does: 'm' is not the beginning of 'mg'
_ATOM = "|".join(f"(?P<u{n}>{pattern})" for n, pattern in enumerate(_ATOMS.values()))
_CODES = tuple(_ATOMS)
_ONE = re.compile(rf"[ \u00a0\u202f\u2009-]?(?:{_ATOM}){_NO_ATOM}")
_PER = re.compile(
    rf"(?: ?/ ?| per | (?:for )?(?:every|each) (?=k|square)| a(?=[ ](?:day|week|hour))[ ])(?:{_ATOM}){_NO_ATOM}"
)
_BELOW = re.compile(rf"\s?/\s?(?:{_ATOM}){_NO_ATOM}")
_SCALED = re.compile(r"\s?[×x*·]\s?10(⁹|¹²|⁶|³|(?:\^|\*\*?)(?:9|12|6|3))\s?/\s?([Lµμu]L?)(?!\w)")

TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
"""UCUM codes of time."""

AMOUNTS = frozenset({"kg", "g", "mg", "ug", "ng", "mol", "mmol", "umol", "nmol", "meq", "[iU]", "U", "MU", "mL", "L"})
"""UCUM codes in which a drug is measured out, before any 'per'."""


def unit_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the UCUM code of the unit written at a position of a text, and where it ends; None where none is."""
    scaled = _SCALED.match(text, position)
    if scaled:
        exponent = scaled[1].lstrip("^*").translate(str.maketrans("⁹¹²⁶³", "91263"))
        volume = "L" if scaled[2] == "L" else "uL"
        return f"10*{exponent}/{volume}", scaled.end()
    first = _ONE.match(text, position)
    if first is None:
        slash = _BELOW.match(text, position)
        return None if slash is None else (f"/{_code(slash)}", slash.end())
    code, end = _code(first), first.end()
    while further := _PER.match(text, end):
        code, end = f"{code}/{_code(further)}", further.end()
    return code, end


def is_amount(code: str) -> bool:
    """Return whether a unit measures a drug out: a mass or the like, also per kilogram, surface or day."""
    head, *below = code.split("/")
    return head in AMOUNTS and not any(part in ("L", "dL", "mL", "uL") for part in below)


def _code(match: re.Match[str]) -> str:
    return _CODES[int(str(match.lastgroup)[1:])]
