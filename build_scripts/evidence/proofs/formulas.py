"""A protocol as formulas for a solver: every rule, for a patient of whom any finding may be unknown.

Each finding is a value and a flag that says whether it is known. Each rule is a pair of formulas, one for 'true' and
one for 'false'; the rule is unknown where neither holds. The formulas restate the meaning of the language
independently of the engine: every case that a solver finds is put to the engine as well, and a difference between the
two stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import z3

from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Patient, Proposition, Term, Verdict, real
from checker.engine.program import Program
from checker.language.comparison_units import MINUTES, ComparisonUnit
from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.language.fields import ScorePoints
from checker.language.findings import (
    DateFinding,
    QuantityFinding,
)
from checker.language.operands import Elapsed, FindingValue, Operand, PercentChange, Quantity, Sum, ValueOf
from checker.language.scores import Grade, Score, ScoreItem
from checker.protocol.model import Protocol
from checker.protocol.thresholds import comparisons

RELATIONS: dict[str, Callable[[Term, Term], Proposition]] = {
    "above": lambda left, right: left > right,
    "at_least": lambda left, right: left >= right,
    "below": lambda left, right: left < right,
    "at_most": lambda left, right: left <= right,
    "equals": lambda left, right: left == right,
}


class Formulas:
    """The rules of a protocol as formulas on one patient."""

    def __init__(self, protocol: Protocol, patient: Patient, program: Program | None = None) -> None:
        self.protocol = protocol
        self.patient = patient
        self.program = program or Program(protocol)
        self._scope = self.program.scope
        self._verdicts: dict[int, tuple[Expression, Verdict]] = {}
        self._criteria = {criterion.id: criterion for criterion in protocol.criteria}
        self._scores = {score.id: score for score in protocol.scores}
        self._grades = {grade.id: grade for grade in protocol.grades}
        self._sums: dict[str, dict[ScorePoints, Proposition]] = {}
        self._steps: dict[str, list[Proposition]] = {}

    @property
    def accepted(self) -> list[Proposition]:
        """Formulas that hold of each patient on whom the rules are evaluated.

        The values are plausible, nothing contradicts a constraint, and all that the constraints imply is known already.
        Every accepted case is completed to such a patient before a rule is evaluated.
        """
        return [*self.patient.plausible, *self.closed]

    @property
    def closed(self) -> list[Proposition]:
        """Formulas that hold where the constraints are kept and nothing is left for them to infer."""
        formulas = []
        for _, clause in self.program.propagator.clauses:
            false = [self.part(index, not value) for index, value in clause]
            formulas.append(z3.Not(z3.And(*false)))
            for place, part in enumerate(clause):
                if self.program.propagator.test(part[0]) is None:
                    formulas.append(z3.Implies(z3.And(*false[:place], *false[place + 1 :]), self.part(*part)))
        return formulas

    @property
    def compared_together(self) -> frozenset[str]:
        """Ids of the findings that some rule compares with each other, or derives something from."""
        return frozenset(
            name
            for _, comparison in comparisons(self.protocol)
            for name in comparison.findings
            if not (isinstance(comparison.left, FindingValue) and isinstance(comparison.right, Quantity))
        )

    def part(self, index: int, value: bool) -> Proposition:
        """Return the formula that a part of a clause is known to be true, or false, by its position."""
        held = self.program.propagator.test(index) or FindingHolds(self.protocol.findings[index].id)
        return self.verdict(held).true if value else self.verdict(held).false

    def verdict(self, expression: Expression) -> Verdict:
        """Return the verdict on an expression by Kleene's strong logic: when it is true, and when it is false."""
        kept = self._verdicts.get(id(expression))
        if kept is None:
            # The expression is kept as well: otherwise a later one could get the same id().
            kept = self._verdicts[id(expression)] = (expression, self._verdict(expression))
        return kept[1]

    def recommendation(self, index: int) -> Verdict:
        """Return the verdict on a recommendation: when it is indicated, and when it is not."""
        return self.verdict(self.program.indications[index])

    def silence(self, index: int, place: int) -> Verdict:
        """Return the verdict on one sentence of a recommendation that says the source has no rule, by its place."""
        return self.verdict(self.program.silences[index][place])

    def criterion(self, name: str) -> Verdict:
        """Return the verdict on a criterion: when it is true, and when it is false."""
        return self.verdict(self._criteria[name].when)

    def outcome(self, name: str) -> Verdict:
        """Return the verdict on a recommendation or a criterion."""
        for index, recommendation in enumerate(self.protocol.recommendations):
            if recommendation.id == name:
                return self.recommendation(index)
        return self.criterion(name)

    def _verdict(self, expression: Expression) -> Verdict:
        patient = self.patient
        match expression:
            case All(all=parts):
                return self._count(len(parts), parts)
            case AnyOf(any=parts):
                return self._count(1, parts)
            case AtLeast(at_least=count, of=parts):
                return self._count(count, parts)
            case Not(not_=part):
                return self.verdict(part).negated
            case CriterionHolds(criterion=name):
                return self.criterion(name)
            case FindingHolds(finding=name):
                return _when(patient.known[name], patient.values[name])
            case ChoiceIs(finding=name, is_=choices):
                places = patient.places[name]
                chosen = z3.Or(*(patient.values[name] == places[choice] for choice in choices))
                return _when(patient.known[name], chosen)
            case Assessed(finding=name, assessed=assessed):
                known = patient.known[name]
                return Verdict(known, z3.Not(known)) if assessed else Verdict(z3.Not(known), known)
            case Comparison():
                return self._comparison(expression)
            case ScoreIs():
                return self._score_is(expression)
            case GradeIs():
                return self._grade_is(expression)

    def _count(self, count: int, parts: Sequence[Expression]) -> Verdict:
        verdicts = [self.verdict(part) for part in parts]
        true, false = [verdict.true for verdict in verdicts], [verdict.false for verdict in verdicts]
        if count == len(parts):
            return Verdict(z3.And(*true), z3.Or(*false))
        if count == 1:
            return Verdict(z3.Or(*true), z3.And(*false))
        return Verdict(z3.AtLeast(*true, count), z3.AtLeast(*false, len(parts) - count + 1))

    def _comparison(self, comparison: Comparison) -> Verdict:
        if comparison.or_ is not None:
            return self._count(1, [each for _, each in comparison.either])
        left, right = comparison.left, comparison.right
        unit = self._scope.comparison_unit(left, right)
        (top, bottom), (other_top, other_bottom) = self._fraction(left, unit), self._fraction(right, unit)
        known = z3.And(*(self.patient.known[name] for name in comparison.findings))
        return _when(known, RELATIONS[comparison.relation](top * other_bottom, other_top * bottom))

    def _fraction(self, operand: Operand, unit: ComparisonUnit) -> tuple[Term, Term]:
        """Return numerator and denominator of an operand, the denominator above zero."""
        values, one = self.patient.values, real(1)
        match operand:
            case Quantity(value=value, unit=own):
                return real(unit.own(value, own)), one
            case FindingValue(finding=name, times=times):
                return self._number(name) * real(times), one
            case PercentChange(percent_change=now, from_=then):
                return (values[now] - values[then]) * 100, values[then]
            case Elapsed(since=since, until=until):
                return self._number(until) - self._number(since), real(MINUTES[unit.code])
            case ValueOf():
                raise TypeError("a computed value is compared by its own formulas")
            case Sum():
                own_unit = ComparisonUnit(operand.unit)
                return z3.Sum(*(self._fraction(part, own_unit)[0] for part in operand.sum)), one

    def _number(self, name: str) -> Term:
        finding, value = self.patient.findings[name], self.patient.values[name]
        if isinstance(finding, QuantityFinding):
            return value
        if isinstance(finding, DateFinding) and finding.precision == "day":
            return z3.ToReal(value * MINUTES_A_DAY)
        return z3.ToReal(value)

    # Scores: the numbers of points that are still possible, and the bands that follow from them.

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
            verdict = self.verdict(item.when)
            ways.setdefault(item.points, []).append(z3.Not(verdict.false))
            ways.setdefault(0, []).append(z3.Not(verdict.true))
        else:
            assert item.finding is not None  # the item's __post_init__ saw to it
            value = self.patient.values[item.finding]
            unknown = z3.Not(self.patient.known[item.finding])
            places = self.patient.places.get(item.finding, {})
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
                ways.append(within if band.when is None else z3.And(within, z3.Not(self.verdict(band.when).false)))
        return z3.Or(*ways)

    def in_band(self, score: Score, names: Iterable[str]) -> Verdict:
        """Return the verdict on a score: when it lies in one of some bands, and when in none of them."""
        accepted = set(names)
        possible = {band.id: self.band(score, band.id) for band in score.bands}
        inside = z3.Or(*(formula for name, formula in possible.items() if name in accepted))
        outside = z3.Or(*(formula for name, formula in possible.items() if name not in accepted))
        return Verdict(z3.And(inside, z3.Not(outside)), z3.Not(inside))

    def _score_is(self, condition: ScoreIs) -> Verdict:
        score = self._scores[condition.score]
        if condition.is_ is not None:
            return self.in_band(score, condition.is_)
        low = condition.at_least if condition.at_least is not None else float("-inf")
        high = condition.at_most if condition.at_most is not None else float("inf")
        sums = self.sums(score)
        inside = z3.Or(*(formula for total, formula in sums.items() if low <= total <= high))
        outside = z3.Or(*(formula for total, formula in sums.items() if not low <= total <= high))
        return Verdict(z3.Not(outside), z3.Not(inside))

    # Grades: the steps that are still possible.

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
                    verdict = self.verdict(level.when)
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
                applies = self.verdict(grade.when)
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

    def _grade_is(self, condition: GradeIs) -> Verdict:
        accepted = (
            condition.is_ if condition.is_ is not None else self._scope.steps_from(condition.grade, condition.at_least)
        )
        return self.in_steps(self._grades[condition.grade], accepted)


def _when(known: Proposition, holds: Proposition) -> Verdict:
    return Verdict(z3.And(known, holds), z3.And(known, z3.Not(holds)))
