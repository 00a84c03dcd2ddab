"""Trials: whether a formula holds of some real patient, for the protocols whose values a solver knows too little of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from typing import Any

import z3

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition
from build_scripts.evidence.proofs.solving import decided
from build_scripts.evidence.proofs.tried.known import Known
from build_scripts.evidence.proofs.tried.patients import MANY, GivenFindings, RandomPatients, TriedPatient, accepted
from build_scripts.evidence.proofs.tried.written import a_day, as_found, date_text, number_of
from checker import Checker
from checker.language.evaluation import State
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    IntegerFinding,
    QuantityFinding,
)
from checker.language.truth import FALSE, TRUE
from checker.protocol.thresholds import limits_of
from checker.protocol.traversal import findings_read, named_rules
from checker.words.exact import Exact
from checker.words.rationals import nearby

NOTHING_TYPICAL: Mapping[str, Sequence[Any]] = {}

MOST_MIXED = 1000
"""Most patients who are given the answers that a solver found, but for the numbers that values read."""


class Trials:
    """The real patients of a protocol, whom the engine accepts, and what formulas say of them."""

    def __init__(self, formulas: Formulas, known: Known) -> None:
        self.formulas = formulas
        self.checker = Checker(formulas.protocol)
        self._known = known

    @cached_property
    def patients(self) -> list[TriedPatient]:
        """The patients that are tried; other versions of the protocol with the same patients may have made them."""
        wanted, known = self.formulas.tries or MANY, self._known
        if known.tries < wanted:
            made = RandomPatients(self.checker)
            known.tries, known.patients, known.models = wanted, made.make(wanted), []
            known.near = tuple(made.crossed)
        return known.patients[:wanted]

    @property
    def near(self) -> tuple[str, ...]:
        """The limits beside which patients were made, in words."""
        assert self.patients is not None  # they are made first
        return self._known.near

    def found(self, wanted: Proposition, *solvers: z3.Solver) -> GivenFindings | None:
        """Return the findings of a patient of whom a formula holds; None where none was found.

        Args:
            wanted: The formula.
            solvers: Solvers whose models are tried as well, as they are and with the numbers of tried patients.
        """
        for patient, model in self._modelled():
            if z3.is_true(model.eval(wanted, model_completion=True)):
                return patient.findings
        candidates = (each for solver in solvers for each in self._mixed(solver, wanted))
        return next((findings for findings in candidates if self.holds(findings, wanted)), None)

    def holds(self, findings: GivenFindings, wanted: Proposition) -> bool:
        """Return whether a case is accepted, and a formula holds of it; what values it has is asked of the engine."""
        patient = accepted(self.checker, findings)
        return patient is not None and z3.is_true(self.model(patient).eval(wanted, model_completion=True))

    def fewest(
        self, wanted: Proposition, findings: GivenFindings, typical: Mapping[str, Sequence[Any]]
    ) -> GivenFindings:
        """Return the findings that a formula needs to hold, with typical numbers, or as plain ones as can be."""
        return fewer(self.checker, findings, lambda case: self.holds(case, wanted), typical)

    def flips(self, index: int) -> bool:
        """Return whether a recommendation turns round for a tried patient of whom half of the findings were unknown."""
        program = self.checker.program
        rule, assumed = program.recommendations[index], program.assumed[index]
        return any(
            {rule(before)[0], rule(after)[0]} == {TRUE, FALSE}
            for before, after in self._known_later
            if all(before.values[place] is not None or after.values[place] == answer for place, answer in assumed)
        )

    @cached_property
    def _known_later(self) -> list[tuple[State, State]]:
        """The states of patients with some of their findings, and with all; no measure of a value is among them."""
        measured = self.formulas.values.measured
        pairs: list[tuple[State, State]] = []
        for patient in self.patients:
            whole = {name: value for name, value in patient.findings.items() if name not in measured}
            some = dict(list(whole.items())[len(pairs) % 2 :: 2])
            states = [each.state for each in (accepted(self.checker, some), accepted(self.checker, whole)) if each]
            pairs += [(states[0], states[1])] if len(states) == 2 else []
        return pairs

    def _modelled(self) -> Iterator[tuple[TriedPatient, Any]]:
        models = self._known.models
        for place, patient in enumerate(self.patients):
            if place == len(models):
                models.append((patient, self.model(patient)))
            yield models[place]

    def model(self, patient: TriedPatient) -> Any:
        """Return the patient as the solver's variables: answers, which are known, and the values that follow."""
        model, variables = z3.Model(), self.formulas.patient
        inferred = {
            finding.id: value
            for finding, value in zip(self.formulas.protocol.findings, patient.state.values, strict=True)
            if value is not None and finding.id not in patient.findings
        }
        given = patient.findings | inferred
        for name, term in variables.values.items():
            model.update_value(variables.known[name], z3.BoolVal(name in given))
            if name in given:
                model.update_value(term, number_of(variables, name, given[name]))
        for index, terms in enumerate(self.formulas.values.all):
            interval = patient.state.computed[index].interval
            assert interval is not None  # refused before anything is proved
            for term, end in zip((terms.low, terms.high), interval, strict=True):
                model.update_value(term, _fraction(end))
        return model

    def _mixed(self, solver: z3.Solver, wanted: Proposition) -> Iterator[GivenFindings]:
        """Yield the patient of a solver's model, then the same with the numbers that values read of tried patients."""
        if not decided(solver, wanted):
            return
        model, variables = solver.model(), self.formulas.patient
        own = {
            name: as_found(variables, name, model.eval(term, model_completion=True))
            for name, term in variables.values.items()
            if z3.is_true(model.eval(variables.known[name], model_completion=True))
        }
        yield own
        named = named_rules(self.formulas.protocol)
        numbers = {
            name
            for value in self.formulas.protocol.values
            for name in findings_read(named, value)
            if not isinstance(variables.findings[name], BooleanFinding | ChoiceFinding)
        }
        kept = {name: value for name, value in own.items() if name not in numbers}
        for patient in self.patients[:MOST_MIXED]:
            yield kept | {name: value for name, value in patient.findings.items() if name in numbers}


def _fraction(end: Exact) -> Any:
    return z3.RealVal(f"{end[0]}/{end[1]}")


def fewer(
    checker: Checker,
    findings: GivenFindings,
    still: Callable[[GivenFindings], bool],
    typical: Mapping[str, Sequence[Any]] = NOTHING_TYPICAL,
) -> GivenFindings:
    """Return a case without the findings that it does not need, and with numbers as plain as they can be.

    Args:
        checker: The protocol.
        findings: The case.
        still: Whether a case still shows what is wanted.
        typical: Finding → answers as in a case, which are tried before the plainest ones.
    """
    for name in list(findings):
        without = {other: value for other, value in findings.items() if other != name}
        if still(without):
            findings = without
    for name in findings:
        for answer in chain(typical.get(name, ()), _plainer(checker, name, findings[name])):
            changed = {**findings, name: answer}
            if still(changed):
                findings = changed
                break
    return findings


def _plainer(checker: Checker, name: str, given: Any) -> Iterable[Any]:
    """Yield answers to a number or a date that are plainer than the one given, the plainest first."""
    finding = next(finding for finding in checker.protocol.findings if finding.id == name)
    match finding:
        case QuantityFinding(plausible=(low, high)) if given["unit"] == finding.unit:
            limits = [nearby(limit) for limit in limits_of(checker.protocol).get(name, ()) if low <= limit <= high]
            value = given["value"]
            cut = [round(value, places) for places in range(-value.adjusted(), -value.as_tuple().exponent)]
            numbers = [(low + high) / 2, *limits, *(number for number in cut if low <= number <= high)]
            own = len(format(value, "f"))
            shorter = {Decimal(format(number.normalize(), "f")) for number in numbers}
            return [
                {"value": number, "unit": finding.unit}
                for number in sorted(shorter, key=lambda number: (len(str(number)), number))
                if len(str(number)) < own
            ]
        case IntegerFinding():
            return ()
        case DateFinding(precision=precision):
            return [date_text(precision, a_day(precision))]
        case _:
            return ()
