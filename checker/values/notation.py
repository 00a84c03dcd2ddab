"""Notation: a formula as a person writes it, with the names of findings or with the numbers of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from checker.language.expressions import Expression
    from checker.language.operands import Operand
    from checker.language.truth import Truth
    from checker.words.rationals import Number

SUM, PRODUCT, POWER, ATOM = range(4)
"""How strongly the parts of a written formula hold together, from loosely to firmly."""

Written = tuple[str, int]
"""A written formula, and how strongly its parts hold together."""


class Notation(Protocol):
    """What is written for the innermost parts of a formula."""

    def operand(self, operand: Operand, /) -> str:
        """Return what is written for a number, a finding or another value."""
        ...

    def answer(self, finding: str, /) -> str | None:
        """Return the answer to a choice, where it is known and the formula is written for a case; else None."""
        ...

    def truth(self, expression: Expression, /) -> Truth | None:
        """Return whether a condition holds, where the formula is written for a case; else None."""
        ...

    def condition(self, expression: Expression, /) -> str:
        """Return a condition in words."""
        ...

    def choice(self, finding: str, choice: str, /) -> str:
        """Return the label of an answer to a choice."""
        ...

    def number(self, number: Number, /) -> str:
        """Return a number as a person reads it."""
        ...


def within(written: Written, strength: int) -> str:
    """Return a written part, in parentheses where it holds together less strongly than what stands around it."""
    text, own = written
    return text if own >= strength else f"({text})"


def negated(text: str) -> bool:
    """Return whether a written part begins with a minus sign."""
    return text.startswith("−")


def added_up(parts: Sequence[Written]) -> str:
    """Return parts of a sum, with a minus for each that is negative."""
    first, *rest = (within(part, SUM) for part in parts)
    return first + "".join(f" − {part[1:]}" if negated(part) else f" + {part}" for part in rest)


def factor(written: Written, strength: int = PRODUCT) -> str:
    """Return a factor, in parentheses where it is a sum or negative."""
    text = within(written, strength)
    return f"({text})" if negated(text) else text
