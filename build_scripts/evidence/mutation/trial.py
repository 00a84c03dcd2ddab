"""A trial of each mutant: whether the checks, the worked cases or the proofs notice the mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_scripts.content.validation.rules import rule_objections
from build_scripts.content.worked_cases import WorkedCase, case_problems
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation.mutants import Mutant, mutants
from build_scripts.evidence.proofs.counterexamples import NoPatient
from build_scripts.evidence.proofs.differences import compare, differ
from build_scripts.evidence.proofs.prove import prove
from checker import Checker, Protocol


@dataclass(frozen=True, slots=True)
class Trial:
    """The results for the mutants of a protocol."""

    total: int
    """Number of mutants that answer some patient differently from the protocol."""
    by_checks: int
    """Number noticed by the checks of content, before any case is run."""
    by_cases: int
    """Number noticed by a worked case."""
    by_proofs: int
    """Number noticed by a proof and by no case."""
    equivalent: int
    """Number left out of the total, since they answer every patient as the protocol does."""
    survivors: tuple[tuple[Mutant, str], ...]
    """Mutants that nothing noticed, each with the first difference and the case that shows it, in words."""

    @property
    def caught(self) -> int:
        """How many were noticed."""
        return self.by_checks + self.by_cases + self.by_proofs

    @property
    def made(self) -> int:
        """How many mutants there were."""
        return self.total + self.equivalent


def try_out(protocol: Protocol, cases: Sequence[WorkedCase]) -> Trial:
    """Make every mutant of a protocol and see what notices it."""
    by_checks = by_cases = by_proofs = equivalent = 0
    survivors = []
    for mutant in mutants(protocol):
        noticed = _noticed(mutant.protocol, cases)
        if noticed == "checks":
            by_checks += 1
        elif noticed == "cases":
            by_cases += 1
        elif not differ(protocol, mutant.protocol):
            equivalent += 1
        elif prove(mutant.protocol, notes=False).faults:
            by_proofs += 1
        else:
            survivors.append((mutant, _effect(protocol, mutant.protocol)))
    total = by_checks + by_cases + by_proofs + len(survivors)
    return Trial(total, by_checks, by_cases, by_proofs, equivalent, tuple(survivors))


def _noticed(protocol: Protocol, cases: Sequence[WorkedCase]) -> str | None:
    try:
        if any(True for _ in rule_objections(protocol)):
            return "checks"
        checker = Checker(protocol)
    except (ValueError, KeyError):
        return "checks"
    if any(True for _ in case_problems(checker, cases)) or coverage(checker, cases).missing:
        return "cases"
    return None


def _effect(protocol: Protocol, mutant: Protocol) -> str:
    try:
        found = compare(protocol, mutant).differences
    except NoPatient:
        return "changes what is accepted"
    return "; ".join(f"{d.kind} {d.name}: {d.old} → {d.new} for {d.findings}" for d in found[:1])
