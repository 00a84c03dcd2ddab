"""Patients made at random, many of them where a computed value crosses a limit; the same ones in every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from typing import Any

from build_scripts.evidence.proofs.tried.written import a_day, date_text
from checker import Checker, RefusedCase
from checker.answers.cases import CaseReader
from checker.language.comparisons import Comparison
from checker.language.evaluation import State
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
)
from checker.language.truth import Truth
from checker.protocol.labels import Labels
from checker.protocol.thresholds import comparisons, limits_of
from checker.protocol.traversal import findings_read, named_rules
from checker.words.rationals import nearby

MANY = 3000
"""Number of patients that are tried."""

SHARES = (1, 1, 1, 0.9, 0.7, 0.4)
"""Parts of the findings that patients have answers to."""

STEPS = 3
"""Places by which the step between two numbers of a finding is smaller than its plausible range: 0.1 for 0 to 300."""

DAYS = (0, 1, 2, 3, 7, 14, 30, 90, 365, 3650)
"""Days between two dates."""

REFUSED_IN_A_ROW = 500
"""Patients that are refused, one after the other, until no more are made."""

GivenFindings = dict[str, Any]
"""The findings of a case."""


@dataclass(frozen=True, slots=True)
class TriedPatient:
    """A patient whom the engine accepts, with its state for them."""

    findings: GivenFindings
    state: State


class RandomPatients:
    """The patients that are tried for a protocol."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self._dice = random.Random(checker.protocol.id)  # noqa: S311 - no secret
        protocol = checker.protocol
        self._reader = CaseReader(protocol.findings)
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._limits = limits_of(protocol)
        self._named = named_rules(protocol)
        self.crossed: dict[str, int] = {}
        """Limit of a value, in words → number of patients who were made beside it."""

    def make(self, count: int = MANY) -> list[TriedPatient]:
        """Return so many patients, or fewer where hardly any is accepted: every other one beside a limit."""
        beside = self._beside_limits()
        made: list[TriedPatient] = []
        refused = 0
        while len(made) < count and refused < REFUSED_IN_A_ROW:
            pair = next(beside, []) if len(made) % 4 == 0 else [self._anybody()]
            for findings in pair or [self._anybody()]:
                patient = self._accepted(self._fewer(findings))
                refused = refused + 1 if patient is None else 0
                made += [patient] if patient is not None else []
        return made[:count]

    def _accepted(self, findings: GivenFindings) -> TriedPatient | None:
        return accepted(self.checker, findings)

    def _anybody(self) -> GivenFindings:
        return {name: self._answer(finding) for name, finding in self._findings.items()}

    def _fewer(self, findings: GivenFindings) -> GivenFindings:
        share = self._dice.choice(SHARES)
        return {name: value for name, value in findings.items() if self._dice.random() < share}

    def _answer(self, finding: Finding) -> Any:
        dice = self._dice
        match finding:
            case BooleanFinding():
                return dice.random() < 0.5
            case ChoiceFinding():
                return dice.choice(finding.choices).id
            case IntegerFinding(plausible=(first, last)):
                return dice.randint(first, last)
            case DateFinding(precision=precision):
                scale = a_day(precision) // a_day("day")
                return date_text(precision, a_day(precision) + dice.choice((-1, 1)) * dice.choice(DAYS) * scale)
            case QuantityFinding(plausible=(low, high)):
                limits = [nearby(limit) for limit in self._limits.get(finding.id, ()) if low <= limit <= high]
                if limits and dice.random() < 0.3:
                    number = dice.choice(limits) + dice.choice((-1, 0, 1)) * _step(finding)
                    number = min(max(number, low), high)
                else:
                    number = _grid(finding, dice.randint(0, _last(finding)))
                return {"value": number, "unit": finding.unit}

    # Beside a limit: two patients who differ in one number, by one step, and in the truth of a comparison.

    def _beside_limits(self) -> Iterator[list[GivenFindings]]:
        words = Labels(self.checker.protocol)
        found = [c for _, c in comparisons(self.checker.protocol) if c.refers_to is not None]
        for comparison in cycle(found):
            numbers = [
                finding
                for name in dict.fromkeys(findings_read(self._named, comparison))
                if isinstance(finding := self._findings[name], QuantityFinding)
            ]
            pair = self._crossing(comparison, self._dice.choice(numbers)) if numbers else None
            if pair is not None:
                text = comparison.describe(words)
                self.crossed[text] = self.crossed.get(text, 0) + len(pair)
            yield pair or []

    def _crossing(self, comparison: Comparison, varied: QuantityFinding) -> list[GivenFindings] | None:
        """Return two patients on either side of a limit, who differ in one number; None where it changes nothing."""
        findings = self._anybody()
        measured = {value.measured for value in self.checker.protocol.values}
        findings = {name: value for name, value in findings.items() if name not in measured}
        program, values = self.checker.program, self._reader.read(findings)
        rule, place = program.scope.bind(comparison), program.scope.index(varied.id)

        def truth(position: int) -> Truth:
            return rule(program.run([*values[:place], _grid(varied, position), *values[place + 1 :]]))[0]

        low, high = 0, _last(varied)
        at_low = truth(low)
        if at_low is truth(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if truth(middle) is at_low:
                low = middle
            else:
                high = middle
        return [{**findings, varied.id: {"value": _grid(varied, n), "unit": varied.unit}} for n in (low, high)]


def accepted(checker: Checker, findings: GivenFindings) -> TriedPatient | None:
    """Return a patient with some findings; None where the engine refuses them."""
    try:
        state, _ = checker.state({"protocol": checker.protocol.id, "findings": findings})
    except RefusedCase:
        return None
    return TriedPatient(findings, state)


def _step(finding: QuantityFinding) -> Decimal:
    """Return the step between two numbers of a finding, a power of ten."""
    low, high = finding.plausible
    return Decimal(1).scaleb((high - low).adjusted() - STEPS)


def _last(finding: QuantityFinding) -> int:
    """Return the number of steps in the plausible range of a finding."""
    low, high = finding.plausible
    return int((high - low) / _step(finding))


def _grid(finding: QuantityFinding, position: int) -> Decimal:
    """Return the number of a finding so many steps above the lowest."""
    return finding.plausible[0] + position * _step(finding)
