"""The blocks of a card: a protocol's recommendations by the steps of its pathway and the sections of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from build_scripts.content.vocabulary.lenders import lender_of
from build_scripts.pages.card.model import Block, CardAction, CardBranch, CardRule, Keep
from build_scripts.pages.card.rules import RuleWords
from checker.language.conditions import CriterionHolds
from checker.language.expressions import Expression, Not
from checker.protocol.model import Criterion, Recommendation
from checker.words.messages import _, marked

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView

URGENCIES = {"immediate": marked("Do now"), "today": marked("Today"), "ongoing": marked("Ongoing")}
"""Urgency → title of its block, where a protocol draws no pathway."""

Wanted = Callable[[Recommendation], bool]


def is_immediate(item: Recommendation) -> bool:
    """Return whether a recommendation is to be carried out at once."""
    return item.urgency == "immediate"


class Blocks:
    """Puts a protocol's recommendations into blocks, each of them once; a later step may refer to an earlier one."""

    def __init__(self, view: ProtocolView, keep: Keep) -> None:
        self._view = view
        self._keep = keep
        self._rules = RuleWords(view)
        self._placed: set[str] = set()
        self._asked: set[int] = set()
        lent = (criterion.id for criterion in view.protocol.criteria if lender_of(criterion.id) is not None)
        self.defined = {view.protocol.applicable, *lent}  # what is another's stands on its own card
        """Ids of the criteria that need no definition of their own any more."""

    def first(self) -> tuple[Block, ...]:
        """Return the blocks with everything that is immediate; where there is room, steps and sections are whole."""
        if not self._view.protocol.pathway:
            return self._by_urgency(is_immediate)
        if not self._keep.whole_steps:
            return (*self._steps(is_immediate), *self._sections(is_immediate))
        steps = self._steps(self._stays)
        urgent = [names for _title, names in self._parts() if any(map(is_immediate, self._left(names)))]
        held = {name for names in urgent for name in names}
        return (*steps, *self._sections(lambda item: item.id in held and self._stays(item)))

    def second(self) -> tuple[Block, ...]:
        """Return the blocks with whatever else stays."""
        if not self._view.protocol.pathway:
            return self._by_urgency(self._stays)
        return (*self._steps(self._stays), *self._sections(self._stays))

    def _stays(self, item: Recommendation) -> bool:
        return self._keep.considered or is_immediate(item) or item.strength != "consider"

    def _steps(self, wanted: Wanted) -> tuple[Block, ...]:
        """Return a block for each step with anything that is wanted and stands in no earlier part of the card."""
        before = set(self._placed)
        blocks = []
        for number, step in enumerate(self._view.protocol.pathway, 1):
            criterion = self._view.criteria[step.criterion]
            holds = CriterionHolds(criterion.id)
            either = tuple(name for name in step.yes if name in step.no)
            answers: tuple[tuple[str, tuple[str, ...], tuple[Expression, ...]], ...] = (
                (_("Yes or no"), either, ()),
                (_("Yes"), tuple(name for name in step.yes if name not in either), (holds,)),
                (_("No"), tuple(name for name in step.no if name not in either), (Not(holds),)),
            )
            branches = tuple(
                CardBranch(answer, None, (), tuple(self._action(name, *given) for name in shown))
                for answer, names, given in answers
                if (shown := [name for name in names if name not in before and wanted(self._item(name))])
            )
            again = all(action.again for branch in branches for action in branch.actions)
            # A step that only repeats what stands above with its whole rule is left out in close print.
            if branches and (self._keep.at_leisure or not again):
                new = number not in self._asked
                rule = self._asked_by(criterion) if new else None
                note = criterion.note if new and self._keep.notes != "dosed" else None
                self._asked.add(number)
                self.defined.add(criterion.id)
                blocks.append(Block(step.title, number, criterion, rule, note, branches))
        return tuple(blocks)

    def _asked_by(self, criterion: Criterion) -> CardRule | None:
        return (self._rules.outline if self._keep.at_leisure else self._rules.short)(criterion.when)

    def _by_urgency(self, wanted: Wanted) -> tuple[Block, ...]:
        """Return a block for each urgency, the most urgent first."""
        every = self._left([item.id for item in self._view.protocol.recommendations])
        names = {
            urgency: [item.id for item in every if item.urgency == urgency and wanted(item)] for urgency in URGENCIES
        }
        return tuple(
            Block(_(URGENCIES[urgency]), branches=self._shared(names[urgency])) for urgency in names if names[urgency]
        )

    def _sections(self, wanted: Wanted) -> tuple[Block, ...]:
        """Return a block for each section of a page with anything that is wanted and not placed."""
        blocks = []
        alone: list[str] = []
        for title, names in self._parts():
            left = [item.id for item in self._left(names) if wanted(item) and item.id not in alone]
            # In close print, what stands alone in its section needs no title of its own.
            if len(left) == 1 and not self._keep.at_leisure:
                alone += left
            elif left:
                blocks.append(Block(title, branches=self._shared(left)))
        return (*blocks, Block(_("Also"), branches=self._shared(alone))) if alone else tuple(blocks)

    def _parts(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the sections of the pages, and one with everything for what none of them shows."""
        sections = [
            (section.title, section.recommendations) for page in self._view.protocol.pages for section in page.sections
        ]
        return [*sections, (_("Also"), tuple(self._view.recommendations))]

    def _left(self, names: Sequence[str]) -> list[Recommendation]:
        return [self._item(name) for name in names if name not in self._placed]

    def _item(self, name: str) -> Recommendation:
        return self._view.recommendations[name]

    def _shared(self, names: Sequence[str]) -> tuple[CardBranch, ...]:
        """Return recommendations grouped by the rule that they share, in the order in which the rules first appear."""
        rules: dict[Expression, list[str]] = {}
        for name in names:
            rules.setdefault(self._item(name).when, []).append(name)
        return tuple(self._branch(rule, sharing) for rule, sharing in rules.items())

    def _branch(self, rule: Expression, sharing: Sequence[str]) -> CardBranch:
        """Return recommendations with their rule: above several, within a single one."""
        said, cited = self._rule_in_words(rule)
        actions = tuple(self._action(name, rule) for name in sharing)
        if len(actions) > 1:
            return CardBranch(None, said, cited, actions)
        return CardBranch(None, None, (), (replace(actions[0], when=said),))

    def _action(self, name: str, *given: Expression) -> CardAction:
        """Return a recommendation below a heading that says what is given."""
        item = self._item(name)
        if name in self._placed:
            return CardAction(item, None, None, again=True)
        self._placed.add(name)
        when = None if item.when in given else self._rules.describe(item.when, *given)
        return CardAction(item, when, item.note if self._noted(item) else None)

    def _noted(self, item: Recommendation) -> bool:
        kept = self._keep.notes
        return kept == "all" or (is_immediate(item) and (kept == "immediate" or bool(item.doses)))

    def _rule_in_words(self, rule: Expression) -> tuple[str, tuple[str, ...]]:
        """Return a rule in one line (a criterion together with its own rule), and the statements that it rests on."""
        if not isinstance(rule, CriterionHolds):
            return self._rules.describe(rule), ()
        criterion = self._view.criteria[rule.criterion]
        label = self._view.words.criterion(criterion.id)
        if criterion.id in self.defined:
            return label, criterion.statements
        self.defined.add(criterion.id)
        return f"{label}: {self._rules.describe(criterion.when)}", criterion.statements
