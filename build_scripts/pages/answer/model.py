"""The words of an answer, prepared for a template that only arranges them; the script chooses among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from build_scripts.content.doses.resolved import is_worked_out
from build_scripts.pages.answer.told_limits import told_limits
from build_scripts.words.doses import condition_text, dose_text, unconditional, unstated
from build_scripts.words.values import rounding_text
from checker.language.conditions import FindingHolds
from checker.language.expressions import AnyOf
from checker.language.scores import Grade, Score
from checker.protocol.labels import Labels, formula_text
from checker.protocol.model import Protocol, Recommendation, UnderWay
from checker.protocol.traversal import findings_read, named_rules
from checker.values.value import Value
from checker.words.messages import _


@dataclass(frozen=True, slots=True)
class Named:
    """An id, and the words that are shown for it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class DoseView:
    """A dose in words."""

    condition: str | None
    """Patients whom the dose is for, shown while it is unknown whether this is one of them."""
    text: str
    unstated: str | None
    """Parts of the dose that the source does not state, for example 'route and frequency'."""
    note: str | None = None
    """What has to be known before it is given."""
    rule_only: bool = False
    """Whether it could be worked out for a patient, and is not on this site."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """An open or contradictory point in the source, beside the statement that it concerns."""

    statement: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationView:
    """The parts of a recommendation that an answer shows for every status."""

    id: str
    label: str
    plain: str
    action: str
    strength: str
    urgency: str
    doses: tuple[DoseView, ...]
    note: str | None
    statements: tuple[str, ...]
    conflicts: tuple[ConflictView, ...]
    disagreements: tuple[Named, ...]
    """Id and title of each disagreement of sources about a statement that the recommendation rests on."""
    warned_by: tuple[str, ...]
    """Code and finding of each warning that concerns the recommendation, separated by a space."""
    subjects: tuple[str, ...]
    """What is decided on: drugs, quantities that are raised or lowered, or a decision by its name."""
    drugs: tuple[str, ...]
    limits: tuple[Named, ...]
    """Finding and limit in words, for each finding that the rule holds against one limit."""
    under_way: UnderWay | None
    assumed: tuple[Named, ...]
    """Findings whose answers it may assume, each with the assumed answer in words."""


@dataclass(frozen=True, slots=True)
class WarningView:
    """A warning that asks for findings: their questions are shown while it is raised."""

    raised: str
    """Its code and its finding, separated by a space."""
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion, for the reasons of an answer."""

    id: str
    label: str
    statements: tuple[str, ...]
    limits: tuple[str, ...]
    """Ids of the findings that it holds against one limit: where they are told, it says nothing more."""
    headline: bool
    """Whether it stands at the top of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleView:
    """A score with its bands, or a grade with its steps."""

    id: str
    kind: Literal["score", "grade"]
    label: str
    note: str | None
    statements: tuple[str, ...]
    steps: tuple[Named, ...]
    headline: bool
    """Whether it stands at the top of the answer."""
    reads: tuple[str, ...]
    """Ids of the findings that can change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A computed value, whose number and arithmetic an answer fills in."""

    id: str
    label: str
    formula: str
    """The formula in words."""
    rounding: str | None
    note: str | None
    statements: tuple[str, ...]
    headline: bool
    """Whether it stands at the top of the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerModel:
    """All that an answer may have to say."""

    recommendations: tuple[RecommendationView, ...]
    criteria: tuple[CriterionView, ...]
    scales: tuple[ScaleView, ...]
    values: tuple[ValueView, ...]
    asking: tuple[WarningView, ...]
    gates: Mapping[str, str]
    """Yes/no finding → the one that has to be yes for it to be: nobody can answer the first before the second."""


def answer_model(protocol: Protocol) -> AnswerModel:
    """Return the words of the answers of a protocol."""
    conflicts = {s.id: s.conflict for s in protocol.statements if s.conflict is not None}
    words = Labels(protocol)
    scales: tuple[Score | Grade, ...] = (*protocol.scores, *protocol.grades)
    named = named_rules(protocol)
    return AnswerModel(
        recommendations=tuple(_recommendation_view(protocol, r, conflicts) for r in protocol.recommendations),
        criteria=tuple(
            CriterionView(c.id, c.label, c.statements, tuple(told_limits(protocol, c.when)), c.headline)
            for c in protocol.criteria
        ),
        scales=tuple(_scale_view(scale, tuple(dict.fromkeys(findings_read(named, scale)))) for scale in scales),
        values=tuple(_value_view(value, words) for value in protocol.values),
        asking=tuple(WarningView(f"{w.code} {w.finding}", w.asks) for w in protocol.warnings if w.asks),
        gates={
            part.finding: constraint.then.finding
            for constraint in protocol.constraints
            if isinstance(constraint.then, FindingHolds) and constraint.if_ is not None
            for part in (constraint.if_.parts if isinstance(constraint.if_, AnyOf) else (constraint.if_,))
            if isinstance(part, FindingHolds)
        },
    )


def _recommendation_view(
    protocol: Protocol, recommendation: Recommendation, conflicts: dict[str, str]
) -> RecommendationView:
    words = Labels(protocol)
    return RecommendationView(
        id=recommendation.id,
        label=recommendation.label,
        plain=recommendation.plain,
        action=recommendation.action,
        strength=recommendation.strength,
        urgency=recommendation.urgency,
        doses=tuple(
            DoseView(
                condition_text(dose, words),
                dose_text(unconditional(dose), words),
                _(" and ").join(unstated(dose)) or None,
                dose.note,
                rule_only=is_worked_out(dose) and dose.factors is None,
            )
            for dose in recommendation.doses
        ),
        note=recommendation.note,
        statements=recommendation.statements,
        conflicts=tuple(ConflictView(s, conflicts[s]) for s in recommendation.statements if s in conflicts),
        disagreements=tuple(
            Named(item.id, item.title)
            for item in protocol.disagreements
            if set(item.statements) & set(recommendation.statements)
        ),
        warned_by=tuple(
            f"{warning.code} {warning.finding}"
            for warning in protocol.warnings
            if recommendation.id in warning.concerns
        ),
        subjects=(
            *recommendation.drugs,
            *(f"level of {name}" for name in (*recommendation.raises, *recommendation.lowers)),
            *((recommendation.decision,) if recommendation.decision is not None else ()),
        ),
        drugs=recommendation.drugs,
        limits=tuple(Named(*told) for told in told_limits(protocol, recommendation.when).items()),
        under_way=recommendation.under_way,
        assumed=tuple(Named(each.finding, each.describe(words)) for each in recommendation.assume),
    )


def _value_view(value: Value, words: Labels) -> ValueView:
    return ValueView(
        id=value.id,
        label=value.label,
        formula=formula_text(value, words),
        rounding=rounding_text(value),
        note=value.note,
        statements=value.statements,
        headline=value.headline,
    )


def _scale_view(scale: Score | Grade, reads: tuple[str, ...]) -> ScaleView:
    steps = scale.bands if isinstance(scale, Score) else scale.scale
    return ScaleView(
        id=scale.id,
        kind="score" if isinstance(scale, Score) else "grade",
        label=scale.label,
        note=scale.note,
        statements=scale.statements,
        steps=tuple(Named(step.id, step.label) for step in {step.id: step for step in steps}.values()),
        headline=scale.headline,
        reads=reads,
    )
