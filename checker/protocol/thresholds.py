"""Thresholds: where the rules of a protocol compare a finding with a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.language.comparison_units import comparison_unit
from checker.language.comparisons import Comparison
from checker.language.keys import YamlPath
from checker.language.operands import FindingValue, Quantity, ValueOf, stands_for
from checker.protocol.model import Protocol
from checker.protocol.quantities import measurable
from checker.protocol.traversal import evaluated_rules, leaves
from checker.words.rationals import Number, quotient


@dataclass(frozen=True, slots=True)
class Threshold:
    """One comparison of a finding with a number, as a rule holds it."""

    path: YamlPath
    """Path of the number in the protocol's YAML."""
    comparison: Comparison
    """The comparison with this number alone."""
    within: Comparison
    """The comparison as the rule holds it, which may give the limit in another unit as well."""
    finding: str
    """Id of the finding."""
    limit: Number
    """The number, in the finding's own unit."""


def comparisons(protocol: Protocol) -> Iterator[tuple[YamlPath, Comparison]]:
    """Yield every comparison that answers depend on, with the path of its right side, in the order of the rules.

    One with a limit in two units is yielded once for each.
    """
    for path, comparison, _ in _compared(protocol):
        yield path, comparison


def _compared(protocol: Protocol) -> Iterator[tuple[YamlPath, Comparison, Comparison]]:
    for rule in evaluated_rules(protocol):
        for place, leaf in leaves(rule.path, rule.expression):
            if isinstance(leaf, Comparison):
                yield from (((*place, name), comparison, leaf) for name, comparison in leaf.either)


def thresholds(protocol: Protocol) -> Iterator[Threshold]:
    """Yield every threshold of a protocol, in the order of its rules."""
    findings = measurable(protocol)
    for path, comparison, leaf in _compared(protocol):
        left, right = comparison.left, comparison.right
        if isinstance(left, FindingValue) and isinstance(right, Quantity) and left.times:
            limit = comparison_unit(findings, left, right).own(right.value, right.unit)
            if left.times != 1:
                limit = quotient(limit, left.times)
            yield Threshold(path, comparison, leaf, left.finding, limit)


def value_thresholds(protocol: Protocol) -> Iterator[Threshold]:
    """Yield every comparison of a computed value with a number; `finding` is the name that stands for the value."""
    findings = measurable(protocol)
    for path, comparison, leaf in _compared(protocol):
        left, right = comparison.left, comparison.right
        if isinstance(left, ValueOf) and isinstance(right, Quantity):
            limit = comparison_unit(findings, left, right).own(right.value, right.unit)
            yield Threshold(path, comparison, leaf, stands_for(left.value_of), limit)


def limits_of(protocol: Protocol) -> dict[str, list[Number]]:
    """Return the numbers with which each finding is compared, in its own unit."""
    found: dict[str, list[Number]] = {}
    for threshold in thresholds(protocol):
        found.setdefault(threshold.finding, []).append(threshold.limit)
    return found
