"""Rules as an outline that a person can read: connectives become headings, their parts a list."""

from __future__ import annotations

from dataclasses import dataclass

from checker.language.conditions import CriterionHolds
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.protocol.labels import Labels
from checker.words.messages import _


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of a rule."""

    text: str
    parts: tuple[Outline, ...] = ()
    anchor: str | None = None
    """Anchor of the criterion or score that the line refers to."""


def outline(expression: Expression, words: Labels) -> Outline:
    """Return the outline of an expression, in the words of its own `describe`."""
    match expression:
        case All(all=parts):
            return Outline(_("all of these:"), tuple(outline(part, words) for part in parts))
        case AnyOf(any=parts):
            return Outline(_("at least one of these:"), tuple(outline(part, words) for part in parts))
        case AtLeast(at_least=count, of=parts):
            return Outline(_("at least {count} of these:", count=count), tuple(outline(part, words) for part in parts))
        case Not(not_=All() | AnyOf() | AtLeast() as part):
            return Outline(_("not so:"), (outline(part, words),))
        case Not(not_=CriterionHolds() as part):
            return Outline(expression.describe(words), anchor=_anchor(part))
        case _:
            return Outline(expression.describe(words), anchor=_anchor(expression))


def _anchor(leaf: Expression) -> str | None:
    """Return the anchor of what a leaf refers to; scores and grades stand in one list."""
    if leaf.refers_to is None:
        return None
    kind, name = leaf.refers_to
    return f"criterion-{name}" if kind == "criterion" else f"score-{name}"
