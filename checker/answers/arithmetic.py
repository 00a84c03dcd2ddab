"""Arithmetic: a formula written with the numbers of a case."""

from __future__ import annotations

from checker.answers.assessment import Checker
from checker.language.evaluation import State
from checker.language.expressions import Expression
from checker.language.operands import FindingValue, Operand, Quantity, ValueOf
from checker.language.truth import Truth
from checker.protocol.labels import Labels
from checker.values.compound import worker_of, written
from checker.values.irrational import DIGITS
from checker.values.value import Value
from checker.values.working import Working, reading
from checker.words.exact import compared, number_of
from checker.words.messages import _
from checker.words.numbers import plain_number


def arithmetic_text(value: Value, checker: Checker, state: State) -> str:
    """Return the formula of a value that was worked out, with the numbers of the case and what rounding did.

    For example '140 × 0.85 / 72, rounded to 0.1'.
    """
    text = written(value.formula, InNumbers(checker, state))[0]
    rounding, scope = value.rounded, checker.program.scope
    if rounding is None:
        return text
    unrounded = worker_of(value.formula, scope)(Working(state, DIGITS[0]))
    result = state.computed[scope.value_index(value.id)].interval
    if unrounded is None or result is None or (unrounded[0] is unrounded[1] and not compared(unrounded[0], result[0])):
        return text
    return _("{formula}, rounded to {step}", formula=text, step=plain_number(rounding.to))


class InNumbers(Labels):
    """What is written for the parts of a formula once all that it needs is known: the numbers of the case."""

    def __init__(self, checker: Checker, state: State) -> None:
        super().__init__(checker.protocol)
        self._checker = checker
        self._state = state

    def operand(self, operand: Operand) -> str:
        """Return the number of an operand, with its factor where it is a multiple of a finding."""
        if isinstance(operand, Quantity):
            return plain_number(operand.value)
        if isinstance(operand, FindingValue) and operand.times != 1:
            return f"{plain_number(operand.times)} × {self._read(FindingValue(operand.finding, in_=operand.in_))}"
        return self._read(operand)

    def _read(self, operand: Operand) -> str:
        scope = self._checker.program.scope
        if isinstance(operand, FindingValue) and operand.in_ in (None, operand.own_unit(scope.findings)):
            return plain_number(self._state.values[scope.index(operand.finding)])  # with the digits that were entered
        interval = reading(operand, scope)(Working(self._state, 0))
        assert interval is not None  # the value that reads it is settled
        number = number_of(interval[0])
        if isinstance(operand, ValueOf):
            return self._checker.value_answers.number(scope.value_index(operand.value_of), number, self._state)
        return plain_number(number)

    def answer(self, finding: str) -> str | None:
        """Return the answer to a choice."""
        answer: str | None = self._state.values[self._checker.program.scope.index(finding)]
        return answer

    def truth(self, expression: Expression) -> Truth | None:
        """Return whether a condition holds."""
        return self._checker.program.scope.rules[id(expression)](self._state)[0]
