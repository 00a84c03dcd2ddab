"""The card of a protocol: the selection and order of its content for two printed sides.

No clinical decision is made here and no text is written: blocks follow the pathway and pages of the protocol, rules
are shown in their own words, and points that a statement or a source leaves open go on the card as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from build_scripts.content.vocabulary.lenders import lender_of
from build_scripts.pages.card_address import digest_of, version_date
from build_scripts.pages.card_model import Block, Card, CardAction, CardBranch, CardRule
from build_scripts.words.outline import Outline, outline
from checker.language.conditions import CriterionHolds
from checker.language.expressions import All, Expression, Not
from checker.protocol.model import Protocol
from checker.words.messages import _, marked

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView

URGENCIES = {"immediate": marked("Do now"), "today": marked("Today"), "ongoing": marked("Ongoing")}
"""Urgency → title of its block, where a protocol draws no pathway."""


def card_of(view: ProtocolView) -> Card:
    """Return the card of a protocol, its content selected and ordered.

    Args:
        view: The protocol; parts of a card that it lacks are left out.
    """
    protocol = view.protocol
    composed = _CardComposer(view)
    first = composed.pathway() if protocol.pathway else composed.by_urgency()
    second = composed.by_section()
    definitions = composed.definitions()
    cited = list(_cited((*first, *second, *definitions), protocol))
    touching = [item for item in protocol.disagreements if not cited or set(item.statements) & set(cited)]
    told = {name for item in touching for name in item.statements}
    return Card(
        date=version_date(protocol),
        digest=digest_of(protocol),
        scope=view.criteria.get(protocol.applicable),
        first=first,
        second=second,
        definitions=definitions,
        scores=tuple(score for score in protocol.scores if lender_of(score.id) is None),
        grades=tuple(grade for grade in protocol.grades if lender_of(grade.id) is None),
        disagreements=tuple(touching),
        open_points=tuple(
            view.statements[name]
            for name in cited
            if name in view.statements and view.statements[name].conflict and name not in told
        ),
        elsewhere=tuple(item for item in protocol.disagreements if item not in touching),
    )


class _CardComposer:
    """Puts a protocol's recommendations into blocks, each of them once."""

    def __init__(self, view: ProtocolView) -> None:
        self._view = view
        self._placed: set[str] = set()
        lent = (criterion.id for criterion in view.protocol.criteria if lender_of(criterion.id) is not None)
        self._defined = {view.protocol.applicable, *lent}  # what is another's stands on its own card

    def pathway(self) -> tuple[Block, ...]:
        """Return a block for each step of the pathway."""
        blocks = []
        for number, step in enumerate(self._view.protocol.pathway, 1):
            criterion = self._view.criteria[step.criterion]
            self._defined.add(criterion.id)
            holds = CriterionHolds(criterion.id)
            answers = ((_("Yes"), step.yes, holds), (_("No"), step.no, Not(holds)))
            branches = tuple(
                CardBranch(answer, None, (), tuple(self._action(name, given) for name in names))
                for answer, names, given in answers
                if names
            )
            blocks.append(Block(step.title, number, criterion, self._rule(criterion.when), branches))
        return tuple(blocks)

    def by_urgency(self) -> tuple[Block, ...]:
        """Return a block for each urgency, the most urgent first."""
        every = self._view.protocol.recommendations
        names = {urgency: [item.id for item in every if item.urgency == urgency] for urgency in URGENCIES}
        return tuple(
            Block(_(URGENCIES[urgency]), branches=self._shared(names[urgency])) for urgency in names if names[urgency]
        )

    def by_section(self) -> tuple[Block, ...]:
        """Return a block for each section of a page with recommendations that are not in an earlier block.

        Sections with an immediate recommendation come first, so that it stands on the first side.
        """
        sections = [
            (section.title, section.recommendations) for page in self._view.protocol.pages for section in page.sections
        ]
        everything = tuple(self._view.recommendations)
        sections.sort(key=lambda section: min(map(self._urgency, section[1]), default=len(URGENCIES)))
        blocks = []
        for title, names in (*sections, (_("Also"), everything)):
            left = [name for name in names if name not in self._placed]
            if left:
                blocks.append(Block(title, branches=self._shared(left)))
        return tuple(blocks)

    def _urgency(self, name: str) -> int:
        """Return the rank of a recommendation by urgency; one that is placed already ranks last."""
        urgency = self._view.recommendations[name].urgency
        return list(URGENCIES).index(urgency) if name not in self._placed else len(URGENCIES)

    def definitions(self) -> tuple[Block, ...]:
        """Return a block for each criterion of the protocol's own that no other block has spelled out."""
        return tuple(
            Block(criterion.label, criterion=criterion, rule=self._rule(criterion.when))
            for criterion in self._view.protocol.criteria
            if criterion.id not in self._defined and lender_of(criterion.id) is None
        )

    def _shared(self, names: Sequence[str]) -> tuple[CardBranch, ...]:
        """Return recommendations grouped by the rule that they share, in the order in which the rules first appear."""
        rules: dict[Expression, list[str]] = {}
        for name in names:
            rules.setdefault(self._view.recommendations[name].when, []).append(name)
        return tuple(
            CardBranch(None, *self._rule_in_words(rule), tuple(self._action(name, rule) for name in sharing))
            for rule, sharing in rules.items()
        )

    def _action(self, name: str, given: Expression) -> CardAction:
        self._placed.add(name)
        item = self._view.recommendations[name]
        return CardAction(item, None if item.when == given else self._describe(item.when))

    def _rule_in_words(self, rule: Expression) -> tuple[str, tuple[str, ...]]:
        """Return a rule in one line (a criterion together with its own rule), and the statements that it rests on."""
        if not isinstance(rule, CriterionHolds):
            return self._describe(rule), ()
        criterion = self._view.criteria[rule.criterion]
        if criterion.id in self._defined or lender_of(criterion.id) is not None:
            return self._view.words.criterion(criterion.id), criterion.statements
        self._defined.add(criterion.id)
        label = self._view.words.criterion(criterion.id)
        return f"{label}: {self._describe(criterion.when)}", criterion.statements

    def _in_scope(self, expression: Expression) -> Expression:
        """Return a rule without the criterion of applicability, which the head states for the whole card."""
        if not isinstance(expression, All):
            return expression
        scope = CriterionHolds(self._view.protocol.applicable)
        left = tuple(part for part in expression.all if part != scope)
        return left[0] if len(left) == 1 else All(left or expression.all)

    def _rule(self, expression: Expression) -> CardRule:
        within = self._in_scope(expression)
        return self._line(outline(within, self._view.words), within)

    def _describe(self, expression: Expression) -> str:
        return self._in_scope(expression).describe(self._view.words)

    def _line(self, line: Outline, expression: Expression) -> CardRule:
        inner = expression.not_ if isinstance(expression, Not) else expression
        name = getattr(inner, "finding", None)
        finding = next((item for item in self._view.protocol.findings if item.id == name), None)
        # A line without parts may stand for a negated condition, and that expression has one part.
        parts = zip(line.parts, expression.parts, strict=True) if line.parts else ()
        return CardRule(line.text, finding.statements if finding else (), tuple(self._line(*part) for part in parts))


def _cited(blocks: Sequence[Block], protocol: Protocol) -> Iterator[str]:
    """Yield the ids of the statements that the blocks cite, each once, in the protocol's order."""
    found: set[str] = set()
    for block in blocks:
        if block.criterion is not None:
            found.update(block.criterion.statements)
        if block.rule is not None:
            found.update(_in_rule(block.rule))
        for branch in block.branches:
            found.update(branch.statements)
            for action in branch.actions:
                found.update(action.recommendation.statements)
    yield from (statement.id for statement in protocol.statements if statement.id in found)


def _in_rule(rule: CardRule) -> Iterator[str]:
    yield from rule.statements
    for part in rule.parts:
        yield from _in_rule(part)
