"""Worked cases: what an author expects of the rules, run at every build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from build_scripts.content.expected.acts import act_differences
from build_scripts.content.expected.doses import ExpectedDose
from build_scripts.content.expected.values import ExpectedValue, value_differences
from build_scripts.content.labels import folded
from checker import Assessment, Checker, RefusedCase
from checker.answers.echo import unknown
from checker.language.fields import ScorePoints
from checker.language.keys import YamlPath, key

TruthName = Literal["true", "false", "unknown"]
StatusName = Literal["indicated", "not-indicated", "undetermined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """The expected points and bands of a score."""

    low: ScorePoints
    high: ScorePoints
    bands: tuple[str, ...] = ()
    """Ids of the bands that are still possible."""
    grades: tuple[str, ...] | None = None
    """Former name of `bands`, which is read until 1.0."""

    def __post_init__(self) -> None:
        if self.grades is not None:
            if self.bands:
                raise ValueError("'grades' is the former name of 'bands': expected one of them, not both")
            object.__setattr__(self, "bands", self.grades)
            object.__setattr__(self, "grades", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The expected parts of an answer; parts that are left out are not compared."""

    criteria: Mapping[str, TruthName] | None = None
    """Id of a criterion → its truth, in quotes."""
    recommendations: Mapping[str, StatusName] | None = None
    """Id of a recommendation → its status."""
    action: Mapping[str, str] | None = None
    """Id of an indicated recommendation → its kind of action."""
    strength: Mapping[str, Literal["do", "consider"]] | None = None
    """Id of an indicated recommendation → the firmness of its wording."""
    urgency: Mapping[str, Literal["immediate", "today", "ongoing"]] | None = None
    """Id of an indicated recommendation → how soon it is to be done."""
    doses: Mapping[str, tuple[str | ExpectedDose, ...]] | None = None
    """Id of an indicated recommendation → exactly its doses, in order: each in the words that a reader sees, or as data
    with the keys of a dose in the protocol."""
    missing: Mapping[str, tuple[str, ...]] | None = None
    """Id of a recommendation → exactly the findings that are missing for it, in the order of the protocol."""
    assumed: Mapping[str, tuple[str, ...]] | None = None
    """Id of a recommendation → exactly the findings whose answers it assumes, in the order in which it names them."""
    inferred: Mapping[str, bool] | None = None
    """Exactly the findings that the constraints force."""
    scores: Mapping[str, Points] | None = None
    values: Mapping[str, Decimal | ExpectedValue] | None = None
    """Id of a computed value → its number in its own unit; or as data, with `value`, or with `low` and `high`."""
    grades: Mapping[str, tuple[str, ...]] | None = None
    """Id of a grade → exactly its steps still possible."""
    warnings: tuple[str, ...] | None = None
    """Exactly the codes of the warnings, in order."""
    no_rule: tuple[str, ...] | None = None
    """Exactly the recommendations at which the answer says that the source has no rule for this patient, in order."""
    under_way: tuple[str, ...] | None = None
    """Exactly the indicated recommendations that are worded as being carried out already, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One case with its expected answer, or the findings for which it is refused."""

    name: str
    why: str
    """Why the answer is right, in a sentence or two, with the statements that say so."""
    findings: Mapping[str, Any]
    """As in the machine interface: `{dyspnea: true, potassium: {value: 3.9, unit: mmol/L}}`."""
    expect: Expectation | None = None
    example: str | None = None
    """Name under which the checker page offers the case to readers who want to try the form."""
    refused: tuple[str, ...] | None = None
    """The findings that the errors name, in order, when the case must be refused."""

    def __post_init__(self) -> None:
        if (self.expect is None) == (self.refused is None):
            raise ValueError("a case needs either 'expect' or 'refused'")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The file of a protocol's worked cases."""

    cases: tuple[WorkedCase, ...]


TO_BE_WRITTEN = "To be written"
"""How the reason of a suggested case begins: nobody has judged yet whether its answer is right."""

CaseDifference = tuple[YamlPath, str]
"""Path of an expectation in the case, and the way in which the answer differs."""


def case_problems(checker: Checker, cases: Sequence[WorkedCase]) -> Iterator[CaseDifference]:
    """Run worked cases and yield every difference from what they expect, and every name used twice."""
    seen: set[tuple[str, str]] = set()
    for index, case in enumerate(cases):
        path: YamlPath = ("cases", index)
        for field, name in (("name", case.name), ("example", case.example)):
            if name is not None and (field, folded(name)) in seen:
                yield (*path, field), f"duplicate {'case name' if field == 'name' else field} '{name}'"
            seen.add((field, folded(name or "")))
        for place, message in case_differences(checker, case):
            yield (*path, *place), f"case '{case.name}': {message}"


def unjudged(cases: Sequence[WorkedCase]) -> Iterator[CaseDifference]:
    """Yield an objection to each case that was suggested and taken over without a word on why its answer is right."""
    for index, case in enumerate(cases):
        if folded(case.why).startswith(folded(TO_BE_WRITTEN)):
            message = "the reason is yet to be written; say why the answer is right, with the statements that say so"
            yield ("cases", index, "why"), f"case '{case.name}': {message}"


def case_differences(checker: Checker, case: WorkedCase) -> Iterator[CaseDifference]:
    """Run a worked case and yield every difference from what it expects, at its place within the case."""
    try:
        assessment = checker.assess({"protocol": checker.protocol.id, "findings": case.findings})
    except RefusedCase as refused:
        named = tuple(error.finding for error in refused.errors)
        if case.refused is None:
            yield ("findings",), f"refused: {refused}"
        elif named != case.refused:
            yield ("refused",), f"expected errors on {_list(case.refused)}, found them on {_list(named)}"
        return
    if case.expect is None:
        yield ("refused",), "expected it to be refused, but it was answered"
        return
    answers = _answers(assessment)
    for kind, answered in answers.items():
        expected = getattr(case.expect, kind)
        if expected is None:
            continue
        if kind in ("warnings", "inferred", "no_rule", "under_way"):
            if expected != answered:
                yield ("expect", key(kind)), f"expected {_list(expected)}, found {_list(answered)}"
            continue
        for name, value in expected.items():
            if name not in answered:
                yield ("expect", kind, name), unknown(kind, name, answered)
            elif value != answered[name]:
                yield ("expect", kind, name), f"{name}: expected {_list(value)}, found {_list(answered[name])}"
    for place, message in value_differences(case.expect.values or {}, assessment):
        yield ("expect", *place), message
    for place, message in act_differences(
        checker.protocol, case.expect, {answer.id: answer for answer in assessment.recommendations}
    ):
        yield ("expect", *place), message


def _answers(assessment: Assessment) -> dict[str, Any]:
    return {
        "criteria": {name: truth.value for name, truth in assessment.criteria.items()},
        "recommendations": {answer.id: answer.status.value for answer in assessment.recommendations},
        "missing": {answer.id: answer.missing for answer in assessment.recommendations},
        "assumed": {answer.id: tuple(answer.assumed) for answer in assessment.recommendations},
        "inferred": dict(assessment.inferred),
        "scores": {
            name: Points(low=score.low, high=score.high, bands=score.bands) for name, score in assessment.scores.items()
        },
        "grades": dict(assessment.grades),
        "warnings": tuple(warning.code for warning in assessment.warnings),
        "no_rule": tuple(answer.id for answer in assessment.recommendations if answer.no_rule),
        "under_way": tuple(answer.id for answer in assessment.recommendations if answer.under_way),
    }


def _list(value: object) -> str:
    match value:
        case tuple():
            return ", ".join(map(str, value)) or "none"
        case dict():
            return ", ".join(f"{name}: {str(item).lower()}" for name, item in value.items()) or "none"
        case Points(low=low, high=high, bands=bands):
            return f"{low} to {high} points ({_list(bands)})"
        case _:
            return str(value)
