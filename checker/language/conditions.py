"""The leaves of an expression: conditions that read a finding, a criterion, a score or a grade directly.

Each class is one construct: its fields are the keys that an author writes, `bind` gives its meaning and `describe` its
words. The three stand side by side so that they stay in agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Self

from checker.language.fields import BandId, ChoiceId, CriterionId, FindingId, GradeId, ScoreId, ScorePoints, StepId
from checker.language.truth import FALSE, TRUE, UNKNOWN, Truth
from checker.words.messages import _, marked

if TYPE_CHECKING:
    from checker.language.evaluation import Result, Rule, State
    from checker.language.names import Names, Words


class Leaf:
    """The common part of leaves: no parts inside and, unless a class says otherwise, no findings and no reference."""

    __slots__ = ()

    KEYS: ClassVar[tuple[tuple[str, ...], ...]]
    """Groups of keys that tell the class from the others: a mapping with all keys of one group spells the class."""

    CONNECTIVE: ClassVar[None] = None
    """A leaf is no connective."""

    @property
    def parts(self) -> tuple[()]:
        """The sub-expressions: none."""
        return ()

    def with_parts(self, parts: tuple[()]) -> Self:
        """Return the same leaf: it has no parts that could be exchanged."""
        return self

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads itself."""
        return ()

    @property
    def refers_to(self) -> tuple[str, str] | None:
        """Kind (`criterion`, `score` or `grade`) and id of the named rule that it reads."""
        return None


@dataclass(frozen=True, slots=True)
class CriterionHolds(Leaf):
    """True when a criterion of the protocol is: `{criterion: suspected}`."""

    KEYS: ClassVar = (("criterion",),)

    criterion: CriterionId

    def bind(self, names: Names) -> Rule:
        """Return the rule that looks up the criterion, which is evaluated once a case."""
        index = names.criterion_index(self.criterion)
        return lambda state: state.criteria[index]

    def describe(self, words: Words) -> str:
        """Return the criterion's name."""
        return words.criterion(self.criterion)

    @property
    def refers_to(self) -> tuple[str, str]:
        """The criterion, which is explained under its own name."""
        return "criterion", self.criterion


@dataclass(frozen=True, slots=True)
class FindingHolds(Leaf):
    """True when a boolean finding is present: `{finding: dyspnea}`."""

    KEYS: ClassVar = (("finding",),)

    finding: FindingId

    def bind(self, names: Names) -> Rule:
        """Return the rule that reads the finding."""
        index = names.index(self.finding)
        bit = 1 << index
        results: dict[object, Result] = {True: (TRUE, bit), False: (FALSE, bit), None: (UNKNOWN, bit)}
        return lambda state: results[state.values[index]]

    def describe(self, words: Words) -> str:
        """Return the finding's name."""
        return words.finding(self.finding)

    @property
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.finding,)


@dataclass(frozen=True, slots=True)
class ChoiceIs(Leaf):
    """True when a choice finding has one of the named answers: `{finding: atra, is: [given, held]}`."""

    KEYS: ClassVar = (("finding", "is"),)

    finding: FindingId
    is_: tuple[ChoiceId, ...]

    def bind(self, names: Names) -> Rule:
        """Return the rule that reads the choice."""
        index = names.index(self.finding)
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
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.finding,)


@dataclass(frozen=True, slots=True)
class Assessed(Leaf):
    """True when a finding was assessed at all, whatever its value: `{finding: qtc, assessed: true}`.

    This condition is never unknown, so its truth can change when more becomes known. Only warnings may use it: a
    recommendation with it could change from indicated to not indicated merely because a finding was assessed.
    """

    KEYS: ClassVar = (("finding", "assessed"),)

    finding: FindingId
    assessed: bool

    def bind(self, names: Names) -> Rule:
        """Return the rule that looks whether the finding has a value."""
        index, wanted = names.index(self.finding), self.assessed
        bit = 1 << index
        # A finding that was not assessed is no answer, so no result can rest on it.
        with_value, without = (Truth.of(wanted), bit), (Truth.of(not wanted), 0)
        return lambda state: without if state.values[index] is None else with_value

    def describe(self, words: Words) -> str:
        """Return for example 'QTc was assessed'."""
        return _(
            marked("{name} was assessed") if self.assessed else marked("{name} was not assessed"),
            name=words.finding(self.finding),
        )

    @property
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.finding,)


@dataclass(frozen=True, slots=True)
class ScoreIs(Leaf):
    """True when a score lies in one of the named bands, or within limits of points.

    `{score: mascc, is: [low-risk]}` or `{score: mascc, at-least: 21}`.
    """

    KEYS: ClassVar = (("score",),)

    score: ScoreId
    is_: tuple[BandId, ...] | None = None
    at_least: ScorePoints | None = None
    at_most: ScorePoints | None = None

    def __post_init__(self) -> None:
        if (self.is_ is None) == (self.at_least is None and self.at_most is None):
            raise ValueError(
                "a reference to a score needs either 'is' with bands, or 'at-least' and 'at-most' with points"
            )

    def bind(self, names: Names) -> Rule:
        """Return the rule: decided when all points still possible agree."""
        index = names.score_index(self.score)
        if self.is_ is not None:
            accepted = frozenset(self.is_)
            return lambda state: state.scores[index].decide_bands(accepted)
        low = self.at_least if self.at_least is not None else Decimal("-Infinity")
        high = self.at_most if self.at_most is not None else Decimal("Infinity")

        def within(state: State) -> Result:
            score = state.scores[index]
            least, most = low * score.parts, high * score.parts
            return score.decide_points(lambda points: least <= points <= most)

        return within

    def describe(self, words: Words) -> str:
        """Return for example 'MASCC score is at least 21'."""
        name = words.score(self.score)
        if self.is_ is not None:
            return _("{name} is {value}", name=name, value=words.bands(self.score, self.is_))
        limits = [
            f"{verb} {words.number(limit)}"
            for verb, limit in ((_("at least"), self.at_least), (_("at most"), self.at_most))
            if limit is not None
        ]
        return _("{name} is {value}", name=name, value=_(" and ").join(limits))

    @property
    def refers_to(self) -> tuple[str, str]:
        """The score, which is explained under its own name."""
        return "score", self.score


@dataclass(frozen=True, slots=True)
class GradeIs(Leaf):
    """True when a grade is one of those named, or at least as bad: `{grade: crs, at-least: grade-3}`."""

    KEYS: ClassVar = (("grade",),)

    grade: GradeId
    is_: tuple[StepId, ...] | None = None
    at_least: StepId | None = None

    def __post_init__(self) -> None:
        if (self.is_ is None) == (self.at_least is None):
            raise ValueError("a reference to a grade needs either 'is' or 'at-least'")

    def bind(self, names: Names) -> Rule:
        """Return the rule: decided when all grades still possible agree."""
        index = names.grade_index(self.grade)
        accepted = frozenset(self.is_) if self.is_ is not None else names.steps_from(self.grade, self.at_least)
        return lambda state: state.grades[index].decide(accepted)

    def describe(self, words: Words) -> str:
        """Return for example 'CRS grade is at least grade 3'."""
        name = words.grade(self.grade)
        if self.is_ is not None:
            return _("{name} is {value}", name=name, value=words.steps(self.grade, self.is_))
        assert self.at_least is not None  # checked by __post_init__
        least = f"{_('at least')} {words.steps(self.grade, (self.at_least,))}"
        return _("{name} is {value}", name=name, value=least)

    @property
    def refers_to(self) -> tuple[str, str]:
        """The grade, which is explained under its own name."""
        return "grade", self.grade
