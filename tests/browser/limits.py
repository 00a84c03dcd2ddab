"""Numbers to type into the form, taken from the protocol."""

from __future__ import annotations

from decimal import Decimal

from checker import Protocol
from checker.conditions import Comparison
from checker.findings import QuantityFinding
from checker.operands import Quantity
from checker.program import walk


def finding(protocol: Protocol, name: str) -> QuantityFinding:
    """Return a quantity of the protocol."""
    found = next(f for f in protocol.findings if f.id == name)
    assert isinstance(found, QuantityFinding)
    return found


def limit(protocol: Protocol, name: str) -> Decimal:
    """Return the number that the protocol's criteria compare a finding with."""
    rules = [rule for criterion in protocol.criteria for rule in walk(criterion.when)]
    right = next(rule.right for rule in rules if isinstance(rule, Comparison) and rule.finding == name)
    assert isinstance(right, Quantity)
    return right.value
