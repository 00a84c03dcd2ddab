"""Computed values as formulas for a solver: between which two numbers each still lies, for a patient like any other.

A rational formula is restated as it is. Of an irrational one the solver knows the bounds that hold for everybody, and
that one number is left once nothing is missing; what rests on more than that the engine is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import z3

from build_scripts.content.values.bounds import Bounds, is_irrational
from build_scripts.evidence.proofs.patient import Patient, Proposition, Term, Verdict, real
from build_scripts.evidence.proofs.terms import ranges
from build_scripts.evidence.proofs.terms.numbers import RELATIONS, TURNED, Numbers
from build_scripts.evidence.proofs.terms.ranges import Range
from build_scripts.evidence.proofs.terms.same_values import by_what_it_reads
from checker.engine.program import Program
from checker.language.comparisons import Comparison
from checker.language.expressions import Expression
from checker.language.operands import Elapsed, FindingValue, Operand, OperandBase, PercentChange, Quantity, Sum, ValueOf
from checker.values.by_choice import ByChoice
from checker.values.compound import Part, parts_of
from checker.values.formulas import (
    Absolute,
    ByCase,
    Largest,
    Minus,
    Plus,
    Power,
    Product,
    Quotient,
    Smallest,
)
from checker.values.value import Value
from checker.words.exact import Interval, exact

JOINS: dict[type, Callable[[Range, Range], Range]] = {
    Plus: ranges.added,
    Minus: ranges.subtracted,
    Product: ranges.multiplied,
    Quotient: ranges.divided,
    Smallest: ranges.smaller,
    Largest: ranges.larger,
}


@dataclass(frozen=True, slots=True)
class ValueTerms:
    """One value of a patient."""

    value: Value
    low: Term
    high: Term
    """The lowest and the highest number that the formula may still give, before it is rounded; of an irrational one
    the rounded ones, which serve as well, since they are rounded to themselves."""
    bounds: Interval
    """Between which numbers the result lies for everybody."""
    facts: tuple[Proposition, ...] = ()
    """Formulas that hold of the two, and that a solver handles well."""
    definitions: tuple[Proposition, ...] = ()
    """Formulas that say what the two are where it takes products of unknown numbers, of which a solver may know
    little. Of an irrational formula there are none."""
    exact: bool = True
    """Whether facts and definitions together say what the value is."""


class ValueFormulas:
    """The computed values of a protocol as formulas on one patient."""

    def __init__(
        self, program: Program, patient: Patient, numbers: Numbers, verdict: Callable[[Expression], Verdict]
    ) -> None:
        """Make the formulas.

        Args:
            program: The protocol.
            patient: The patient.
            numbers: The numbers of the patient.
            verdict: The function from an expression to the verdict on it.
        """
        self._protocol = program.protocol
        self._patient = patient
        self._numbers = numbers
        self._verdict = verdict
        self._scope = program.scope
        self._values = {value.id: value for value in program.protocol.values}
        self._bounds = Bounds(program) if self._values else None
        self._terms: dict[str, ValueTerms] = {}

    @property
    def all(self) -> Iterator[ValueTerms]:
        """The values in the order of the protocol."""
        return (self.terms(name) for name in self._values)

    @property
    def decidable(self) -> bool:
        """Whether the solver knows all of the values: sums and multiples of single numbers, minima, cases, rounding."""
        return all(terms.exact and not terms.definitions for terms in self.all)

    @property
    def plausible(self) -> Iterator[Proposition]:
        """Formulas that hold where no value shows that what was entered is a mistake."""
        for terms in self.all:
            low, high = (Fraction(*end.as_integer_ratio()) for end in terms.value.plausible)
            yield z3.Not(self._holds(terms, terms.low, "above", high))
            yield z3.Not(self._holds(terms, terms.high, "below", low))

    def narrower_than(self, before: ValueFormulas) -> Iterator[Proposition]:
        """Yield what interval arithmetic promises where more is known than before, of findings that are no measures."""
        for terms, former in zip(self.all, before.all, strict=True):
            yield z3.And(former.low <= terms.low, terms.high <= former.high)

    @property
    def measured(self) -> tuple[str, ...]:
        """Ids of the findings that count in place of a value."""
        return tuple(value.measured for value in self._values.values() if value.measured is not None)

    def terms(self, name: str) -> ValueTerms:
        """Return the terms of a value."""
        if name not in self._terms:
            self._terms[name] = self._made(self._values[name])
        return self._terms[name]

    def _made(self, value: Value) -> ValueTerms:
        assert self._bounds is not None  # there is a value
        bounds, result = self._bounds.of(value.formula), self._bounds.of_value(value.id)
        assert bounds is not None  # a value without bounds is refused before anything is proved
        assert result is not None
        irrational = is_irrational(value.formula)
        if irrational and value.rounded is not None:
            bounds = value.rounded.rounded(bounds[0]), value.rounded.rounded(bounds[1])
        found = None if irrational else self._range(value.formula)
        known = found if found is not None and found.linear else None
        given = (known.low, known.high) if known else by_what_it_reads(self._protocol, self._patient, value)
        # Named by what it is: another version with the same value then asks its questions in the same terms.
        low, high = (
            z3.Real(f"{value.id} {end} of {term.get_id()}") for end, term in zip(("low", "high"), given, strict=True)
        )
        settled = z3.Implies(self._settled(value.formula), low == high)
        within = (low >= real(Fraction(*bounds[0])), high <= real(Fraction(*bounds[1])), low <= high, settled)
        same = (low == given[0], high == given[1])
        if found is None:
            return ValueTerms(value, low, high, result, (*within, *same), exact=False)
        if known:
            return ValueTerms(value, low, high, result, same)
        return ValueTerms(value, low, high, result, (*within, *same), (low == found.low, high == found.high))

    # What a formula gives

    def _range(self, formula: Part) -> Range:
        if isinstance(formula, OperandBase):
            return self._read(formula)
        match formula:
            case ByChoice(by=name, choices=choices):
                return self._by_choice(name, {choice: exact(number) for choice, number in choices.items()})
            case ByCase():
                return self._by_case(formula)
            case Absolute():
                return ranges.magnitude(self._range(formula.absolute))
            case Power(power=base, exponent=exponent):
                return ranges.whole_power(self._range(base), exponent.as_integer_ratio()[0])
            case _:
                first, *others = map(self._range, parts_of(formula))
                join = JOINS[type(formula)]
                for other in others:
                    first = join(first, other)
                return first

    def _read(self, operand: Operand) -> Range:
        known = self._patient.known
        match operand:
            case Quantity(value=value):
                return ranges.fixed(exact(value))
            case FindingValue(finding=name):
                conversion = operand.conversion(self._scope)
                times = conversion.times or Fraction(1)
                factor = Fraction(*exact(operand.times)) / Fraction(*times.as_integer_ratio())
                plus = Fraction(*conversion.plus.as_integer_ratio()) if conversion.plus is not None else Fraction(0)
                number = (self._numbers.number(name) - real(plus)) * real(factor)
                return self._or_any(operand, known[name], number)
            case Elapsed(since=since, until=until):
                top, bottom = self._numbers.elapsed(operand, operand.in_ or "min")
                return self._or_any(operand, z3.And(known[since], known[until]), top / bottom)
            case ValueOf(value_of=name):
                return self._other(name)
            case PercentChange(percent_change=now, from_=then):
                relative = ranges.divided(self._read(FindingValue(now)), self._read(FindingValue(then)))
                hundred = ranges.fixed((100, 1))
                return ranges.subtracted(ranges.multiplied(hundred, relative), hundred)
            case Sum(sum=parts):
                return self._range(Plus(parts)) if len(parts) > 1 else self._read(parts[0])

    def _or_any(self, operand: Operand, known: Proposition, number: Term) -> Range:
        """Return a number that is read where it is known, and anything within its bounds where it is not."""
        assert self._bounds is not None  # a formula reads it
        bounds = self._bounds.of(operand)
        assert bounds is not None  # what is read is always bounded
        low, high = (z3.If(known, number, real(Fraction(*end))) for end in bounds)
        return Range(low, high, bounds)

    def _other(self, name: str) -> Range:
        """Return the range of another value."""
        low, high = self.ends(name)
        return Range(low, high, self.terms(name).bounds)

    def ends(self, name: str) -> tuple[Term, Term]:
        """Return the lowest and the highest number that a value can be, rounded, or measured."""
        terms = self.terms(name)
        ends = [terms.low, terms.high]
        if terms.value.rounded is not None:
            ends = [ranges.rounded_term(end, terms.value.rounded) for end in ends]
        if terms.value.measured is not None:
            known, number = self._patient.known[terms.value.measured], self._patient.values[terms.value.measured]
            ends = [z3.If(known, number, end) for end in ends]
        return ends[0], ends[1]

    def _by_choice(self, name: str, constants: Mapping[str, tuple[int, int]]) -> Range:
        patient = self._patient
        unknown = z3.Not(patient.known[name])
        ways = [
            (z3.Or(unknown, patient.values[name] == patient.places[name][choice]), ranges.fixed(constant))
            for choice, constant in constants.items()
        ]
        return ranges.any_of(ways)

    def _by_case(self, formula: ByCase) -> Range:
        ways: list[tuple[Proposition, Range]] = []
        earlier: list[Proposition] = []
        for case in formula.cases:
            verdict = self._verdict(case.when)
            ways.append((z3.And(z3.Not(verdict.false), *map(z3.Not, earlier)), self._range(case.then)))
            earlier.append(verdict.true)
        ways.append((z3.Not(z3.Or(*earlier)), self._range(formula.otherwise)))
        return ranges.any_of(ways)

    def _settled(self, formula: Part) -> Proposition:
        """Return when nothing that a formula needs is missing."""
        known = self._patient.known
        if isinstance(formula, ValueOf):
            value = self._values[formula.value_of]
            own = self._settled(value.formula)
            return own if value.measured is None else z3.Or(known[value.measured], own)
        if isinstance(formula, ByCase):
            rest = self._settled(formula.otherwise)
            for case in reversed(formula.cases):
                verdict = self._verdict(case.when)
                rest = z3.Or(z3.And(verdict.true, self._settled(case.then)), z3.And(verdict.false, rest))
            return rest
        own = [known[name] for name in formula.findings]
        return z3.And(*own, *(self._settled(part) for part in parts_of(formula)))

    # What is compared with it

    def compared(self, comparison: Comparison) -> Verdict:
        """Return the verdict on a comparison of a value, or of each number that it may still be, with another side."""
        left, right, relation = comparison.left, comparison.right, comparison.relation
        if not isinstance(left, ValueOf):
            left, right, relation = right, left, TURNED[relation]
        assert isinstance(left, ValueOf)
        terms, unit = self.terms(left.value_of), self._scope.comparison_unit(left, right)
        known = z3.And(*(self._patient.known[name] for name in comparison.findings))
        if isinstance(right, Quantity):
            number = unit.own(right.value, right.unit)
            limit: Fraction | Term = Fraction(*number.as_integer_ratio())
        else:
            top, bottom = self._numbers.fraction(right, unit)
            limit = top / bottom
        at_low, at_high = (self._holds(terms, end, relation, limit) for end in (terms.low, terms.high))
        outside = z3.And(z3.Not(at_low), z3.Not(at_high))
        if relation == "equals":
            above, below = self._holds(terms, terms.low, "above", limit), self._holds(terms, terms.high, "below", limit)
            outside = z3.Or(above, below)
        return Verdict(z3.And(known, at_low, at_high), z3.And(known, outside))

    def _holds(self, terms: ValueTerms, end: Term, relation: str, limit: Fraction | Term) -> Proposition:
        """Return when the lowest or the highest number of a value stands in a relation to a limit."""
        rounding, measured = terms.value.rounded, terms.value.measured
        other = real(limit) if isinstance(limit, Fraction) else limit
        if rounding is None:
            held = RELATIONS[relation](end, other)
        elif isinstance(limit, Fraction):
            least = ranges.rounds_to_at_least(end, rounding, limit)
            above = ranges.rounds_to_at_least(end, rounding, limit, above=True)
            held = {
                "above": above,
                "at_least": least,
                "below": z3.Not(least),
                "at_most": z3.Not(above),
                "equals": z3.And(least, z3.Not(above)),
            }[relation]
        else:
            held = RELATIONS[relation](ranges.rounded_term(end, rounding), other)
        if measured is None:
            return held
        known, number = self._patient.known[measured], self._patient.values[measured]
        return z3.If(known, RELATIONS[relation](number, other), held)
