"""Names put into words: what an expression may ask for when it describes itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.findings import ChoiceFinding
from checker.protocol import Protocol
from checker.wording import _, marked, spoken

UNIT_SIGNS = {
    "10*9/L": "× 10⁹/L",
    "/uL": "/µL",
    "10*3/uL": "× 10³/µL",
    "umol/L": "µmol/L",
    "ug/L": "µg/L",
    "mg/m2": "mg/m²",
    "Cel": "°C",
    "meq/L": "mEq/L",
    "a": marked("years"),
    "mo": marked("months"),
    "wk": marked("weeks"),
    "d": marked("days"),
    "h": marked("hours"),
    "min": marked("minutes"),
    "%": "%",
    "1": "",
    "L/min": "L/min",
}
"""UCUM code → how it is printed, where the two differ."""


def sign(unit: str) -> str:
    """Return a UCUM code as it is printed: `10*9/L` as '× 10⁹/L'."""
    return _(UNIT_SIGNS.get(unit, unit))


def plain_number(value: Decimal) -> str:
    """Return a decimal without exponent, with the digits that the author wrote ('4.0' stays '4.0')."""
    return format(value, "f").replace("-", "−").replace(".", spoken().decimal_mark)


def quantity_text(value: Decimal, unit: str) -> str:
    """Return a quantity as a person reads it, for example '10 × 10⁹/L'."""
    return f"{plain_number(value)} {sign(unit)}".strip()


def in_sentence(label: str) -> str:
    """Return a label with a small first letter, unless its first word is an abbreviation such as 'ATRA' or 'QTc'."""
    if not spoken().small_nouns:
        return label
    first = label.split(" ", 1)[0]
    return label if any(letter.isupper() or letter.isdigit() for letter in first[1:]) else label[:1].lower() + label[1:]


class Words:
    """The labels of a protocol's elements, as they read within a sentence."""

    def __init__(self, protocol: Protocol) -> None:
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._criteria = {criterion.id: criterion.label for criterion in protocol.criteria}
        self._scores = {score.id: score for score in protocol.scores}
        self._grades = {grade.id: grade for grade in protocol.grades}

    def finding(self, finding: str) -> str:
        """Return a finding's label."""
        return in_sentence(self._findings[finding].label)

    def choices(self, finding: str, choices: Sequence[str]) -> str:
        """Return the labels of some of a finding's answers, joined by 'or'."""
        element = self._findings[finding]
        assert isinstance(element, ChoiceFinding)
        return _(" or ").join(in_sentence(element.choice_label(choice)) for choice in choices)

    def criterion(self, criterion: str) -> str:
        """Return a criterion's label, a clause."""
        return in_sentence(self._criteria[criterion])

    def score(self, score: str) -> str:
        """Return a score's label."""
        return in_sentence(self._scores[score].label)

    def bands(self, score: str, bands: Sequence[str]) -> str:
        """Return the labels of some of a score's bands, joined by 'or'."""
        labels = {band.id: band.label for band in self._scores[score].bands}
        return _(" or ").join(in_sentence(labels[band]) for band in bands)

    def grade(self, grade: str) -> str:
        """Return a grade's label."""
        return in_sentence(self._grades[grade].label)

    def steps(self, grade: str, steps: Sequence[str]) -> str:
        """Return the labels of some of a grade's steps, joined by 'or'."""
        labels = {step.id: step.label for step in self._grades[grade].scale}
        return _(" or ").join(in_sentence(labels[step]) for step in steps)

    def number(self, value: Decimal) -> str:
        """Return a number without a unit."""
        return plain_number(value)

    def quantity(self, value: Decimal, unit: str) -> str:
        """Return a number with its unit."""
        return quantity_text(value, unit)
