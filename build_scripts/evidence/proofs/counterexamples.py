"""Cases made from patients that a solver found, with few findings and with numbers that a person would write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import chain
from typing import Any

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition, real
from build_scripts.evidence.proofs.solving import holding, possible
from build_scripts.evidence.proofs.tried.questions import questions_about
from build_scripts.evidence.proofs.tried.written import a_day, as_found, date_text, term_of, written_quantity
from build_scripts.words.digits import last_place
from checker import Checker, Protocol
from checker.language.findings import BooleanFinding, ChoiceFinding, DateFinding, IntegerFinding, QuantityFinding
from checker.protocol.thresholds import limits_of
from checker.words.rationals import Number, Rational, nearby

Typical = Mapping[str, Sequence[Any]]
NOTHING_TYPICAL: Typical = {}

SHORT = 4
"""Digits of a number next to a limit whose own decimals have no end."""


MOST_NUMBERS = 20
"""Whole numbers of a finding that are all tried; of more, those at the ends and beside limits."""


class NoPatient(Exception):
    """No possible patient is of the wanted kind, or none is known where a solver knows too little of a value."""


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
    if not formulas.values.decidable:
        return _fewest_tried(formulas, wanted, typical)
    solver = holding([*formulas.accepted, wanted])
    solver.add(z3.AtMost(*formulas.patient.known.values(), _least(formulas, wanted)))
    case = first_case(formulas, solver, typical)
    return case if whole else _without_inferred(formulas.protocol, case)


def first_case(formulas: Formulas, solver: z3.Solver, typical: Typical = NOTHING_TYPICAL) -> dict[str, Any]:
    """Return a case that a solver allows, without findings that are not needed: of several the one with the earliest.

    The solver would take any of them, and which one hangs on what it was asked before: two builds would differ.

    Args:
        formulas: The protocol as formulas.
        solver: What must hold of the patient; it holds the case as well from now on.
        typical: Finding → answers as in a case, which are tried before the plainest ones.

    Raises:
        NoPatient: when the solver allows none.
    """
    known = formulas.patient.known
    if not possible(solver):
        raise NoPatient
    model = solver.model()
    given = []
    for name in reversed(known):
        if z3.is_true(model.eval(known[name], model_completion=True)):
            if possible(solver, z3.Not(known[name])):
                model = solver.model()
            else:
                given.append(name)
        solver.add(known[name] if name in given else z3.Not(known[name]))
    return _case(formulas, solver, reversed(given), typical)


def _least(formulas: Formulas, wanted: Proposition) -> int:
    """Return how few findings can be known of a patient for whom a formula holds."""
    optimizer = z3.Optimize()
    optimizer.add(*formulas.accepted, wanted)
    known = formulas.patient.known.values()
    for answered in known:
        optimizer.add_soft(z3.Not(answered))
    if not possible(optimizer):
        raise NoPatient
    model = optimizer.model()
    return sum(z3.is_true(model.eval(answered, model_completion=True)) for answered in known)


def _fewest_tried(formulas: Formulas, wanted: Proposition, typical: Typical) -> dict[str, Any]:
    """Return a real patient for whom a formula holds, without the findings that this does not need."""
    questions = questions_about(formulas)
    assert questions.trials is not None  # the values are not decidable
    found = questions.found(wanted)
    if found is None:
        raise NoPatient
    return questions.trials.fewest(wanted, found, typical)


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
            case[name] = as_found(formulas.patient, name, solver.model().eval(value, model_completion=True))
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
        case IntegerFinding(plausible=(low, high)):
            near = {
                int(nearby(limit) if isinstance(limit, Rational) else limit) + step
                for limit in limits
                for step in (-1, 0, 1)
            }
            several = range(low, high + 1) if high - low < MOST_NUMBERS else sorted({low, *near, high})
            for whole in several:
                if low <= whole <= high:
                    yield value == whole, whole
        case DateFinding(precision=precision):
            day = a_day(precision)
            yield value == day, date_text(precision, day)


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
