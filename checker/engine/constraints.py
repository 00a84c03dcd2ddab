"""Constraints: the values that the answers given so far force, and contradictions between answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, FindingHolds
from checker.language.evaluation import State, Values
from checker.language.expressions import All, AnyOf, Expression, Not
from checker.language.names import Names
from checker.language.truth import FALSE, TRUE
from checker.protocol.model import Constraint

Test = Comparison | ChoiceIs | Assessed
"""A part of a constraint that is true or false of what was entered, and that nothing can be inferred of."""

SignedPart = tuple[int, bool]
"""Position of a part of a clause, and the value that makes it true: a boolean finding by its own position, and beyond
all findings a test by its number."""

Clause = tuple[SignedPart, ...]
"""A disjunction of literals: at least one of them is true."""

Position = Callable[[FindingHolds | Test], int]
"""A function from a part of a constraint to its position."""

MOST_CLAUSES = 512
"""Highest number of clauses of a constraint: one with more is not merely long, but written wrongly."""


def clauses(expression: Expression, position: Position, wanted: bool = True) -> list[Clause]:
    """Return the conjunctive normal form of an expression (or of its negation, when `wanted` is false).

    Args:
        expression: A side of a constraint.
        position: Gives the position of a part.
        wanted: Whether the expression itself is taken.

    Raises:
        ValueError: when the expression holds anything but `all`, `any`, `not` and conditions on findings, or is too
            large.
    """
    if isinstance(expression, Not):
        return clauses(expression.not_, position, not wanted)
    if isinstance(expression, FindingHolds | Test) and expression.refers_to is None:
        if isinstance(expression, Assessed) and expression.assessed is wanted:
            raise ValueError("a constraint can rest on an answer that was given ('assessed: true'), on none that lacks")
        return [((position(expression), wanted),)]
    if not isinstance(expression, All | AnyOf):
        raise ValueError("a constraint is made of 'all', 'any', 'not' and conditions on findings only")
    parts = [clauses(part, position, wanted) for part in expression.parts]
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

    def __init__(self, constraints: Sequence[Constraint], names: Names, count: int) -> None:
        """Take the constraints of a protocol.

        Args:
            constraints: The constraints.
            names: The protocol's names.
            count: How many findings the protocol has.
        """
        self.tests: list[Test] = []
        """The tests, by their position less `count`."""
        self._names, self._count = names, count
        self.clauses: list[tuple[Constraint, Clause]] = []
        for constraint in constraints:
            then = clauses(constraint.then, self._position)
            if constraint.if_ is not None:
                then = _disjunction([clauses(constraint.if_, self._position, False), then])
            self.clauses += [(constraint, clause) for clause in then]
        self._rules = tuple(names.bind(test) for test in self.tests)
        self._by_literal: dict[SignedPart, list[tuple[Constraint, Clause]]] = {}
        for constraint, clause in self.clauses:
            for index, value in clause:
                self._by_literal.setdefault((index, not value), []).append((constraint, clause))
        self._watched = tuple(sorted({index for index, _ in self._by_literal}))
        self._always = tuple(clause[0] for _, clause in self.clauses if len(clause) == 1 and clause[0][0] < count)

    def _position(self, part: FindingHolds | Test) -> int:
        if isinstance(part, FindingHolds):
            return self._names.index(part.finding)
        if part not in self.tests:
            self.tests.append(part)
        return self._count + self.tests.index(part)

    def test(self, position: int) -> Test | None:
        """Return the test at a position; None where a boolean finding has it, which can be inferred."""
        return self.tests[position - self._count] if position >= self._count else None

    def findings_at(self, position: int) -> tuple[int, ...]:
        """Return the positions of the findings that a part of a clause reads."""
        test = self.test(position)
        return (position,) if test is None else tuple(map(self._names.index, test.findings))

    def propagate(self, values: Values) -> tuple[dict[int, frozenset[int]], list[Contradiction]]:
        """Fill `values` with what the constraints force.

        Returns:
            The position of each value filled in, with the positions of the given answers that force it; and the
            contradictions found, one a constraint.
        """
        inferred: dict[int, frozenset[int]] = {}
        broken: dict[str, Contradiction] = {}
        given = values
        if self._rules:
            # Tests read what was entered and nothing that is inferred, so that each is true, false or open for good.
            state = State(values)
            values = [*values, *({TRUE: True, FALSE: False}.get(rule(state)[0]) for rule in self._rules)]
        queue: list[SignedPart] = [
            (index, values[index] is True) for index in self._watched if values[index] is not None
        ]
        for index, value in self._always:
            if values[index] is None:
                values[index] = value
                inferred[index] = frozenset()
                queue.append((index, value))
        for falsified in queue:  # grows while it is read
            for constraint, clause in self._by_literal.get(falsified, ()):
                open_: SignedPart | None = None
                settled = False
                for literal in clause:
                    value = values[literal[0]]
                    if value is None:
                        if open_ is not None or literal[0] >= self._count:
                            settled = True  # two open literals, or an open test: nothing is forced
                            break
                        open_ = literal
                    elif value is literal[1]:
                        settled = True
                        break
                if settled:
                    continue
                reasons = frozenset().union(
                    *(
                        inferred.get(index, frozenset(self.findings_at(index)))
                        for index, _ in clause
                        if values[index] is not None
                    )
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
        for index in inferred:
            given[index] = values[index]
        return inferred, list(broken.values())
