"""The form of the checker page and the words of its answer, prepared for a template that only arranges them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from build_scripts.pages.questions.fields import ChoiceView, GroupView, groups_of
from build_scripts.words.doses import dose_text, unstated
from checker.language.scores import Grade, Score
from checker.protocol.model import Protocol, Recommendation
from checker.words.messages import _


@dataclass(frozen=True, slots=True)
class DoseView:
    """A dose in words."""

    text: str
    unstated: str | None
    """Parts of the dose that the source does not state, for example 'route and frequency'."""
    note: str | None = None
    """What has to be known before it is given."""


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
    disagreements: tuple[ChoiceView, ...]
    """Id and title of each disagreement of sources about a statement that the recommendation rests on."""
    warned_by: tuple[str, ...]
    """Code and finding of each warning that concerns the recommendation, separated by a space."""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion, for the reasons of an answer."""

    id: str
    label: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleView:
    """A score with its bands, or a grade with its steps."""

    id: str
    kind: Literal["score", "grade"]
    label: str
    note: str | None
    statements: tuple[str, ...]
    steps: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormModel:
    """The data that the template of the checker page shows."""

    groups: tuple[GroupView, ...]
    recommendations: tuple[RecommendationView, ...]
    criteria: tuple[CriterionView, ...]
    scales: tuple[ScaleView, ...]


def form_model(protocol: Protocol) -> FormModel:
    """Return the form of a protocol, groups and fields in the author's order."""
    conflicts = {s.id: s.conflict for s in protocol.statements if s.conflict is not None}
    scales: tuple[Score | Grade, ...] = (*protocol.scores, *protocol.grades)
    return FormModel(
        groups=groups_of(protocol),
        recommendations=tuple(_recommendation_view(protocol, r, conflicts) for r in protocol.recommendations),
        criteria=tuple(CriterionView(c.id, c.label, c.statements) for c in protocol.criteria),
        scales=tuple(_scale_view(scale) for scale in scales),
    )


def _recommendation_view(
    protocol: Protocol, recommendation: Recommendation, conflicts: dict[str, str]
) -> RecommendationView:
    return RecommendationView(
        id=recommendation.id,
        label=recommendation.label,
        plain=recommendation.plain,
        action=recommendation.action,
        strength=recommendation.strength,
        urgency=recommendation.urgency,
        doses=tuple(
            DoseView(dose_text(dose), _(" and ").join(unstated(dose)) or None, dose.note)
            for dose in recommendation.doses
        ),
        note=recommendation.note,
        statements=recommendation.statements,
        conflicts=tuple(ConflictView(s, conflicts[s]) for s in recommendation.statements if s in conflicts),
        disagreements=tuple(
            ChoiceView(item.id, item.title)
            for item in protocol.disagreements
            if set(item.statements) & set(recommendation.statements)
        ),
        warned_by=tuple(
            f"{warning.code} {warning.finding}"
            for warning in protocol.warnings
            if recommendation.id in warning.concerns
        ),
    )


def _scale_view(scale: Score | Grade) -> ScaleView:
    steps = scale.bands if isinstance(scale, Score) else scale.scale
    return ScaleView(
        id=scale.id,
        kind="score" if isinstance(scale, Score) else "grade",
        label=scale.label,
        note=scale.note,
        statements=scale.statements,
        steps=tuple(ChoiceView(step.id, step.label) for step in {step.id: step for step in steps}.values()),
    )
