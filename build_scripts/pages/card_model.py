"""What stands on a card: blocks, branches and rules."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.protocol.model import Criterion, Recommendation
from checker.protocol.sources import Disagreement, Statement

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class CardRule:
    """A line of a rule, with the statements that its finding rests on."""

    text: str
    statements: tuple[str, ...]
    parts: tuple[CardRule, ...]


@dataclass(frozen=True, slots=True)
class CardAction:
    """A recommendation on the card."""

    recommendation: Recommendation
    when: str | None
    """When it is indicated; None where the heading above says it."""


@dataclass(frozen=True, slots=True)
class CardBranch:
    """Recommendations under one heading: an answer to the block's question, or a rule that they share."""

    answer: str | None
    """'Yes' or 'No'."""
    rule: str | None
    """The rule that they share, in words."""
    statements: tuple[str, ...]
    """What the rule rests on."""
    actions: tuple[CardAction, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the card with a title."""

    title: str
    number: int | None = None
    """Its place in the pathway, counted from 1."""
    criterion: Criterion | None = None
    rule: CardRule | None = None
    """The criterion's rule."""
    branches: tuple[CardBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What goes on the card of a protocol."""

    date: datetime.date
    """Of the version; of the last comparison with its sources where no change records the version."""
    digest: str
    """First 16 hexadecimal digits of the SHA-256 of everything that the protocol says."""
    scope: Criterion | None
    """Without which nothing on the card applies."""
    first: tuple[Block, ...]
    """The steps of the pathway; where there is none, the recommendations by urgency."""
    second: tuple[Block, ...]
    """What the pathway does not show, by the sections of the pages."""
    definitions: tuple[Block, ...]
    """Criteria that no block spells out."""
    disagreements: tuple[Disagreement, ...]
    """Those that touch a statement cited on the card."""
    open_points: tuple[Statement, ...]
    """Statements cited on the card whose source leaves something open, of which no disagreement above speaks."""
    elsewhere: tuple[Disagreement, ...]
    """Those of which the card gives the title only."""
