"""The leaves of an expression: what is read straight from a finding, a criterion, a score or a grade.

Each class is one construct: its fields are the keys that an author writes, `bind` is what it means, `describe` is what
it says. The three stand side by side so that none can part from the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING

from checker.operands import EXACT, FindingValue, Operand
from checker.truth import FALSE, TRUE, UNKNOWN, Truth
from checker.wording import _, marked

if TYPE_CHECKING:
    from checker.scope import Result, Rule, Scope, State, Words


@dataclass(frozen=True, slots=True)
class CriterionHolds:
    """True when a criterion of the protocol is: `{criterion: suspected}`."""

    criterion: str

    def bind(self, scope: Scope) -> Rule:
        """Return the rule that looks up the criterion, which is evaluated once a case."""
        index = scope.criterion_index(self.criterion)
        return lambda state: state.criteria[index]

    def describe(self, words: Words) -> str:
        """Return the criterion's name."""
        return words.criterion(self.criterion)

    @property
    def parts(self) -> tuple[()]:
        """None: the criterion is explained under its own name."""
        return ()


@dataclass(frozen=True, slots=True)
class FindingHolds:
    """True when a boolean finding is present: `{finding: dyspnea}`."""

    finding: str

    def bind(self, scope: Scope) -> Rule:
        """Return the rule that reads the finding."""
        index = scope.index(self.finding)
        bit = 1 << index
        results: dict[object, Result] = {True: (TRUE, bit), False: (FALSE, bit), None: (UNKNOWN, bit)}
        return lambda state: results[state.values[index]]

    def describe(self, words: Words) -> str:
        """Return the finding's name."""
        return words.finding(self.finding)

    @property
    def parts(self) -> tuple[()]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class ChoiceIs:
    """True when a choice finding has one of the named answers: `{finding: atra, is: [given, held]}`."""

    finding: str
    is_: tuple[str, ...]

    def bind(self, scope: Scope) -> Rule:
        """Return the rule that reads the choice."""
        index = scope.index(self.finding)
        bit = 1 << index
        true, false, unknown = (TRUE, bit), (FALSE, bit), (UNKNOWN, bit)
        accepted = frozenset(self.is_)

        def rule(state: State) -> Result:
            choice = state.values[index]
            if choice is None:
                return unknown
            return true if choice in accepted else false

        return rule

    def describe(self, words: Words) -> str:
        """Return for example 'ATRA is given or held'."""
        return _("{name} is {value}", name=words.finding(self.finding), value=words.choices(self.finding, self.is_))

    @property
    def parts(self) -> tuple[()]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """True when a finding was assessed at all, whatever its value: `{finding: qtc, assessed: true}`.

    It is never unknown, and so it changes its mind when more becomes known. Only warnings may use it: a recommendation
    that did could flip from indicated to not indicated on a mere answer.
    """

    finding: str
    assessed: bool

    def bind(self, scope: Scope) -> Rule:
        """Return the rule that looks whether the finding has a value."""
        index, wanted = scope.index(self.finding), self.assessed
        bit = 1 << index
        # What was not assessed is no answer that anything could rest on.
        with_value, without = (Truth.of(wanted), bit), (Truth.of(not wanted), 0)
        return lambda state: without if state.values[index] is None else with_value

    def describe(self, words: Words) -> str:
        """Return for example 'QTc was assessed'."""
        return _(
            marked("{name} was assessed") if self.assessed else marked("{name} was not assessed"),
            name=words.finding(self.finding),
        )

    @property
    def parts(self) -> tuple[()]:
        """None."""
        return ()


RELATIONS: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "above": (gt, marked("above")),
    "at_least": (ge, marked("at least")),
    "below": (lt, marked("below")),
    "at_most": (le, marked("at most")),
    "equals": (eq, marked("exactly")),
}
"""Field of `Comparison` → what it means, and how it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """True when a quantity stands in a relation to another: `{finding: level, above: {value: 3, unit: mg/dL}}`.

    The left side is a numeric `finding`, or a `quantity` that is derived; exactly one relation is given.
    """

    finding: str | None = None
    quantity: Operand | None = None
    above: Operand | None = None
    at_least: Operand | None = None
    below: Operand | None = None
    at_most: Operand | None = None
    equals: Operand | None = None

    def __post_init__(self) -> None:
        if (self.finding is None) == (self.quantity is None):
            raise ValueError("a comparison needs either 'finding' or 'quantity' on its left side")
        given = [name.replace("_", "-") for name in RELATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            known = ", ".join(name.replace("_", "-") for name in RELATIONS)
            raise ValueError(f"a comparison needs exactly one of {known}; found {', '.join(given) or 'none'}")

    @property
    def relation(self) -> str:
        """Name of the relation, a key of `RELATIONS`."""
        return next(name for name in RELATIONS if getattr(self, name) is not None)

    @property
    def left(self) -> Operand:
        """What is compared."""
        if self.quantity is not None:
            return self.quantity
        assert self.finding is not None  # __post_init__ saw to it
        return FindingValue(self.finding)

    @property
    def right(self) -> Operand:
        """What it is compared with."""
        operand: Operand = getattr(self, self.relation)
        return operand

    def bind(self, scope: Scope) -> Rule:
        """Return the rule, which compares exact fractions by cross-multiplication (denominators are positive)."""
        left_operand, right_operand = self.left, self.right
        unit = scope.comparison_unit(left_operand, right_operand)
        left, right = left_operand.bind(scope, unit), right_operand.bind(scope, unit)
        holds = RELATIONS[self.relation][0]
        indexes = tuple(scope.index(finding) for finding in (*left_operand.findings, *right_operand.findings))
        bits = 0
        for index in indexes:
            bits |= 1 << index
        true, false = (TRUE, bits), (FALSE, bits)
        multiply = EXACT.multiply

        def rule(state: State) -> Result:
            values = state.values
            one, other = left(values), right(values)
            if one is None or other is None:
                missing = 0
                for index in indexes:
                    if values[index] is None:
                        missing |= 1 << index
                return UNKNOWN, missing
            if one[1] == other[1]:
                return true if holds(one[0], other[0]) else false
            return true if holds(multiply(one[0], other[1]), multiply(other[0], one[1])) else false

        return rule

    def describe(self, words: Words) -> str:
        """Return for example 'level is above 3 mg/dL'."""
        verb = _(RELATIONS[self.relation][1])
        return _("{name} is {value}", name=self.left.describe(words), value=f"{verb} {self.right.describe(words)}")

    @property
    def parts(self) -> tuple[()]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class ScoreIs:
    """True when a score lies in one of the named bands, or within limits of points.

    `{score: mascc, is: [low-risk]}` or `{score: mascc, at-least: 21}`.
    """

    score: str
    is_: tuple[str, ...] | None = None
    at_least: int | None = None
    at_most: int | None = None

    def __post_init__(self) -> None:
        if (self.is_ is None) == (self.at_least is None and self.at_most is None):
            raise ValueError(
                "a reference to a score needs either 'is' with bands, or 'at-least' and 'at-most' with points"
            )

    def bind(self, scope: Scope) -> Rule:
        """Return the rule: decided when all points still possible agree."""
        index = scope.score_index(self.score)
        if self.is_ is not None:
            accepted = frozenset(self.is_)
            return lambda state: state.scores[index].decide_bands(accepted)
        low = self.at_least if self.at_least is not None else scope.NO_LOWER_LIMIT
        high = self.at_most if self.at_most is not None else scope.NO_UPPER_LIMIT
        return lambda state: state.scores[index].decide_points(lambda points: low <= points <= high)

    def describe(self, words: Words) -> str:
        """Return for example 'MASCC score is at least 21'."""
        name = words.score(self.score)
        if self.is_ is not None:
            return _("{name} is {value}", name=name, value=words.bands(self.score, self.is_))
        limits = [
            f"{verb} {limit}"
            for verb, limit in ((_("at least"), self.at_least), (_("at most"), self.at_most))
            if limit is not None
        ]
        return _("{name} is {value}", name=name, value=_(" and ").join(limits))

    @property
    def parts(self) -> tuple[()]:
        """None: the score is explained under its own name."""
        return ()


@dataclass(frozen=True, slots=True)
class GradeIs:
    """True when a grade is one of those named, or at least as bad: `{grade: crs, at-least: grade-3}`."""

    grade: str
    is_: tuple[str, ...] | None = None
    at_least: str | None = None

    def __post_init__(self) -> None:
        if (self.is_ is None) == (self.at_least is None):
            raise ValueError("a reference to a grade needs either 'is' or 'at-least'")

    def bind(self, scope: Scope) -> Rule:
        """Return the rule: decided when all grades still possible agree."""
        index = scope.grade_index(self.grade)
        accepted = frozenset(self.is_) if self.is_ is not None else scope.levels_from(self.grade, self.at_least)

        def rule(state: State) -> Result:
            result = state.grades[index]
            return result.decide({level in accepted for level in result.levels})

        return rule

    def describe(self, words: Words) -> str:
        """Return for example 'CRS grade is at least grade 3'."""
        name = words.grade(self.grade)
        if self.is_ is not None:
            return _("{name} is {value}", name=name, value=words.levels(self.grade, self.is_))
        assert self.at_least is not None  # __post_init__ saw to it
        least = f"{_('at least')} {words.levels(self.grade, (self.at_least,))}"
        return _("{name} is {value}", name=name, value=least)

    @property
    def parts(self) -> tuple[()]:
        """None: the grade is explained under its own name."""
        return ()
