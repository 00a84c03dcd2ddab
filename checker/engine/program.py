"""A protocol made ready to run: names resolved once, and the order found in which its parts depend on one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from checker.engine.assumed import Assumed, seen_with, with_assumptions
from checker.engine.constraints import Propagator
from checker.engine.scope import Scope
from checker.engine.scope_of_rules import within_scope
from checker.language.evaluation import Rule, State, Values
from checker.language.scores import bind_grade, bind_score
from checker.language.truth import UNKNOWN
from checker.protocol.model import Protocol
from checker.protocol.traversal import evaluation_order
from checker.values.value import bind_value
from checker.words.exact import compared, exact


class Program:
    """A protocol bound to its rules.

    Raises:
        CycleError: when values, criteria, scores or grades depend on each other in a circle.
    """

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.scope = scope = Scope(protocol)
        order = evaluation_order(protocol)
        self.propagator = Propagator(protocol.constraints, scope, len(protocol.findings))
        self._steps: tuple[Callable[[State], None], ...] = tuple(self._step(name) for name in order)
        self.indications = tuple(within_scope(protocol, r.when) for r in protocol.recommendations)
        """The condition of each recommendation, with the scope of the protocol."""
        self.plain: tuple[Rule, ...] = tuple(scope.bind(expression) for expression in self.indications)
        """The rule of each recommendation without its assumptions."""
        self.assumed: tuple[Assumed, ...] = tuple(
            tuple((scope.index(each.finding), each.answer) for each in r.assume) for r in protocol.recommendations
        )
        """For each recommendation what its rule may assume."""
        self.recommendations: tuple[Rule, ...] = tuple(
            with_assumptions(rule, assumed, self.run) if assumed else rule
            for rule, assumed in zip(self.plain, self.assumed, strict=True)
        )
        self.silences = tuple(
            tuple(within_scope(protocol, silence.when) for silence in r.no_rule) for r in protocol.recommendations
        )
        """For each recommendation the conditions under which its source has no rule for a patient, with the scope of
        the protocol, in the order of the sentences that say so."""
        self.no_rules: tuple[tuple[Rule, ...], ...] = tuple(tuple(map(scope.bind, each)) for each in self.silences)
        for dose in (dose for r in protocol.recommendations for dose in r.doses):
            if dose.when is not None:
                scope.bind(dose.when)
        self.warnings: tuple[Rule, ...] = tuple(scope.bind(w.when) for w in protocol.warnings)
        self._plausible = tuple((exact(value.plausible[0]), exact(value.plausible[1])) for value in protocol.values)
        ids = tuple(finding.id for finding in protocol.findings)

        @lru_cache(maxsize=8192)
        def names(bits: int) -> tuple[str, ...]:
            return tuple(finding for index, finding in enumerate(ids) if bits >> index & 1)

        self.names = names
        """Findings as bits → their ids, in the order of the protocol."""

    def run(self, values: Values) -> State:
        """Return the state of a case in which every value, criterion, score and grade is worked out."""
        state = State(values)
        for step in self._steps:
            step(state)
        return state

    def assumed_by(self, index: int, state: State) -> int:
        """Return the findings (as bits) whose answers a recommendation would assume in a case: those not known."""
        assumed = self.assumed[index]
        return sum(1 << place for place, _ in assumed if state.values[place] is None) if assumed else 0

    def seen_by(self, index: int, state: State) -> State:
        """Return the state on which a recommendation is decided: with its assumptions where it needs them."""
        return seen_with(self.assumed[index], state, self.run) if self.plain[index](state)[0] is UNKNOWN else state

    def implausible(self, state: State) -> Iterator[int]:
        """Yield the positions of the values of a case that lie outside their plausible range, whatever is missing."""
        for index, (low, high) in enumerate(self._plausible):
            interval = state.computed[index].interval
            if interval is not None and (compared(interval[0], high) > 0 or compared(interval[1], low) < 0):
                yield index

    def _step(self, name: tuple[str, int]) -> Callable[[State], None]:
        kind, index = name
        scope, protocol = self.scope, self.protocol
        if kind == "value":
            value = bind_value(protocol.values[index], scope)

            def work_out(state: State) -> None:
                state.computed[index] = value(state)

            return work_out
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
