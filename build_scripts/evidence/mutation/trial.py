"""A trial of each mutant: whether the checks, the worked cases, the proofs or the words notice the mistake, and which.

It stops at the first that notices it. A protocol that itself does not pass a check, or lacks cases, is not asked there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from build_scripts.content.doses.calculated import calculation_objections
from build_scripts.content.doses.limits import register_objections
from build_scripts.content.doses.possible import possibility_objections
from build_scripts.content.doses.register import DrugRegister, RegisteredDrug
from build_scripts.content.doses.resolved import with_dose_factors
from build_scripts.content.double_entry.objections import double_entry_objections
from build_scripts.content.expected.acts import ACTS, Act, differences_of
from build_scripts.content.validation.formulas import value_objections
from build_scripts.content.validation.rules import rule_objections
from build_scripts.content.validation.units import objections_to_units
from build_scripts.content.worked_cases import WorkedCase, case_differences
from build_scripts.content.yaml_source import yaml_from
from build_scripts.evidence.coverage import coverage
from build_scripts.evidence.mutation.act_mutants import act_mutants
from build_scripts.evidence.mutation.effects import in_another_unit, unnoticed_act, unnoticed_rule
from build_scripts.evidence.mutation.mutants import Mutant, mutants
from build_scripts.evidence.mutation.touched import Touched
from build_scripts.evidence.noticed import MistakeKind, MutationScore, Noticer, Unnoticed, kind_of, score_of
from build_scripts.evidence.proofs.counterexamples import NoPatient
from build_scripts.evidence.proofs.differences import differ
from build_scripts.evidence.proofs.prove import prove
from build_scripts.evidence.proofs.tried.questions import Undecided
from checker import Checker, Protocol, RecommendationAnswer
from checker.answers.doses.answers import for_the_patient
from checker.language.findings import QuantityFinding
from checker.protocol.labels import Labels

OBJECTIONS = (rule_objections, value_objections)
"""The checks of rules, units and formulas that a mutant meets before anything else."""

Check = Callable[[Protocol], Iterator[Any]]

TRIES = 400
"""Patients who are tried for a mutant where the solver knows too little of a value; each of its faults is confirmed."""

NOWHERE = yaml_from("{}", Path("protocol.yml"))
"""The file of a mutant, which nobody wrote down."""


def try_out(
    protocol: Protocol,
    cases: Sequence[WorkedCase],
    drugs: Sequence[RegisteredDrug] = (),
    share: tuple[int, int] = (0, 1),
) -> MutationScore:
    """Make every mutant of a protocol, or a share of them, and see what notices it.

    Args:
        protocol: A protocol that answers its cases as they expect.
        cases: Its worked cases.
        drugs: The drugs of the register that it names; without any, the register is not asked.
        share: Which share of the mutants, counted from 0, and of how many.
    """
    trial = _Tryout(protocol, cases, drugs)
    made: list[tuple[MistakeKind, Noticer | None]] = []
    survivors: list[Unnoticed] = []
    undecided: list[MistakeKind] = []
    for maker, notice, effect in (
        (mutants, trial.notice_rule, unnoticed_rule),
        (act_mutants, trial.notice_act, unnoticed_act),
    ):
        for mutant in _share(list(maker(protocol)), *share):
            try:
                by = notice(mutant)
                if by is None:
                    survivors.append(effect(protocol, mutant))
                else:
                    made.append((kind_of(mutant.path), by))
            except NoPatient:  # whom it could harm
                made.append((kind_of(mutant.path), None))
            except Undecided:  # whom it could harm among those who were tried
                undecided.append(kind_of(mutant.path))
    return score_of(made, survivors, undecided)


def _share(mutants_: Sequence[Mutant], place: int, of: int) -> Sequence[Mutant]:
    """Return a share of mutants: neighbours, since what was found for one is used again for the next."""
    return mutants_[len(mutants_) * place // of : len(mutants_) * (place + 1) // of]


class _Tryout:
    def __init__(self, protocol: Protocol, cases: Sequence[WorkedCase], drugs: Sequence[RegisteredDrug]) -> None:
        self.protocol = protocol
        self.cases = list(cases)
        self.touched = Touched(protocol, cases)
        self.covered = not coverage(Checker(protocol), cases).missing
        register = DrugRegister(tuple(drugs))
        checks: dict[Noticer, Check] = {
            "possible": _impossible,
            "register": lambda mutant: register_objections(mutant, register) if drugs else iter(()),
            "words": double_entry_objections,
        }
        # What a check holds against the protocol itself says nothing of a mistake in it.
        self.checks = {by: check for by, check in checks.items() if not any(True for _ in check(protocol))}
        self.expected: dict[tuple[str, Act], list[tuple[Any, WorkedCase]]] = {}
        for case in cases:
            for act in ACTS if case.expect is not None else ():
                for name, value in (getattr(case.expect, act) or {}).items():
                    self.expected.setdefault((name, act), []).append((value, case))

    def notice_rule(self, mutant: Mutant) -> Noticer | None:
        """Return what notices a mistake in a rule, or None.

        Raises:
            NoPatient: when it changes nothing for anybody.
            Undecided: when it changes nothing for any patient who was tried.
        """
        try:
            if any(True for check in OBJECTIONS for _ in check(mutant.protocol)) or _wrong_unit(mutant):
                return "rules"
            checker = Checker(mutant.protocol)
        except (ValueError, KeyError):
            return "rules"
        if self._answered_otherwise(mutant, checker) or (self.covered and coverage(checker, self.cases).missing):
            return "cases"
        if in_another_unit(self.protocol, mutant) is None and not differ(self.protocol, mutant.protocol):
            raise NoPatient
        if prove(mutant.protocol, notes=False, tries=TRIES, first_fault=True).faults:
            return "proofs"
        words = self.checks.get("words")
        return "words" if words is not None and any(True for _ in words(mutant.protocol)) else None

    def _answered_otherwise(self, mutant: Mutant, checker: Checker) -> bool:
        """Return whether some case is not answered as it expects; the case that says so is asked first next time."""
        touches = self.touched.by(mutant, checker)
        for place, case in enumerate(self.cases):
            if touches(case) and any(True for _ in case_differences(checker, case)):
                self.cases.insert(0, self.cases.pop(place))
                return True
        return False

    def notice_act(self, mutant: Mutant) -> Noticer | None:
        """Return what notices a mistake in what a recommendation says; it changes no status, and needs no solver."""
        mistaken = with_dose_factors(mutant.protocol)
        for by, check in self.checks.items():
            if any(True for _ in check(mistaken)):
                return by
        recommendation, words = mistaken.recommendations[int(mutant.path[1])], Labels(mistaken)
        # A dose that differs from patient to patient is worked out; the others are the same in every answer.
        checker = Checker(mistaken) if any(map(for_the_patient, recommendation.doses)) else None
        for act in ACTS:
            for expected, case in self.expected.get((recommendation.id, act), ()):
                answer = _answer_on(checker, recommendation.id, case) if checker is not None else None
                if any(True for _ in differences_of(recommendation, act, expected, answer, words)):
                    return "cases"
        return None


def _answer_on(checker: Checker, name: str, case: WorkedCase) -> RecommendationAnswer:
    """Return the answer to a case on one recommendation."""
    assessment = checker.assess({"protocol": checker.protocol.id, "findings": case.findings})
    return next(answer for answer in assessment.recommendations if answer.id == name)


def _impossible(protocol: Protocol) -> Iterator[Any]:
    """Yield what cannot be of the doses of a protocol; what contradicts that can be said only of those that can be."""
    found = list(possibility_objections(protocol.recommendations, NOWHERE))
    yield from found or calculation_objections(protocol)


def _wrong_unit(mutant: Mutant) -> bool:
    """Return whether a mistake in a further unit is refused, since UCUM knows better."""
    if mutant.path[0] != "findings" or mutant.path[2:3] != ("also",):
        return False
    finding = mutant.protocol.findings[int(mutant.path[1])]
    return isinstance(finding, QuantityFinding) and any(True for _ in objections_to_units(finding))
