"""Scores and grades: how findings add up, or which domain is worst, when some of them may be unknown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.expressions import Expression
from checker.truth import FALSE, TRUE, UNKNOWN

if TYPE_CHECKING:
    from checker.scope import Result, Rule, Scope, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """One item of a score, written in one of three ways.

    `{points: 2, when: {...}}` gives its points when the expression is true and none when it is false;
    `{finding: burden, choices: {none-or-mild: 5, moderate: 3, severe: 0}}` gives points for each answer of a choice;
    `{finding: orientation}` adds the value of an integer finding itself.
    """

    label: str | None = None
    """What the item is called, where the expression's own words would be too long."""
    points: int | None = None
    when: Expression | None = None
    finding: str | None = None
    choices: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        by_rule = self.points is not None and self.when is not None and self.finding is None and self.choices is None
        by_finding = self.finding is not None and self.points is None and self.when is None
        if not (by_rule or by_finding):
            raise ValueError(
                "a score item needs either 'points' and 'when', or 'finding' (with 'choices' for a choice)"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of points with a name; `when` restricts it, for bands that differ between adults and children."""

    id: str
    label: str
    from_: int
    to: int
    """Lowest and highest points of the band, both inclusive."""
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points added up and read as bands."""

    id: str
    label: str
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
    note: str | None = None
    """What the score is for, and what it must not be used for."""
    statements: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a domain and the expression that puts a patient there."""

    grade: str
    when: Expression


@dataclass(frozen=True, slots=True)
class Domain:
    """One axis of a grade. The highest level whose expression is true counts; none of them gives the lowest grade."""

    label: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step of a grade's scale."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The worst of several domains."""

    id: str
    label: str
    scale: tuple[GradeStep, ...]
    """The steps from best to worst; the first is what a patient has in whom nothing is found."""
    domains: tuple[Domain, ...]
    when: Expression | None = None
    """The condition under which there is anything to grade at all; false gives the lowest grade."""
    note: str | None = None
    statements: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score as far as it is known."""

    points: tuple[int, ...]
    """Every number of points still possible, ascending."""
    grades: tuple[str, ...]
    """Ids of the bands still possible, in the order of the score."""
    known: int
    """Findings (as bits) that the points rest on."""
    missing: int
    """Findings (as bits) that would narrow the points."""
    known_bands: int
    """Findings (as bits) that the conditions of bands rest on."""
    missing_bands: int
    """Findings (as bits) that would decide the conditions of bands."""

    def decide_points(self, holds: Callable[[int], bool]) -> Result:
        """Return a verdict on the points when all that are possible agree, and unknown otherwise."""
        return _decide({holds(points) for points in self.points}, self.known, self.missing)

    def decide_bands(self, accepted: Collection[str]) -> Result:
        """Return whether the score lies in one of the accepted bands, and unknown while possible bands differ."""
        verdicts = {band in accepted for band in self.grades} or {False}  # in no band at all: in none of those either
        return _decide(verdicts, self.known | self.known_bands, self.missing | self.missing_bands)


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A grade as far as it is known."""

    levels: tuple[str, ...]
    """Ids of the steps still possible, from best to worst."""
    known: int
    missing: int

    def decide(self, verdicts: set[bool]) -> Result:
        """Return a verdict on the grade when all possible outcomes agree, and unknown otherwise."""
        return _decide(verdicts, self.known, self.missing)


def _decide(verdicts: set[bool], known: int, missing: int) -> Result:
    if len(verdicts) == 1:
        return (TRUE if True in verdicts else FALSE), known
    return UNKNOWN, missing


ItemReader = Callable[["State"], tuple[frozenset[int], int, int]]
"""Reads what an item can give: its possible points, the findings they rest on, the findings that are missing."""


def _bind_item(item: ScoreItem, scope: Scope) -> ItemReader:
    if item.when is not None and item.points is not None:
        rule = scope.bind(item.when)
        gives, nothing, either = frozenset({item.points}), frozenset({0}), frozenset({0, item.points})

        def by_rule(state: State) -> tuple[frozenset[int], int, int]:
            truth, findings = rule(state)
            if truth is UNKNOWN:
                return either, 0, findings
            return (gives if truth is TRUE else nothing), findings, 0

        return by_rule
    assert item.finding is not None  # __post_init__ saw to it
    index = scope.index(item.finding)
    bit = 1 << index
    points: dict[object, frozenset[int]] = {
        value: frozenset({given}) for value, given in scope.points(item.finding, item.choices).items()
    }
    every = frozenset().union(*points.values())

    def by_value(state: State) -> tuple[frozenset[int], int, int]:
        value = state.values[index]
        return (every, 0, bit) if value is None else (points[value], bit, 0)

    return by_value


def bind_score(score: Score, scope: Scope) -> Callable[[State], ScoreResult]:
    """Return the function that adds a score up.

    Unknown items leave every sum possible that some way of filling them in would give, provided that the items do not
    share a finding; where they do, the set may hold sums that cannot occur, never lack one that can.
    """
    items = tuple(_bind_item(item, scope) for item in score.items)
    always: Rule = lambda state: (TRUE, 0)  # noqa: E731 - it stands for a band's missing condition
    bands = tuple(
        (band.id, band.from_, band.to, scope.bind(band.when) if band.when is not None else always)
        for band in score.bands
    )

    def evaluate(state: State) -> ScoreResult:
        sums = {0}
        known = missing = known_bands = missing_bands = 0
        for item in items:
            gives, rests_on, lacks = item(state)
            known |= rests_on
            missing |= lacks
            sums = {total + points for total in sums for points in gives}
        grades = []
        for band, low, high, when in bands:
            truth, findings = when(state)
            if truth is FALSE:
                known_bands |= findings
            elif any(low <= total <= high for total in sums):
                grades.append(band)
                if truth is UNKNOWN:
                    missing_bands |= findings
                else:
                    known_bands |= findings
        bands_possible = tuple(dict.fromkeys(grades))
        return ScoreResult(tuple(sorted(sums)), bands_possible, known, missing, known_bands, missing_bands)

    return evaluate


def bind_grade(grade: Grade, scope: Scope) -> Callable[[State], GradeResult]:
    """Return the function that finds the worst domain, or the steps that it could still be."""
    order = {step.id: position for position, step in enumerate(grade.scale)}
    domains = tuple(
        tuple(
            (order[level.grade], scope.bind(level.when))
            for level in sorted(domain.levels, key=lambda level: order[level.grade], reverse=True)
        )
        for domain in grade.domains
    )
    applies = scope.bind(grade.when) if grade.when is not None else None

    def evaluate(state: State) -> GradeResult:
        known = missing = 0
        worst = {0}
        for levels in domains:
            possible = set()
            for position, rule in levels:
                truth, findings = rule(state)
                if truth is FALSE:
                    known |= findings
                    continue
                possible.add(position)
                if truth is TRUE:
                    known |= findings
                    break
                missing |= findings
            else:
                possible.add(0)
            worst = {max(so_far, position) for so_far in worst for position in possible}
        if applies is not None:
            truth, findings = applies(state)
            if truth is FALSE:
                worst, known, missing = {0}, findings, 0
            elif truth is UNKNOWN:
                worst.add(0)
                missing |= findings
            else:
                known |= findings
        steps = tuple(step.id for position, step in enumerate(grade.scale) if position in worst)
        return GradeResult(steps, known, missing)

    return evaluate
