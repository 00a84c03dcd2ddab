"""Numbers to type into the form, taken from the protocol."""

from __future__ import annotations

from decimal import Decimal

from build_scripts.words.doses import dose_text
from checker import Protocol
from checker.language.comparisons import Comparison
from checker.language.findings import QuantityFinding
from checker.language.operands import Quantity
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.protocol.traversal import walk
from checker.words.numbers import quantity_text


def finding(protocol: Protocol, name: str) -> QuantityFinding:
    """Return a quantity of the protocol."""
    found = next(f for f in protocol.findings if f.id == name)
    assert isinstance(found, QuantityFinding)
    return found


def limit(protocol: Protocol, name: str, relation: str | None = None) -> Decimal:
    """Return the first number that criteria, recommendations or warnings compare a finding with.

    Args:
        protocol: The protocol.
        name: Id of the finding.
        relation: That of the comparison, as in `checker.language.conditions.RELATIONS`; any unless given.
    """
    rules = [
        *(criterion.when for criterion in protocol.criteria),
        *(recommendation.when for recommendation in protocol.recommendations),
        *(warning.when for warning in protocol.warnings),
    ]
    right = next(
        rule.right
        for expression in rules
        for rule in walk(expression)
        if isinstance(rule, Comparison) and rule.finding == name and relation in (None, rule.relation)
    )
    assert isinstance(right, Quantity)
    return right.value


def dose(protocol: Protocol, name: str) -> str:
    """The dose of a recommendation that has one, as pages say it."""
    return dose_text(_dose(protocol, name), Labels(protocol))


def amount(protocol: Protocol, name: str) -> str:
    """The amount of that dose: 5 mg."""
    only = _dose(protocol, name)
    return quantity_text(only.amount, only.unit)


def _dose(protocol: Protocol, name: str) -> Dose:
    (only,) = next(each for each in protocol.recommendations if each.id == name).doses
    return only
