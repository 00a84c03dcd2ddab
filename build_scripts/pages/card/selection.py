"""The card of a protocol: the selection and order of its content for the sides of a printed sheet.

No clinical decision is made here and no text is written: blocks follow the pathway and pages of the protocol, and rules
are shown in their own words. Everything that is immediate stands on the first side. Where the rest is more than the
card holds, it leaves by the steps of `LEVELS`, whatever the protocol; the card names what left, and its page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from build_scripts.content.vocabulary.lenders import lender_of, read_by
from build_scripts.pages.card.address import digest_of, version_date
from build_scripts.pages.card.blocks import Blocks, is_immediate
from build_scripts.pages.card.left_out import left_out
from build_scripts.pages.card.model import Block, Card, CardAction, CardWarning, Definition, Keep
from build_scripts.pages.card.room import fits
from build_scripts.pages.card.rules import RuleWords, statements_of

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView

STEPS: tuple[dict[str, Any], ...] = (
    {"whole_steps": False},
    {"at_leisure": False},
    {"all_points": False},
    {"notes": "immediate"},
    {"considered": False},
    {"all_definitions": False},
    {"notes": "dosed"},
)
"""What leaves a card that holds too much, one after the other."""

_fewer = tuple(accumulate(STEPS, lambda keep, step: replace(keep, **step), initial=Keep()))

LEVELS = (
    *_fewer,
    # Where only the first side is too short, the others have room.
    Keep(whole_steps=False, at_leisure=False, notes="dosed", warnings_second=True),
    replace(_fewer[-1], warnings_second=True),
)
"""What a card keeps, from everything to the least: the first that fits is taken."""

SIDES = (2, 3)
"""Numbers of sides that a card may have: more than the least only where even the least to keep does not fit."""


def card_of(view: ProtocolView) -> Card:
    """Return the card of a protocol, its content selected and ordered.

    Args:
        view: The protocol; parts of a card that it lacks are left out.
    """
    made: list[Card] = []
    for sides in SIDES:
        for place, keep in enumerate(LEVELS):
            if place == len(made):
                made.append(composed(view, keep))
            card = replace(made[place], sides=sides)
            if fits(card, view):
                return card
    return card  # whoever prints it is told, if it is longer


def composed(view: ProtocolView, keep: Keep) -> Card:
    """Return the card of a protocol with what is to be kept, whether that fits or not.

    Args:
        view: The protocol.
        keep: What the card keeps beside everything that is immediate.
    """
    protocol = view.protocol
    blocks = Blocks(view, keep)
    words = RuleWords(view)
    first = blocks.first()
    second = blocks.second()
    at_once = [item for item in protocol.recommendations if is_immediate(item)]
    raised = [item for item in protocol.warnings if any(is_immediate(view.recommendations[n]) for n in item.concerns)]
    warnings = tuple(CardWarning(item.message, words.reason(item.when), item.statements) for item in raised)
    held = at_once if not keep.all_definitions else [action.recommendation for action in _actions((*first, *second))]
    needed = read_by(protocol, (*held, *raised))
    # Where there is room, what nothing on the card reads is defined, too.
    read = set(view.rules) if keep.whole_steps else needed
    plain = {item.id for item in protocol.criteria if words.says_itself(item.when)}
    definitions = tuple(
        Definition(item, words.describe(item.when))
        for item in protocol.criteria
        if item.id not in (blocks.defined | plain) and ("criterion", item.id) in read
    )
    own = {(kind, name) for kind, name in read if lender_of(name) is None}
    cited = set(_cited((*first, *second), definitions, warnings))
    urgent = {name for each in at_once for name in each.statements} | {n for each in raised for n in each.statements}
    told = cited if keep.all_points else urgent
    touching = tuple(item for item in protocol.disagreements if not cited or set(item.statements) & told)
    covered = {name for item in touching for name in item.statements}
    open_points = tuple(
        item for item in protocol.statements if item.conflict and item.id in told and item.id not in covered
    )
    card = Card(
        date=version_date(protocol),
        digest=digest_of(protocol),
        scope=view.criteria.get(protocol.applicable),
        first=first,
        warnings=warnings,
        second=second,
        definitions=definitions,
        scores=tuple(item for item in protocol.scores if ("score", item.id) in own),
        grades=tuple(item for item in protocol.grades if ("grade", item.id) in own),
        disagreements=touching,
        open_points=open_points,
        left_out=(),
        keep=keep,
    )
    known = blocks.defined | {name for kind, name in needed if kind == "criterion" and name in plain}
    return replace(card, left_out=left_out(card, view, raised, known))


def _actions(blocks: Sequence[Block]) -> Iterator[CardAction]:
    return (action for block in blocks for branch in block.branches for action in branch.actions)


def _cited(
    blocks: Sequence[Block], definitions: Sequence[Definition], warnings: Sequence[CardWarning]
) -> Iterator[str]:
    """Yield the ids of the statements that the card cites."""
    for block in blocks:
        if block.criterion is not None:
            yield from block.criterion.statements
        if block.rule is not None:
            yield from statements_of(block.rule)
        for branch in block.branches:
            yield from branch.statements
    for action in _actions(blocks):
        yield from action.recommendation.statements
    for definition in definitions:
        yield from definition.criterion.statements
    for warning in warnings:
        yield from warning.statements
