"""Answers as they stand in a case, made from numbers and from what a solver found."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import z3

from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Patient, Proposition, Term, real
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, Finding, QuantityFinding
from checker.words.rationals import Number, nearby, ratio

EPOCH = datetime.datetime(1970, 1, 1)

A_DAY = 20_454
"""2026-01-01 as days since 1970-01-01: the date that a case gets unless a rule wants another."""

DIGITS = 20
"""Decimals of a number that is the root of an equation, and has no end."""


def written_quantity(finding: QuantityFinding, number: Number) -> dict[str, Any] | None:
    """Return a value of a finding's own unit as a case gives it, in the first unit in which its decimals have an end.

    None stands for a value that no accepted unit can write.
    """
    if isinstance(number, Decimal):
        return {"value": number, "unit": finding.unit}
    ways = ((conversion.from_own(number), conversion.unit) for conversion in finding.also)
    return next(({"value": value, "unit": unit} for value, unit in ways if isinstance(value, Decimal)), None)


def date_text(precision: str, number: int) -> str:
    """Return a date as a case gives it, from its days or minutes since 1970-01-01."""
    moment = EPOCH + (datetime.timedelta(days=number) if precision == "day" else datetime.timedelta(minutes=number))
    return moment.date().isoformat() if precision == "day" else moment.isoformat(timespec="minutes")


def a_day(precision: str) -> int:
    """Return the days or minutes since 1970-01-01 of the date that a case gets unless a rule wants another."""
    return A_DAY * (1 if precision == "day" else MINUTES_A_DAY)


def as_found(patient: Patient, name: str, value: Term) -> Any:
    """Return an answer as a case gives it, from the value that a solver found for it."""
    finding = patient.findings[name]
    match finding:
        case BooleanFinding():
            return z3.is_true(value)
        case ChoiceFinding():
            place = value.as_long()
            known = {choice.id for choice in finding.choices}
            return next(
                choice for choice, number in patient.places[name].items() if number == place and choice in known
            )
        case QuantityFinding():
            if z3.is_algebraic_value(value):
                value = value.approx(DIGITS)
            exact = ratio(value.numerator_as_long(), value.denominator_as_long())
            return written_quantity(finding, exact) or {"value": nearby(exact), "unit": finding.unit}
        case DateFinding(precision=precision):
            return date_text(precision, value.as_long())
        case _:
            return value.as_long()


def term_of(patient: Patient, name: str, value: Any) -> Proposition:
    """Return the formula that a finding of a patient has a value, which is given as in a case."""
    term = patient.values[name]
    if isinstance(value, bool):
        return term if value else z3.Not(term)
    return term == number_of(patient, name, value)


def number_of(patient: Patient, name: str, value: Any) -> Term:
    """Return the term of the value that a finding has in a case."""
    finding: Finding = patient.findings[name]
    match finding:
        case BooleanFinding():
            return z3.BoolVal(value)
        case ChoiceFinding():
            return z3.IntVal(patient.places[name][value])
        case QuantityFinding():
            conversion = finding.conversion(value["unit"])
            assert conversion is not None  # the case was answered
            return real(conversion.to_own(value["value"]))
        case DateFinding(precision=precision):
            passed = datetime.datetime.fromisoformat(value) - EPOCH
            return z3.IntVal(passed // datetime.timedelta(**{f"{precision}s": 1}))
        case _:
            return z3.IntVal(value)
