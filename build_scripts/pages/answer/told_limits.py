"""Limits beside a patient's own numbers: which limit a rule holds a finding against, in words."""

from __future__ import annotations

from checker.language.comparisons import Comparison
from checker.language.expressions import Expression
from checker.language.operands import FindingValue, Quantity
from checker.protocol.labels import Labels
from checker.protocol.model import Protocol
from checker.protocol.traversal import findings_read, named_rules, signed_leaves
from checker.words.messages import _


def told_limits(protocol: Protocol, rule: Expression) -> dict[str, str]:
    """Return for each finding the one limit that a rule, where it holds because of the finding, holds it against.

    A finding that the rule reads in two ways has none: nobody could say which of them it was. Where a rule is true and
    names a finding among its grounds, each reading of that finding under these words is true.

    Returns:
        Id of a finding → for example 'above 7 mg/dL' or 'not above 7 mg/dL'.
    """
    words, named = Labels(protocol), named_rules(protocol)
    criteria = {criterion.id: criterion.when for criterion in protocol.criteria}
    found: dict[str, set[str]] = {}
    for leaf, positive in signed_leaves(rule, criteria):
        limit = _limit(leaf, positive, words)
        for finding in findings_read(named, leaf):
            found.setdefault(finding, set()).add(limit)
    return {finding: text for finding, (text, *others) in found.items() if not others and text}


def _limit(leaf: Expression, positive: bool, words: Labels) -> str:
    """Return the limit that a finding is held against, in words; empty where it is read in another way."""
    if not isinstance(leaf, Comparison):
        return ""
    left, right = leaf.left, leaf.right
    if not (isinstance(left, FindingValue) and isinstance(right, Quantity) and left.times == 1):
        return ""
    text = leaf.describe_limit(words)
    return text if positive else _("not {limit}", limit=text)
