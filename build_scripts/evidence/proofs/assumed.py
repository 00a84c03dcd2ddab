"""What is proved of recommendations that may rest on an assumed answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition
from build_scripts.evidence.proofs.solving import possible
from checker.language.keys import YamlPath


def impossible_assumptions(formulas: Formulas, solver: Any) -> Iterator[tuple[YamlPath, str]]:
    """Yield each list of assumptions that are true of no patient together, with its path.

    Args:
        formulas: The protocol.
        solver: Holds what is true of every possible patient.
    """
    for index, recommendation in enumerate(formulas.protocol.recommendations):
        right = [formulas.verdict(each.condition).true for each in recommendation.assume]
        if right and not possible(solver, *right):
            message = f"no patient is all that '{recommendation.id}' assumes: the constraints exclude it"
            yield ("recommendations", index, "assume"), message


def flips(before: Formulas, after: Formulas, index: int) -> Proposition:
    """Return the formula that a recommendation turns round between two patients of whom one is known better.

    What was assumed may turn out to be wrong, and then the recommendation may well turn round: those patients are left
    out.
    """
    one, other = before.recommendation(index), after.recommendation(index)
    assumed = before.protocol.recommendations[index].assume
    turned = z3.Or(z3.And(one.true, other.false), z3.And(one.false, other.true))
    return z3.And(before.patient.agrees_with(assumed), turned)
