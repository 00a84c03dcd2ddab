"""The comparison of two versions of a protocol by their answers to every possible patient instead of by their text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import z3

from build_scripts.evidence.proofs.claims import VersionComparison, VersionDifference
from build_scripts.evidence.proofs.counterexamples import fewest_findings
from build_scripts.evidence.proofs.doses.formulas import dose_verdict
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from build_scripts.evidence.proofs.solving import decided, possible
from build_scripts.evidence.proofs.tried.known import known_of
from build_scripts.evidence.proofs.tried.patients import MANY
from build_scripts.evidence.proofs.tried.questions import EFFORT, Undecided
from build_scripts.evidence.proofs.tried.trials import Trials
from build_scripts.evidence.proofs.tried.versions import ACCEPTANCE, Point, TriedVersions, said_in_words
from build_scripts.words.doses import dose_line
from checker import Checker, Protocol, RefusedCase
from checker.language.findings import QuantityFinding
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels

RESTATED = ("doses", "drugs", "action", "strength", "urgency")


def compare(old: Protocol, new: Protocol) -> VersionComparison:
    """Compare two versions of a protocol for every possible patient.

    Only patients whom both versions accept unchanged are compared: findings that only one version asks for are
    unknown, and values that the constraints of either version would infer are known already. Patients of whom the
    versions infer or refuse something differently are a difference of their own, `acceptance`.
    """
    pair = _VersionPair(old, new)
    by_id = {r.id: r for r in old.recommendations}
    restated = []
    for recommendation in new.recommendations:
        before = by_id.get(recommendation.id)
        for field in RESTATED if before is not None else ():
            one, other = getattr(before, field), getattr(recommendation, field)
            if one != other:
                restated.append(f"{recommendation.id}: {field} {_in_words(one, old)} → {_in_words(other, new)}")
    differences = tuple(pair.differences())
    changed = {difference.name for difference in differences if difference.kind == "recommendation"}
    changed |= {name for kind, name in pair.open if kind == "recommendation"}
    return VersionComparison(
        differences,
        tuple(r.id for r in new.recommendations if r.id in by_id and r.id not in changed),
        tuple(_only(new, old)),
        tuple(_only(old, new)),
        tuple(restated),
        tuple(f"{kind} {name}" for kind, name in pair.open),
        MANY if pair.open else 0,
    )


def _in_words(value: object, protocol: Protocol) -> str:
    words = Labels(protocol)
    if isinstance(value, tuple):
        return ", ".join(dose_line(item, words) if isinstance(item, Dose) else str(item) for item in value) or "none"
    return str(value)


def differ(old: Protocol, new: Protocol) -> bool:
    """Return whether some patient gets another answer from the new version.

    Raises:
        Undecided: when no patient who was tried does, and it is not proved that none does.
    """
    pair = _VersionPair(old, new)
    found = next(pair.differences(smallest=False), None) is not None
    if pair.open and not found:
        raise Undecided
    return found


def first_difference(old: Protocol, new: Protocol) -> VersionDifference | None:
    """Return the first point on which two versions answer some patient differently, with the smallest such patient."""
    return next(_VersionPair(old, new).differences(), None)


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
        self.open: list[Point] = []
        """What stayed open once the differences were told: no patient who was tried is answered differently."""
        decidable = self.old.values.decidable and self.new.values.decidable
        self._tried: TriedVersions | None = None
        if not decidable:
            self._tried = TriedVersions(Trials(self.old, known_of(self.old)), self.checkers[1], shared)
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
        """Yield the points on which the versions differ."""
        if self._tried is not None:
            yield from self._tried_differences(self._tried, smallest)
            return
        for kind, name, one, other in self._changed():
            # The plainest difference first: true against false, then a truth that only one version has, then a falsity.
            turned = z3.Or(z3.And(one.true, other.false), z3.And(one.false, other.true))
            won = z3.Xor(one.true, other.true)
            lost = z3.Xor(one.false, other.false)
            for wanted in (turned, won, lost) if smallest else (z3.Or(turned, won, lost),):
                if possible(self._solver, wanted):
                    yield (
                        self._difference(kind, name, wanted) if smallest else VersionDifference(kind, name, "", "", {})
                    )
                    break
        yield from self._acceptance(smallest)

    def _tried_differences(self, tried: TriedVersions, smallest: bool) -> Iterator[VersionDifference]:
        """Yield the differences that real patients show; what the solver does not exclude either stays open."""
        self._solver.set("rlimit", EFFORT)
        exact = z3.Solver()
        exact.set("rlimit", EFFORT)
        exact.add(*self.old.accepted, *self.new.accepted, *self._apart, *self.old.definitions, *self.new.definitions)
        left: dict[Point, list[Proposition]] = {}
        for kind, name, one, other in self._changed():
            wanted = z3.Or(z3.Xor(one.true, other.true), z3.Xor(one.false, other.false))
            if decided(self._solver, wanted) is not False:
                left.setdefault((kind, name), []).append(wanted)
        if not all(self._excluded(solver) for _, _, solver in self._refusals()):
            left[ACCEPTANCE] = []
        for (kind, name), findings in tried.differences(left, smallest=smallest):
            del left[kind, name]
            yield self._told(kind, name, findings) if smallest else VersionDifference(kind, name, "", "", {})
        self.open = [
            point
            for point, formulas in left.items()
            if point == ACCEPTANCE or decided(exact, z3.Or(*formulas)) is not False
        ]

    def _excluded(self, solver: z3.Solver) -> bool:
        """Return whether a solver holds what no patient can meet."""
        solver.set("rlimit", EFFORT)
        if decided(solver) is False:
            return True
        solver.add(*self.old.definitions, *self.new.definitions)
        return decided(solver) is False

    def _told(self, kind: str, name: str, findings: dict[str, Any]) -> VersionDifference:
        if (kind, name) == ACCEPTANCE:
            old, new = (self._taken(checker, findings) for checker in self.checkers)
        else:
            old, new = (said_in_words(checker, findings, kind, name) for checker in self.checkers)
        return VersionDifference(kind, name, old, new, findings)

    def _changed(self) -> Iterator[tuple[str, str, Verdict, Verdict]]:
        """Yield the verdicts that are not the same formulas in both versions."""
        for kind, name, one, other in self._verdicts():
            if not (one.true.eq(other.true) and one.false.eq(other.false)):
                yield kind, name, one, other

    def _verdicts(self) -> Iterator[tuple[str, str, Verdict, Verdict]]:
        old, new = self.old.protocol, self.new.protocol
        known = {r.id for r in old.recommendations}
        for r in new.recommendations:
            if r.id in known:
                yield "recommendation", r.id, _recommendation(self.old, r.id), _recommendation(self.new, r.id)
                one, other = _silent(self.old, r.id), _silent(self.new, r.id)
                yield "no rule", r.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
                yield from self._doses(r.id)
        known = {c.id for c in old.criteria}
        for c in new.criteria:
            if c.id in known:
                yield "criterion", c.id, self.old.criterion(c.id), self.new.criterion(c.id)
        scores = {score.id: score for score in old.scores}
        for score in new.scores:
            before = scores.get(score.id)
            if before is not None:
                # The points and the bands are compared each on their own.
                for total in {*self.old.scores.sums(before), *self.new.scores.sums(score)}:
                    never = z3.BoolVal(False)
                    one, other = (
                        self.old.scores.sums(before).get(total, never),
                        self.new.scores.sums(score).get(total, never),
                    )
                    yield "score", score.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
                for band in dict.fromkeys(b.id for b in (*before.bands, *score.bands)):
                    one, other = self.old.scores.band(before, band), self.new.scores.band(score, band)
                    yield "score", score.id, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))
        grades = {grade.id: grade for grade in old.grades}
        for grade in new.grades:
            former = grades.get(grade.id)
            if former is not None:
                for step in dict.fromkeys(s.id for s in (*former.scale, *grade.scale)):
                    yield (
                        "grade",
                        grade.id,
                        self.old.scores.in_steps(former, [step]),
                        self.new.scores.in_steps(grade, [step]),
                    )
        values = {value.id: value for value in old.values}
        for value in new.values:
            if value.id in values:
                (low, high), (other_low, other_high) = (f.values.ends(value.id) for f in (self.old, self.new))
                settled, later = low == high, other_low == other_high
                same, always = z3.And(settled == later, z3.Implies(settled, low == other_low)), z3.BoolVal(True)
                yield "value", value.id, Verdict(always, z3.Not(always)), Verdict(same, z3.Not(same))
        for code in dict.fromkeys(warning.code for warning in (*old.warnings, *new.warnings)):
            one, other = _raised(self.old, code), _raised(self.new, code)
            yield "warning", code, Verdict(one, z3.Not(one)), Verdict(other, z3.Not(other))

    def _doses(self, name: str) -> Iterator[tuple[str, str, Verdict, Verdict]]:
        """Yield, for each dose of a recommendation with a condition in either version, whether it is shown."""
        sides = [
            (formulas, index, recommendation.doses)
            for formulas in (self.old, self.new)
            for index, recommendation in enumerate(formulas.protocol.recommendations)
            if recommendation.id == name
        ]
        (old, before, doses), (new, after, others) = sides
        for place, pair in enumerate(zip(doses, others, strict=False)):
            if any(dose.when is not None for dose in pair):
                yield "dose", name, dose_verdict(old, before, place), dose_verdict(new, after, place)

    def _acceptance(self, smallest: bool) -> Iterator[VersionDifference]:
        """Yield patients whom one version accepts unchanged, while the other refuses them or infers a finding."""
        for one, wanted, solver in self._refusals():
            if possible(solver):
                wanted = z3.And(wanted, *self.old.given, *self.new.given)
                findings = fewest_findings(one, wanted, whole=True) if smallest else {}
                before, after = (self._taken(checker, findings) for checker in self.checkers)
                yield VersionDifference("acceptance", "findings", before, after, findings)

    def _refusals(self) -> Iterator[tuple[Formulas, Proposition, z3.Solver]]:
        """Yield for each version who it accepts and the other does not: the formulas, and a solver that holds them."""
        for one, other in ((self.old, self.new), (self.new, self.old)):
            solver = z3.Solver()
            wanted = z3.And(*self._apart, z3.Not(z3.And(*_of_known(other))))
            solver.add(*one.accepted, *other.given, wanted)
            yield one, wanted, solver

    def _difference(self, kind: str, name: str, wanted: Proposition) -> VersionDifference:
        wanted = z3.And(wanted, *self.new.accepted, *self._apart)
        findings = fewest_findings(self.old, wanted, whole=True)
        old, new = (said_in_words(checker, findings, kind, name) for checker in self.checkers)
        return VersionDifference(kind, name, old, new, findings)

    def _taken(self, checker: Checker, findings: dict[str, Any]) -> str:
        try:
            _, inferred = checker.values({"protocol": checker.protocol.id, "findings": findings})
        except RefusedCase as refused:
            return f"refused: {refused}"
        except Exception as error:  # a case of one version may be invalid in the other
            return f"refused: {error}"
        return ", ".join(f"infers {n}: {str(v).lower()}" for n, v in inferred.items()) or "taken as it is"


def _of_known(formulas: Formulas) -> list[Proposition]:
    """Return formulas: known values are plausible, the constraints are kept, and nothing is left for them to infer."""
    patient = formulas.patient
    plausible = [z3.Implies(patient.known[name], z3.And(*limits)) for name, limits in patient.limits.items() if limits]
    return [*plausible, *formulas.closed, *formulas.values.plausible]


def _recommendation(formulas: Formulas, name: str) -> Verdict:
    return formulas.recommendation(next(i for i, r in enumerate(formulas.protocol.recommendations) if r.id == name))


def _silent(formulas: Formulas, name: str) -> Proposition:
    """Return the formula under which a recommendation says that the source has no rule."""
    index = next(i for i, r in enumerate(formulas.protocol.recommendations) if r.id == name)
    places = range(len(formulas.protocol.recommendations[index].no_rule))
    return z3.Or(*(formulas.silence(index, place).true for place in places))


def _raised(formulas: Formulas, code: str) -> Proposition:
    return z3.Or(*(formulas.verdict(w.when).true for w in formulas.protocol.warnings if w.code == code))
