"""Arithmetic: a formula written with the numbers of a case."""

from __future__ import annotations

from checker.answers.assessment import Checker
from checker.language.evaluation import State
from checker.language.expressions import Expression
from checker.language.operands import FindingValue, Operand, Quantity
from checker.language.truth import Truth
from checker.protocol.labels import Labels
from checker.values.working import Working, reading
from checker.words.exact import number_of
from checker.words.numbers import plain_number
from checker.words.rationals import Number


class InNumbers:
    """What is written for the parts of a formula once all that it needs is known: the numbers of the case."""

    def __init__(self, checker: Checker, state: State) -> None:
        self._checker = checker
        self._state = state
        self._labels = Labels(checker.protocol)

    def operand(self, operand: Operand) -> str:
        """Return the number of an operand, with its factor where it is a multiple of a finding."""
        if isinstance(operand, Quantity):
            return plain_number(operand.value)
        if isinstance(operand, FindingValue) and operand.times != 1:
            return f"{plain_number(operand.times)} × {self._read(FindingValue(operand.finding, in_=operand.in_))}"
        return self._read(operand)

    def _read(self, operand: Operand) -> str:
        scope = self._checker.program.scope
        interval = reading(operand, scope)(Working(self._state, 0))
        assert interval is not None  # the value that reads it is settled
        return plain_number(number_of(interval[0]))

    def answer(self, finding: str) -> str | None:
        """Return the answer to a choice."""
        answer: str | None = self._state.values[self._checker.program.scope.index(finding)]
        return answer

    def truth(self, expression: Expression) -> Truth | None:
        """Return whether a condition holds."""
        return self._checker.program.scope.rules[id(expression)](self._state)[0]

    def condition(self, expression: Expression) -> str:
        """Return a condition in words."""
        return expression.describe(self._labels)

    def choice(self, finding: str, choice: str) -> str:
        """Return the label of an answer to a choice."""
        return self._labels.choices(finding, (choice,))

    def number(self, number: Number) -> str:
        """Return a number as a person reads it."""
        return plain_number(number)
