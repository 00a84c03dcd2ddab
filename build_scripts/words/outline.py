"""Rules as an outline that a person can read: connectives become headings, their parts a list."""

from __future__ import annotations

from dataclasses import dataclass

from checker.language.conditions import CriterionHolds
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.protocol.labels import Labels
from checker.protocol.traversal import anchor_of
from checker.words.messages import _

IN_LINE = 4
"""Most parts that a rule can have and still be read in one line."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of a rule."""

    text: str
    parts: tuple[Outline, ...] = ()
    anchor: str | None = None
    """Anchor of the criterion, score or grade that the line refers to."""
    joint: str = ""
    """Word that joins the parts where they are written in one line: 'and' or 'or'."""

    @property
    def in_line(self) -> bool:
        """Whether it can be read in one line: it has few parts, and none of them has parts of its own."""
        return len(self.parts) <= IN_LINE and not any(part.parts for part in self.parts)


def outline(expression: Expression, words: Labels) -> Outline:
    """Return the outline of an expression, in the words of its own `describe`."""
    match expression:
        case All(all=parts):
            return Outline(_("all of these:"), tuple(outline(part, words) for part in parts), joint=_("and"))
        case AnyOf(any=parts):
            lines = tuple(outline(part, words) for part in parts)
            return Outline(_("at least one of these:"), lines, joint=_("or"))
        case AtLeast(at_least=count, of=parts):
            return Outline(_("at least {count} of these:", count=count), tuple(outline(part, words) for part in parts))
        case Not(not_=All() | AnyOf() | AtLeast() as part):
            return Outline(_("not so:"), (outline(part, words),))
        case Not(not_=CriterionHolds() as part):
            return Outline(expression.describe(words), anchor=_anchor(part))
        case _:
            return Outline(expression.describe(words), anchor=_anchor(expression))


def _anchor(leaf: Expression) -> str | None:
    """Return the anchor of what a leaf refers to."""
    return anchor_of(*leaf.refers_to) if leaf.refers_to is not None else None
