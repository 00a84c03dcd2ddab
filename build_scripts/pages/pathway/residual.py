"""The remainder of a rule once some of its parts are known: the conditions that are left on a branch of the pathway.

A branch answers one question, and its recommendations may have further conditions. Resuming a drug, for example, may
need more than resolved symptoms. These conditions come from the rule itself, so that the picture leaves none out.
"""

from __future__ import annotations

from checker import Protocol
from checker.language.conditions import ChoiceIs, CriterionHolds
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.language.findings import ChoiceFinding


class Facts:
    """Expressions of a protocol that are known to be true or false, with all that follows from them by plain logic.

    The conclusions are sound but may be incomplete: more elaborate logic could remove further conditions.
    """

    def __init__(self, protocol: Protocol) -> None:
        self._criteria = {criterion.id: criterion.when for criterion in protocol.criteria}
        self._constraints = protocol.constraints
        self._known: dict[Expression, bool] = {}
        self._choices: dict[str, frozenset[str]] = {
            finding.id: frozenset(choice.id for choice in finding.choices)
            for finding in protocol.findings
            if isinstance(finding, ChoiceFinding)
        }
        """Finding → its choices that are still possible."""

    def assume(self, expression: Expression, value: bool) -> None:
        """Add a fact, all that follows from it, and the conclusions of the protocol's constraints."""
        self._learn(expression, value)
        before = -1
        while before != len(self._known):
            before = len(self._known)
            for constraint in self._constraints:
                if constraint.if_ is None or self.remaining(constraint.if_) is True:
                    self._learn(constraint.then, True)
                elif self.remaining(constraint.then) is False:
                    self._learn(constraint.if_, False)

    def remaining(self, expression: Expression) -> Expression | bool:
        """Return the undecided part of an expression; `True` or `False` when the facts decide it."""
        if expression in self._known:
            return self._known[expression]
        match expression:
            case Not(not_=part):
                left = self.remaining(part)
                return (not left) if isinstance(left, bool) else Not(left)
            case CriterionHolds(criterion=name):
                left = self.remaining(self._criteria[name])
                return left if isinstance(left, bool) else expression  # the whole criterion; its name says more
            case ChoiceIs(finding=name, is_=accepted):
                return self._chosen(expression, self._choices[name], frozenset(accepted))
            case All(all=parts):
                return self._count(len(parts), parts)
            case AnyOf(any=parts):
                return self._any_known(parts) or self._count(1, parts)
            case AtLeast(at_least=count, of=parts):
                return self._count(count, parts)
            case _:
                return expression

    @staticmethod
    def _chosen(expression: Expression, possible: frozenset[str], accepted: frozenset[str]) -> Expression | bool:
        if possible <= accepted:
            return True
        return expression if possible & accepted else False

    def _any_known(self, parts: tuple[Expression, ...]) -> bool:
        """Return whether one of the parts is known to hold although it is not known which one."""
        return any(
            value and isinstance(known, AnyOf) and set(known.any) <= set(parts) for known, value in self._known.items()
        )

    def _united(self, parts: tuple[Expression, ...]) -> Expression | bool:
        """Return a disjunction in which what is said of one choice is said once."""
        accepted: dict[str, tuple[str, ...]] = {}
        for part in parts:
            if isinstance(part, ChoiceIs):
                before = accepted.get(part.finding, ())
                accepted[part.finding] = (*before, *(each for each in part.is_ if each not in before))
        united = [self.remaining(ChoiceIs(name, choices)) for name, choices in accepted.items()]
        if True in united:
            return True
        left = (*united, *(part for part in parts if not isinstance(part, ChoiceIs)))
        open_ = tuple(part for part in left if not isinstance(part, bool))
        return open_[0] if len(open_) == 1 else AnyOf(open_)

    def _count(self, count: int, parts: tuple[Expression, ...]) -> Expression | bool:
        left = [self.remaining(part) for part in parts]
        needed = count - left.count(True)
        open_ = tuple(part for part in left if not isinstance(part, bool))
        if needed <= 0 or needed > len(open_):
            return needed <= 0
        if len(open_) == 1:
            return open_[0]
        if needed == len(open_):
            return All(open_)
        return self._united(open_) if needed == 1 else AtLeast(needed, open_)

    def _learn(self, expression: Expression, value: bool) -> None:
        if expression in self._known:
            return
        self._known[expression] = value
        match expression:
            case Not(not_=part):
                self._learn(part, not value)
            case ChoiceIs(finding=name, is_=accepted):
                possible = self._choices[name]
                self._choices[name] = possible & set(accepted) if value else possible - set(accepted)
            case CriterionHolds(criterion=name):
                self._learn(self._criteria[name], value)
            case All(all=parts):
                self._learn_from(parts, value, each=True)
            case AnyOf(any=parts):
                self._learn_from(parts, value, each=False)

    def _learn_from(self, parts: tuple[Expression, ...], value: bool, *, each: bool) -> None:
        """Learn from a conjunction (`each` is True) or a disjunction (`each` is False) that has a value.

        A true conjunction makes each part true. A false one makes a part false only when all other parts are true.
        The same holds for a disjunction the other way round.
        """
        if value is each:
            for part in parts:
                self._learn(part, value)
            return
        open_ = [part for part in parts if self.remaining(part) is not each]
        if len(open_) == 1:
            self._learn(open_[0], value)
