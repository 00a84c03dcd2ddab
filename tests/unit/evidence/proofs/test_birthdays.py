"""Times by the calendar: engine, solver and an oracle agree at every birthday, and what rests on them is proved."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
import z3

from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.differences import first_difference
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.solving import holding, possible
from build_scripts.evidence.proofs.tried.written import term_of
from checker import Checker
from tests.support.birthday_oracle import COMPARE, birthday, holds
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = """
- {{id: born, type: date, label: Born, group: g, precision: {precision}}}
- {{id: today, type: date, label: Today, group: g, precision: {precision}}}
- {{id: a, type: boolean, label: A, group: g}}
- {{id: age, type: quantity, label: Age, group: g, unit: a, plausible: [0, 120]}}
"""
RELATIONS = tuple(COMPARE)


def protocol_of(rule, precision="day", extra="{}"):
    return protocol_from(data_from(FINDINGS.format(precision=precision)), data_from(rule), data_from(extra))


def age(relation, value, unit="mo"):
    return f"{{quantity: {{since: born, until: today}}, {relation}: {{value: {value}, unit: {unit}}}}}"


def test_nine_months_of_every_child_of_two_years():
    """WHO's table for measles: no child is taken for older or younger than it is, two days about the birthday."""
    checker = Checker(protocol_of(age("below", 9)))
    for number in range(731):
        born = date(2023, 1, 1) + timedelta(days=number)
        due = birthday(_moment(born), 9).date()
        for away in range(-2, 3):
            today = due + timedelta(days=away)
            case = {"protocol": "toy", "findings": {"born": str(born), "today": str(today)}}
            answer = checker.assess(case).recommendations[0].status.value
            assert answer == ("indicated" if away < 0 else "not-indicated"), (born, today)


def _moment(day):
    return datetime(day.year, day.month, day.day)


def _pairs(dice, precision, months):
    """Dates of which many lie at the end of a month, and others at the birthday or beside it."""
    while True:
        born = date(dice.choice((1899, 1999, 2000, 2023, 2024)), dice.randint(1, 12), 1) - timedelta(
            days=dice.randint(0, 3)
        )
        if dice.random() < 0.3:
            born += timedelta(days=dice.randint(0, 30))
        moment = _moment(born) + timedelta(minutes=dice.choice((0, 0, 1, 600, 1439)) if precision == "minute" else 0)
        due = birthday(moment, months)
        step = timedelta(**{f"{precision}s": dice.choice((-1, 0, 0, 1, -30, 45))})
        write = (lambda m: m.date().isoformat()) if precision == "day" else (lambda m: m.isoformat(timespec="minutes"))
        yield write(moment), write(due + step)


def _terms(patient, formulas, name, text):
    """Return the variables of a date, each with the number that it is, counted from the calendar."""
    moment = datetime.fromisoformat(text)
    year, month = divmod(moment.year * 12 + moment.month - 3, 12)
    counts, rest = [], year
    for years in (400, 100, 4, 1):
        counts.append(rest // years)
        rest %= years
    passed = moment - moment.replace(day=1, hour=0, minute=0)
    unit = timedelta(**{f"{patient.findings[name].precision}s": 1})
    value = (moment - datetime(1970, 1, 1)) // unit
    yield patient.known[name], z3.BoolVal(True)
    yield patient.values[name], z3.IntVal(value)
    date_terms = formulas._numbers.date(name)
    variables = {str(v): v for fact in date_terms.facts for v in _variables(fact)}
    numbers = dict(zip(("400 years", "100 years", "4 years", "1 years"), counts, strict=True))
    numbers |= {"month": month, "rest": passed // unit}
    for part, number in numbers.items():
        yield next(v for said, v in variables.items() if said.startswith(f"{part} of ")), z3.IntVal(number)


def _variables(term):
    if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
        yield term
    for part in term.children():
        yield from _variables(part)


@pytest.mark.parametrize("precision", ["day", "minute"])
@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("turned", [False, True])
def test_engine_solver_and_oracle_agree(relation, precision, turned):
    dice = random.Random(f"{relation} {precision}")  # noqa: S311 - no secret
    for value, unit in ((9, "mo"), (1, "a"), (-1, "mo"), (18, "a"), (0, "mo"), (1, "mo")):
        limit = {"value": value, "unit": unit}
        rule = age(relation, value, unit)
        if turned:
            rule = f"{{quantity: {{value: {value}, unit: {unit}}}, {relation}: {{since: born, until: today}}}}"
        protocol = protocol_of(rule, precision)
        checker, formulas = Checker(protocol), Formulas(protocol, Patient(protocol.findings))
        verdict, patient = formulas.verdict(protocol.recommendations[0].when), formulas.patient
        pairs = _pairs(dice, precision, value * (12 if unit == "a" else 1))
        back = {"above": "below", "below": "above", "at-least": "at-most", "at-most": "at-least", "equals": "equals"}
        for _, (born, today) in zip(range(12), pairs, strict=False):
            expected = holds(born, today, back[relation] if turned else relation, limit)
            case = {"protocol": "toy", "findings": {"born": born, "today": today}}
            status = checker.assess(case).recommendations[0].status.value
            assert (status == "indicated") is expected, (case, limit)
            known = [*_terms(patient, formulas, "born", born), *_terms(patient, formulas, "today", today)]
            facts = z3.simplify(z3.substitute(z3.And(*formulas.given), *known))
            assert z3.is_true(facts), "what is said of a date's month and rest is true of it"
            found = [z3.simplify(z3.substitute(part, *known)) for part in (verdict.true, verdict.false)]
            assert [z3.is_true(part) for part in found] == [expected, not expected], (case, limit)


@pytest.mark.parametrize("precision", ["day", "minute"])
def test_what_no_patient_can_be_is_proved(precision):
    child, grown = age("below", 9), age("at-least", 1, "a")
    protocol = protocol_of(f"{{all: [{child}, {grown}]}}", precision)
    both = Formulas(protocol, Patient(protocol.findings))
    with pytest.raises(NoPatient):
        fewest_findings(both, both.verdict(protocol.recommendations[0].when).true)
    infant = protocol_of(f"{{all: [{age('at-least', 9)}, {age('below', 1, 'a')}]}}", precision)
    formulas = Formulas(infant, Patient(infant.findings))
    case = fewest_findings(formulas, formulas.verdict(infant.recommendations[0].when).true)
    answer = Checker(infant).assess({"protocol": "toy", "findings": case}).recommendations[0]
    assert answer.status.value == "indicated"


def test_days_and_months_of_the_same_dates_are_held_together():
    """Nine months are 273 to 276 days, and the solver knows it."""
    for days, possible_ in ((272, False), (273, True), (276, True), (277, False)):
        rule = f"{{all: [{age('equals', 9)}, {age('equals', days, 'd')}]}}"
        protocol = protocol_of(rule)
        formulas = Formulas(protocol, Patient(protocol.findings))
        wanted = formulas.verdict(protocol.recommendations[0].when).true
        assert possible(holding(formulas.accepted), wanted) is possible_, days


def test_an_invariant_on_ages_is_proved_or_refuted():
    young = f"{{id: young, label: Young, when: {age('below', 9)}}}"

    def faults(least):
        old = f"{{id: old, label: Old, when: {age('at-least', least)}}}"
        extra = f"{{invariants: [{{never: [young, old], why: w}}], criteria: [{young}, {old}]}}"
        proofs = prove(protocol_of("{all: [{criterion: young}, {not: {criterion: old}}]}", extra=extra), notes=False)
        return [fault for fault in proofs.faults if fault.path[0] == "invariants"]

    assert faults(9) == []
    (fault,) = faults(8)
    assert "today: " in fault.case


def test_an_age_that_is_entered_is_no_time_by_the_calendar():
    protocol = protocol_of("{finding: age, below: {value: 18, unit: a}}")
    formulas = Formulas(protocol, Patient(protocol.findings))
    case = fewest_findings(formulas, formulas.verdict(protocol.recommendations[0].when).true)
    assert set(case) == {"age"}


def test_another_number_of_months_is_told_from_the_first_by_a_patient():
    protocol = protocol_of(age("below", 9))
    changed = [mutant for mutant in mutants(protocol) if "9 → " in mutant.change]
    assert changed
    for mutant in changed:
        difference = first_difference(protocol, mutant.protocol)
        assert difference is not None, mutant.change
        before, after = (
            Checker(each).assess({"protocol": "toy", "findings": difference.findings}).recommendations[0].status
            for each in (protocol, mutant.protocol)
        )
        assert before is not after


def test_the_facts_of_a_date_are_true_of_one_month_only():
    protocol = protocol_of(age("at-least", 0))
    formulas = Formulas(protocol, Patient(protocol.findings))
    date_terms = formulas._numbers.date("born")
    solver = holding([*date_terms.facts, *formulas.patient.plausible])
    for day in ("0001-01-01", "1900-02-28", "2000-02-29", "2024-03-01", "9999-12-31"):
        is_born = term_of(formulas.patient, "born", day)
        assert possible(solver, is_born)
        model = solver.model()
        other = date_terms.month != model.eval(date_terms.month)
        assert not possible(solver, is_born, other)
        year, month = divmod(model.eval(date_terms.month).as_long() + 2, 12)
        passed = model.eval(date_terms.passed).as_long()
        assert (year, month + 1, passed + 1) == tuple(map(int, day.split("-")))
        before = model.eval(date_terms.month_before).as_long()
        first = date.fromisoformat(day).replace(day=1)
        assert first == date.min or before == (first - timedelta(days=1)).day
