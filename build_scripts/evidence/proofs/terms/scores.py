"""Scores and grades as formulas for a solver: the points, bands and steps that are still possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import z3

from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from checker import Protocol
from checker.engine.scope import Scope
from checker.language.conditions import GradeIs, ScoreIs
from checker.language.expressions import Expression
from checker.language.fields import ScorePoints
from checker.language.scores import Grade, Score, ScoreItem


class ScoreFormulas:
    """The scores and grades of a protocol as formulas on one patient."""

    def __init__(
        self, protocol: Protocol, patient: Patient, scope: Scope, verdict: Callable[[Expression], Verdict]
    ) -> None:
        """Make the formulas.

        Args:
            protocol: The protocol.
            patient: The patient.
            scope: The names of the protocol.
            verdict: The function from an expression to the verdict on it.
        """
        self._patient = patient
        self._scope = scope
        self._verdict = verdict
        self._scores = {score.id: score for score in protocol.scores}
        self._grades = {grade.id: grade for grade in protocol.grades}
        self._sums: dict[str, dict[ScorePoints, Proposition]] = {}
        self._steps: dict[str, list[Proposition]] = {}

    def sums(self, score: Score) -> dict[ScorePoints, Proposition]:
        """Return each number of points of a score with the formula under which it is still possible."""
        known = self._sums.get(score.id)
        if known is None:
            known = {0: z3.BoolVal(True)}
            for item in score.items:
                gives = self._gives(item)
                reached: dict[ScorePoints, list[Proposition]] = {}
                for total, possible in known.items():
                    for points, can in gives.items():
                        reached.setdefault(total + points, []).append(z3.And(possible, can))
                known = {total: z3.Or(*ways) for total, ways in sorted(reached.items())}
            self._sums[score.id] = known
        return known

    def _gives(self, item: ScoreItem) -> dict[ScorePoints, Proposition]:
        ways: dict[ScorePoints, list[Proposition]] = {}
        if item.when is not None and item.points is not None:
            verdict = self._verdict(item.when)
            ways.setdefault(item.points, []).append(z3.Not(verdict.false))
            ways.setdefault(0, []).append(z3.Not(verdict.true))
        else:
            assert item.finding is not None  # the item's __post_init__ saw to it
            value = self._patient.values[item.finding]
            unknown = z3.Not(self._patient.known[item.finding])
            places = self._patient.places.get(item.finding, {})
            for answer, points in self._scope.points(item.finding, item.choices).items():
                given = value == (places[answer] if isinstance(answer, str) else int(answer))
                ways.setdefault(points, []).append(z3.Or(unknown, given))
        return {points: z3.Or(*formulas) for points, formulas in ways.items()}

    def band(self, score: Score, name: str) -> Proposition:
        """Return the formula under which a band is still possible."""
        sums = self.sums(score)
        ways = []
        for band in score.bands:
            if band.id == name:
                within = z3.Or(*(possible for total, possible in sums.items() if band.from_ <= total <= band.to))
                ways.append(within if band.when is None else z3.And(within, z3.Not(self._verdict(band.when).false)))
        return z3.Or(*ways)

    def in_band(self, score: Score, names: Iterable[str]) -> Verdict:
        """Return the verdict on a score: when it lies in one of some bands, and when in none of them."""
        accepted = set(names)
        possible = {band.id: self.band(score, band.id) for band in score.bands}
        inside = z3.Or(*(formula for name, formula in possible.items() if name in accepted))
        outside = z3.Or(*(formula for name, formula in possible.items() if name not in accepted))
        return Verdict(z3.And(inside, z3.Not(outside)), z3.Not(inside))

    def score_is(self, condition: ScoreIs) -> Verdict:
        """Return the verdict on a condition that reads a score."""
        score = self._scores[condition.score]
        if condition.is_ is not None:
            return self.in_band(score, condition.is_)
        low = condition.at_least if condition.at_least is not None else float("-inf")
        high = condition.at_most if condition.at_most is not None else float("inf")
        sums = self.sums(score)
        inside = z3.Or(*(formula for total, formula in sums.items() if low <= total <= high))
        outside = z3.Or(*(formula for total, formula in sums.items() if not low <= total <= high))
        return Verdict(z3.Not(outside), z3.Not(inside))

    def steps(self, grade: Grade) -> list[Proposition]:
        """Return for each step of a grade's scale the formula under which it is still possible."""
        known = self._steps.get(grade.id)
        if known is None:
            order = {step.id: place for place, step in enumerate(grade.scale)}
            nothing = [z3.BoolVal(place == 0) for place in range(len(order))]
            domains = [nothing]
            for domain in grade.domains:
                ways: list[list[Proposition]] = [[] for _ in order]
                higher: list[Proposition] = []
                for level in sorted(domain.levels, key=lambda level: order[level.grade], reverse=True):
                    verdict = self._verdict(level.when)
                    ways[order[level.grade]].append(z3.And(z3.Not(verdict.false), *map(z3.Not, higher)))
                    higher.append(verdict.true)
                ways[0].append(z3.Not(z3.Or(*higher)))
                domains.append([z3.Or(*formulas) for formulas in ways])
            known = [
                z3.And(
                    z3.Or(*(domain[place] for domain in domains)),
                    *(z3.Or(*domain[: place + 1]) for domain in domains),
                )
                for place in range(len(order))
            ]
            if grade.when is not None:
                applies = self._verdict(grade.when)
                known = [z3.And(formula, z3.Not(applies.false)) for formula in known]
                known[0] = z3.Or(known[0], z3.Not(applies.true))
            self._steps[grade.id] = known
        return known

    def in_steps(self, grade: Grade, names: Iterable[str]) -> Verdict:
        """Return the verdict on a grade: when it is one of some steps, and when it is none of them."""
        accepted, possible = set(names), self.steps(grade)
        inside = z3.Or(*(f for step, f in zip(grade.scale, possible, strict=True) if step.id in accepted))
        outside = z3.Or(*(f for step, f in zip(grade.scale, possible, strict=True) if step.id not in accepted))
        return Verdict(z3.Not(outside), z3.Not(inside))

    def grade_is(self, condition: GradeIs) -> Verdict:
        """Return the verdict on a condition that reads a grade."""
        accepted = (
            condition.is_ if condition.is_ is not None else self._scope.steps_from(condition.grade, condition.at_least)
        )
        return self.in_steps(self._grades[condition.grade], accepted)
