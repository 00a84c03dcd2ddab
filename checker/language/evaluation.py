"""Evaluation: the form of a bound rule, and the state of a case while its rules run."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from checker.language.truth import FALSE, TRUE, UNKNOWN, Truth

Values = list[Any]
"""Values of a case by index of the finding; None when it was not assessed. Booleans and choices as given; quantities as
exact numbers in the finding's own unit; integers and dates (in minutes) as decimals. The type of each is its
finding's."""

Result = tuple[Truth, int]
"""A truth value, and the findings (as bits) that it rests on or, when it is unknown, that are missing."""

Rule = Callable[["State"], Result]


class State:
    """One case while it is evaluated: its values, and what has been worked out from them so far."""

    __slots__ = ("criteria", "grades", "scores", "values")

    def __init__(self, values: Values) -> None:
        self.values = values
        self.criteria: dict[int, Result] = {}
        self.scores: dict[int, ScoreResult] = {}
        self.grades: dict[int, GradeResult] = {}


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """A score as far as it is known."""

    points: tuple[int, ...]
    """Every number of points still possible, ascending."""
    bands: tuple[str, ...]
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
        verdicts = {band in accepted for band in self.bands} or {False}  # no band: none of the accepted ones
        return _decide(verdicts, self.known | self.known_bands, self.missing | self.missing_bands)


@dataclass(frozen=True, slots=True)
class GradeResult:
    """A grade as far as it is known."""

    steps: tuple[str, ...]
    """Ids of the steps still possible, from best to worst."""
    known: int
    """Findings (as bits) that the grade rests on."""
    missing: int
    """Findings (as bits) that would narrow the grade."""

    def decide(self, verdicts: set[bool]) -> Result:
        """Return a verdict on the grade when all possible outcomes agree, and unknown otherwise."""
        return _decide(verdicts, self.known, self.missing)


def _decide(verdicts: set[bool], known: int, missing: int) -> Result:
    if len(verdicts) == 1:
        return (TRUE if True in verdicts else FALSE), known
    return UNKNOWN, missing
