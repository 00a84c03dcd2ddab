"""The one question to the solver. It has three answers, and "I do not know" is never taken for "there is none"."""

from __future__ import annotations

from typing import Any

import z3

from build_scripts.evidence.proofs.patient import Formula
from build_scripts.project.problems import BuildError

# Else the solver takes the signal of Ctrl-C for itself, ends its search with "unknown", and the command goes on.
z3.set_param("ctrl_c", "false")


class SolverGaveUp(BuildError):
    """A question that the solver left open: it was interrupted, or ran out of memory or time. Nothing follows."""


def possible(solver: Any, *wanted: Formula) -> bool:
    """Return whether formulas can hold together with those that the solver holds already.

    Args:
        solver: A `z3.Solver` or `z3.Optimize`; after True its `model()` is a patient for whom they hold.
        wanted: Further formulas.

    Raises:
        SolverGaveUp: when the solver does not know.
    """
    answer = solver.check(*wanted)
    if answer == z3.unknown:
        raise SolverGaveUp(f"the solver gave up ({solver.reason_unknown()}), so nothing is proved and nothing is kept")
    return bool(answer == z3.sat)
