"""The parts of a card: blocks, branches and rules."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from checker.language.scores import Grade, Score
from checker.protocol.model import Criterion, Recommendation
from checker.protocol.sources import Disagreement, Statement


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
    """The rule under which it is indicated, in words; None where the heading above says it."""


@dataclass(frozen=True, slots=True)
class CardBranch:
    """Recommendations under one heading: an answer to the block's question, or a rule that they share."""

    answer: str | None
    """'Yes' or 'No'."""
    rule: str | None
    """The rule that they share, in words."""
    statements: tuple[str, ...]
    """Ids of the statements that the rule rests on."""
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
    """The content of a protocol's card."""

    date: datetime.date
    """Date of the version, or of the last comparison with the sources where no change records the version."""
    digest: str
    """First 16 hexadecimal digits of the SHA-256 of everything that the protocol says."""
    scope: Criterion | None
    """The criterion without which nothing on the card applies."""
    first: tuple[Block, ...]
    """The steps of the pathway; where there is none, the recommendations by urgency."""
    second: tuple[Block, ...]
    """Recommendations that the pathway does not show, by the sections of the pages."""
    definitions: tuple[Block, ...]
    """Criteria of the protocol's own that no block spells out."""
    scores: tuple[Score, ...]
    grades: tuple[Grade, ...]
    """Scores and grades of the protocol's own."""
    disagreements: tuple[Disagreement, ...]
    """Disagreements about a statement that the card cites."""
    open_points: tuple[Statement, ...]
    """Cited statements whose source leaves something open, unless a disagreement on the card covers them."""
    elsewhere: tuple[Disagreement, ...]
    """All other disagreements, of which the card gives the title only."""
