"""The room on a card: an estimate, from the length of its texts, of whether they fit its sides.

Pages are made without a browser, so nobody measures. A card for which the estimate was too low has more sides than it
says; whoever prints the cards is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from build_scripts.pages.card.model import Block, Card, CardAction, CardRule
from build_scripts.words.doses import dose_text
from checker.language.scores import Grade, Score

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView


@dataclass(frozen=True, slots=True)
class Print:
    """How a card is set, on the smaller of A4 and US Letter in each direction."""

    columns: int
    letters: int
    """Letters in a line of a column."""
    lines: int
    """Lines in a column of a side."""
    apart: float
    """Lines that the distance between two parts takes."""


AT_LEISURE = Print(columns=2, letters=62, lines=72, apart=0.7)
CLOSE = Print(columns=3, letters=45, lines=84, apart=0.35)


def fits(card: Card, view: ProtocolView) -> bool:
    """Return whether a card fits its sides, and what is immediate the first of them.

    Args:
        card: The card.
        view: Its protocol.
    """
    first, whole = lengths(card, view)
    return first <= 1 and whole <= card.sides


def lengths(card: Card, view: ProtocolView) -> tuple[float, float]:
    """Return the lengths, in sides, of what is to stand on the first side and of the whole card."""
    room = _Room(view, AT_LEISURE if card.keep.at_leisure else CLOSE)
    warnings = room.list(f"{item.when}: {item.message} {_cites(item.statements)}" for item in card.warnings)
    first = room.blocks(card.first) + (0 if card.keep.warnings_second else warnings)
    rest = (
        room.blocks(card.second)
        + room.list(f"{i.criterion.label}: {i.rule} {_cites(i.criterion.statements)} {i.criterion.note or ''}"
                    for i in card.definitions)
        + room.list(f"{i.title} {i.handling} {_cites(i.statements)}" if i.kind in ("conflict", "unresolved")
                    else f"{i.title} {i.kind} {_cites(i.statements)}" for i in card.disagreements)
        + room.list(f"{item.id} {item.conflict}" for item in card.open_points)
        + sum(map(room.score, card.scores))
        + sum(map(room.grade, card.grades))
    )  # fmt: skip
    if card.keep.warnings_second:
        rest += warnings
    return room.sides(first), room.sides(first + rest + room.foot(card))


class _Room:
    """Counts lines of a column."""

    def __init__(self, view: ProtocolView, how: Print) -> None:
        self._view = view
        self._how = how

    def sides(self, lines: float) -> float:
        return lines / (self._how.columns * self._how.lines)

    def list(self, texts: Iterable[str]) -> float:
        """Return the lines of a list with a title; none without anything in it."""
        lines = [self._lines(text) for text in texts]
        return sum(lines) + 0.2 * len(lines) + 2 if lines else 0

    def blocks(self, blocks: Sequence[Block]) -> float:
        return sum(self._block(block) for block in blocks)

    def score(self, score: Score) -> float:
        items = [
            item.label or "" if item.when is None else item.when.describe(self._view.words) for item in score.items
        ]
        texts = [score.note or "", "; ".join(f"10–20 {band.label}" for band in score.bands), *items]
        return sum(self._lines(f"{text} 10") for text in texts) + 2

    def grade(self, grade: Grade) -> float:
        levels = [level.when.describe(self._view.words) for domain in grade.domains for level in domain.levels]
        return sum(self._lines(f"{text}: grade 2") for text in (grade.note or "", *levels)) + len(grade.domains) + 2

    def foot(self, card: Card) -> float:
        """Return the lines of what stands below the columns, in lines of a column."""
        protocol = self._view.protocol
        texts = [
            left.kind + "; ".join(f"{page} {name}" for page, named in left.places for name, _address in named)
            for left in card.left_out
        ]
        texts.append("; ".join(f"{short} {long}" for short, long in protocol.terms.items()))
        texts.append(protocol.source.title + "." * 200)
        # A line across all columns holds more than one in each: it has their gaps, and breaks less often.
        wide = self._how.letters * self._how.columns * 1.15
        return self._how.columns * (sum(ceil(len(text) / wide) for text in texts) + 5)

    def _lines(self, text: str) -> int:
        return ceil(len(text) / self._how.letters) if text else 0

    def _block(self, block: Block) -> float:
        lines = 1.8 + self._how.apart
        if block.criterion is not None:
            lines += self._lines(f"{block.criterion.label} {_cites(block.criterion.statements)}")
        if block.rule is not None:
            lines += sum(map(self._lines, _texts(block.rule))) + self._lines(block.note or "")
        for branch in block.branches:
            heading = branch.answer or (f"When {branch.rule} {_cites(branch.statements)}" if branch.rule else "")
            lines += self._lines(heading) + self._how.apart
            lines += sum(self._action(action) + self._how.apart for action in branch.actions)
        return lines

    def _action(self, action: CardAction) -> float:
        item = action.recommendation
        if action.again:
            return self._lines(item.label + " (as said above)")
        label = f"{item.label} {_cites(item.statements)}"
        after = f"When {action.when or ''} {self._view.assumed(item)} {action.note or ''}"
        if not item.doses:
            return self._lines(f"{label} {after}")
        # A dose is set in bold letters, which are wider.
        doses = [dose_text(dose, self._view.words) * 11 for dose in item.doses]
        notes = [dose.note or "" for dose in item.doses]
        return self._lines(label) + sum(map(self._lines, notes)) + self._lines(after) + sum(
            ceil(len(dose) / 10 / self._how.letters) for dose in doses
        )  # fmt: skip


def _texts(rule: CardRule) -> Iterator[str]:
    yield f"{rule.text} {_cites(rule.statements)}"
    for part in rule.parts:
        yield from _texts(part)


def _cites(statements: Sequence[str]) -> str:
    return " ".join(statements)
