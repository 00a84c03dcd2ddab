"""Names: what a node asks of the protocol around it, when it is bound and when it describes itself.

A node knows no protocol. An object that looks names up for a node only has to offer these methods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from checker.language.comparison_units import Compared, ComparisonUnit
    from checker.language.evaluation import Rule
    from checker.language.fields import ScorePoints
    from checker.words.rationals import Number


class Bindable(Protocol):
    """A node that becomes a rule."""

    def bind(self, names: Names, /) -> Rule:
        """Return the rule that it stands for."""
        ...


class Names(Protocol):
    """The names of a protocol, resolved to positions."""

    def bind(self, node: Bindable, /) -> Rule:
        """Return the rule that a node stands for, the same each time."""
        ...

    def index(self, finding: str, /) -> int:
        """Return the position of a finding's value in `State.values`."""
        ...

    def criterion_index(self, criterion: str, /) -> int:
        """Return the position of a criterion's result in `State.criteria`."""
        ...

    def score_index(self, score: str, /) -> int:
        """Return the position of a score's result in `State.scores`."""
        ...

    def grade_index(self, grade: str, /) -> int:
        """Return the position of a grade's result in `State.grades`."""
        ...

    def value_index(self, value: str, /) -> int:
        """Return the position of a computed value's result in `State.computed`."""
        ...

    def plausible(self, finding: str, /) -> tuple[Number, Number]:
        """Return the lowest and the highest plausible value of a numeric finding, in its own unit."""
        ...

    def steps_from(self, grade: str, lowest: str | None, /) -> frozenset[str]:
        """Return the ids of a grade's steps from `lowest` on to the worst."""
        ...

    def points(self, finding: str, choices: Mapping[str, ScorePoints] | None, /) -> dict[str | Decimal, ScorePoints]:
        """Return the points that each value of a finding gives to a score."""
        ...

    def comparison_unit(self, left: Compared, right: Compared, /) -> ComparisonUnit:
        """Return the unit in which two sides of a comparison are compared.

        Raises:
            ValueError: when the two sides share no unit.
        """
        ...


class Words(Protocol):
    """The labels of a protocol's elements, as they read within a sentence."""

    def finding(self, finding: str, /) -> str:
        """Return a finding's label."""
        ...

    def choices(self, finding: str, choices: Sequence[str], /) -> str:
        """Return the labels of some of a finding's answers, joined by 'or'."""
        ...

    def criterion(self, criterion: str, /) -> str:
        """Return a criterion's label, a clause."""
        ...

    def score(self, score: str, /) -> str:
        """Return a score's label."""
        ...

    def bands(self, score: str, bands: Sequence[str], /) -> str:
        """Return the labels of some of a score's bands, joined by 'or'."""
        ...

    def grade(self, grade: str, /) -> str:
        """Return a grade's label."""
        ...

    def value(self, value: str, /) -> str:
        """Return the label of a computed value."""
        ...

    def steps(self, grade: str, steps: Sequence[str], /) -> str:
        """Return the labels of some of a grade's steps, joined by 'or'."""
        ...

    def number(self, value: Number | int, /) -> str:
        """Return a number without a unit."""
        ...

    def quantity(self, value: Decimal, unit: str, /) -> str:
        """Return a number with its unit."""
        ...
