"""Names resolved: what an expression may ask for when it is bound to a protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from checker.expressions import Expression
from checker.findings import ChoiceFinding, DateFinding, Finding, IntegerFinding, QuantityFinding
from checker.operands import MINUTES, WHOLE_DAYS, Elapsed, FindingValue, Operand, PercentChange, Quantity, Sum
from checker.protocol import Protocol
from checker.scores import GradeResult, ScoreResult
from checker.truth import Truth
from checker.words import Words

__all__ = ["Result", "Rule", "Scope", "State", "Values", "Words", "comparison_unit"]

Values = list[Any]
"""Values of a case by index of the finding; None when it was not assessed. Booleans and choices as given; quantities as
decimals in the finding's own unit; integers and dates (in minutes) as decimals. The type of each is its finding's."""

Result = tuple[Truth, int]
"""A truth value, and the findings (as bits) that it rests on or, when it is unknown, that are missing."""

Rule = Callable[["State"], Result]


class State:
    """One case while it is evaluated: its values, and what has been worked out from them so far."""

    __slots__ = ("criteria", "grades", "scores", "values")

    def __init__(self, values: Values) -> None:
        self.values = values
        self.criteria: dict[int, Result] = {}
        self.scores: dict[int, ScoreResult] = {}
        self.grades: dict[int, GradeResult] = {}


def comparison_unit(findings: Mapping[str, Finding], left: Operand, right: Operand) -> str:
    """Return the UCUM unit in which two operands are compared.

    The finding's own unit where there is one, `%` for a relative change, and for an elapsed time the unit of the other
    side.

    Raises:
        ValueError: when the two sides do not share a unit; the message names both.
    """
    for operand, other in ((left, right), (right, left)):
        if isinstance(operand, Elapsed):
            return _unit_of_time(findings, operand, other)
    units = [_unit(findings, operand) for operand in (left, right)]
    fixed = [unit for unit in units if unit is not None]
    if len(set(fixed)) > 1:
        raise ValueError(f"unit '{fixed[1]}' does not fit '{fixed[0]}'")
    if not fixed:
        assert isinstance(left, Quantity)
        fixed = [left.unit]
    for literal, other in ((left, right), (right, left)):
        if isinstance(literal, Quantity):
            _factor(findings, other.findings, literal.unit, fixed[0])
    return fixed[0]


def _factor(findings: Mapping[str, Finding], compared: Iterable[str], unit: str, to: str) -> Decimal:
    if unit == to:
        return Decimal(1)
    for name in compared:
        finding = findings[name]
        if isinstance(finding, QuantityFinding) and finding.unit == to:
            factor = finding.factor(unit)
            if factor is not None:
                return factor
    raise ValueError(f"unit '{unit}' does not fit '{to}'")


def _unit_of_time(findings: Mapping[str, Finding], elapsed: Elapsed, other: Operand) -> str:
    if isinstance(other, Elapsed):
        unit = "d"
        precisions = {_precision(findings, operand) for operand in (elapsed, other)}
    else:
        unit = other.unit if isinstance(other, Quantity) else str(_unit(findings, other))
        precisions = {_precision(findings, elapsed)}
    if unit not in MINUTES:
        raise ValueError(f"unit '{unit}' does not fit an elapsed time (expected {', '.join(MINUTES)})")
    if precisions == {"day"} and unit not in WHOLE_DAYS:
        raise ValueError(f"unit '{unit}' does not fit dates without a time of day (expected {', '.join(WHOLE_DAYS)})")
    return unit


def _precision(findings: Mapping[str, Finding], elapsed: Elapsed) -> str:
    ends = [findings[name] for name in elapsed.findings]
    precisions = [end.precision for end in ends if isinstance(end, DateFinding)]
    if len(set(precisions)) != 1:
        raise ValueError(f"one of '{elapsed.since}' and '{elapsed.until}' has a time of day and the other has none")
    return precisions[0]


def _unit(findings: Mapping[str, Finding], operand: Operand) -> str | None:
    if isinstance(operand, PercentChange):
        return "%"
    if isinstance(operand, Sum):
        return operand.unit
    if isinstance(operand, FindingValue):
        finding = findings[operand.finding]
        return finding.unit if isinstance(finding, QuantityFinding) else "1"
    return None


class Scope:
    """A protocol's names, resolved to positions, for the time of binding its expressions."""

    NO_LOWER_LIMIT, NO_UPPER_LIMIT = float("-inf"), float("inf")

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.findings: dict[str, Finding] = {finding.id: finding for finding in protocol.findings}
        self.rules: dict[int, Rule] = {}
        """Every bound expression by identity, so that an explanation evaluates what the engine evaluates."""
        self._indexes = {finding.id: index for index, finding in enumerate(protocol.findings)}
        self._criteria = {criterion.id: index for index, criterion in enumerate(protocol.criteria)}
        self._scores = {score.id: index for index, score in enumerate(protocol.scores)}
        self._grades = {grade.id: index for index, grade in enumerate(protocol.grades)}

    def bind(self, expression: Expression) -> Rule:
        """Return the rule that an expression stands for."""
        rule = expression.bind(self)
        self.rules[id(expression)] = rule
        return rule

    def index(self, finding: str) -> int:
        """Return the position of a finding's value in `State.values`."""
        return self._indexes[finding]

    def criterion_index(self, criterion: str) -> int:
        """Return the position of a criterion's result in `State.criteria`."""
        return self._criteria[criterion]

    def score_index(self, score: str) -> int:
        """Return the position of a score's result in `State.scores`."""
        return self._scores[score]

    def grade_index(self, grade: str) -> int:
        """Return the position of a grade's result in `State.grades`."""
        return self._grades[grade]

    def comparison_unit(self, left: Operand, right: Operand) -> str:
        """Return the unit in which two operands are compared; see `comparison_unit`."""
        self._compared = (*left.findings, *right.findings)
        return comparison_unit(self.findings, left, right)

    def factor(self, unit: str, to: str) -> Decimal:
        """Return the exact factor from a literal's unit to the unit of the comparison that it stands in.

        Raises:
            ValueError: when no compared finding accepts `unit` beside `to`.
        """
        return _factor(self.findings, self._compared, unit, to)

    def levels_from(self, grade: str, lowest: str | None) -> frozenset[str]:
        """Return the ids of a grade's steps from `lowest` on to the worst."""
        steps = [step.id for step in self.protocol.grades[self._grades[grade]].scale]
        return frozenset(steps[steps.index(lowest) :]) if lowest is not None else frozenset(steps)

    def points(self, finding_id: str, choices: Mapping[str, int] | None) -> dict[str | Decimal, int]:
        """Return the points that each value of a finding gives to a score."""
        finding = self.findings[finding_id]
        if isinstance(finding, ChoiceFinding) and choices is not None:
            return {choice.id: choices[choice.id] for choice in finding.choices}
        if isinstance(finding, IntegerFinding) and choices is None:
            low, high = finding.plausible
            return {Decimal(number): number for number in range(low, high + 1)}
        raise ValueError(f"finding '{finding_id}' cannot give points: expected an integer, or a choice with 'choices'")
