"""A protocol made ready to run: names resolved once, and the order found in which its parts depend on one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from checker.conditions import ChoiceIs, CriterionHolds
from checker.constraints import Propagator
from checker.evaluation import Rule, State, Values
from checker.expressions import All, AnyOf, AtLeast, Expression
from checker.protocol import Protocol
from checker.scope import Scope
from checker.scores import bind_grade, bind_score
from checker.traversal import evaluation_order


class Program:
    """A protocol bound to its rules.

    Raises:
        CycleError: when criteria, scores or grades depend on each other in a circle.
    """

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.scope = scope = Scope(protocol)
        order = evaluation_order(protocol)
        self.propagator = Propagator(protocol.constraints, scope)
        self._steps: tuple[Callable[[State], None], ...] = tuple(self._step(name) for name in order)
        self.indications = tuple(within_scope(protocol, r.when) for r in protocol.recommendations)
        """When each recommendation is indicated, the scope of the protocol included."""
        self.recommendations: tuple[Rule, ...] = tuple(scope.bind(expression) for expression in self.indications)
        self.silences = tuple(
            tuple(within_scope(protocol, silence.when) for silence in r.no_rule) for r in protocol.recommendations
        )
        """For each recommendation, when its source has no rule for a patient, in the order of its sentences, the scope
        of the protocol included."""
        self.no_rules: tuple[tuple[Rule, ...], ...] = tuple(tuple(map(scope.bind, each)) for each in self.silences)
        self.warnings: tuple[Rule, ...] = tuple(scope.bind(w.when) for w in protocol.warnings)
        ids = tuple(finding.id for finding in protocol.findings)

        @lru_cache(maxsize=8192)
        def names(bits: int) -> tuple[str, ...]:
            return tuple(finding for index, finding in enumerate(ids) if bits >> index & 1)

        self.names = names
        """Findings as bits → their ids, in the order of the protocol."""

    def run(self, values: Values) -> State:
        """Return the state of a case in which every criterion, score and grade is worked out."""
        state = State(values)
        for step in self._steps:
            step(state)
        return state

    def _step(self, name: tuple[str, int]) -> Callable[[State], None]:
        kind, index = name
        scope, protocol = self.scope, self.protocol
        if kind == "score":
            score = bind_score(protocol.scores[index], scope)

            def add_up(state: State) -> None:
                state.scores[index] = score(state)

            return add_up
        if kind == "grade":
            grade = bind_grade(protocol.grades[index], scope)

            def find_worst(state: State) -> None:
                state.grades[index] = grade(state)

            return find_worst
        rule = scope.bind(protocol.criteria[index].when)

        def decide(state: State) -> None:
            state.criteria[index] = rule(state)

        return decide


def within_scope(protocol: Protocol, expression: Expression) -> Expression:
    """Return the expression of a recommendation such that nothing is recommended outside of the protocol's scope.

    Authors restrict most rules themselves. Where it cannot be seen that one is, the scope is added here. Adding it to
    the others would change no status, but would name findings as missing that are none of the rule's.
    """
    scope = CriterionHolds(protocol.applicable)
    rules = {criterion.id: criterion.when for criterion in protocol.criteria}
    return expression if implies(rules, expression, scope) else All((scope, expression))


def implies(rules: Mapping[str, Expression], one: Expression, other: Expression) -> bool:
    """Return whether it can be seen that `one` is true only where `other` is, and false wherever `other` is false.

    What is seen holds for every case, unknown findings included. What is not seen may hold all the same.

    Args:
        rules: The expression of each criterion by its id. None may refer to itself through others.
        one: The premise.
        other: The conclusion.
    """
    if one == other:
        return True
    if isinstance(one, CriterionHolds):
        return implies(rules, rules[one.criterion], other)
    if isinstance(other, CriterionHolds):
        return implies(rules, one, rules[other.criterion])
    if isinstance(one, AnyOf | AtLeast):
        return all(implies(rules, part, other) for part in one.parts)
    if isinstance(other, All):
        return all(implies(rules, one, part) for part in other.parts)
    if isinstance(one, All) and any(implies(rules, part, other) for part in one.parts):
        return True
    if isinstance(other, AnyOf):
        return any(implies(rules, one, part) for part in other.parts)
    if isinstance(one, ChoiceIs) and isinstance(other, ChoiceIs):
        return one.finding == other.finding and set(one.is_) <= set(other.is_)
    return False
