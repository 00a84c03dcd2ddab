"""The scope of a rule: nothing is recommended where the protocol does not apply."""

from __future__ import annotations

from collections.abc import Mapping

from checker.language.conditions import ChoiceIs, CriterionHolds
from checker.language.expressions import All, AnyOf, AtLeast, Expression
from checker.protocol.model import Protocol


def within_scope(protocol: Protocol, expression: Expression) -> Expression:
    """Return the expression of a recommendation such that nothing is recommended outside of the protocol's scope.

    Authors restrict most rules themselves. The scope is added to the rules for which `implies` cannot show
    that. Adding it to the others would change no status, but would name missing findings that the rule does not need.
    """
    scope = CriterionHolds(protocol.applicable)
    rules = {criterion.id: criterion.when for criterion in protocol.criteria}
    return expression if implies(rules, expression, scope) else All((scope, expression))


def implies(rules: Mapping[str, Expression], one: Expression, other: Expression) -> bool:
    """Return whether the rules show by their form that `one` is true only where `other` is, and false where that is.

    A yes holds for every case, unknown findings included. After a no, the implication may hold all the same.

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
