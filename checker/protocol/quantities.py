"""Quantities of a protocol: its findings, and beside them its computed values as quantities of their unit."""

from __future__ import annotations

from checker.language.findings import Finding, QuantityFinding
from checker.language.operands import stands_for
from checker.protocol.model import Protocol


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
        )
        for value in protocol.values
    )
    return {finding.id: finding for finding in (*protocol.findings, *values)}
