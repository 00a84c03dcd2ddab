"""Quantities of a protocol: its findings, and beside them its computed values as quantities of their unit."""

from __future__ import annotations

from checker.language.findings import Finding, QuantityFinding
from checker.language.operands import stands_for
from checker.protocol.model import Protocol
from checker.protocol.traversal import evaluated_rules, walk


def measurable(protocol: Protocol) -> dict[str, Finding]:
    """Return the findings by id and the values by the names that stand for them, as comparisons look up their units."""
    values = (
        QuantityFinding(
            id=stands_for(value.id),
            label=value.label,
            group="",
            type="quantity",
            unit=value.unit,
            plausible=value.plausible,
            statements=value.statements,
        )
        for value in protocol.values
    )
    return {finding.id: finding for finding in (*protocol.findings, *values)}


def values_read(protocol: Protocol) -> frozenset[str]:
    """Return the ids of the values that rules or other values read."""
    by_values = {name for value in protocol.values for name in value.reads_values}
    by_rules = {
        part.refers_to[1]
        for rule in evaluated_rules(protocol)
        for part in walk(rule.expression)
        if part.refers_to is not None and part.refers_to[0] == "value"
    }
    return frozenset(by_values | by_rules)
