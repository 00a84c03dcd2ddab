"""The names of a protocol, resolved: what an expression may ask for when it is bound."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from checker.language.comparison_units import Compared, ComparisonUnit, comparison_unit
from checker.language.evaluation import Rule
from checker.language.fields import ScorePoints
from checker.language.findings import ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.language.names import Bindable
from checker.protocol.model import Protocol
from checker.protocol.quantities import measurable
from checker.words.rationals import Number


class Scope:
    """A protocol's names, resolved to positions, for the time of binding its expressions."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.findings: dict[str, Finding] = {finding.id: finding for finding in protocol.findings}
        self.rules: dict[int, Rule] = {}
        """Every bound expression by identity, so that an explanation evaluates what the engine evaluates."""
        self._indexes = {finding.id: index for index, finding in enumerate(protocol.findings)}
        self._criteria = {criterion.id: index for index, criterion in enumerate(protocol.criteria)}
        self._scores = {score.id: index for index, score in enumerate(protocol.scores)}
        self._values = {value.id: index for index, value in enumerate(protocol.values)}
        self._measurable = measurable(protocol)
        self._grades = {grade.id: index for index, grade in enumerate(protocol.grades)}

    def bind(self, expression: Bindable) -> Rule:
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

    def comparison_unit(self, left: Compared, right: Compared) -> ComparisonUnit:
        """Return the unit in which two sides of a comparison are compared; see `comparison_unit`."""
        return comparison_unit(self._measurable, left, right)

    def value_index(self, value: str) -> int:
        """Return the position of a computed value's result in `State.computed`."""
        return self._values[value]

    def plausible(self, finding: str) -> tuple[Number, Number]:
        """Return the lowest and the highest plausible value of a numeric finding, in its own unit."""
        found = self.findings[finding]
        assert isinstance(found, QuantityFinding | IntegerFinding)  # others are no numbers
        low, high = found.plausible
        return Decimal(low), Decimal(high)

    def steps_from(self, grade: str, lowest: str | None) -> frozenset[str]:
        """Return the ids of a grade's steps from `lowest` on to the worst."""
        steps = [step.id for step in self.protocol.grades[self._grades[grade]].scale]
        return frozenset(steps[steps.index(lowest) :]) if lowest is not None else frozenset(steps)

    def points(self, finding_id: str, choices: Mapping[str, ScorePoints] | None) -> dict[str | Decimal, ScorePoints]:
        """Return the points that each value of a finding gives to a score."""
        finding = self.findings[finding_id]
        if isinstance(finding, ChoiceFinding) and choices is not None:
            return {choice.id: choices[choice.id] for choice in finding.choices}
        if isinstance(finding, IntegerFinding) and choices is None:
            low, high = finding.plausible
            return {Decimal(number): number for number in range(low, high + 1)}
        raise ValueError(f"finding '{finding_id}' cannot give points: expected an integer, or a choice with 'choices'")
