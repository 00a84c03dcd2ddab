"""Worked cases told as patients, in sentences: who it is, what the answer is, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from build_scripts.content.expected.values import ExpectedValue, expected_value_text
from build_scripts.content.worked_cases import Expectation, WorkedCase
from build_scripts.words.doses import shown_doses, shown_line
from build_scripts.words.findings import finding_text
from checker import Checker
from checker.language.fields import ScorePoints
from checker.protocol.labels import Labels
from checker.words.messages import _, in_sentence, marked

STATUSES = {
    "indicated": marked("Indicated"),
    "undetermined": marked("Open until more is known"),
    "not-indicated": marked("Not called for by this protocol"),
}
"""Status as a case expects it → how it is said."""

TRUTHS = {"true": marked("It holds"), "false": marked("It does not hold"), "unknown": marked("It is not known")}
"""Truth of a rule as a case expects it → how it is said."""

URGENCIES = {"immediate": marked("immediately"), "today": marked("today"), "ongoing": marked("ongoing")}
"""Urgency as a case expects it → how it is said within a sentence."""


@dataclass(frozen=True, slots=True)
class PatientStory:
    """A worked case as a reviewer reads it."""

    name: str
    patient: tuple[str, ...]
    """Who it is, in sentences."""
    answer: tuple[tuple[str, tuple[str, ...]], ...]
    """What the answer says: the kind of it, and each item in words."""
    why: str


class Storyteller:
    """Tells the worked cases of one protocol."""

    def __init__(self, checker: Checker) -> None:
        self._protocol = protocol = checker.protocol
        self._words = Labels(protocol)
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._recommendations = {r.id: r for r in protocol.recommendations}
        self._scores = {score.id: score.label for score in protocol.scores}
        self._values = {value.id: value for value in protocol.values}
        self._grades = {grade.id: grade.label for grade in protocol.grades}
        self._checker = checker

    def tell(self, case: WorkedCase) -> PatientStory:
        """Return a case as a story."""
        if case.refused is not None:
            names = tuple(self._finding(name) for name in case.refused)
            answer: tuple[tuple[str, tuple[str, ...]], ...] = ((_("Refused, since these answers cannot be"), names),)
        else:
            assert case.expect is not None  # the case's __post_init__ saw to it
            assessment = self._checker.assess({"protocol": self._protocol.id, "findings": case.findings})
            self._answers = {answer.id: answer for answer in assessment.recommendations}
            answer = tuple(self._answer(case.expect))
            if case.expect.warnings:
                raised = assessment.warnings
                answer = (*answer, (_("Warning"), tuple(warning.message for warning in raised)))
        return PatientStory(case.name, tuple(self._patient(case.findings)), answer, case.why)

    def patient(self, findings: Mapping[str, Any]) -> str:
        """Return findings as sentences in one line."""
        return " ".join(self._patient(findings))

    def _patient(self, findings: Mapping[str, Any]) -> Iterator[str]:
        known = {name: value for name, value in findings.items() if value is not None}
        there = [self._finding(name) for name, value in known.items() if value is True]
        absent = [self._finding(name) for name, value in known.items() if value is False]
        others = [finding_text(self._findings, n, value) for n, value in known.items() if not isinstance(value, bool)]
        if not known:
            yield _("A patient of whom nothing is known.")
            return
        yield from (f"{text}." for text in others)
        if there:
            yield _("Found: {findings}.", findings="; ".join(map(in_sentence, there)))
        if absent:
            yield _("Looked for and not found: {findings}.", findings="; ".join(map(in_sentence, absent)))
        yield _("Nothing else is known.")

    def _answer(self, expect: Expectation) -> Iterator[tuple[str, tuple[str, ...]]]:
        for status, word in STATUSES.items():
            names = [name for name, expected in (expect.recommendations or {}).items() if expected == status]
            if names:
                yield _(word), tuple(self._recommendation(name, status, expect) for name in names)
        open_ = [name for name in expect.missing or {} if name not in (expect.recommendations or {})]
        if open_:
            yield _("Asked for"), tuple(self._recommendation(name, "undetermined", expect) for name in open_)
        for truth, word in TRUTHS.items():
            names = [name for name, expected in (expect.criteria or {}).items() if expected == truth]
            if names:
                yield _(word), tuple(self._words.criterion(name) for name in names)
        scores = [
            f"{self._scores[name]}: {self._points(points.low, points.high)}, {self._words.bands(name, points.bands)}"
            for name, points in (expect.scores or {}).items()
        ]
        grades = [f"{self._grades[name]}: {self._words.steps(name, s)}" for name, s in (expect.grades or {}).items()]
        if scores or grades:
            yield _("Scores and grades"), (*scores, *grades)
        if expect.values:
            yield _("Values"), tuple(self._value(name, expected) for name, expected in expect.values.items())
        if expect.inferred:
            yield (
                _("Follows from the other answers"),
                tuple(f"{self._finding(n)}: {_('yes') if value else _('no')}" for n, value in expect.inferred.items()),
            )
        if expect.under_way:
            yield _("Worded as under way already"), tuple(self._label(name) for name in expect.under_way)
        if expect.no_rule:
            yield _("The source has no rule for this patient"), tuple(self._label(name) for name in expect.no_rule)

    def _recommendation(self, name: str, status: str, expect: Expectation) -> str:
        text = self._label(name)
        doses = shown_doses(self._recommendations[name], self._answers[name]) if name in self._recommendations else []
        if status == "indicated" and doses:
            text += f" ({'; '.join(shown_line(*dose, self._words) for dose in doses)})"
        urgency = URGENCIES.get((expect.urgency or {}).get(name, ""))
        if urgency is not None:
            text += f", {_(urgency)}"
        missing = (expect.missing or {}).get(name)
        if missing:
            text += _(" (missing: {findings})", findings="; ".join(in_sentence(self._finding(n)) for n in missing))
        return text

    def _value(self, name: str, expected: Decimal | ExpectedValue) -> str:
        value = self._values[name]
        return f"{value.label}: {expected_value_text(expected, value.unit)}"

    def _points(self, low: ScorePoints, high: ScorePoints) -> str:
        least, most = self._words.number(low), self._words.number(high)
        return _("{low} points", low=least) if low == high else _("{low} to {high} points", low=least, high=most)

    def _label(self, name: str) -> str:
        found = self._recommendations.get(name)
        return found.label if found is not None else name

    def _finding(self, name: str) -> str:
        finding = self._findings.get(name)
        return finding.label if finding is not None else name
