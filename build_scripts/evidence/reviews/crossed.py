"""Crossed reasons: whether a bold action can be indicated while a reason for its cautious opposite is present.

The question has a direction. The bold action does harm beside a reason for caution: resuming a drug in a patient who is
in intensive care because of that drug. The reverse, holding a drug despite a reason to go on, is the purpose of rules.

A proof shows elsewhere whether both can be *indicated* together. Here the cautious action may be open: a rule that asks
for two findings of which one was not entered is undetermined, and yet the other is a reason that is present.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import z3

from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.opposed import bold_against, on_the_same
from build_scripts.evidence.proofs.claims import EngineDisagreement
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition
from build_scripts.evidence.proofs.solving import possible
from build_scripts.evidence.proofs.tried.known import known_of
from build_scripts.evidence.proofs.tried.trials import Trials, fewer
from build_scripts.evidence.proofs.tried.versions import patients_of
from build_scripts.evidence.proofs.tried.written import term_of
from build_scripts.evidence.reviews.bench import Bench, SignedLeaf, literals, read_positively
from checker.language.findings import ChoiceFinding, DateFinding, QuantityFinding
from checker.protocol.model import Recommendation


@dataclass(frozen=True, slots=True)
class Crossing:
    """A reason for caution that is present while the bold action is indicated, and the smallest such patient."""

    finding: str
    """Id of the finding, score or grade that the reason speaks of."""
    reason: SignedLeaf
    findings: dict[str, Any]
    elsewhere: dict[str, Any] | None = None
    """Findings of the same patient for the protocol of the cautious action, where that is another protocol."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposed actions, the reasons for the cautious one, and the crossings among them."""

    bold: str
    cautious: str
    """Id of the cautious recommendation; `bold` is the id of the bold one."""
    other: str | None
    """Id of the protocol of the cautious action, where that is another protocol."""
    reasons: tuple[SignedLeaf, ...]
    crossings: tuple[Crossing, ...]

    @property
    def named(self) -> tuple[str, str]:
        """The two actions as an author names them under `accepted`."""
        return self.bold, f"{self.other}:{self.cautious}" if self.other else self.cautious


def try_crossed(bench: Bench) -> tuple[Pair, ...]:
    """Try all pairs of opposed actions of one protocol.

    Raises:
        EngineDisagreement: when the engine judges a patient that the solver found differently.
    """
    formulas = Formulas(bench.protocol, Patient(bench.protocol.findings))
    return tuple(_Trial(bench, bench, formulas, formulas).pairs())


def try_between(one: Bench, other: Bench) -> tuple[Pair, ...]:
    """Try the bold actions of one protocol against the cautious ones of another.

    Findings with the same id are one finding where type, unit, choices and precision are the same. Otherwise they are
    two findings, which are known or unknown independently of each other.

    Raises:
        EngineDisagreement: in the same case as `try_crossed`.
    """
    formulas = Formulas(one.protocol, Patient(one.protocol.findings))
    apart = [name for name in one.findings if name in other.findings and not _same(one, other, name)]
    others = Formulas(other.protocol, formulas.patient.as_seen_by(other.protocol.findings, apart))
    return tuple(_Trial(one, other, formulas, others).pairs())


def _same(one: Bench, other: Bench, name: str) -> bool:
    first, second = one.findings[name], other.findings[name]
    match first, second:
        case QuantityFinding(), QuantityFinding():
            return first.unit == second.unit
        case ChoiceFinding(), ChoiceFinding():
            return {choice.id for choice in first.choices} == {choice.id for choice in second.choices}
        case DateFinding(), DateFinding():
            return first.precision == second.precision
        case _:
            return type(first) is type(second)


class _Trial:
    def __init__(self, bold: Bench, cautious: Bench, formulas: Formulas, others: Formulas) -> None:
        self.bold, self.cautious = bold, cautious
        self.formulas, self.others = formulas, others
        self.accepted = others.accepted
        self._solver = z3.Solver()
        self._solver.add(*formulas.accepted, *self.accepted)

    def pairs(self) -> Iterator[Pair]:
        here = self.bold is self.cautious
        protocols = self.bold.protocol, self.cautious.protocol
        for one, other in product(protocols[0].recommendations, protocols[1].recommendations):
            if (here and one is other) or not bold_against(one, other) or not on_the_same(one, other, protocols):
                continue
            reasons = tuple(self._reasons(one, other))
            found = tuple(crossing for reason in reasons for crossing in self._crossing(one, reason))
            yield Pair(one.id, other.id, None if here else protocols[1].id, reasons, found)

    def _reasons(self, bold: Recommendation, cautious: Recommendation) -> Iterator[SignedLeaf]:
        """Yield the reasons for the cautious action that are no condition of the bold action as well.

        Shared conditions are left out: the criteria that both rules read, and those that make the protocols apply.
        """
        rules, others = self.bold.criteria, self.cautious.criteria
        shared = {self.cautious.protocol.applicable}
        own: set[SignedLeaf] = set(literals(rules[self.bold.protocol.applicable], rules))
        gates: set[SignedLeaf] = own | set(literals(others[self.cautious.protocol.applicable], others))
        if self.bold is self.cautious:
            shared |= read_positively(bold.when, rules) & read_positively(cautious.when, rules)
            gates |= set(literals(bold.when, rules, closed=shared))
        else:
            gates |= set(literals(bold.when, rules))
        for literal in dict.fromkeys(literals(cautious.when, others, closed=shared)):
            if literal.present and literal not in gates:
                yield literal

    def _crossing(self, bold: Recommendation, reason: SignedLeaf) -> Iterator[Crossing]:
        if not (self.formulas.values.decidable and self.others.values.decidable):
            yield from self._tried(bold, reason)
            return
        verdict = self.others.verdict(reason.leaf)
        indicated = self.formulas.recommendation(self.bold.places[bold.id]).true
        wanted = z3.And(*self.accepted, indicated, verdict.true if reason.positive else verdict.false)
        if not possible(self._solver, wanted):
            return
        findings = fewest_findings(self.formulas, wanted)
        elsewhere = None
        if self.bold is not self.cautious:
            known = fewest_findings(self.formulas, wanted, whole=True)
            wanted = z3.And(wanted, *self.formulas.accepted, *_exactly(self.formulas, known))
            elsewhere = fewest_findings(self.others, wanted)
        there = findings if elsewhere is None else elsewhere
        if bold.id not in self.bold.outcome(findings).indicated or not all(self.cautious.present([reason], there)):
            raise EngineDisagreement(f"the solver and the engine differ on {bold.id} for {findings}")
        yield Crossing(reason.names[0], reason, findings, elsewhere)

    def _tried(self, bold: Recommendation, reason: SignedLeaf) -> Iterator[Crossing]:
        """Yield the crossing that a real patient shows, where a solver knows too little of a value."""

        def there(findings: dict[str, Any]) -> dict[str, Any]:
            own, other = self.formulas.patient.values, self.others.patient.values
            return {name: value for name, value in findings.items() if name in other and own[name].eq(other[name])}

        def crossed(findings: dict[str, Any]) -> bool:
            return bold.id in self.bold.outcome(findings).indicated and all(
                [*self.cautious.present([reason], there(findings))] or [False]
            )

        patients = patients_of(Trials(self.formulas, known_of(self.formulas)))
        found = next((each.findings for each in patients if crossed(each.findings)), None)
        if found is not None:
            findings = fewer(self.bold.checker, found, crossed)
            elsewhere = None if self.bold is self.cautious else there(findings)
            yield Crossing(reason.names[0], reason, findings, elsewhere)


def _exactly(formulas: Formulas, case: dict[str, Any]) -> Iterator[Proposition]:
    """Yield formulas: the patient has the findings of a case, and no other finding is known."""
    for name, known in formulas.patient.known.items():
        yield known if name in case else z3.Not(known)
        if name in case:
            yield term_of(formulas.patient, name, case[name])


def crossing_case(pair: Pair, crossing: Crossing) -> str:
    """Return the patient of a crossing as it stands in cases.yml."""
    name = f"{pair.bold} despite {crossing.finding}"
    why = f"{crossing.finding} is a reason for {pair.cautious}."
    text = case_text(crossing.findings, name=name, why=why, expect={"recommendations": {pair.bold: "indicated"}})
    if crossing.elsewhere is None:
        return text
    there = case_text(crossing.elsewhere, name=name, why=why, expect={})
    return f"{text}\n# and in {pair.other}, of the same patient:\n{there}"
