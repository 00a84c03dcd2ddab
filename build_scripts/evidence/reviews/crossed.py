"""Crossed reasons: whether a bold action can be indicated while a reason for its cautious opposite is present.

The question has a direction. What hurts is the bold action beside a reason for caution: to resume a drug in a patient
who is in intensive care because of it. The reverse, to hold although a reason to go on is there, is what rules are for.

Whether both can be *indicated* together is proved elsewhere. Here the cautious action may well not be: a rule that asks
for two things of which one was not entered leaves it open, and its reason is there all the same.
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
from build_scripts.evidence.proofs.counterexamples import fewest_findings, term_of
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Formula, Patient
from build_scripts.evidence.reviews.bench import Bench, SignedLeaf, literals, read_positively
from checker.language.findings import ChoiceFinding, DateFinding, QuantityFinding
from checker.protocol.model import Recommendation


@dataclass(frozen=True, slots=True)
class Crossing:
    """A reason for caution that does not keep the bold action from being indicated, and the smallest such patient."""

    finding: str
    """Id of the finding, score or grade that the reason speaks of."""
    reason: SignedLeaf
    findings: dict[str, Any]
    elsewhere: dict[str, Any] | None = None
    """What the patient has besides in the protocol of the cautious action, where that is another one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposed actions, and what came of every reason for the cautious one."""

    bold: str
    cautious: str
    """Ids of the recommendations."""
    other: str | None
    """Id of the protocol of the cautious one, where that is another."""
    reasons: tuple[SignedLeaf, ...]
    crossings: tuple[Crossing, ...]

    @property
    def named(self) -> tuple[str, str]:
        """The two as an author names them under `accepted`."""
        return self.bold, f"{self.other}:{self.cautious}" if self.other else self.cautious


def try_crossed(bench: Bench) -> tuple[Pair, ...]:
    """Try all pairs of opposed actions of one protocol.

    Raises:
        EngineDisagreement: when a patient that the solver found is judged otherwise by the engine.
    """
    formulas = Formulas(bench.protocol, Patient(bench.protocol.findings))
    return tuple(_Trial(bench, bench, formulas, formulas).pairs())


def try_between(one: Bench, other: Bench) -> tuple[Pair, ...]:
    """Try the bold actions of one protocol against the cautious ones of another.

    A finding that both know by the same id is the same where type, unit, choices and precision are; what else is called
    the same is two findings, of which anything may be known.

    Raises:
        EngineDisagreement: as `try_crossed` does.
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
        """Yield the reasons for the cautious action that the bold one does not ask for itself.

        What both read through the same criterion is a gate that they share, and so is all that makes the protocol
        apply.
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
        verdict = self.others.verdict(reason.leaf)
        indicated = self.formulas.recommendation(self.bold.places[bold.id]).true
        wanted = z3.And(*self.accepted, indicated, verdict.true if reason.positive else verdict.false)
        answer = self._solver.check(wanted)
        if answer == z3.unknown:
            raise EngineDisagreement(f"the solver gave up: {self._solver.reason_unknown()}")
        if answer != z3.sat:
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


def _exactly(formulas: Formulas, case: dict[str, Any]) -> Iterator[Formula]:
    """Say that a patient has the findings of a case and that nothing else is known of them."""
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
