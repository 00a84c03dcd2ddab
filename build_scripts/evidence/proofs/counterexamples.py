"""Cases made from patients that a solver found, with few findings and with numbers that a person would write."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import chain
from typing import Any

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import MINUTES_A_DAY, Patient, Proposition, real
from build_scripts.evidence.proofs.solving import possible
from build_scripts.words.digits import last_place
from checker import Checker, Protocol
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, QuantityFinding
from checker.protocol.thresholds import limits_of
from checker.words.rationals import Number, Rational, nearby, ratio

EPOCH = datetime.datetime(1970, 1, 1)
A_DAY = 20_454
"""2026-01-01 as days since 1970-01-01: the date that a case gets unless a rule wants another."""


Typical = Mapping[str, Sequence[Any]]
NOTHING_TYPICAL: Typical = {}

SHORT = 4
"""Digits of a number next to a limit whose own decimals have no end."""


class NoPatient(Exception):
    """No possible patient is of the wanted kind."""


def fewest_findings(
    formulas: Formulas, wanted: Proposition, *, whole: bool = False, typical: Typical = NOTHING_TYPICAL
) -> dict[str, Any]:
    """Return a case with as few findings as possible for which a formula holds.

    Args:
        formulas: The protocol as formulas; they say which patients are possible.
        wanted: The formula that must hold of the patient.
        whole: Whether to keep findings that the constraints imply; a protocol with other constraints needs them.
        typical: Finding → answers as in a case, which are tried before the plainest ones.

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
    case = _case(formulas, solver, given, typical)
    return case if whole else _without_inferred(formulas.protocol, case)


def _case(formulas: Formulas, solver: z3.Solver, given: Iterable[str], typical: Typical) -> dict[str, Any]:
    """Return a case with the given findings, each with the plainest value that the earlier ones leave possible."""
    limits = limits_of(formulas.protocol)
    case: dict[str, Any] = {}
    for name in given:
        finding, value = formulas.patient.findings[name], formulas.patient.values[name]
        likely = ((term_of(formulas.patient, name, answer), answer) for answer in typical.get(name, ()))
        plain = _answers(finding, value, limits.get(name, ()), formulas.patient.places.get(name, {}))
        for term, answer in chain(likely, plain):
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
    finding: Any, value: Any, limits: Iterable[Number], places: Mapping[str, int]
) -> Iterator[tuple[Proposition, Any]]:
    match finding:
        case BooleanFinding():
            yield value, True
            yield z3.Not(value), False
        case ChoiceFinding():
            for choice in finding.choices:
                yield value == places[choice.id], choice.id
        case QuantityFinding(plausible=(low, high)):
            middle = (low + high) / 2
            for number in sorted({*limits, *neighbours(limits), low, high, middle}, key=_plainness):
                written = written_quantity(finding, number)
                if written is not None:
                    yield value == real(number), written
        case DateFinding(precision=precision):
            scale = 1 if precision == "day" else MINUTES_A_DAY
            yield value == A_DAY * scale, date_text(precision, A_DAY * scale)


def written_quantity(finding: QuantityFinding, number: Number) -> dict[str, Any] | None:
    """Return a value of a finding's own unit as a case gives it, in the first unit in which its decimals have an end.

    None stands for a value that no accepted unit can write.
    """
    if isinstance(number, Decimal):
        return {"value": number, "unit": finding.unit}
    ways = ((conversion.from_own(number), conversion.unit) for conversion in finding.also)
    return next(({"value": value, "unit": unit} for value, unit in ways if isinstance(value, Decimal)), None)


def neighbours(limits: Iterable[Number]) -> list[Decimal]:
    """Return the two numbers next to each limit: one unit of its last decimal place below and above."""
    found = []
    for limit in limits:
        if isinstance(limit, Rational):
            close = nearby(limit)
            found += [Context(prec=SHORT, rounding=way).plus(close) for way in (ROUND_FLOOR, ROUND_CEILING)]
            continue
        step = last_place(limit.normalize())
        found += [limit - step, limit + step]
    return found


def _plainness(number: Number) -> tuple[int, Number]:
    return len(format(number.normalize() if isinstance(number, Decimal) else number, "f")), number


def _as_found(finding: Any, value: Any) -> Any:
    if isinstance(finding, QuantityFinding):
        exact = ratio(value.numerator_as_long(), value.denominator_as_long())
        return written_quantity(finding, exact) or {"value": nearby(exact), "unit": finding.unit}
    number = value.as_long()
    return date_text(finding.precision, number) if isinstance(finding, DateFinding) else number


def date_text(precision: str, number: int) -> str:
    """Return a date as a case gives it, from its days or minutes since 1970-01-01."""
    moment = EPOCH + (datetime.timedelta(days=number) if precision == "day" else datetime.timedelta(minutes=number))
    return moment.date().isoformat() if precision == "day" else moment.isoformat(timespec="minutes")


def term_of(patient: Patient, name: str, value: Any) -> Proposition:
    """Return the formula that a finding of a patient has a value, which is given as in a case."""
    finding, term = patient.findings[name], patient.values[name]
    match finding:
        case BooleanFinding():
            return term if value else z3.Not(term)
        case ChoiceFinding():
            return term == patient.places[name][value]
        case QuantityFinding():
            conversion = finding.conversion(value["unit"])
            assert conversion is not None  # the case was answered
            return term == real(conversion.to_own(value["value"]))
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
