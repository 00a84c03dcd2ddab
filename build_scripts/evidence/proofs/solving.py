"""The one question to the solver. It has three answers, and "I do not know" is never taken for "there is none"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import z3

from build_scripts.evidence.proofs.patient import Proposition
from build_scripts.project.problems import BuildError

# Else the solver takes the signal of Ctrl-C for itself, ends its search with "unknown", and the command goes on.
z3.set_param("ctrl_c", "false")


class SolverGaveUp(BuildError):
    """A question that the solver left open: it was interrupted, or ran out of memory or time. Nothing follows."""


def possible(solver: Any, *wanted: Proposition) -> bool:
    """Return whether formulas can hold together with those that the solver holds already.

    Args:
        solver: A `z3.Solver` or `z3.Optimize`; after True its `model()` is a patient for whom they hold.
        wanted: Further formulas.

    Raises:
        SolverGaveUp: when the solver does not know.
    """
    try:
        answer = solver.check(*wanted)
    except z3.Z3Exception as error:  # out of memory, which it says in either way
        raise _gave_up(str(error)) from None
    if answer == z3.sat:
        return True
    if answer == z3.unsat:
        return False
    raise _gave_up(solver.reason_unknown())


def decided(solver: Any, *wanted: Proposition) -> bool | None:
    """Return as `possible` does whether formulas can hold together; None where the solver does not know.

    For questions with other means of an answer.
    """
    try:
        return possible(solver, *wanted)
    except SolverGaveUp:
        return None


def _gave_up(why: str) -> SolverGaveUp:
    return SolverGaveUp(f"the solver gave up ({why}), so nothing is proved and nothing is kept")


def holding(formulas: Iterable[Proposition]) -> z3.Solver:
    """Return a solver in which some formulas hold."""
    solver = z3.Solver()
    solver.add(*formulas)
    return solver
