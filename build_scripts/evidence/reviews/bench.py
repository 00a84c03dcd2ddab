"""The test bench of a protocol: answers of its engine to cases, and the parts of its rules that count as reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker import Checker, Protocol, RefusedCase
from checker.language.comparisons import Comparison
from checker.language.conditions import ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.evaluation import State
from checker.language.expressions import Expression, Not
from checker.language.truth import FALSE, TRUE, Truth
from checker.protocol.labels import Labels
from checker.protocol.traversal import findings_read, named_rules, signed_leaves

Findings = Mapping[str, Any]
"""The findings of a case: a quantity is `{"value": Decimal, "unit": str}`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of the engine to a case, by ids."""

    indicated: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()
    not_called_for: tuple[str, ...] = ()
    warnings: tuple[int, ...] = ()
    """Places of the warnings in the protocol instead of codes, since several warnings may share a code."""
    inferred: tuple[tuple[str, bool], ...] = ()
    """Findings whose value the constraints imply, with that value."""
    refused: str | None = None
    """The reason why the case is contradictory; all other fields are empty then."""


class Bench:
    """A protocol, its engine, and its criteria by id."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.checker = Checker(protocol)
        self.criteria = {criterion.id: criterion.when for criterion in protocol.criteria}
        self.findings = {finding.id: finding for finding in protocol.findings}
        self.places = {recommendation.id: index for index, recommendation in enumerate(protocol.recommendations)}
        self.words = Labels(protocol)
        self._named = named_rules(protocol)

    def state(self, findings: Findings) -> State:
        """Return the state of the engine for a case.

        Raises:
            RefusedCase: when the case is contradictory.
        """
        values, _ = self.checker.values({"protocol": self.protocol.id, "findings": dict(findings)})
        return self.checker.program.run(values)

    def truth(self, expression: Expression, state: State) -> Truth:
        """Return the truth of an expression in a case."""
        return self.checker.program.scope.bind(expression)(state)[0]

    def holds(self, literal: SignedLeaf, state: State) -> bool:
        """Return whether a reason is present in a case, that is known to hold."""
        return self.truth(literal.leaf, state) is (TRUE if literal.positive else FALSE)

    def present(self, literals: Iterable[SignedLeaf], findings: Findings) -> Iterator[bool]:
        """Yield for each reason whether it is present in a case; yield nothing for a contradictory case."""
        try:
            state = self.state(findings)
        except RefusedCase:
            return
        yield from (self.holds(literal, state) for literal in literals)

    def read(self, literal: SignedLeaf) -> tuple[str, ...]:
        """Return what a part names: its findings, those of a computed value included; of a score or grade its id."""
        kind, _ = literal.leaf.refers_to or ("", "")
        return tuple(findings_read(self._named, literal.leaf)) if kind == "value" else literal.names

    def in_scope(self, findings: Findings) -> bool:
        """Return whether the protocol applies to a case for certain; False for a contradictory case."""
        try:
            return self.truth(CriterionHolds(self.protocol.applicable), self.state(findings)) is TRUE
        except RefusedCase:
            return False

    def outcome(self, findings: Findings) -> Outcome:
        """Return the answer of the engine to a case."""
        try:
            answer = self.checker.assess({"protocol": self.protocol.id, "findings": dict(findings)})
        except RefusedCase as refused:
            return Outcome(refused="; ".join(error.message for error in refused.errors))
        by_status: dict[str, list[str]] = {}
        for recommendation in answer.recommendations:
            by_status.setdefault(recommendation.status.value, []).append(recommendation.id)
        raised = [(warning.code, warning.finding, warning.message) for warning in answer.warnings]
        return Outcome(
            tuple(by_status.get("indicated", ())),
            tuple(by_status.get("undetermined", ())),
            tuple(by_status.get("not-indicated", ())),
            tuple(i for i, w in enumerate(self.protocol.warnings) if (w.code, w.finding, w.message) in raised),
            tuple(answer.inferred.items()),
        )


@dataclass(frozen=True, slots=True)
class SignedLeaf:
    """An innermost part of a rule, and whether the rule wants the part to hold or not to hold."""

    leaf: Expression
    positive: bool = True
    """False under an odd number of negations."""

    @property
    def present(self) -> bool:
        """Whether the part speaks of something present: a finding, a choice, a measured number, a score or a grade.

        The absence of a finding is no reason of its own. A number not above a limit counts as present: it was measured.
        """
        match self.leaf:
            case FindingHolds() | ChoiceIs() | ScoreIs() | GradeIs():
                return self.positive
            case Comparison():
                return True
            case _:
                return False

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the findings that the part reads, or of its score or grade."""
        return self.leaf.findings if self.leaf.refers_to is None else (self.leaf.refers_to[1],)

    def said(self, words: Labels) -> str:
        """Return the part in words, for example 'Level is above 7 mg/dL'."""
        text = self.leaf.describe(words)
        return text if self.positive else Not(self.leaf).describe(words)


def literals(
    expression: Expression, criteria: Mapping[str, Expression], *, closed: Collection[str] = ()
) -> Iterator[SignedLeaf]:
    """Yield the innermost parts of an expression, those of its criteria included, each answer of a choice on its own.

    Args:
        expression: A rule.
        criteria: The rule of each criterion.
        closed: Criteria whose parts are left out.
    """
    opened = {name: rule for name, rule in criteria.items() if name not in closed}
    for leaf, positive in signed_leaves(expression, opened):
        match leaf:
            case CriterionHolds():
                continue
            case ChoiceIs(finding=name, is_=choices) if positive:
                yield from (SignedLeaf(ChoiceIs(name, (choice,))) for choice in choices)
            case _:
                yield SignedLeaf(leaf, positive)


def read_positively(expression: Expression, criteria: Mapping[str, Expression], positive: bool = True) -> set[str]:
    """Return the criteria that an expression reads at any depth under an even number of negations."""
    match expression:
        case Not(not_=part):
            return read_positively(part, criteria, not positive)
        case CriterionHolds(criterion=name):
            return read_positively(criteria[name], criteria, positive) | ({name} if positive else set())
        case _:
            return _union(read_positively(part, criteria, positive) for part in expression.parts)


def _union(sets: Iterable[set[str]]) -> set[str]:
    return set().union(*sets)
