"""Scores and grades: the sum of points, or the worst of several domains, when some findings may be unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.language.evaluation import GradeResult, OpenBand, Rule, ScoreResult, State
from checker.language.expressions import Expression
from checker.language.fields import (
    BandId,
    ChoiceId,
    FindingId,
    GradeId,
    LeftBehind,
    ReferenceId,
    ScoreId,
    ScorePoints,
    StatementId,
    StepId,
    Text,
)
from checker.language.truth import FALSE, TRUE, UNKNOWN

if TYPE_CHECKING:
    from checker.language.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreItem:
    """One item of a score, written in one of three ways.

    `{points: 2, when: {...}}` gives its points when the expression is true and none when it is false;
    `{finding: burden, choices: {none-or-mild: 5, moderate: 3, severe: 0}}` gives points for each answer of a choice;
    `{finding: orientation}` adds the value of an integer finding itself.
    """

    label: Text | None = None
    """Name of the item, where the expression's own words would be too long."""
    points: ScorePoints | None = None
    when: Expression | None = None
    finding: FindingId | None = None
    choices: Mapping[ChoiceId, ScorePoints] | None = None

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

    id: BandId
    label: Text
    from_: ScorePoints
    to: ScorePoints
    """Lowest and highest points of the band, both inclusive."""
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """ScorePoints added up and read as bands."""

    id: ScoreId
    label: Text
    items: tuple[ScoreItem, ...]
    bands: tuple[Band, ...]
    note: Text | None = None
    """Purpose of the score, and what it must not be used for."""
    headline: LeftBehind[bool] = False
    """Whether the score is what the reader came for; it then stands at the top of the answer."""
    statements: tuple[StatementId, ...] = ()
    references: tuple[ReferenceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a domain and the expression that puts a patient there."""

    grade: StepId
    when: Expression


@dataclass(frozen=True, slots=True)
class Domain:
    """One axis of a grade. The highest level whose expression is true counts; if none is, the lowest grade follows."""

    label: Text
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One step of a grade's scale."""

    id: StepId
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """The worst of several domains."""

    id: GradeId
    label: Text
    scale: tuple[GradeStep, ...]
    """The steps from best to worst; the first is the grade of a patient in whom nothing is found."""
    domains: tuple[Domain, ...]
    when: Expression | None = None
    """The condition under which there is anything to grade; where it is false, the lowest grade follows."""
    note: Text | None = None
    headline: LeftBehind[bool] = False
    """Whether the grade is what the reader came for; it then stands at the top of the answer."""
    statements: tuple[StatementId, ...] = ()
    references: tuple[ReferenceId, ...] = ()


ItemReader = Callable[[State], tuple[frozenset[int], int, int]]
"""A function that reads an item's possible points, the findings that they rest on, and the missing findings."""


def _bind_item(item: ScoreItem, names: Names, scaled: Callable[[ScorePoints], int]) -> ItemReader:
    if item.when is not None and item.points is not None:
        rule = names.bind(item.when)
        points = scaled(item.points)
        gives, nothing, either = frozenset({points}), frozenset({0}), frozenset({0, points})

        def by_rule(state: State) -> tuple[frozenset[int], int, int]:
            truth, findings = rule(state)
            if truth is UNKNOWN:
                return either, 0, findings
            return (gives if truth is TRUE else nothing), findings, 0

        return by_rule
    assert item.finding is not None  # checked by __post_init__
    index = names.index(item.finding)
    bit = 1 << index
    given_by: dict[object, frozenset[int]] = {
        value: frozenset({scaled(given)}) for value, given in names.points(item.finding, item.choices).items()
    }
    every = frozenset().union(*given_by.values())

    def by_value(state: State) -> tuple[frozenset[int], int, int]:
        value = state.values[index]
        return (every, 0, bit) if value is None else (given_by[value], bit, 0)

    return by_value


def parts_of_a_point(score: Score) -> int:
    """Return into how many parts a point falls such that all points of a score are whole numbers of them: 1, 10, 100.

    ScorePoints are added up in these parts.
    """
    given: list[ScorePoints] = [item.points for item in score.items if item.points is not None]
    given += [points for item in score.items for points in (item.choices or {}).values()]
    given += [end for band in score.bands for end in (band.from_, band.to)]
    digits = (-int(points.as_tuple().exponent) for points in given if isinstance(points, Decimal))
    return int(10 ** max(digits, default=0))


def bind_score(score: Score, names: Names) -> Callable[[State], ScoreResult]:
    """Return the function that adds a score up.

    The possible sums are those that some values of the unknown items give, provided that the items share no finding.
    Where items share one, the set holds every sum that can occur, and may hold others.
    """
    parts = parts_of_a_point(score)

    def scaled(points: ScorePoints) -> int:
        return int(points * parts)

    items = tuple(_bind_item(item, names, scaled) for item in score.items)
    always: Rule = lambda state: (TRUE, 0)  # noqa: E731 - it stands for a band's missing condition
    conditions = [band.when for band in score.bands]
    bands = tuple(
        (
            OpenBand(band.id, scaled(band.from_), scaled(band.to), conditions.index(band.when), 0),
            names.bind(band.when) if band.when is not None else always,
        )
        for band in score.bands
    )

    def evaluate(state: State) -> ScoreResult:
        known = known_bands = given = 0
        open_items = []
        for item in items:
            gives, rests_on, lacks = item(state)
            known |= rests_on
            if lacks:
                open_items.append((gives, lacks))
            else:
                (points,) = gives
                given += points
        sums = {given}
        for gives, _ in open_items:
            sums = {total + points for total in sums for points in gives}
        possible, open_bands = [], []
        for band, when in bands:
            truth, findings = when(state)
            if truth is FALSE:
                known_bands |= findings
            elif any(band.low <= total <= band.high for total in sums):
                possible.append(band.id)
                if truth is TRUE:
                    open_bands.append(band)
                    known_bands |= findings
                else:
                    open_bands.append(replace(band, missing=findings))
        names = tuple(dict.fromkeys(possible))
        points_ = tuple(sorted(sums))
        return ScoreResult(points_, parts, names, known, known_bands, given, tuple(open_items), tuple(open_bands))

    return evaluate


def bind_grade(grade: Grade, names: Names) -> Callable[[State], GradeResult]:
    """Return the function that finds the worst domain, or the steps that it could still be."""
    scale = tuple(step.id for step in grade.scale)
    order = {step: position for position, step in enumerate(scale)}
    domains = tuple(
        tuple(
            (order[level.grade], names.bind(level.when))
            for level in sorted(domain.levels, key=lambda level: order[level.grade], reverse=True)
        )
        for domain in grade.domains
    )
    applies = names.bind(grade.when) if grade.when is not None else None

    def evaluate(state: State) -> GradeResult:
        known = condition = 0
        if applies is not None:
            truth, findings = applies(state)
            if truth is FALSE:
                return GradeResult(scale, frozenset({0}), findings, (), 0)
            if truth is UNKNOWN:
                condition = findings
            else:
                known = findings
        worst = {0}
        open_ = []
        for levels in domains:
            possible = []
            for position, rule in levels:
                truth, findings = rule(state)
                if truth is FALSE:
                    known |= findings
                elif truth is TRUE:
                    known |= findings
                    possible.append((position, 0))
                    break
                else:
                    possible.append((position, findings))
            else:
                possible.append((0, 0))
            worst = {max(so_far, position) for so_far in worst for position, _ in possible}
            open_.append(tuple(possible))
        if condition:
            worst.add(0)
        return GradeResult(scale, frozenset(worst), known, tuple(open_), condition)

    return evaluate
