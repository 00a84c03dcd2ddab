"""Rules as a card says them: without what stands above them already, and what they read by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from build_scripts.pages.card.model import CardRule
from build_scripts.words.outline import IN_LINE, Outline, outline
from checker.language.conditions import CriterionHolds, FindingHolds, GradeIs
from checker.language.expressions import All, Expression, Not
from checker.protocol.traversal import leaves

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView


class RuleWords:
    """The rules of a protocol in words; what must hold for the whole card is said in its head alone."""

    def __init__(self, view: ProtocolView) -> None:
        self._view = view
        self._scope = CriterionHolds(view.protocol.applicable)
        self._findings = {finding.id: finding for finding in view.protocol.findings}

    def describe(self, rule: Expression, *said: Expression) -> str:
        """Return a rule in one line.

        Args:
            rule: The rule.
            said: What the heading above it says; it is left out where it is one of several parts that must all hold.
        """
        return self._within(rule, said).describe(self._view.words)

    def outline(self, rule: Expression) -> CardRule:
        """Return a rule as a list, with the statements that each finding rests on."""
        within = self._within(rule, ())
        return self._line(outline(within, self._view.words), within)

    def short(self, rule: Expression) -> CardRule | None:
        """Return a rule without its statements: a list where it is a long and plain one, else one line.

        Returns:
            The rule, or None where it says no more than the label of its criterion.
        """
        if self.says_itself(rule):
            return None
        lines = outline(self._within(rule, ()), self._view.words)
        if len(lines.parts) <= IN_LINE or any(part.parts for part in lines.parts):
            return CardRule(self.describe(rule), (), ())
        return CardRule(lines.text, (), tuple(CardRule(part.text, (), ()) for part in lines.parts))

    def reason(self, rule: Expression) -> str:
        """Return the rule of a warning in one line, without the named criteria that must hold as well.

        They say no more than that something is indicated which the warning concerns, and that stands on the card.
        """
        parts = rule.all if isinstance(rule, All) else (rule,)
        criteria = [part for part in parts if all(isinstance(leaf, CriterionHolds) for _path, leaf in leaves((), part))]
        return self.describe(rule, *criteria)

    def says_itself(self, rule: Expression) -> bool:
        """Return whether the rule of a criterion is one condition without a number, which its label says already."""
        return isinstance(self._within(rule, ()), GradeIs | FindingHolds | CriterionHolds)

    def _within(self, rule: Expression, said: Iterable[Expression]) -> Expression:
        if not isinstance(rule, All):
            return rule
        left = tuple(part for part in rule.all if part not in (self._scope, *said))
        return left[0] if len(left) == 1 else All(left or rule.all)

    def _line(self, line: Outline, rule: Expression) -> CardRule:
        inner = rule.not_ if isinstance(rule, Not) else rule
        finding = self._findings.get(getattr(inner, "finding", ""))
        # A line without parts may stand for a negated condition, and that expression has one part.
        parts = zip(line.parts, rule.parts, strict=True) if line.parts else ()
        return CardRule(line.text, finding.statements if finding else (), tuple(self._line(*part) for part in parts))


def statements_of(rule: CardRule) -> Iterator[str]:
    """Yield the ids of the statements that a rule cites, at any depth."""
    yield from rule.statements
    for part in rule.parts:
        yield from statements_of(part)
