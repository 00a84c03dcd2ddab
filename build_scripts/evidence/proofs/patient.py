"""Every possible patient as variables of a solver: for each finding a value, and whether it is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import z3

from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
)
from checker.protocol.assumptions import Assumption
from checker.words.rationals import Number

Proposition = Any
"""A Boolean term of the solver; Any, since the solver's package has no types."""


Term = Any
"""An arithmetic term of the solver."""


MINUTES_A_DAY = 1440


DAYS = (-719162, 2932896)
"""The first and the last day that a date can name, counted from 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The formulas under which a rule is true, and under which it is false."""

    true: Proposition
    false: Proposition

    @property
    def unknown(self) -> Proposition:
        """The formula under which the rule is neither true nor false."""
        return z3.Not(z3.Or(self.true, self.false))

    @property
    def negated(self) -> Verdict:
        """The verdict on the negated rule."""
        return Verdict(self.false, self.true)


def real(number: Number | Fraction | int) -> Term:
    """Return a number as an exact term of the solver."""
    top, bottom = number.as_integer_ratio()
    return z3.RealVal(f"{top}/{bottom}")


class Patient:
    """Every possible patient: for each finding a value, and whether it is known."""

    def __init__(self, findings: Sequence[Finding], name: str = "", values: dict[str, Term] | None = None) -> None:
        """Make a patient.

        Args:
            findings: The findings of the protocol.
            name: Prefix of the variables, which keeps them apart from those of another patient.
            values: The values of another patient, for a patient with the same values and other known findings.
        """
        self.findings = {finding.id: finding for finding in findings}
        self.values = values or {finding.id: _variable(finding, f"{name}{finding.id}") for finding in findings}
        self.known: dict[str, Proposition] = {finding.id: z3.Bool(f"{name}{finding.id}?") for finding in findings}
        self.places: dict[str, dict[str, int]] = {
            finding.id: {choice.id: place for place, choice in enumerate(finding.choices)}
            for finding in findings
            if isinstance(finding, ChoiceFinding)
        }
        """Choice finding → the number that stands for each of its answers."""

    def as_seen_by(self, findings: Sequence[Finding], apart: Collection[str] = ()) -> Patient:
        """Return the same patient for the findings of another protocol: findings with the same id have the same value.

        Args:
            findings: The findings of the other protocol.
            apart: Ids of findings that mean something else in the other protocol.
        """
        other = Patient(findings)
        for name in apart:
            other.values[name] = _variable(other.findings[name], f"other {name}")
            other.known[name] = z3.Bool(f"other {name}?")
        for finding in findings:
            own = self.places.get(finding.id) if finding.id not in apart else None
            if own is not None and finding.id in other.places:
                for choice in other.places[finding.id]:
                    own.setdefault(choice, len(own))
                other.places[finding.id] = own
        return other

    def assuming(self, assumptions: Sequence[Assumption]) -> Patient:
        """Return the same patient, with assumed answers in the place of those that are not known."""
        other = copy(self)
        other.values, other.known = dict(self.values), dict(self.known)
        for each in assumptions:
            name, answer = each.finding, each.answer
            assumed = z3.BoolVal(answer) if isinstance(answer, bool) else z3.IntVal(self.places[name][answer])
            other.values[name] = z3.If(self.known[name], self.values[name], assumed)
            other.known[name] = z3.BoolVal(True)
        return other

    def agrees_with(self, assumptions: Sequence[Assumption]) -> Proposition:
        """Return the formula that what would be assumed of this patient is true; what is known is not assumed."""
        assumed = self.assuming(assumptions)
        return z3.And(*(assumed.values[each.finding] == self.values[each.finding] for each in assumptions))

    @property
    def plausible(self) -> list[Proposition]:
        """Formulas that hold where every value lies within its limits."""
        return [limit for limits in self.limits.values() for limit in limits]

    @property
    def limits(self) -> dict[str, list[Proposition]]:
        """For each finding the formulas that hold where its value lies within its limits."""
        return {
            name: _limits(finding, self.values[name], self.places.get(name, {}))
            for name, finding in self.findings.items()
        }

    @property
    def complete(self) -> Proposition:
        """The formula that every finding is known."""
        return z3.And(*self.known.values())

    def knows_all_of(self, other: Patient) -> Proposition:
        """Return the formula that this patient's known findings include those of another with the same values."""
        return z3.And(*(z3.Implies(known, self.known[name]) for name, known in other.known.items()))


def _variable(finding: Finding, name: str) -> Term:
    match finding:
        case BooleanFinding():
            return z3.Bool(name)
        case QuantityFinding():
            return z3.Real(name)
        case ChoiceFinding() | IntegerFinding() | DateFinding():
            return z3.Int(name)


def _limits(finding: Finding, value: Term, places: dict[str, int]) -> list[Proposition]:
    match finding:
        case BooleanFinding():
            return []
        case ChoiceFinding():
            return [z3.Or(*(value == places[choice.id] for choice in finding.choices))]
        case QuantityFinding(plausible=(low, high)):
            return [value >= real(low), value <= real(high)]
        case IntegerFinding(plausible=(first, last)):
            return [value >= first, value <= last]
        case DateFinding(precision=precision):
            scale = 1 if precision == "day" else MINUTES_A_DAY
            return [value >= DAYS[0] * scale, value < (DAYS[1] + 1) * scale]
