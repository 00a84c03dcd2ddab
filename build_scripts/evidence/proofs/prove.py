"""The proofs of a protocol, property by property."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from itertools import combinations

import z3

from build_scripts.evidence.opposed import exclude_each_other, on_the_same
from build_scripts.evidence.proofs.claims import Fault, Note, Proofs, ProvedProperty, TriedProperty
from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.doses.proved import dose_proofs
from build_scripts.evidence.proofs.formulas import Formulas, flips
from build_scripts.evidence.proofs.found_patients import FoundPatients
from build_scripts.evidence.proofs.gaps import gaps
from build_scripts.evidence.proofs.patient import Patient, Proposition, Verdict
from build_scripts.evidence.proofs.solving import decided, possible
from checker import Protocol
from checker.language.conditions import Assessed
from checker.language.expressions import Expression
from checker.language.findings import QuantityFinding
from checker.language.keys import YamlPath
from checker.protocol.labels import Labels
from checker.protocol.model import Invariant
from checker.protocol.thresholds import Threshold, comparisons, thresholds
from checker.protocol.traversal import findings_read, named_rules
from checker.words.numbers import plain_number


def prove(protocol: Protocol, *, notes: bool = True, tries: int | None = None, first_fault: bool = False) -> Proofs:
    """Prove all properties of a protocol, or find the patients that refute them.

    Args:
        protocol: A protocol that `wardbook check` accepts.
        notes: Whether to look for gaps of three-valued logic too; this takes longest of all.
        tries: Number of patients who are tried where the solver knows too little of a value, if not the usual one.
        first_fault: Whether to stop at the first fault; what was not looked at by then is not among the results.

    Raises:
        EngineDisagreement: when the engine judges a patient that the solver found differently.
    """
    start = time.perf_counter()
    prover = _Prover(protocol, tries)
    proved: list[ProvedProperty] = []
    tried: list[TriedProperty] = []
    faults: list[Fault] = []
    for kind, method in (
        ("constraints", prover.constraints),
        ("outcomes", prover.outcomes),
        ("thresholds", prover.thresholds),
        ("bands", prover.bands),
        ("invariants", prover.invariants),
        ("opposing", prover.opposing),
        ("pathway", prover.pathway),
        ("monotone", prover.monotone),
        ("doses", lambda: dose_proofs(prover.formulas, partial(prover.possible, hoped=False), prover.example)),
    ):
        for result in method() if not (first_fault and faults) else ():
            settled = prover.settled()
            if isinstance(result, Fault):
                faults.append(result)
                if first_fault:
                    break
            elif settled:
                proved.append(ProvedProperty(kind, result))
            else:
                tried.append(TriedProperty(kind, result))
    found = list(_notes(prover)) if notes and not faults else []
    trials = prover.questions.trials if tried else None
    return Proofs(
        tuple(proved),
        tuple(faults),
        tuple(found),
        time.perf_counter() - start,
        z3.get_version_string(),
        tuple(tried),
        len(trials.patients) if trials is not None else 0,
        trials.near if trials is not None else (),
    )


ProofResult = Iterator[Fault | str]


class _Prover(FoundPatients):
    def __init__(self, protocol: Protocol, tries: int | None) -> None:
        super().__init__(protocol, tries)
        self.words = Labels(protocol)
        self.named = named_rules(protocol)
        self.labels = {c.id: c.label for c in protocol.criteria} | {r.id: r.label for r in protocol.recommendations}

    def constraints(self) -> ProofResult:
        everything = self.formulas.patient.complete
        if not self.possible(everything, hoped=True):
            yield Fault(("constraints",), "no patient keeps all constraints: they contradict each other")
            return
        yield from (Fault(*fault) for fault in self.nobody_is_assumed())
        propagator = self.formulas.program.propagator
        concerned = {i for _, clause in propagator.clauses for i, _ in clause if propagator.test(i) is None}
        asked = {name for test in propagator.tests if isinstance(test, Assessed) for name in test.findings}
        everything = z3.And(*(known for name, known in self.formulas.patient.known.items() if name not in asked))
        for index in sorted(concerned):
            name = self.protocol.findings[index].id
            value = self.formulas.patient.values[name]
            for wanted, word in ((value, "yes"), (z3.Not(value), "no")):
                if not self.possible(everything, wanted, hoped=True):
                    yield Fault(("findings", index), f"the constraints leave no patient in whom '{name}' is {word}")
                    break
            else:
                yield self.protocol.findings[index].label

    def outcomes(self) -> ProofResult:
        for path, what, name, verdict, truths, said in self._rules():
            never = [truth for truth in truths if not self.possible(getattr(verdict, truth), hoped=True)]
            if never:
                yield Fault(path, f"{what} '{name}' can never be {' or '.join(never)}, whatever the findings")
            else:
                yield said

    def _rules(self) -> Iterator[tuple[YamlPath, str, str, Verdict, tuple[str, ...], str]]:
        protocol, formulas, three = self.protocol, self.formulas, ("true", "false", "unknown")
        for index, criterion in enumerate(protocol.criteria):
            verdict = formulas.criterion(criterion.id)
            yield ("criteria", index, "when"), "criterion", criterion.id, verdict, three, criterion.label
        for index, recommendation in enumerate(protocol.recommendations):
            path: YamlPath = ("recommendations", index, "when")
            verdict, label = formulas.recommendation(index), recommendation.label
            truths = three if not recommendation.assume else three[:2]  # it may assume all that it asks for
            yield path, "recommendation", recommendation.id, verdict, truths, label
            for n in range(len(recommendation.no_rule)):
                where: YamlPath = ("recommendations", index, "no-rule", n)
                verdict, said = formulas.silence(index, n), f"No rule in the source: {label}"
                yield where, "silence of the source at", recommendation.id, verdict, three, said
        for index, score in enumerate(protocol.scores):
            for n, band in enumerate(score.bands):
                path = ("scores", index, "bands", n)
                verdict, said = formulas.scores.in_band(score, [band.id]), f"{score.label}: {band.label}"
                yield path, f"score '{score.id}' in band", band.id, verdict, three, said
        for index, grade in enumerate(protocol.grades):
            for n, step in enumerate(grade.scale):
                path = ("grades", index, "scale", n)
                verdict, said = formulas.scores.in_steps(grade, [step.id]), f"{grade.label}: {step.label}"
                yield path, f"grade '{grade.id}' at step", step.id, verdict, three, said
        for index, warning in enumerate(protocol.warnings):
            # Unknown is not asked for: a warning on whether something was assessed at all is never unknown.
            verdict = formulas.verdict(warning.when)
            said = f"Warning: {warning.message}"
            yield ("warnings", index, "when"), "warning", warning.code, verdict, ("true", "false"), said

    def thresholds(self) -> ProofResult:
        listed = {threshold.path: threshold for threshold in thresholds(self.protocol)}
        for path, comparison in comparisons(self.protocol):
            threshold = listed.get(path)
            if threshold is not None and (outside := self._outside_its_range(threshold)) is not None:
                yield outside
                continue
            text, verdict = comparison.describe(self.words), self.formulas.verdict(comparison)
            # What a constraint excludes stands in no possible patient, but it can be entered.
            may_be = self.entered if path[0] == "constraints" else partial(self.possible, hoped=True)
            never = [truth for truth in ("true", "false") if not may_be(getattr(verdict, truth))]
            if never:
                yield Fault(path, f"'{text}' can never be {' or '.join(never)} within the plausible range")
            else:
                yield text

    def _outside_its_range(self, threshold: Threshold) -> Fault | None:
        finding, limit = self.formulas.patient.findings[threshold.finding], threshold.limit
        low, high = getattr(finding, "plausible", (limit, limit))
        if low <= limit <= high:
            return None
        number = plain_number if isinstance(finding, QuantityFinding) else str
        message = f"the threshold {plain_number(limit)} of '{threshold.finding}' is outside its plausible range"
        return Fault(threshold.path, f"{message} {number(low)} to {number(high)}")

    def bands(self) -> ProofResult:
        for index, score in enumerate(self.protocol.scores):
            formulas, names = self.formulas, list(dict.fromkeys(band.id for band in score.bands))
            # All findings of the score are known, so it has one number of points.
            everything = z3.And(*(formulas.patient.known[name] for name in set(findings_read(self.named, score))))
            possible = {name: formulas.scores.band(score, name) for name in names}
            none = z3.And(everything, *(z3.Not(formula) for formula in possible.values()))
            path: YamlPath = ("scores", index, "bands")
            found = False
            if self.possible(none, hoped=False):
                case = self.example(none, f"{score.id}: no band", "These points lie in no band.", {})
                yield Fault(path, f"the bands of score '{score.id}' leave a gap", case)
                found = True
            for one, other in combinations(names, 2):
                both = z3.And(everything, possible[one], possible[other])
                if self.possible(both, hoped=False):
                    name = f"{score.id}: {one} and {other}"
                    case = self.example(both, name, "These points lie in two bands.", {})
                    yield Fault(path, f"the bands '{one}' and '{other}' of score '{score.id}' overlap", case)
                    found = True
            if not found:
                yield score.label

    def invariants(self) -> ProofResult:
        for index, invariant in enumerate(self.protocol.invariants):
            if invariant.implies is not None:
                yield self._implication(index, invariant, *invariant.implies)
            if invariant.whenever is not None:
                for name in invariant.then or ():
                    yield self._consequence(index, invariant, invariant.whenever, name)
            for one, other in combinations(invariant.never or (), 2):
                yield self._exclusion(("invariants", index, "never"), one, other, invariant.why)

    def _implication(self, index: int, invariant: Invariant, one: str, other: str) -> Fault | str:
        wanted = z3.And(self.formulas.outcome(one).true, z3.Not(self.formulas.outcome(other).true))
        if not self.possible(wanted, hoped=False):
            return f"{self.labels[other]}, always together with: {self.labels[one]}"
        case = self.example(
            wanted, f"{one} without {other}", invariant.why, {one: "true", other: ""} | self._of(wanted, other)
        )
        return Fault(("invariants", index, "implies"), f"'{one}' does not imply '{other}'", case)

    def _consequence(self, index: int, invariant: Invariant, premise: Expression, name: str) -> Fault | str:
        wanted = z3.And(self.formulas.verdict(premise).true, z3.Not(self.formulas.outcome(name).true))
        text = premise.describe(self.words)
        if not self.possible(wanted, hoped=False):
            return f"{self.labels[name]}, whenever {text}"
        case = self.example(wanted, f"{name} is missing", invariant.why, self._of(wanted, name))
        return Fault(("invariants", index, "then"), f"'{name}' does not follow from: {text}", case)

    def _of(self, wanted: Proposition, name: str) -> dict[str, str]:
        """Return the truth of an outcome, by its id, in the smallest case for which a formula holds."""
        return {name: self.judged(fewest_findings(self.formulas, wanted))[name]}

    def _exclusion(self, path: YamlPath, one: str, other: str, why: str) -> Fault | str:
        wanted = z3.And(self.formulas.outcome(one).true, self.formulas.outcome(other).true)
        if not self.possible(wanted, hoped=False):
            return f"Never together: {self.labels[one]} · {self.labels[other]}"
        case = self.example(wanted, f"{one} together with {other}", why, {one: "true", other: "true"})
        return Fault(path, f"'{one}' and '{other}' can hold together", case)

    def opposing(self) -> ProofResult:
        declared = {
            frozenset(pair) for invariant in self.protocol.invariants for pair in combinations(invariant.never or (), 2)
        }
        for (_, one), (place, other) in combinations(enumerate(self.protocol.recommendations), 2):
            pair = frozenset((one.id, other.id))
            if pair in declared or not exclude_each_other(one, other) or not on_the_same(one, other, [self.protocol]):
                continue
            why = f"To {one.action} and to {other.action} the same cannot both be right."
            yield self._exclusion(("recommendations", place, "action"), one.id, other.id, why)

    def pathway(self) -> ProofResult:
        """Prove that what stands under an answer of the pathway can follow from it."""
        for place, step in enumerate(self.protocol.pathway):
            verdict = self.formulas.criterion(step.criterion)
            for field, truth in (("yes", verdict.true), ("no", verdict.false)):
                for n, name in enumerate(getattr(step, field)):
                    if self.possible(truth, self.formulas.outcome(name).true, hoped=True):
                        yield f"{self.labels[name]}, where {self.words.criterion(step.criterion)}: {field}"
                    else:
                        said = f"'{name}' stands under '{field}' of '{step.title}', and is indicated for nobody there"
                        yield Fault(("pathway", place, field, n), said)

    def monotone(self) -> ProofResult:
        """Prove that no recommendation flips between two patients with the same values when more is known of one."""
        before, protocol = self.formulas, self.protocol
        later = Patient(protocol.findings, "later ", before.patient.values)
        after = Formulas(protocol, later, before.program)
        measured = before.values.measured
        solver = z3.Solver()
        solver.add(*before.accepted, *after.given, *after.closed, *after.values.plausible)
        solver.add(later.knows_all_of(before.patient), *after.values.narrower_than(before.values))
        # A measured number stands in the place of a computed one, and may turn round what was decided.
        solver.add(*(later.known[name] == before.patient.known[name] for name in measured))
        named = {name: self.formulas.patient.findings[name].label for name in measured}
        for index, recommendation in enumerate(protocol.recommendations):
            turned = flips(before, after, index)
            read = set(findings_read(self.named, before.program.indications[index]))
            but = ", ".join(label for name, label in named.items() if name in read)
            text = f"{recommendation.label} (unless measured: {but})" if but else recommendation.label
            trials, known = self.questions.trials, self.questions.known
            ask = possible if trials is None else decided
            found = known.answer("flips", (turned,), partial(ask, solver, turned)) is not False
            if found and trials is not None:
                self._open, found = True, trials.flips(index)
            if not found:
                yield text
            else:
                message = f"recommendation '{recommendation.id}' can flip when a further finding becomes known"
                yield Fault(("recommendations", index, "when"), message)


def _notes(prover: _Prover) -> Iterator[Note]:
    for path, name, truth, wanted in gaps(prover.formulas):
        title = f"{name}: unknown, yet bound to be {truth}"
        try:
            case = prover.example(wanted, title, "A limit of three-valued logic.", {name: "unknown"})
            yield Note(path, name, truth, fewest_findings(prover.formulas, wanted), case)
        except NoPatient:  # no real one was found, where the solver knows too little of a value
            continue
