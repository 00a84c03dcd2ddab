"""Whether two versions of a protocol answer alike: by their behaviour on every possible patient, not by their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import z3

from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Formula, Patient, Verdict
from build_scripts.words.doses import dose_text
from checker import Checker, Protocol, RefusedCase
from checker.language.findings import QuantityFinding
from checker.protocol.model import Dose


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Something on which the two versions differ."""

    kind: str
    """`recommendation`, `no rule` (that the source has none), `criterion`, `score`, `grade`, `warning`, or `acceptance`
    (which cases are taken)."""
    name: str
    old: str
    """What the old version says to the case."""
    new: str
    findings: dict[str, Any]
    """The smallest case that the two answer differently."""


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """What a change of a protocol means for patients."""

    differences: tuple[VersionDifference, ...]
    same: tuple[str, ...]
    """Ids of the recommendations to which no patient gets another answer."""
    added: tuple[str, ...]
    """Recommendations, criteria and findings, by kind and id, that only the new version has."""
    removed: tuple[str, ...]
    restated: tuple[str, ...]
    """Recommendations that both have and whose doses, drugs, action, strength or urgency differ, with what differs."""

    @property
    def nothing(self) -> bool:
        """Whether no patient can notice the change."""
        return not (self.differences or self.added or self.removed or self.restated)


RESTATED = ("doses", "drugs", "action", "strength", "urgency")


def compare(old: Protocol, new: Protocol) -> VersionComparison:
    """Compare two versions of a protocol for every possible patient.

    A patient here is one whom both versions take as they are: what only one of them asks for is not known of them, and
    what the constraints of either would infer is known already. Where the versions infer or refuse differently is found
    apart, as a difference of `acceptance`.
    """
    pair = _VersionPair(old, new)
    by_id = {r.id: r for r in old.recommendations}
    restated = []
    for recommendation in new.recommendations:
        before = by_id.get(recommendation.id)
        for field in RESTATED if before is not None else ():
            one, other = getattr(before, field), getattr(recommendation, field)
            if one != other:
                restated.append(f"{recommendation.id}: {field} {_in_words(one)} → {_in_words(other)}")
    differences = tuple(pair.differences())
    changed = {difference.name for difference in differences if difference.kind == "recommendation"}
    return VersionComparison(
        differences,
        tuple(r.id for r in new.recommendations if r.id in by_id and r.id not in changed),
        tuple(_only(new, old)),
        tuple(_only(old, new)),
        tuple(restated),
    )


def _in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(dose_text(item) if isinstance(item, Dose) else str(item) for item in value) or "none"
    return str(value)


def differ(old: Protocol, new: Protocol) -> bool:
    """Return whether any patient at all gets another answer."""
    return next(_VersionPair(old, new).differences(smallest=False), None) is not None


def _only(one: Protocol, other: Protocol) -> Iterator[str]:
    for kind, field in (("recommendation", "recommendations"), ("criterion", "criteria"), ("finding", "findings")):
        known = {element.id for element in getattr(other, field)}
        yield from (f"{kind} {element.id}" for element in getattr(one, field) if element.id not in known)


class _VersionPair:
    def __init__(self, old: Protocol, new: Protocol) -> None:
        self.old = Formulas(old, Patient(old.findings))
        self.new = Formulas(new, self.old.patient.as_seen_by(new.findings))
        self.checkers = (Checker(old), Checker(new))
        before, after = self.old.patient, self.new.patient
        shared = {name for name in before.findings if name in after.findings and self._same_kind(name)}
        self._apart = [
            z3.Not(known) for patient in (before, after) for name, known in patient.known.items() if name not in shared
        ]
        self._solver = z3.Solver()
        self._solver.add(*self.old.accepted, *self.new.accepted, *self._apart)

    def _same_kind(self, name: str) -> bool:
        one, other = self.old.patient.findings[name], self.new.patient.findings[name]
        if isinstance(one, QuantityFinding) and isinstance(other, QuantityFinding):
            return one.unit == other.unit
        return type(one) is type(other)

    def differences(self, *, smallest: bool = True) -> Iterator[VersionDifference]:
        for kind, name, one, other in self._verdicts():
            # The plainest first: an answer that is turned round, then one that is lost or won, then any.
            turned = z3.Or(z3.And(one.true, other.false), z3.And(one.false, other.true))
            won = z3.Xor(one.true, other.true)
            lost = z3.Xor(one.false, other.false)
            for wanted in (turned, won, lost) if smallest else (z3.Or(turned, won, lost),):
                if self._solver.check(wanted) == z3.sat:
                    yield (
                        self._difference(kind, name, wanted) if smallest else VersionDifference(kind, name, "", "", {})
                    )
                    break
        yield from self._acceptance(smallest)

    def _verdicts(self) -> Iterator[tuple[str, str, Verdict, Verdict]]:
        old, new = self.old.protocol, self.new.protocol
        known = {r.id for r in old.recommendations}
        for r in new.recommendations:
            if r.id in known:
                yield "recommendation", r.id, _recommendation(self.old, r.id), _recommendation(self.new, r.id)
                one, other = _silent(self.old, r.id), _silent(self.new, r.id)
                yield "no rule", r.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
        known = {c.id for c in old.criteria}
        for c in new.criteria:
            if c.id in known:
                yield "criterion", c.id, self.old.criterion(c.id), self.new.criterion(c.id)
        scores = {score.id: score for score in old.scores}
        for score in new.scores:
            before = scores.get(score.id)
            if before is not None:
                # Both what is said of the points and of the bands.
                for total in {*self.old.sums(before), *self.new.sums(score)}:
                    never = z3.BoolVal(False)
                    one, other = self.old.sums(before).get(total, never), self.new.sums(score).get(total, never)
                    yield "score", score.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
                for band in dict.fromkeys(b.id for b in (*before.bands, *score.bands)):
                    one, other = self.old.band(before, band), self.new.band(score, band)
                    yield "score", score.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
        grades = {grade.id: grade for grade in old.grades}
        for grade in new.grades:
            former = grades.get(grade.id)
            if former is not None:
                for step in dict.fromkeys(s.id for s in (*former.scale, *grade.scale)):
                    yield "grade", grade.id, self.old.in_steps(former, [step]), self.new.in_steps(grade, [step])
        for code in dict.fromkeys(warning.code for warning in (*old.warnings, *new.warnings)):
            one, other = _raised(self.old, code), _raised(self.new, code)
            yield "warning", code, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))

    def _acceptance(self, smallest: bool) -> Iterator[VersionDifference]:
        """Patients whom one version takes as they are and the other refuses, or of whom it infers something."""
        for one, other in ((self.old, self.new), (self.new, self.old)):
            solver = z3.Solver()
            wanted = z3.And(*self._apart, z3.Not(z3.And(*_of_known(other))))
            solver.add(*one.accepted, wanted)
            if solver.check() == z3.sat:
                findings = fewest_findings(one, wanted, whole=True) if smallest else {}
                before, after = (self._taken(checker, findings) for checker in self.checkers)
                yield VersionDifference("acceptance", "findings", before, after, findings)

    def _difference(self, kind: str, name: str, wanted: Formula) -> VersionDifference:
        wanted = z3.And(wanted, *self.new.accepted, *self._apart)
        findings = fewest_findings(self.old, wanted, whole=True)
        old, new = (_said(checker, findings, kind, name) for checker in self.checkers)
        return VersionDifference(kind, name, old, new, findings)

    def _taken(self, checker: Checker, findings: dict[str, Any]) -> str:
        try:
            _, inferred = checker.values({"protocol": checker.protocol.id, "findings": findings})
        except RefusedCase as refused:
            return f"refused: {refused}"
        except Exception as error:  # a case of the one version may be no case of the other
            return f"refused: {error}"
        return ", ".join(f"infers {n}: {str(v).lower()}" for n, v in inferred.items()) or "taken as it is"


def _of_known(formulas: Formulas) -> list[Formula]:
    """That what is known is plausible, and the constraints are kept and have nothing more to force."""
    patient = formulas.patient
    plausible = [z3.Implies(patient.known[name], z3.And(*limits)) for name, limits in patient.limits.items() if limits]
    return [*plausible, *formulas.closed]


def _recommendation(formulas: Formulas, name: str) -> Verdict:
    return formulas.recommendation(next(i for i, r in enumerate(formulas.protocol.recommendations) if r.id == name))


def _silent(formulas: Formulas, name: str) -> Formula:
    """When a recommendation says that the source has no rule."""
    index = next(i for i, r in enumerate(formulas.protocol.recommendations) if r.id == name)
    places = range(len(formulas.protocol.recommendations[index].no_rule))
    return z3.Or(*(formulas.silence(index, place).true for place in places))


def _raised(formulas: Formulas, code: str) -> Formula:
    return z3.Or(*(formulas.verdict(w.when).true for w in formulas.protocol.warnings if w.code == code))


def _said(checker: Checker, findings: dict[str, Any], kind: str, name: str) -> str:
    """Return what the engine says on one element of a case."""
    answer = checker.assess({"protocol": checker.protocol.id, "findings": findings})
    match kind:
        case "recommendation":
            return next(r.status.value for r in answer.recommendations if r.id == name)
        case "no rule":
            return "said" if any(r.no_rule for r in answer.recommendations if r.id == name) else "not said"
        case "criterion":
            return answer.criteria[name].value
        case "score":
            score = answer.scores[name]
            return f"{score.low} to {score.high} points: {' or '.join(score.bands) or 'no band'}"
        case "grade":
            return " or ".join(answer.grades[name])
        case _:
            return "raised" if any(warning.code == name for warning in answer.warnings) else "not raised"
