"""Bounds of computed values: between which numbers each lies for everybody, whatever is measured or missing."""

from __future__ import annotations

from checker.engine.program import Program
from checker.language.evaluation import State
from checker.language.operands import FindingValue, OperandBase, ValueOf
from checker.protocol.traversal import evaluation_order
from checker.values.by_choice import ByChoice
from checker.values.compound import FunctionOf, Part, Several, parts_of
from checker.values.formulas import Exp, Ln, Log10, Power
from checker.values.irrational import DIGITS
from checker.values.value import Value
from checker.values.working import Working, reading
from checker.words.exact import Interval, exact, hull, point


def is_irrational(formula: Part) -> bool:
    """Return whether a formula has a part that no fraction need express: a root, an exponential, a logarithm."""
    own = isinstance(formula, Exp | Ln | Log10) or (
        isinstance(formula, Power) and formula.exponent.as_integer_ratio()[1] != 1
    )
    return own or any(is_irrational(part) for part in parts_of(formula))


class Bounds:
    """The interval in which each value of a protocol, and each part of its formula, lies for everybody.

    It is wider than what the engine answers for a patient of whom nothing is known: no condition is taken for decided,
    and a value that can be measured may be anything that is plausible for the measured one.
    """

    def __init__(self, program: Program) -> None:
        protocol = program.protocol
        self._scope = program.scope
        self._nothing = Working(State([None] * len(protocol.findings)), DIGITS[0])
        self._results: dict[str, Interval | None] = {}
        for kind, index in evaluation_order(protocol):
            if kind == "value":
                self._results[protocol.values[index].id] = self._result(protocol.values[index])

    def of_value(self, name: str) -> Interval | None:
        """Return the interval of a value, rounded; None where nothing bounds it."""
        return self._results[name]

    def of(self, formula: Part) -> Interval | None:
        """Return the interval of a formula; None where nothing bounds it, as when it may divide by zero."""
        if isinstance(formula, ValueOf):
            return self._results[formula.value_of]
        if isinstance(formula, OperandBase):
            return reading(formula, self._scope)(self._nothing)
        if isinstance(formula, ByChoice):
            return hull(point(exact(number)) for number in formula.choices.values())
        parts = [part for each in parts_of(formula) if (part := self.of(each)) is not None]
        if len(parts) < len(parts_of(formula)):
            return None
        if isinstance(formula, FunctionOf):
            return formula.apply(parts[0], DIGITS[0])
        if isinstance(formula, Several):
            result: Interval | None = parts[0]
            for part in parts[1:]:
                result = formula.join(result, part) if result is not None else None
            return result
        return hull(parts)

    def _result(self, value: Value) -> Interval | None:
        interval = self.of(value.formula)
        if interval is not None and value.rounded is not None:
            interval = value.rounded.rounded(interval[0]), value.rounded.rounded(interval[1])
        if interval is None or value.measured is None:
            return interval
        measured = reading(FindingValue(value.measured), self._scope)(self._nothing)
        return hull((interval, measured)) if measured is not None else None
