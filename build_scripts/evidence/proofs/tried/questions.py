"""Questions about the patients of a protocol: what a solver decides, and else what real patients show.

Where a protocol has values of which a solver knows too little, an answer 'yes' needs a patient whom the engine accepts,
and an answer 'no' the solver; what neither of them settles stays open.
"""

from __future__ import annotations

from functools import lru_cache

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition
from build_scripts.evidence.proofs.solving import decided, possible
from build_scripts.evidence.proofs.tried.known import known_of
from build_scripts.evidence.proofs.tried.patients import GivenFindings
from build_scripts.evidence.proofs.tried.trials import Trials

EFFORT = 4_000_000
"""What the solver may spend on a question with products of unknown numbers, in its own units, a million of which take
about a second: the same on every machine, as a limit in seconds is not."""


class Undecided(Exception):
    """Neither did the solver find that no patient is of a kind, nor was one among those that were tried."""


class Questions:
    """The solver and the real patients of one protocol."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self.known = known_of(formulas)
        self.trials = None if formulas.values.decidable else Trials(formulas, self.known)
        self._solver = z3.Solver()
        self._solver.add(*formulas.accepted)
        self._exact = z3.Solver()
        self._exact.set("rlimit", EFFORT)
        self._exact.add(*formulas.accepted, *formulas.definitions)

    def possible(self, *wanted: Proposition) -> bool:
        """Return whether some patient meets all the formulas.

        Raises:
            Undecided: when that stays open.
        """
        answer = self.known.answer("possible", wanted, lambda: self._answer(*wanted))
        if answer is None:
            raise Undecided
        return answer

    def _answer(self, *wanted: Proposition) -> bool | None:
        if self.trials is None:
            return possible(self._solver, *wanted)
        if decided(self._solver, *wanted) is False:
            return False
        if self.found(z3.And(*wanted)) is not None:
            return True
        return False if decided(self._exact, *wanted) is False else None

    def found(self, wanted: Proposition) -> GivenFindings | None:
        """Return the findings of a real patient of whom a formula holds, None where none was found."""
        assert self.trials is not None  # others ask the solver alone
        return self.trials.found(wanted, self._solver, self._exact)


@lru_cache(maxsize=4)
def questions_about(formulas: Formulas) -> Questions:
    """Return the questions about the patients of a protocol, the same for the same formulas."""
    return Questions(formulas)
