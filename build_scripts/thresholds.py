"""Thresholds: where a protocol's rules compare a finding with a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_scripts.problems import Path_
from build_scripts.rules import expressions, leaves
from checker import Protocol
from checker.compiled import key
from checker.conditions import Comparison
from checker.operands import FindingValue, Quantity
from checker.scope import Scope


@dataclass(frozen=True, slots=True)
class Threshold:
    """One comparison of a finding with a number, as a rule holds it."""

    path: Path_
    """Of the number, in the protocol's YAML."""
    comparison: Comparison
    finding: str
    limit: Decimal
    """In the finding's own unit."""


def thresholds(protocol: Protocol) -> Iterator[Threshold]:
    """Yield every threshold of a protocol, in the order of its rules."""
    scope = Scope(protocol)
    for path, expression, _ in expressions(protocol):
        for place, leaf in leaves(path, expression):
            if not isinstance(leaf, Comparison):
                continue
            left, right = leaf.left, leaf.right
            if isinstance(left, FindingValue) and isinstance(right, Quantity):
                unit = scope.comparison_unit(left, right)
                limit = right.value * scope.factor(right.unit, unit) / left.times
                yield Threshold((*place, key(leaf.relation)), leaf, left.finding, limit)


def limits_of(protocol: Protocol) -> dict[str, list[Decimal]]:
    """Return the numbers with which each finding is compared, in its own unit."""
    found: dict[str, list[Decimal]] = {}
    for threshold in thresholds(protocol):
        found.setdefault(threshold.finding, []).append(threshold.limit)
    return found
