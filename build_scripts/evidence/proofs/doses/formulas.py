"""Doses as formulas on one patient: who is shown a dose, and what it comes to.

What a dose comes to is said here a second time, apart from the engine, so that the two can be held against each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import z3

from build_scripts.evidence.dose_coverage import LARGEST, OPEN, SMALLEST
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition, Term, Verdict, real
from checker.protocol.doses import Dose, DosePer
from checker.protocol.traversal import findings_read, named_rules
from checker.words.rationals import Rational


def dose_verdict(formulas: Formulas, index: int, place: int) -> Verdict:
    """Return the verdict on a dose of a recommendation: when an answer shows it, and when it does not."""
    dose = formulas.protocol.recommendations[index].doses[place]
    shown = formulas.recommendation(index)
    if dose.when is None:
        return shown
    condition = formulas.verdict(dose.when)
    return Verdict(z3.And(shown.true, condition.true), z3.Or(z3.Not(shown.true), condition.false))


def dose_shown(formulas: Formulas, index: int, place: int, outcome: str | None = None) -> Proposition:
    """Return the formula that a dose is shown as being for the patient, with what becomes of it where that is wanted.

    Args:
        formulas: The protocol as formulas.
        index: Position of the recommendation.
        place: Position of the dose in it.
        outcome: What becomes of a dose that is worked out, as `dose_coverage` has it; None for whatever it is.
    """
    dose = formulas.protocol.recommendations[index].doses[place]
    shown = dose_verdict(formulas, index, place).true
    if outcome is None or dose.per is None:
        return shown
    number, known = number_term(formulas, dose.per)
    if outcome == OPEN:
        return z3.And(shown, z3.Not(known))
    terms = [DoseTerm(dose, number, end) for end in range(1 if dose.to is None else 2)]
    largest, smallest = (z3.Or(*(getattr(t, name) for t in terms)) for name in ("above_largest", "below_smallest"))
    wanted = {LARGEST: largest, SMALLEST: z3.And(smallest, z3.Not(largest))}
    return z3.And(shown, known, wanted.get(outcome, z3.Not(z3.Or(largest, smallest))))


def number_term(formulas: Formulas, per: DosePer) -> tuple[Term, Proposition]:
    """Return the number that a dose goes by, and the formula that it is known.

    A computed value is known here where all that it reads is, and taken before it is rounded.
    """
    if per.value_of is not None:
        terms = formulas.values.terms(per.value_of)
        read = dict.fromkeys(findings_read(named_rules(formulas.protocol), terms.value))
        known = z3.And(*(formulas.patient.known[name] for name in read))
        return terms.low, known
    assert per.finding is not None  # checked by its __post_init__
    return formulas.patient.values[per.finding], formulas.patient.known[per.finding]


@dataclass(frozen=True)
class DoseTerm:
    """One end of a dose as a term in the number that it goes by."""

    dose: Dose
    number: Term
    end: int
    """0 for the amount, 1 for the upper end of a range."""

    @property
    def product(self) -> Term:
        """The amount times the number, in the unit of the result."""
        amount = self.dose.amount if self.end == 0 or self.dose.to is None else self.dose.to
        assert self.dose.factors is not None
        return real(amount) * real(self.dose.factors.per) * self.number

    @property
    def above_largest(self) -> Proposition:
        """The formula that the largest dose takes the place of the product."""
        largest = self._limit("largest")
        return self._not_too_small > real(largest) if largest is not None else z3.BoolVal(False)

    @property
    def below_smallest(self) -> Proposition:
        """The formula that the smallest dose takes the place of the product."""
        smallest = self._limit("smallest")
        return self.product < real(smallest) if smallest is not None else z3.BoolVal(False)

    @property
    def _not_too_small(self) -> Term:
        smallest = self._limit("smallest")
        return self.product if smallest is None else z3.If(self.below_smallest, real(smallest), self.product)

    @property
    def held(self) -> Term:
        """The product, or the limit in its place."""
        largest = self._limit("largest")
        return self._not_too_small if largest is None else z3.If(self.above_largest, real(largest), self._not_too_small)

    @property
    def whole_steps(self) -> Term:
        """The whole steps of the rounding that the number to be rounded holds; `defining` says so."""
        return z3.Int(f"whole steps {self.end} of {self.number}")

    @property
    def rest(self) -> Term:
        """The part of a step that is left; `defining` says so."""
        return z3.Real(f"rest {self.end} of {self.number}")

    @property
    def defining(self) -> list[Proposition]:
        """The formulas that define whole steps and rest: faster to solve than a function that cuts off."""
        step = self._limit("step")
        return (
            [] if step is None else [self.held == (z3.ToReal(self.whole_steps) + self.rest) * real(step), *self.apart]
        )

    @property
    def apart(self) -> list[Proposition]:
        """The formulas that whole steps and rest are such, of whatever number."""
        return [self.rest >= 0, self.rest < 1, self.whole_steps >= 0]

    @property
    def result(self) -> Term:
        """The dose that is given, rounded."""
        rounded, exact_step = self.dose.rounded, self._limit("step")
        if rounded is None or exact_step is None:
            return self.held
        below, half = self.whole_steps, real(Rational("1/2"))
        if rounded.always is not None:
            up = self.rest > 0 if rounded.always == "up" else z3.BoolVal(False)
        else:
            at_half = {"up": z3.BoolVal(True), "down": z3.BoolVal(False), "even": below % 2 == 1}[str(rounded.half)]
            up = z3.Or(self.rest > half, z3.And(self.rest == half, at_half))
        step = Fraction(*exact_step.as_integer_ratio())
        steps = z3.If(up, below + 1, below)
        # Within the limits again: the nearest multiple on the inner side of the limit that was passed.
        for name in ("smallest", "largest"):
            limit = self._limit(name)
            if limit is not None:
                bound = Fraction(*limit.as_integer_ratio()) / step
                inner = math.ceil(bound) if name == "smallest" else math.floor(bound)
                steps = z3.If(steps < inner if name == "smallest" else steps > inner, z3.IntVal(inner), steps)
        return z3.ToReal(steps) * real(step)

    def result_at(self, number: Fraction) -> Fraction:
        """Return what the formula says for one number."""
        known, step = [(self.number, real(number))], self._limit("step")
        if step is not None:
            steps = _evaluated(self.held, known) / Fraction(*step.as_integer_ratio())
            whole = math.floor(steps)
            known += [(self.whole_steps, z3.IntVal(whole)), (self.rest, real(steps - whole))]
        return _evaluated(self.result, known)

    def _limit(self, name: str) -> Rational | None:
        return getattr(self.dose.factors, name)  # type: ignore[no-any-return]


def _evaluated(term: Term, known: list[tuple[Term, Term]]) -> Fraction:
    value = z3.simplify(z3.substitute(term, *known))
    return Fraction(value.numerator_as_long(), value.denominator_as_long())
