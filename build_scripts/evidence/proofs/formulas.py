"""A protocol as formulas for a solver: every rule, for a patient of whom any finding may be unknown.

Each finding is a value and a flag that says whether it is known. Each rule is a pair of formulas, one for 'true' and
one for 'false'; the rule is unknown where neither holds. The formulas restate the meaning of the language
independently of the engine: every case that a solver finds is put to the engine as well, and a difference between the
two stops the build.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import z3

from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from build_scripts.evidence.proofs.terms.numbers import Numbers, by_the_calendar
from build_scripts.evidence.proofs.terms.scores import ScoreFormulas
from build_scripts.evidence.proofs.terms.values import ValueFormulas
from checker.engine.program import Program
from checker.language.comparisons import Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.language.operands import FindingValue, Quantity
from checker.protocol.assumptions import Assumption
from checker.protocol.model import Protocol
from checker.protocol.thresholds import comparisons
from checker.protocol.traversal import rules, walk


class Formulas:
    """The rules of a protocol as formulas on one patient."""

    def __init__(
        self, protocol: Protocol, patient: Patient, program: Program | None = None, tries: int | None = None
    ) -> None:
        """Make the formulas.

        Args:
            protocol: The protocol.
            patient: The patient.
            program: The protocol made ready to run, where it is at hand.
            tries: Number of real patients who are tried where a solver knows too little of a value, if it is not the
                usual one.
        """
        self.tries = tries
        self.protocol = protocol
        self.patient = patient
        self.program = program or Program(protocol)
        self._scope = self.program.scope
        self._verdicts: dict[int, tuple[Expression, Verdict]] = {}
        self._criteria = {criterion.id: criterion for criterion in protocol.criteria}
        self._numbers = Numbers(patient)
        self.values = ValueFormulas(self.program, patient, self._numbers, self.verdict)
        self.scores = ScoreFormulas(protocol, patient, self._scope, self.verdict)
        self._assuming: dict[tuple[Assumption, ...], Formulas] = {}

    @property
    def accepted(self) -> list[Proposition]:
        """Formulas that hold of each patient on whom the rules are evaluated.

        The values are plausible, nothing contradicts a constraint, and all that the constraints imply is known already.
        Every accepted case is completed to such a patient before a rule is evaluated.
        """
        return [*self.given, *self.patient.plausible, *self.closed, *self.values.plausible]

    @property
    def given(self) -> list[Proposition]:
        """Formulas that hold of every patient.

        They say what dates are by the calendar, where rules read them so, and what computed values are, without those
        of products of unknown numbers.
        """
        facts = [fact for name in self._dates for fact in self._numbers.date(name).facts]
        return [*facts, *(fact for terms in self.values.all for fact in terms.facts)]

    @cached_property
    def _dates(self) -> tuple[str, ...]:
        """Ids of the dates that some rule compares by the calendar."""
        parts = (part for rule in rules(self.protocol) for part in walk(rule.expression))
        compared = (part for part in parts if isinstance(part, Comparison) and self._by_the_calendar(part))
        return tuple(dict.fromkeys(name for comparison in compared for name in comparison.findings))

    def _by_the_calendar(self, comparison: Comparison) -> bool:
        left, right = comparison.left, comparison.right
        return by_the_calendar(left, right, self._scope.comparison_unit(left, right))

    @property
    def definitions(self) -> list[Proposition]:
        """Formulas on computed values that hold of every patient, and of which a solver may know little."""
        return [definition for terms in self.values.all for definition in terms.definitions]

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
        """Return the verdict on a recommendation, with what it assumes: when it is indicated, and when it is not."""
        assumed = self.protocol.recommendations[index].assume
        if assumed and assumed not in self._assuming:
            other = self._assuming[assumed] = Formulas(self.protocol, self.patient.assuming(assumed), self.program)
            other.values = self.values  # nothing is worked out from an assumed answer
        return self._assuming.get(assumed, self).verdict(self.program.indications[index])

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
                return self.scores.score_is(expression)
            case GradeIs():
                return self.scores.grade_is(expression)

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
        if comparison.refers_to is not None:
            return self.values.compared(comparison)
        left, right = comparison.left, comparison.right
        unit = self._scope.comparison_unit(left, right)
        known = z3.And(*(self.patient.known[name] for name in comparison.findings))
        return _when(known, self._numbers.compared(left, comparison.relation, right, unit))


def _when(known: Proposition, holds: Proposition) -> Verdict:
    return Verdict(z3.And(known, holds), z3.And(known, z3.Not(holds)))


def flips(before: Formulas, after: Formulas, index: int) -> Proposition:
    """Return the formula that a recommendation turns round between two patients of whom one is known better.

    What was assumed may turn out to be wrong, and then the recommendation may well turn round: those patients are left
    out.
    """
    one, other = before.recommendation(index), after.recommendation(index)
    assumed = before.protocol.recommendations[index].assume
    turned = z3.Or(z3.And(one.true, other.false), z3.And(one.false, other.true))
    return z3.And(before.patient.agrees_with(assumed), turned)
