"""Labels of a protocol's elements: the words that an expression may ask for when it describes itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.language.findings import ChoiceFinding
from checker.protocol.model import Protocol
from checker.words.messages import _, in_sentence
from checker.words.numbers import plain_number, quantity_text


class Labels:
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
