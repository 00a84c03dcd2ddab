"""The parts of a card: blocks, branches and rules, and what the card leaves to the pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

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
    """The rule under which it is indicated, in words, without what the heading above says; None where that is all."""
    note: str | None
    """Its note, where that stands on the card."""
    again: bool = False
    """Whether an earlier block holds its doses, its rule and its note."""


@dataclass(frozen=True, slots=True)
class CardBranch:
    """Recommendations under one heading: an answer to the block's question, or a rule that they share."""

    answer: str | None
    """'Yes', 'No' or 'Yes or no'."""
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
    """The criterion that a step asks about."""
    rule: CardRule | None = None
    """The criterion's rule; None where an earlier block of the step has it, or its label says it."""
    note: str | None = None
    """The criterion's note, where that stands on the card."""
    branches: tuple[CardBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class CardWarning:
    """A warning that concerns a recommendation that is immediate."""

    message: str
    when: str
    """The rule under which it is raised, in words."""
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A criterion in one line."""

    criterion: Criterion
    rule: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Things of one kind that stand on the pages of the protocol and not on its card."""

    kind: str
    """What they are, in words."""
    places: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Title of each page that shows some, with the name and the address of each of them."""


@dataclass(frozen=True, slots=True)
class Keep:
    """What a card keeps beside everything that is immediate."""

    whole_steps: bool = True
    """Whether each step of the pathway stands in one piece; else what is immediate comes first."""
    at_leisure: bool = True
    """Whether it is set in two columns and every rule of a step is a list; else it is set closely, in three."""
    all_points: bool = True
    """Whether every point that sources leave open and the card touches is told; else those on what is immediate."""
    notes: Literal["all", "immediate", "dosed"] = "all"
    """Which recommendations have their note: all, those that are immediate, or those of them that give a dose."""
    considered: bool = True
    """Whether there is what is only considered, and not immediate."""
    all_definitions: bool = True
    """Whether all is defined that the card reads; else what is read by something immediate."""
    warnings_second: bool = False
    """Whether the warnings begin the second side, where the first has no room for them."""


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
    """For the first side: everything that is immediate."""
    warnings: tuple[CardWarning, ...]
    """For the first side, too: what to mind before it."""
    second: tuple[Block, ...]
    """Recommendations that the first side does not show."""
    definitions: tuple[Definition, ...]
    """Criteria of the protocol's own that no block spells out."""
    scores: tuple[Score, ...]
    grades: tuple[Grade, ...]
    """Scores and grades of the protocol's own."""
    disagreements: tuple[Disagreement, ...]
    """Disagreements about a statement that the card cites."""
    open_points: tuple[Statement, ...]
    """Cited statements whose source leaves something open, unless a disagreement on the card covers them."""
    left_out: tuple[LeftOut, ...]
    """What stands on the pages only."""
    keep: Keep = Keep()
    sides: int = 2
    """Number of sides that the card is meant for."""
