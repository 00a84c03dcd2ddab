"""A suggested worked case, made by the solver for a situation that no case shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import z3

from build_scripts.content.expected.acts import ACTS
from build_scripts.content.expected.doses import written
from build_scripts.content.worked_cases import TO_BE_WRITTEN
from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.coverage import Situation
from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from checker import Checker, Protocol
from checker.protocol.labels import Labels
from checker.protocol.thresholds import thresholds

UNREASONED = f"{TO_BE_WRITTEN}: why this is right, with the statements that say so."


def suggested_case(protocol: Protocol, situation: Situation) -> str | None:
    """Return a case that shows a situation, as it stands in cases.yml; None when no patient can show it.

    The case expects what the rules say today; the author judges whether that is right.
    """
    try:
        findings = smallest_patient(protocol, situation)
    except NoPatient:
        return None
    answer = Checker(protocol).assess({"protocol": protocol.id, "findings": findings})
    name = f"{situation.name}: {situation.outcome}"
    if situation.kind == "recommendation" or situation.kind in ACTS:
        status = next(r.status.value for r in answer.recommendations if r.id == situation.name)
        # One case, the same for all that an indicated recommendation says.
        name = f"{situation.name}: {status}"
        acts = acts_of(protocol, situation.name) if status == "indicated" else {}
        return case_text(
            findings, name=name, why=UNREASONED, expect={"recommendations": {situation.name: status}} | acts
        )
    if situation.kind == "warning":
        codes = list(dict.fromkeys(warning.code for warning in answer.warnings))
        return case_text(findings, name=name, why=UNREASONED, expect={"warnings": codes})
    if situation.kind == "silence":
        silent = [r.id for r in answer.recommendations if r.no_rule]
        return case_text(findings, name=name, why=UNREASONED, expect={"no-rule": silent})
    if situation.kind == "under-way":
        going_on = [r.id for r in answer.recommendations if r.under_way]
        name = f"{situation.name}: under way"
        return case_text(findings, name=name, why=UNREASONED, expect={"under-way": going_on})
    criteria = {name: truth.value for name, truth in answer.criteria.items() if truth.value != "unknown"}
    return case_text(findings, name=name, why=UNREASONED, expect={"criteria": criteria})


def smallest_patient(protocol: Protocol, situation: Situation) -> dict[str, Any]:
    """Return the findings of the smallest patient who shows a situation.

    Raises:
        NoPatient: when nobody does.
    """
    formulas = Formulas(protocol, Patient(protocol.findings))
    return fewest_findings(formulas, _wanted(formulas, situation))


def suggestions(protocol: Protocol, missing: Sequence[Situation]) -> Iterator[tuple[Sequence[Situation], str | None]]:
    """Yield a case for each situation that no case shows, and one for all that an indicated recommendation says.

    Yields:
        The situations, and the case as `suggested_case` returns it.
    """
    together: dict[Situation | str, list[Situation]] = {}
    for situation in missing:
        said = situation.kind in ACTS or (situation.kind, situation.outcome) == ("recommendation", "indicated")
        together.setdefault(situation.name if said else situation, []).append(situation)
    for situations in together.values():
        yield situations, suggested_case(protocol, situations[0])


def acts_of(protocol: Protocol, name: str) -> dict[str, dict[str, Any]]:
    """Return what a case would expect an indicated recommendation to say, as in cases.yml."""
    recommendation = next(r for r in protocol.recommendations if r.id == name)
    said: dict[str, Any] = {act: getattr(recommendation, act) for act in ACTS if act != "doses"}
    if recommendation.doses:
        said["doses"] = [written(dose) for dose in recommendation.doses]
    return {act: {name: value} for act, value in said.items()}


def _wanted(formulas: Formulas, situation: Situation) -> Proposition:
    protocol = formulas.protocol
    match situation.kind:
        case "action" | "strength" | "urgency" | "doses":
            return formulas.outcome(situation.name).true
        case "recommendation" | "criterion":
            verdict = formulas.outcome(situation.name)
            truth = {"indicated": "true", "not-indicated": "false", "undetermined": "unknown"}.get(situation.outcome)
            return _of(verdict, truth or situation.outcome)
        case "threshold":
            words = Labels(protocol)
            found = next(
                threshold.comparison
                for threshold in thresholds(protocol)
                if threshold.path == situation.path and threshold.comparison.describe(words) == situation.name
            )
            return _of(formulas.verdict(found), situation.outcome)
        case "band":
            score = next(score for score in protocol.scores if score.id == situation.name)
            return formulas.scores.in_band(score, [situation.outcome]).true
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


def _of(verdict: Verdict, truth: str) -> Proposition:
    return {"true": verdict.true, "false": verdict.false, "unknown": verdict.unknown}[truth]
