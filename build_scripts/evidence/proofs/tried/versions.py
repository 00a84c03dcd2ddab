"""Two versions of a protocol, tried on real patients where a solver knows too little of their values."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.evidence.proofs.tried.patients import MANY, GivenFindings, RandomPatients
from build_scripts.evidence.proofs.tried.trials import Trials, fewer
from checker import Assessment, Checker, Protocol, RefusedCase

KEPT = 4
"""Protocols of which the patients are kept: a protocol is compared with each of its mutants."""

NEW_ONES = MANY // 10
"""Patients that are made beside the limits of the newer version."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A case, and the answer to it; None where it is refused."""

    findings: GivenFindings
    answer: Assessment | None


_kept: dict[int, tuple[Protocol, list[Answered]]] = {}


def patients_of(trials: Trials) -> list[Answered]:
    """Return the patients who are tried for a protocol, with its answers."""
    checker = trials.checker
    known = _kept.get(id(checker.protocol))
    if known is None:
        made = trials.patients
        known = checker.protocol, [Answered(each.findings, answer_of(checker, each.findings)) for each in made]
        while len(_kept) >= KEPT:
            del _kept[next(iter(_kept))]
        _kept[id(checker.protocol)] = known
    return known[1]


def answer_of(checker: Checker, findings: GivenFindings) -> Assessment | None:
    """Return the answer to a case, None where it is refused."""
    try:
        return checker.assess({"protocol": checker.protocol.id, "findings": findings})
    except RefusedCase:
        return None


Point = tuple[str, str]
"""Kind and id of something on which two versions may answer differently; see `said_of`."""

ACCEPTANCE: Point = ("acceptance", "findings")


class TriedVersions:
    """The patients who are tried for two versions."""

    def __init__(self, old: Trials, new: Checker, shared: Collection[str]) -> None:
        """Make the trial.

        Args:
            old: The trials of the older version.
            new: The newer one.
            shared: Ids of the findings that mean the same in both.
        """
        self._trials = old
        self._checkers = (old.checker, new)
        self._shared = shared

    def differences(self, points: Collection[Point], *, smallest: bool) -> Iterator[tuple[Point, GivenFindings]]:
        """Yield the points on which some patient is answered differently, each with that patient.

        Args:
            points: What is compared.
            smallest: Whether to leave out the findings that the difference does not need.
        """
        left = dict.fromkeys(points)
        for findings, answers in self._answers() if left else ():
            for point in [point for point in left if _differ(answers, point)]:
                del left[point]
                yield point, self._fewest(findings, point) if smallest else findings
            if not left:
                return

    def _answers(self) -> Iterator[tuple[GivenFindings, tuple[Assessment | None, Assessment | None]]]:
        _, new = self._checkers
        for each in patients_of(self._trials):
            if all(name in self._shared for name in each.findings):
                yield each.findings, (each.answer, answer_of(new, each.findings))
            else:
                yield self._both({name: value for name, value in each.findings.items() if name in self._shared})
        for patient in RandomPatients(new).make(NEW_ONES):
            yield self._both({name: value for name, value in patient.findings.items() if name in self._shared})

    def _both(self, findings: GivenFindings) -> tuple[GivenFindings, tuple[Assessment | None, Assessment | None]]:
        old, new = self._checkers
        return findings, (answer_of(old, findings), answer_of(new, findings))

    def differ(self, findings: GivenFindings, point: Point) -> bool:
        """Return whether a patient is answered differently on a point."""
        return _differ(self._both(findings)[1], point)

    def _fewest(self, findings: GivenFindings, point: Point) -> GivenFindings:
        return fewer(self._checkers[0], findings, lambda case: self.differ(case, point))


def _differ(answers: tuple[Assessment | None, Assessment | None], point: Point) -> bool:
    one, other = answers
    if one is None or other is None:
        return point == ACCEPTANCE and one is not other
    if point == ACCEPTANCE:
        return one.inferred != other.inferred
    return one.inferred == other.inferred and said_of(one, *point) != said_of(other, *point)


def said_of(answer: Assessment, kind: str, name: str) -> Any:
    """Return what an answer says of one element: a status or truth, of a score points and bands, of a grade steps.

    Of a value it is the number, None while there is a range of them.

    Args:
        answer: The answer.
        kind: Kind of a `VersionDifference`, other than `acceptance`.
        name: Id of the element.
    """
    match kind:
        case "recommendation":
            return next(r.status.value for r in answer.recommendations if r.id == name)
        case "dose":
            doses = next(r.doses for r in answer.recommendations if r.id == name)
            return "; ".join(f"{each.drug} {each.rule}" for each in doses or ()) or "none"
        case "no rule":
            return "said" if any(r.no_rule for r in answer.recommendations if r.id == name) else "not said"
        case "criterion":
            return answer.criteria[name].value
        case "score":
            score = answer.scores[name]
            return score.low, score.high, score.bands
        case "grade":
            return answer.grades[name]
        case "value":
            value = answer.values[name]
            return value.low if value.settled else None
        case _:
            return "raised" if any(warning.code == name for warning in answer.warnings) else "not raised"


def said_in_words(checker: Checker, findings: dict[str, Any], kind: str, name: str) -> str:
    """Return the answer of the engine on one element of a protocol, for the findings of a case, in words."""
    said = said_of(checker.assess({"protocol": checker.protocol.id, "findings": findings}), kind, name)
    if kind == "score":
        low, high, bands = said
        return f"{low} to {high} points: {' or '.join(bands) or 'no band'}"
    if kind == "value":
        return "unknown" if said is None else format(said, "f")
    return " or ".join(said) if kind == "grade" else said
