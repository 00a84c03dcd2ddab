"""Constraints: the values that the answers given so far force, and contradictions between answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checker.language.conditions import FindingHolds
from checker.language.evaluation import Values
from checker.language.expressions import All, AnyOf, Expression, Not
from checker.language.names import Names
from checker.protocol.model import Constraint

SignedFinding = tuple[int, bool]
"""Position of a boolean finding, and the value that makes this part of a clause true."""

Clause = tuple[SignedFinding, ...]
"""A disjunction of literals: at least one of them is true."""

MOST_CLAUSES = 512
"""Highest number of clauses of a constraint: one with more is not merely long, but written wrongly."""


def clauses(expression: Expression, names: Names, wanted: bool = True) -> list[Clause]:
    """Return the conjunctive normal form of an expression (or of its negation, when `wanted` is false).

    Raises:
        ValueError: when the expression holds anything but `all`, `any`, `not` and boolean findings, or is too large.
    """
    if isinstance(expression, FindingHolds):
        return [((names.index(expression.finding), wanted),)]
    if isinstance(expression, Not):
        return clauses(expression.not_, names, not wanted)
    if not isinstance(expression, All | AnyOf):
        raise ValueError("a constraint is made of 'all', 'any', 'not' and boolean findings only")
    parts = [clauses(part, names, wanted) for part in expression.parts]
    if isinstance(expression, All) is wanted:
        return [clause for part in parts for clause in part]
    return _disjunction(parts)


def _disjunction(parts: Sequence[list[Clause]]) -> list[Clause]:
    product: list[Clause] = [()]
    for part in parts:
        product = [tuple(dict.fromkeys(one + other)) for one in product for other in part]
        if len(product) > MOST_CLAUSES:
            raise ValueError(f"the constraint falls into more than {MOST_CLAUSES} clauses; write several instead")
    return product


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A constraint that the answers of a case break."""

    constraint: Constraint
    findings: tuple[int, ...]
    """Positions of the answers, as given, that cannot all be true."""


class Propagator:
    """Unit propagation over the clauses of all constraints, to its fixed point."""

    def __init__(self, constraints: Sequence[Constraint], names: Names) -> None:
        self.clauses: list[tuple[Constraint, Clause]] = []
        for constraint in constraints:
            implication = _disjunction([clauses(constraint.if_, names, False), clauses(constraint.then, names)])
            self.clauses += [(constraint, clause) for clause in implication]
        self._by_literal: dict[SignedFinding, list[tuple[Constraint, Clause]]] = {}
        for constraint, clause in self.clauses:
            for index, value in clause:
                self._by_literal.setdefault((index, not value), []).append((constraint, clause))
        self._watched = tuple(sorted({index for index, _ in self._by_literal}))
        self._always = tuple(clause[0] for _, clause in self.clauses if len(clause) == 1)

    def propagate(self, values: Values) -> tuple[dict[int, frozenset[int]], list[Contradiction]]:
        """Fill `values` with what the constraints force.

        Returns:
            The position of each value filled in, with the positions of the given answers that force it; and the
            contradictions found, one a constraint.
        """
        inferred: dict[int, frozenset[int]] = {}
        broken: dict[str, Contradiction] = {}
        queue: list[SignedFinding] = [
            (index, values[index] is True) for index in self._watched if values[index] is not None
        ]
        for index, value in self._always:
            if values[index] is None:
                values[index] = value
                inferred[index] = frozenset()
                queue.append((index, value))
        for falsified in queue:  # grows while it is read
            for constraint, clause in self._by_literal.get(falsified, ()):
                open_: SignedFinding | None = None
                settled = False
                for literal in clause:
                    value = values[literal[0]]
                    if value is None:
                        if open_ is not None:
                            settled = True  # two open literals: nothing is forced
                            break
                        open_ = literal
                    elif value is literal[1]:
                        settled = True
                        break
                if settled:
                    continue
                reasons = frozenset().union(
                    *(inferred.get(index, frozenset({index})) for index, _ in clause if values[index] is not None)
                )
                if open_ is None:
                    before = broken.get(constraint.id)
                    positions = reasons | frozenset(before.findings if before else ())
                    broken[constraint.id] = Contradiction(constraint, tuple(sorted(positions)))
                else:
                    index, value = open_
                    values[index] = value
                    inferred[index] = reasons
                    queue.append((index, value))
        return inferred, list(broken.values())
