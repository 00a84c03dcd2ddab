"""Assumptions: answers that a rule may take for given while nobody entered another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.language.conditions import ChoiceIs, FindingHolds
from checker.language.expressions import Expression, Not
from checker.language.fields import ChoiceId, FindingId

if TYPE_CHECKING:
    from checker.language.names import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """An answer that is assumed: `{finding: pregnant, present: false}`, or `{finding: age-group, is: adult}`.

    The answer to a case says what was assumed. What is entered, or follows from what is entered, counts in its place.
    No number is ever assumed.
    """

    finding: FindingId
    present: bool | None = None
    """Of a yes/no finding, whether it is assumed to be present."""
    is_: ChoiceId | None = None
    """Of a choice, the answer that is assumed."""

    def __post_init__(self) -> None:
        if (self.present is None) == (self.is_ is None):
            raise ValueError("an assumption needs either 'present' with true or false, or 'is' with a choice")

    @property
    def answer(self) -> bool | str:
        """The assumed answer, as a case gives it."""
        return self.present if self.present is not None else str(self.is_)

    @property
    def condition(self) -> Expression:
        """The condition that holds where the answer is right."""
        if self.is_ is not None:
            return ChoiceIs(self.finding, (self.is_,))
        return FindingHolds(self.finding) if self.present else Not(FindingHolds(self.finding))

    def describe(self, words: Words) -> str:
        """Return the answer in words: 'not “pregnant”', 'age group is adult'."""
        return self.condition.describe(words)
