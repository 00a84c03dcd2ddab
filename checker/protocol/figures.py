"""Figures: numbers in a protocol's texts that are neither a dose's nor a rule's, declared with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from checker.language.fields import Code, ElementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that stands in a text, or in a rule without a statement that gives it, and why that is right.

    `{says: 3 days, at: [L01], why: Shortest duration of a label; no rule reads it.}`
    """

    says: Code
    """The number in the words of the text, with its unit, and with 'at least' or 'above' where the text says so."""
    at: tuple[ElementId, ...]
    """Ids of the elements in whose texts or rules the number stands: a statement, recommendation, finding, criterion,
    score, disagreement or page, the code of a warning, or the id of the protocol for its own summary."""
    why: Code
    """Reason, for whoever checks the protocol: where the number comes from, and why nothing is calculated with it."""

    def __post_init__(self) -> None:
        if not self.at:
            raise ValueError("a figure needs at least one place after 'at'; without any it declares nothing")
