"""Cases made from patients that a solver found, with few findings and with numbers that a person would write."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Formula, Patient, real
from build_scripts.evidence.proofs.solving import possible
from checker import Checker, Protocol
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, QuantityFinding
from checker.protocol.thresholds import limits_of

EPOCH = datetime.datetime(1970, 1, 1)
A_DAY = 20_454
"""2026-01-01 as days since 1970-01-01: the date that a case gets unless a rule wants another."""


class NoPatient(Exception):
    """No possible patient is of the wanted kind."""


def fewest_findings(formulas: Formulas, wanted: Formula, *, whole: bool = False) -> dict[str, Any]:
    """Return a case with as few findings as possible for which a formula holds.

    Args:
        formulas: The protocol as formulas; they say which patients are possible.
        wanted: The formula that must hold of the patient.
        whole: Whether to keep findings that the constraints imply; a protocol with other constraints needs them.

    Returns:
        The findings of the case, quantities as `{"value": Decimal, "unit": str}`.

    Raises:
        NoPatient: when no patient meets the formula.
    """
    optimizer = z3.Optimize()
    optimizer.add(*formulas.accepted, wanted)
    for known in formulas.patient.known.values():
        optimizer.add_soft(z3.Not(known))
    if not possible(optimizer):
        raise NoPatient
    model = optimizer.model()
    solver = z3.Solver()
    solver.add(*formulas.accepted, wanted)
    given = []
    for name, known in formulas.patient.known.items():
        if z3.is_true(model.eval(known, model_completion=True)):
            given.append(name)
            solver.add(known)
        else:
            solver.add(z3.Not(known))
    case = _case(formulas, solver, given)
    return case if whole else _without_inferred(formulas.protocol, case)


def _case(formulas: Formulas, solver: z3.Solver, given: Iterable[str]) -> dict[str, Any]:
    """Return a case with the given findings, each with the plainest value that the earlier ones leave possible."""
    limits = limits_of(formulas.protocol)
    case: dict[str, Any] = {}
    for name in given:
        finding, value = formulas.patient.findings[name], formulas.patient.values[name]
        for term, answer in _answers(finding, value, limits.get(name, ()), formulas.patient.places.get(name, {})):
            if possible(solver, term):
                solver.add(term)
                case[name] = answer
                break
        else:
            if not possible(solver):
                raise NoPatient
            case[name] = _as_found(finding, solver.model().eval(value, model_completion=True))
            solver.add(value == solver.model().eval(value, model_completion=True))
    return case


def _answers(
    finding: Any, value: Any, limits: Iterable[Decimal], places: Mapping[str, int]
) -> Iterator[tuple[Formula, Any]]:
    match finding:
        case BooleanFinding():
            yield value, True
            yield z3.Not(value), False
        case ChoiceFinding():
            for choice in finding.choices:
                yield value == places[choice.id], choice.id
        case QuantityFinding(plausible=(low, high), unit=unit):
            middle = (low + high) / 2
            for number in sorted({*limits, *neighbours(limits), low, high, middle}, key=_plainness):
                yield value == real(number), {"value": number, "unit": unit}
        case DateFinding(precision=precision):
            scale = 1 if precision == "day" else MINUTES_A_DAY
            yield value == A_DAY * scale, _date(precision, A_DAY * scale)


def neighbours(limits: Iterable[Decimal]) -> list[Decimal]:
    """Return the two numbers next to each limit: one unit of its last decimal place below and above."""
    found = []
    for limit in limits:
        exponent = limit.normalize().as_tuple().exponent
        step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
        found += [limit - step, limit + step]
    return found


def _plainness(number: Decimal) -> tuple[int, Decimal]:
    return len(format(number.normalize(), "f")), number


def _as_found(finding: Any, value: Any) -> Any:
    if isinstance(finding, QuantityFinding):
        exact = Fraction(value.numerator_as_long(), value.denominator_as_long())
        return {"value": Decimal(exact.numerator) / Decimal(exact.denominator), "unit": finding.unit}
    number = value.as_long()
    return _date(finding.precision, number) if isinstance(finding, DateFinding) else number


def _date(precision: str, number: int) -> str:
    moment = EPOCH + (datetime.timedelta(days=number) if precision == "day" else datetime.timedelta(minutes=number))
    return moment.date().isoformat() if precision == "day" else moment.isoformat(timespec="minutes")


def term_of(patient: Patient, name: str, value: Any) -> Formula:
    """Return the formula that a finding of a patient has a value, which is given as in a case."""
    finding, term = patient.findings[name], patient.values[name]
    match finding:
        case BooleanFinding():
            return term if value else z3.Not(term)
        case ChoiceFinding():
            return term == patient.places[name][value]
        case QuantityFinding():
            return term == real(value["value"])
        case DateFinding(precision=precision):
            passed = datetime.datetime.fromisoformat(value) - EPOCH
            return term == passed // datetime.timedelta(**{f"{precision}s": 1})
        case _:
            return term == value


def _without_inferred(protocol: Protocol, case: dict[str, Any]) -> dict[str, Any]:
    """Return a case without the findings that the constraints imply."""
    checker = Checker(protocol)

    def values(findings: dict[str, Any]) -> Any:
        return checker.values({"protocol": protocol.id, "findings": findings})[0]

    whole = values(case)
    for name in [name for name, value in case.items() if isinstance(value, bool)]:
        fewer = {other: value for other, value in case.items() if other != name}
        if values(fewer) == whole:
            case = fewer
    return case
