"""The numbers whose very value counts, or is repeated in an answer: no region stands for it."""

from __future__ import annotations

from checker.language.comparisons import Comparison
from checker.language.findings import IntegerFinding, QuantityFinding
from checker.language.operands import FindingValue, Quantity, ValueOf
from checker.protocol.model import Protocol
from checker.protocol.thresholds import comparisons, limits_of
from checker.protocol.traversal import findings_read, named_rules


def read_by_value(protocol: Protocol) -> frozenset[str]:
    """Return the ids of the numbers that computed values, doses or constraints read, or that are compared with others.

    What breaks a constraint is told again with its number and its unit. Of findings that are compared with each other
    alone, one remains: while the others are unknown, so is whatever compares it with them, whichever number it is.
    """
    named = named_rules(protocol)
    found: set[str] = set()
    for element in (*protocol.values, *protocol.constraints):
        found.update(findings_read(named, element))
    for recommendation in protocol.recommendations:
        found.update(dose.per.finding for dose in recommendation.doses if dose.per is not None and dose.per.finding)
    limits = limits_of(protocol)
    for _, comparison in comparisons(protocol):
        compared = set(comparison.findings)
        if not _compares_with_a_number(comparison):
            # What rules hold against most limits of its own says most alone; of a baseline or a norm they know none.
            most = max(sorted(compared), key=lambda name: len(limits.get(name, ())))
            found.update(compared if len(compared) == 1 else () if compared & found else compared - {most})
    numbers = {finding.id for finding in protocol.findings if isinstance(finding, QuantityFinding | IntegerFinding)}
    return frozenset(found & numbers)


def _compares_with_a_number(comparison: Comparison) -> bool:
    left = isinstance(comparison.left, FindingValue) and bool(comparison.left.times)
    # A computed value has findings of its own, which are left out already.
    return isinstance(comparison.right, Quantity) and (left or isinstance(comparison.left, ValueOf))


def added_up(protocol: Protocol) -> frozenset[str]:
    """Return the ids of the findings that a score adds up as they are, without points of their own."""
    return frozenset(
        item.finding
        for score in protocol.scores
        for item in score.items
        if item.finding is not None and item.choices is None
    )
