"""Suggested worked cases: plausible patients, each of whom shows as much as possible of what no case shows yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, count
from typing import Any

import z3

from build_scripts.content.expected.acts import ACTS
from build_scripts.content.expected.doses import written
from build_scripts.content.labels import folded
from build_scripts.content.worked_cases import TO_BE_WRITTEN, Expectation, WorkedCase
from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.coverage import Situation, coverage
from build_scripts.evidence.dose_coverage import OPEN
from build_scripts.evidence.proofs.counterexamples import NoPatient, Typical, fewest_findings
from build_scripts.evidence.proofs.doses.formulas import dose_shown
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from build_scripts.evidence.proofs.solving import possible
from build_scripts.evidence.proofs.typical import typical_answers
from build_scripts.words.doses import shown_doses
from checker import Assessment, Checker, Protocol, RecommendationAnswer
from checker.protocol.labels import Labels
from checker.protocol.thresholds import thresholds, value_thresholds
from checker.protocol.traversal import findings_read, named_rules
from checker.words.rationals import Rational

UNREASONED = f"{TO_BE_WRITTEN}: why this is right, with the statements that say so."

ABSENT = ("not-indicated", "false")
UNKNOWN = ("undetermined", "unknown", OPEN)


def suggested_case(protocol: Protocol, situation: Situation) -> str | None:
    """Return a case that shows a situation, as it stands in cases.yml; None when no patient can show it.

    The case expects what the rules say today; the author judges whether that is right.
    """
    ((_situations, case),) = suggestions(protocol, [situation])
    return case


def suggestions(
    protocol: Protocol, missing: Sequence[Situation], cases: Sequence[WorkedCase] = ()
) -> Iterator[tuple[Sequence[Situation], str | None]]:
    """Yield cases that together show all situations that can be shown, each as many as its patient can.

    What is present is looked for in the same patients first, then what is absent, then what is unknown.

    Args:
        protocol: The protocol.
        missing: The situations that no case shows.
        cases: The cases that there are, from which typical answers are taken.

    Yields:
        The situations, and the case as `suggested_case` returns it.
    """
    finder = _Finder(protocol, typical_answers(protocol, cases))
    names = {folded(case.name) for case in cases}
    left = sorted(missing, key=_rank)
    while left:
        first = left[0]
        alike = sorted(left[1:], key=lambda situation: (_rank(situation) != _rank(first), _rank(situation)))
        found = finder.patient(first, alike)
        closed = [s for s in left if s in finder.shown(found)] if found is not None else []
        if found is None or first not in closed:
            closed, case = [first], None
        else:
            name = _name(closed, names)
            names.add(folded(name))
            answer = Checker(protocol).assess({"protocol": protocol.id, "findings": found})
            case = case_text(found, name=name, why=UNREASONED, expect=_expected(protocol, answer, closed))
        left = [situation for situation in left if situation not in closed]
        yield closed, case


def smallest_patient(protocol: Protocol, situation: Situation) -> dict[str, Any]:
    """Return the findings of the smallest patient who shows a situation.

    Raises:
        NoPatient: when nobody does.
    """
    formulas = Formulas(protocol, Patient(protocol.findings))
    return fewest_findings(formulas, _wanted(formulas, situation))


def _rank(situation: Situation) -> int:
    return 2 if situation.outcome in UNKNOWN else 1 if situation.outcome in ABSENT else 0


class _Finder:
    """The search for patients who show many situations at once."""

    def __init__(self, protocol: Protocol, typical: Typical) -> None:
        self._formulas = Formulas(protocol, Patient(protocol.findings))
        self._solver = z3.Solver()
        self._solver.add(*self._formulas.accepted)
        self._typical = typical
        self._checker = Checker(protocol)
        self._wanted: dict[Situation, Proposition] = {}

    def patient(self, first: Situation, others: Iterable[Situation]) -> dict[str, Any] | None:
        """Return the findings of a patient who shows a situation, and of others as many as go together in their order.

        None stands for a situation that no patient shows.
        """
        wanted = [self._formula(first)]
        if not self._formulas.values.decidable:
            try:  # what else a real patient shows is seen in their answer
                return fewest_findings(self._formulas, *wanted, typical=self._typical)
            except NoPatient:
                return None
        self._solver.push()
        try:
            if not possible(self._solver, *wanted):
                return None
            self._solver.add(*wanted)
            for other in others:
                formula = self._formula(other)
                if possible(self._solver, formula):
                    self._solver.add(formula)
                    wanted.append(formula)
        finally:
            self._solver.pop()
        for some in (wanted, wanted[:1]):
            try:
                return fewest_findings(self._formulas, z3.And(*some), typical=self._typical)
            except NoPatient:
                continue  # where the formulas say less than the rules, what goes together in them may not be a patient
        return None

    def shown(self, findings: dict[str, Any]) -> set[Situation]:
        """Return every situation that a case with some findings shows to the engine, if it expects all that it says."""
        protocol = self._checker.protocol
        answer = self._answer(findings)
        acts: dict[str, dict[str, Any]] = {act: {} for act in ACTS}
        for recommendation in (r for r in answer.recommendations if r.status.value == "indicated"):
            for act, said in acts_of(protocol, recommendation).items():
                acts[act] |= said
        expect = Expectation(
            recommendations={r.id: r.status.value for r in answer.recommendations},
            warnings=tuple(warning.code for warning in answer.warnings),
            no_rule=tuple(r.id for r in answer.recommendations if r.no_rule),
            under_way=tuple(r.id for r in answer.recommendations if r.under_way),
            values=_numbers(answer),
            **acts,
        )
        case = WorkedCase(name="n", why="w", findings=findings, expect=expect)
        return {situation for situation, names in coverage(self._checker, [case]).covered.items() if names}

    def _answer(self, findings: dict[str, Any]) -> Assessment:
        return self._checker.assess({"protocol": self._checker.protocol.id, "findings": findings})

    def _formula(self, situation: Situation) -> Proposition:
        if situation not in self._wanted:
            self._wanted[situation] = _wanted(self._formulas, situation)
        return self._wanted[situation]


OUTCOMES: dict[str, str] = {
    "under-way": "under way",
    "silence": "no rule",
    **dict.fromkeys(ACTS, "indicated"),
}
"""Kind of a situation → its outcome in the name of a case, where it is too long or too many to stand there."""


def _name(closed: Sequence[Situation], taken: Collection[str]) -> str:
    """Return a name for the case that shows some situations, which no other case has."""
    first, elements = closed[0], {situation.name for situation in closed}
    name = f"{first.name}: {OUTCOMES.get(first.kind, first.outcome)}"
    name += f", and {len(elements) - 1} more" if len(elements) > 1 else ""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(each for each in chain([name], numbered) if folded(each) not in taken)


def _expected(protocol: Protocol, answer: Assessment, closed: Sequence[Situation]) -> dict[str, Any]:
    """Return what a case expects that shows some situations: the answer on each element that they belong to."""
    kinds = {situation.kind for situation in closed}
    parts = {(situation.path[0], situation.path[1]) for situation in closed}

    def of(part: str) -> set[str]:
        return {element.id for place, element in enumerate(getattr(protocol, part)) if (part, place) in parts}

    statuses = {r.id: r.status.value for r in answer.recommendations if r.id in of("recommendations")}
    scores = {
        name: {"low": score.low, "high": score.high, "bands": list(score.bands)}
        for name, score in answer.scores.items()
        if name in of("scores")
    }
    expect: dict[str, Any] = {
        "criteria": {name: truth.value for name, truth in answer.criteria.items() if name in of("criteria")},
        "recommendations": statuses,
    }
    kinds_of_acts = ("amounts", *ACTS)
    indicated = {
        s.name for s in closed if s.kind in kinds_of_acts or (s.kind, s.outcome) == ("recommendation", "indicated")
    }
    for recommendation in (r for r in answer.recommendations if r.id in statuses and r.id in indicated):
        for act, said in acts_of(protocol, recommendation).items():
            expect.setdefault(act, {}).update(said)
    expect["scores"] = scores
    expect["grades"] = {name: list(steps) for name, steps in answer.grades.items() if name in of("grades")}
    expect["values"] = {name: number for name, number in _numbers(answer).items() if name in of("values")}
    if any(part == "warnings" for part, _place in parts):
        expect["warnings"] = list(dict.fromkeys(warning.code for warning in answer.warnings))
    if "silence" in kinds:
        expect["no-rule"] = [r.id for r in answer.recommendations if r.no_rule]
    if "under-way" in kinds:
        expect["under-way"] = [r.id for r in answer.recommendations if r.under_way]
    said = {kind: value for kind, value in expect.items() if value or isinstance(value, list)}
    return said or {"criteria": {name: truth.value for name, truth in answer.criteria.items()}}


def _numbers(answer: Assessment) -> dict[str, Decimal]:
    """Return the number of each value that is worked out, with six digits where its decimals have no end."""
    return {
        name: value.low.nearest if isinstance(value.low, Rational) else value.low
        for name, value in answer.values.items()
        if value.low is not None and value.settled and not value.measured
    }


def acts_of(protocol: Protocol, answer: RecommendationAnswer) -> dict[str, dict[str, Any]]:
    """Return what a case would expect an indicated recommendation to say, as in cases.yml.

    Args:
        protocol: The protocol.
        answer: What it answers the case on the recommendation.
    """
    recommendation, words = next(r for r in protocol.recommendations if r.id == answer.id), Labels(protocol)
    said: dict[str, Any] = {act: getattr(recommendation, act) for act in ACTS if act != "doses"}
    if recommendation.doses:
        said["doses"] = [written(*dose, words) for dose in shown_doses(recommendation, answer)]
    return {act: {answer.id: value} for act, value in said.items()}


def _wanted(formulas: Formulas, situation: Situation) -> Proposition:
    protocol = formulas.protocol
    match situation.kind:
        case "action" | "strength" | "urgency":
            return formulas.outcome(situation.name).true
        case "doses" | "amounts":
            _, index, _, place = situation.path
            outcome = situation.outcome if situation.kind == "amounts" else None
            return dose_shown(formulas, int(index), int(place), outcome)
        case "recommendation" | "criterion":
            verdict = formulas.outcome(situation.name)
            truth = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}.get(situation.outcome)
            return _of(verdict, truth or situation.outcome)
        case "threshold":
            words = Labels(protocol)
            found = next(
                threshold.comparison
                for threshold in (*thresholds(protocol), *value_thresholds(protocol))
                if threshold.path == situation.path and threshold.comparison.describe(words) == situation.name
            )
            return _of(formulas.verdict(found), situation.outcome)
        case "band":
            score = next(score for score in protocol.scores if score.id == situation.name)
            return formulas.scores.in_band(score, [situation.outcome]).true
        case "value":
            return _worked_out(formulas, situation.name)
        case "silence":
            _, index, _, n = situation.path
            return formulas.silence(int(index), int(n)).true
        case "under-way":
            return z3.And(formulas.outcome(situation.name).true, _under_way(formulas, int(situation.path[1])))
        case "warning":
            return z3.Or(*(formulas.verdict(w.when).true for w in protocol.warnings if w.code == situation.name))


def _under_way(formulas: Formulas, index: int) -> Proposition:
    """Return the formula under which a recommendation's second wording applies."""
    wording, patient = formulas.protocol.recommendations[index].under_way, formulas.patient
    assert wording is not None
    value, places = patient.values[wording.finding], patient.places.get(wording.finding, {})
    said = z3.Or(*(value == places[choice] for choice in wording.is_)) if wording.is_ else value
    return z3.And(patient.known[wording.finding], said)


def _worked_out(formulas: Formulas, name: str) -> Proposition:
    """Return the formula under which a value is worked out from findings that are all known, and was not measured."""
    named = named_rules(formulas.protocol)
    value = named["value", name]
    measured = [value.measured] if value.measured is not None else []
    known = formulas.patient.known
    needed = [known[finding] for finding in set(findings_read(named, value)).difference(measured)]
    return z3.And(*needed, *(z3.Not(known[finding]) for finding in measured))


def _of(verdict: Verdict, truth: str) -> Proposition:
    return {"true": verdict.true, "false": verdict.false, "unknown": verdict.unknown}[truth]
