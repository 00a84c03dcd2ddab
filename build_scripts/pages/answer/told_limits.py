"""Limits beside a patient's own numbers: which limit a rule holds a finding against, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.language.comparisons import RELATIONS, Comparison
from checker.language.expressions import Expression, Not
from checker.language.operands import FindingValue, Quantity
from checker.protocol.labels import Labels
from checker.protocol.model import Protocol
from checker.protocol.traversal import findings_read, named_rules
from checker.words.messages import _


def told_limits(protocol: Protocol, rule: Expression) -> dict[str, str]:
    """Return for each finding the one limit that a rule, where it holds because of the finding, holds it against.

    A finding that the rule reads in two ways has none: nobody could say which of them it was. Where a rule is true and
    names a finding among its grounds, each reading of that finding under these words is true.

    Returns:
        Id of a finding → for example 'above 500 ms' or 'not above 4.0 mmol/L'.
    """
    words = Labels(protocol)
    found: dict[str, set[str]] = {}
    for finding, text in _readings(named_rules(protocol), words, rule, True):
        found.setdefault(finding, set()).add(text)
    return {finding: text for finding, (text, *others) in found.items() if not others and text}


def _readings(
    named: dict[tuple[str, str], Any], words: Labels, rule: Expression, so: bool
) -> Iterator[tuple[str, str]]:
    """Yield each finding that a rule reads, with its limit in words; empty where it is read in another way."""
    if isinstance(rule, Comparison):
        left, right = rule.left, rule.right
        if isinstance(left, FindingValue) and isinstance(right, Quantity) and left.times == 1:
            verb = _(RELATIONS[rule.relation][1])
            text = f"{verb} {right.describe(words)}"
            yield left.finding, text if so else _("not {limit}", limit=text)
            return
    if isinstance(rule, Not):
        yield from _readings(named, words, rule.not_, not so)
        return
    if rule.refers_to is not None and rule.refers_to[0] == "criterion":
        yield from _readings(named, words, named[rule.refers_to].when, so)
        return
    if rule.parts:
        for part in rule.parts:
            yield from _readings(named, words, part, so)
        return
    others = findings_read(named, named[rule.refers_to]) if rule.refers_to is not None else rule.findings
    yield from ((finding, "") for finding in others)
