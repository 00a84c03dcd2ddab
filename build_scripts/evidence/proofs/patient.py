"""Every possible patient as variables of a solver: for each finding a value, and whether it is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
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

Formula = Any
"""A Boolean term of the solver, whose package has no types."""


Term = Any
"""An arithmetic term of the solver."""


MINUTES_A_DAY = 1440


DAYS = (-719162, 2932896)
"""The first and the last day that a date can name, counted from 1970-01-01."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """When a rule is true, and when it is false."""

    true: Formula
    false: Formula

    @property
    def unknown(self) -> Formula:
        """When it is neither."""
        return z3.Not(z3.Or(self.true, self.false))

    @property
    def negated(self) -> Verdict:
        """The verdict on the opposite."""
        return Verdict(self.false, self.true)


def real(number: Decimal | int) -> Term:
    """Return a number as the solver writes it, exactly."""
    return z3.RealVal(str(number))


class Patient:
    """Every possible patient: for each finding a value, and whether it is known."""

    def __init__(self, findings: Sequence[Finding], name: str = "", values: dict[str, Term] | None = None) -> None:
        """Make a patient.

        Args:
            findings: What can be found.
            name: Tells the variables of one patient from those of another.
            values: Those of another patient, who then has the same values of whom something else may be known.
        """
        self.findings = {finding.id: finding for finding in findings}
        self.values = values or {finding.id: _variable(finding, f"{name}{finding.id}") for finding in findings}
        self.known: dict[str, Formula] = {finding.id: z3.Bool(f"{name}{finding.id}?") for finding in findings}
        self.places: dict[str, dict[str, int]] = {
            finding.id: {choice.id: place for place, choice in enumerate(finding.choices)}
            for finding in findings
            if isinstance(finding, ChoiceFinding)
        }
        """Choice finding → the number that stands for each of its answers."""

    def as_seen_by(self, findings: Sequence[Finding], apart: Collection[str] = ()) -> Patient:
        """Return the same patient for other findings: what both know by the same id is the same value.

        Args:
            findings: What can be found, as others ask it.
            apart: Ids of findings that are another thing there, in spite of their name.
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

    @property
    def plausible(self) -> list[Formula]:
        """That every value lies within the limits in which it is accepted."""
        return [limit for limits in self.limits.values() for limit in limits]

    @property
    def limits(self) -> dict[str, list[Formula]]:
        """For each finding, that its value lies within them."""
        return {
            name: _limits(finding, self.values[name], self.places.get(name, {}))
            for name, finding in self.findings.items()
        }

    @property
    def complete(self) -> Formula:
        """That everything is known."""
        return z3.And(*self.known.values())

    def knows_all_of(self, other: Patient) -> Formula:
        """That whatever is known of the other patient, who has the same values, is known of this one."""
        return z3.And(*(z3.Implies(known, self.known[name]) for name, known in other.known.items()))


def _variable(finding: Finding, name: str) -> Term:
    match finding:
        case BooleanFinding():
            return z3.Bool(name)
        case QuantityFinding():
            return z3.Real(name)
        case ChoiceFinding() | IntegerFinding() | DateFinding():
            return z3.Int(name)


def _limits(finding: Finding, value: Term, places: dict[str, int]) -> list[Formula]:
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
