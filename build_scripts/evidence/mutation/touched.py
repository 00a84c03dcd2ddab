"""The worked cases that a mistake in one rule can touch: what all others are answered stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from build_scripts.content.worked_cases import WorkedCase
from build_scripts.evidence.mutation.mutants import Mutant
from checker import Checker, Protocol, RefusedCase
from checker.language.evaluation import State
from checker.language.scores import bind_grade, bind_score
from checker.values.value import bind_value

WORKED_OUT: dict[str, tuple[str, Callable[[Any, Any], Callable[[State], Any]]]] = {
    "criteria": ("criteria", lambda criterion, scope: scope.bind(criterion.when)),
    "scores": ("scores", bind_score),
    "grades": ("grades", bind_grade),
    "values": ("computed", bind_value),
}
"""Collection of a protocol → where a state keeps what is worked out of its elements, and what works one out."""

DECIDED = {("recommendations", "when"), ("warnings", "when")}
"""Conditions that nothing else reads: a case is answered otherwise only if they turn out otherwise."""


class Touched:
    """The states in which the cases of a protocol were answered, to see where a mistake makes a difference."""

    def __init__(self, protocol: Protocol, cases: Iterable[WorkedCase]) -> None:
        self._cases = tuple(cases)  # held, as long as their identities are looked up
        self._program = (checker := Checker(protocol)).program
        self._states: dict[int, State] = {}
        for case in self._cases:
            try:
                state, _ = checker.state({"protocol": protocol.id, "findings": case.findings})
            except RefusedCase:
                continue  # it has no state, and is asked whatever was changed
            for rule in self._program.recommendations:
                rule(state)  # leaves behind the states in which answers are assumed
            self._states[id(case)] = state

    def by(self, mutant: Mutant, checker: Checker) -> Callable[[WorkedCase], bool]:
        """Return whether a mistake may change the answer to a case: it does not where this says no.

        Args:
            mutant: The mistake.
            checker: Its protocol, made ready.
        """
        differs = self._difference(mutant, checker)

        def may_change(case: WorkedCase) -> bool:
            state = self._states.get(id(case))
            return differs is None or state is None or any(map(differs, _all(state)))

        return may_change

    def _difference(self, mutant: Mutant, checker: Checker) -> Callable[[State], bool] | None:
        """Return whether what was changed turns out otherwise in a state; None where that is not all that matters."""
        collection, index, *place = mutant.path
        assert isinstance(index, int)
        if collection in WORKED_OUT and (collection != "values" or place[:1] == ["formula"]):
            kept, bind = WORKED_OUT[str(collection)]
            work_out = bind(getattr(mutant.protocol, str(collection))[index], checker.program.scope)
            return lambda state: _read(work_out(state)) != _read(getattr(state, kept)[index])
        if (collection, *place) not in DECIDED:
            return None
        was, became = self._program, checker.program
        if collection == "warnings":
            return lambda state: was.warnings[index](state) != became.warnings[index](state)
        return lambda state: (
            was.plain[index](state) != became.plain[index](state)
            or was.recommendations[index](state) != became.recommendations[index](state)
        )


def _read(result: Any) -> Any:
    """Return all that rules read of a result: whether a value is settled is not seen from equal numbers."""
    return result, getattr(result, "settled", None)


def _all(state: State) -> Iterator[State]:
    """Yield a state, and those that it led to by what may be assumed."""
    yield state
    for assumed in tuple(state.assumed.values()):
        yield from _all(assumed)
