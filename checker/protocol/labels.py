"""Labels of a protocol's elements: the words that an expression may ask for when it describes itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.language.expressions import Expression
from checker.language.findings import ChoiceFinding
from checker.language.operands import Operand
from checker.language.truth import Truth
from checker.protocol.model import Protocol
from checker.values.compound import written
from checker.values.value import Value
from checker.words.messages import _, in_sentence
from checker.words.numbers import plain_number, quantity_text
from checker.words.rationals import Number
from checker.words.units import sign


class Labels:
    """The labels of a protocol's elements, as they read within a sentence."""

    def __init__(self, protocol: Protocol) -> None:
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._criteria = {criterion.id: criterion.label for criterion in protocol.criteria}
        self._scores = {score.id: score for score in protocol.scores}
        self._values = {value.id: value.label for value in protocol.values}
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

    def value(self, value: str) -> str:
        """Return the label of a computed value."""
        return in_sentence(self._values[value])

    def number(self, value: Number | int) -> str:
        """Return a number without a unit."""
        return plain_number(value)

    def quantity(self, value: Decimal, unit: str) -> str:
        """Return a number with its unit."""
        return quantity_text(value, unit)

    # What a formula asks for when it is written in words.

    def operand(self, operand: Operand) -> str:
        """Return a number with its unit, or the name of what is read."""
        text = operand.describe(self)
        taken_in = getattr(operand, "in_", None)
        return f"{text} [{sign(taken_in)}]" if taken_in is not None else text

    def answer(self, finding: str) -> str | None:
        """Return no answer: words are written for all cases."""
        return None

    def truth(self, expression: Expression) -> Truth | None:
        """Return no truth: words are written for all cases."""
        return None

    def condition(self, expression: Expression) -> str:
        """Return a condition in words."""
        return expression.describe(self)

    def choice(self, finding: str, choice: str) -> str:
        """Return the label of an answer to a choice."""
        return self.choices(finding, (choice,))


def formula_text(value: Value, words: Labels) -> str:
    """Return the formula of a value as a person writes it."""
    return written(value.formula, words)[0]
