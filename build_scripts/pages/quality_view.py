"""The content of the page on a protocol's quality: proofs, cases and coverage in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from build_scripts.content.expected.doses import expected_text
from build_scripts.content.expected.values import ExpectedValue
from build_scripts.evidence.coverage import STATUSES, WHATS
from build_scripts.evidence.unnoticed import RESULTS, tally_text, unnoticed_text
from build_scripts.words.doses import PEOPLE, ROUTES, unit_text
from build_scripts.words.findings import finding_text, patient_text
from checker import Protocol
from checker.protocol.labels import Labels
from checker.words.messages import _
from checker.words.numbers import plain_number

if TYPE_CHECKING:
    from build_scripts.content.doses.register import DrugAmount, DrugLimit, RegisteredDrug
    from build_scripts.content.worked_cases import WorkedCase
from build_scripts.evidence.quality import Quality

BOUND = {
    (True, "true"): "indicated",
    (True, "false"): "not called for",
    (False, "true"): "true",
    (False, "false"): "false",
}
"""Whether an element is a recommendation, and its truth → the words for that truth."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A worked case as the page shows it."""

    name: str
    why: str
    findings: tuple[str, ...]
    """Each finding in words."""
    expected: tuple[str, ...]
    """Each expectation in words."""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit of the register of drugs as the page shows it."""

    text: str
    """The amounts, and whom and which route they are for."""
    statements: tuple[str, ...]
    """Ids of the statements of this protocol that support it."""
    elsewhere: tuple[str, ...]
    """Statements of other protocols that support it, each as `protocol:statement`."""
    basis: str


@dataclass(frozen=True, slots=True)
class DrugRow:
    """A drug of the register as the page shows it."""

    name: str
    kind: str
    """`drug`, `class` or `group`."""
    names: tuple[str, ...]
    routes: tuple[tuple[str, str | None], ...]
    """Each route in words, and how it is known where no statement says so."""
    limits: tuple[LimitRow, ...]


def drug_rows(drugs: Sequence[RegisteredDrug], protocol_id: str) -> list[DrugRow]:
    """Return the drugs that a protocol names, in the words of the current language."""
    return [
        DrugRow(
            drug.name,
            drug.kind,
            drug.names,
            tuple((_(ROUTES[route.route]), route.basis) for route in drug.routes),
            tuple(_limit_row(limit, protocol_id) for limit in drug.limits),
        )
        for drug in drugs
    ]


def _limit_row(limit: DrugLimit, protocol_id: str) -> LimitRow:
    amounts = []
    if limit.single is not None:
        amounts.append(_("{amount} at once", amount=_amount(limit.single)))
    if limit.daily is not None:
        amounts.append(_("{amount} in a day", amount=_amount(limit.daily)))
    text = ", ".join(amounts)
    if limit.route is not None:
        text = f"{text}, {_(ROUTES[limit.route])}"
    if limit.protocols:
        text = _("{limit}, in this protocol", limit=text)
    if limit.for_ is not None:
        known = PEOPLE.get(limit.for_)
        text = f"{_(known) if known is not None else _('Dose ({people})', people=limit.for_)}: {text}"
    cited = [name.partition(":") for name in limit.statements]
    own = tuple(statement for of, _colon, statement in cited if of == protocol_id)
    elsewhere = tuple(name for name in limit.statements if not name.startswith(f"{protocol_id}:"))
    return LimitRow(text, own, elsewhere, limit.basis)


def _amount(amount: DrugAmount) -> str:
    return f"{plain_number(amount.amount)} {unit_text(amount.unit)}"


class QualityView:
    """The quality of a protocol, as its template needs it."""

    def __init__(
        self,
        quality: Quality,
        protocol: Protocol,
        cases: Sequence[WorkedCase],
        when: date | None,
        others: Mapping[str, Protocol],
    ) -> None:
        """Put the quality of a protocol into the words of the current language.

        Args:
            quality: The quality of the protocol.
            protocol: The protocol, in the current language.
            cases: The worked cases of the protocol.
            when: The day of the content, where it is known.
            others: All protocols by id, in the current language.
        """
        from build_scripts.evidence.proofs.claims import KINDS
        from build_scripts.evidence.reviews.view import ReviewsView

        self.quality = quality
        self.when = when
        self._protocol = protocol
        self._words = Labels(protocol)
        self._findings = {finding.id: finding for finding in protocol.findings}
        self._labels = {r.id: r.label for r in protocol.recommendations}
        self.reviews = ReviewsView(quality.reviews, protocol, quality.between, others)
        proofs = quality.proofs
        self.proved, self.tried = (
            [
                (text, said)
                for kind, text in KINDS.items()
                if (said := [statement.text for statement in statements if statement.kind == kind])
            ]
            for statements in (proofs.proved, proofs.tried)
        )
        self.coverage = [(WHATS[kind], done, all_) for kind, (done, all_) in quality.coverage.counts().items()]
        self.tallies = [tally_text(tally) for tally in quality.mutation.tallies if tally.made]
        self.unnoticed = [unnoticed_text(protocol, mistake) for mistake in quality.mutation.survivors]
        self.cases = [self._row(case) for case in cases]
        self.notes = [
            (
                self._labels.get(note.name, note.name),
                patient_text(self._findings, note.findings),
                BOUND[note.name in self._labels, note.truth],
            )
            for note in quality.proofs.notes
        ]

    @property
    def by_recommendation(self) -> list[tuple[str, str, list[int]]]:
        """For each recommendation the id, the label, and the number of cases that expect each status."""
        covered = self.quality.coverage.covered
        return [
            (
                name,
                label,
                [
                    len(cases)
                    for status in STATUSES
                    for situation, cases in covered.items()
                    if (situation.kind, situation.name, situation.outcome) == ("recommendation", name, status)
                ],
            )
            for name, label in self._labels.items()
        ]

    def _row(self, case: WorkedCase) -> CaseRow:
        findings = tuple(self.finding(name, value) for name, value in case.findings.items())
        return CaseRow(case.name, case.why, findings, tuple(self._expected(case)))

    def finding(self, name: str, value: Any) -> str:
        """Return an answer in words."""
        return finding_text(self._findings, name, value)

    def _expected(self, case: WorkedCase) -> list[str]:
        if case.refused is not None:
            return ["refused: " + ", ".join(self._label(name) for name in case.refused)]
        expect = case.expect
        assert expect is not None  # the case's __post_init__ saw to it
        lines = [f"{self._labels[n]}: {_(RESULTS[status])}" for n, status in (expect.recommendations or {}).items()]
        lines += [f"{self._words.criterion(n)}: {truth}" for n, truth in (expect.criteria or {}).items()]
        lines += [
            f"{self._labels[n]}, missing: {', '.join(map(self._label, names)) or 'nothing'}"
            for n, names in (expect.missing or {}).items()
        ]
        lines += [f"inferred: {self._label(n)} {'yes' if v else 'no'}" for n, v in (expect.inferred or {}).items()]
        if expect.inferred is not None and not expect.inferred:
            lines.append("inferred: nothing")
        for name, action in (expect.action or {}).items():
            lines.append(f"{self._labels[name]}, action: {action}")
        for name, strength in (expect.strength or {}).items():
            lines.append(f"{self._labels[name]}, strength: {strength}")
        for name, urgency in (expect.urgency or {}).items():
            lines.append(f"{self._labels[name]}, urgency: {urgency}")
        for name, doses in (expect.doses or {}).items():
            said = "; ".join(expected_text(dose, self._words) for dose in doses)
            lines.append(f"{self._labels[name]}, doses: {said or 'none'}")
        units = {value.id: value.unit for value in self._protocol.values}
        for name, one in (expect.values or {}).items():
            low, high = (one if isinstance(one, ExpectedValue) else ExpectedValue(value=one)).ends
            numbers = " to ".join(dict.fromkeys(map(plain_number, (low, high))))
            lines.append(f"{self._words.value(name)}: {numbers} {unit_text(units[name])}".rstrip())
        for name, p in (expect.scores or {}).items():
            lines.append(f"{self._words.score(name)}: {p.low} to {p.high} points, {self._words.bands(name, p.bands)}")
        for name, steps in (expect.grades or {}).items():
            lines.append(f"{self._words.grade(name)}: {self._words.steps(name, steps)}")
        if expect.warnings is not None:
            lines.append(f"warnings: {', '.join(expect.warnings) or 'none'}")
        if expect.under_way is not None:
            going_on = ", ".join(self._labels[name] for name in expect.under_way)
            lines.append(f"{_('worded as under way already')}: {going_on or 'none'}")
        if expect.no_rule is not None:
            lines.append(
                f"{_('no rule in the source')}: {', '.join(self._labels[n] for n in expect.no_rule) or 'none'}"
            )
        return lines

    def _label(self, name: str) -> str:
        finding = self._findings.get(name)
        return finding.label if finding is not None else name
