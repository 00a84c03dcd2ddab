"""Evaluation: the form of a bound rule, and the state of a case while its rules run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checker.language.truth import FALSE, TRUE, UNKNOWN, Truth
from checker.words.exact import Interval

Values = list[Any]
"""Values of a case by index of the finding; None when it was not assessed. Booleans and choices as given; quantities as
exact numbers in the finding's own unit; integers and dates (in minutes) as decimals. The type of each is its
finding's."""

Result = tuple[Truth, int]
"""A truth value, and the findings (as bits) that it rests on or, when it is unknown, that are missing."""

Rule = Callable[["State"], Result]


class State:
    """One case while it is evaluated: its values, and what has been worked out from them so far."""

    __slots__ = ("assumed", "computed", "criteria", "exact", "grades", "scores", "values")

    def __init__(self, values: Values) -> None:
        self.values = values
        self.criteria: dict[int, Result] = {}
        self.scores: dict[int, ScoreResult] = {}
        self.grades: dict[int, GradeResult] = {}
        self.assumed: dict[tuple[tuple[int, bool | str], ...], State] = {}
        """The states in which assumed answers are filled in, by these."""
        self.computed: dict[int, ValueResult] = {}
        self.exact: dict[int, Interval] = {}
        """Numbers of findings as formulas read them, so that each is converted once."""


@dataclass(frozen=True, slots=True)
class ValueResult:
    """A computed value as far as it is known."""

    interval: Interval | None
    """Lowest and highest number still possible; None where nothing bounds it."""
    known: int
    """Findings (as bits) that it rests on."""
    missing: int
    """Findings (as bits) that would narrow it; none once it is settled."""
    measured: bool = False
    """Whether it was measured, and not worked out."""

    @property
    def settled(self) -> bool:
        """Whether one number is left."""
        return self.interval is not None and self.interval[0] is self.interval[1]


@dataclass(frozen=True, slots=True)
class OpenBand:
    """A band of a score whose condition is not false."""

    id: str
    low: int
    high: int
    condition: int
    """Number of its condition; bands of one score have the same where they have the same condition."""
    missing: int
    """Findings (as bits) that would decide its condition; none where it holds."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score as far as it is known."""

    points: tuple[int, ...]
    """Every number of points still possible, ascending, in parts of a point."""
    parts: int
    """Number of parts that a point has; 1 where all points are whole."""
    bands: tuple[str, ...]
    """Ids of the bands still possible, in the order of the score."""
    known: int
    """Findings (as bits) that the points rest on."""
    known_bands: int
    """Findings (as bits) that the conditions of bands rest on."""
    given: int
    """Sum of the points of the items that are settled, in parts of a point."""
    open_items: tuple[tuple[frozenset[int], int], ...]
    """Of each other item the points that it can give, and the findings (as bits) that it lacks."""
    open_bands: tuple[OpenBand, ...]
    """The bands whose condition is not false and that some possible number of points reaches."""

    @property
    def missing(self) -> int:
        """Findings (as bits) that would narrow the points or decide the conditions of bands."""
        return _union(lacks for gives, lacks in self.open_items if len(gives) > 1) | _union(
            band.missing for band in self.open_bands
        )

    def decide_points(self, holds: Callable[[int], bool]) -> Result:
        """Return a verdict on the points when all that are possible agree, and unknown otherwise.

        What an unknown verdict misses are the findings that can still change it.
        """
        verdicts = {holds(points) for points in self.points}
        return _decided(verdicts, self.known) or (UNKNOWN, self._lacking(holds))

    def decide_bands(self, accepted: Collection[str]) -> Result:
        """Return whether the score lies in one of the accepted bands, and unknown while possible bands differ.

        What an unknown verdict misses are the findings that can still change it.
        """
        verdicts = {band in accepted for band in self.bands} or {False}  # no band: none of the accepted ones
        decided = _decided(verdicts, self.known | self.known_bands)
        if decided:
            return decided

        lacking = 0
        outcomes: dict[int, Hashable] = {}
        for points in self.points:
            bands = [band for band in self.open_bands if band.low <= points <= band.high]
            here = frozenset([band.id in accepted for band in bands] or [False])
            outcomes[points] = here
            if len(here) > 1:
                # Which of the bands holds depends on their conditions, and on the points as far as these differ.
                outcomes[points] = frozenset((band.id in accepted, band.condition) for band in bands)
                lacking |= _union(band.missing for band in bands)
        lacking |= self._lacking(outcomes.__getitem__)
        return UNKNOWN, lacking

    def _lacking(self, outcome: Callable[[int], Hashable]) -> int:
        """Return the findings of the open items that can change what follows, whatever the others give.

        Sums are kept as the bits of one integer, counted from the lowest sum that is possible.
        """
        same: dict[Hashable, int] = {}
        for points in self.points:
            what = outcome(points)
            same[what] = same.get(what, 0) | 1 << points - self.points[0]
        if len(same) == 1:
            return 0
        changing = {gives for gives, _ in self.open_items}
        if len(changing) > 1:  # else one stands for all: where the sum matters, one of them does, and they are alike
            shifts = {gives: tuple(points - min(gives) for points in gives) for gives in changing}
            changing = {gives for gives in changing if self._changes(shifts, gives, same.values())}
        return _union([lacks for gives, lacks in self.open_items if gives in changing])

    def _changes(
        self, shifts: Mapping[frozenset[int], Sequence[int]], gives: frozenset[int], alike: Collection[int]
    ) -> bool:
        """Return whether an item that gives these points can lead from one outcome, a set of sums, to another."""
        open_ = [each for each, _ in self.open_items]
        open_.remove(gives)
        others = 1
        for each in open_:
            others = _union([others << shift for shift in shifts[each]])
        return any(
            _union([sums >> shift for shift in shifts[gives]])
            & _union([~sums >> shift for shift in shifts[gives]])
            & others
            for sums in alike
        )


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A grade as far as it is known."""

    scale: tuple[str, ...]
    """Ids of all steps, from best to worst."""
    possible: frozenset[int]
    """Positions of the steps still possible."""
    known: int
    """Findings (as bits) that the grade rests on."""
    domains: tuple[tuple[tuple[int, int], ...], ...]
    """Of each domain the levels that are not ruled out, worst first: the position of the step, and the findings
    (as bits) that the level lacks. The last one is certain where none before it is true."""
    condition: int
    """Findings (as bits) that would decide whether there is anything to grade; none where this is settled."""

    @property
    def steps(self) -> tuple[str, ...]:
        """Ids of the steps still possible, from best to worst."""
        return tuple(step for position, step in enumerate(self.scale) if position in self.possible)

    @property
    def missing(self) -> int:
        """Findings (as bits) that would narrow the grade."""
        return self._lacking(lambda position: position)

    def decide(self, accepted: Collection[str]) -> Result:
        """Return whether the grade is one of the accepted steps, and unknown while possible steps differ.

        What an unknown verdict misses are the findings that can still change it.
        """
        verdicts = {self.scale[position] in accepted for position in self.possible}
        return _decided(verdicts, self.known) or (
            UNKNOWN,
            self._lacking(lambda position: self.scale[position] in accepted),
        )

    def _lacking(self, outcome: Callable[[int], object]) -> int:
        """Return the findings that can change what follows from the grade, whatever the other levels turn out to be."""
        lacking = 0
        for place, levels in enumerate(self.domains):
            worst = {0}
            for other in (*self.domains[:place], *self.domains[place + 1 :]):
                worst = {max(so_far, position) for so_far in worst for position, _ in other}
            for rank, (position, lacks) in enumerate(levels):
                lower = {below for below, _ in levels[rank + 1 :]}
                if lacks and any(
                    outcome(max(position, least)) != outcome(max(below, least)) for least in worst for below in lower
                ):
                    lacking |= lacks
        if any(outcome(position) != outcome(0) for position in self.possible):
            lacking |= self.condition
        return lacking


def _decided(verdicts: set[bool], known: int) -> Result | None:
    return ((TRUE if True in verdicts else FALSE), known) if len(verdicts) == 1 else None


def _union(findings: Iterable[int]) -> int:
    bits = 0
    for each in findings:
        bits |= each
    return bits
