"""The layout of a protocol's pages: which elements stand on which page, and the steps of the pathway picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.language.fields import (
    CriterionId,
    DisagreementId,
    ElsewhereId,
    GradeId,
    PageId,
    RecommendationId,
    ScoreId,
    StatementId,
    Text,
    ValueId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayStep:
    """One step of the pathway picture: a question, and where each answer leads."""

    title: Text
    criterion: CriterionId
    """Id of the criterion that the step asks about."""
    yes: tuple[RecommendationId, ...]
    """Ids of the recommendations that follow when it is true."""
    no: tuple[RecommendationId, ...] = ()
    """Ids of the recommendations that follow when it is false; none means that the pathway ends there."""
    page: PageId
    """Id of the page that the step links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page: which elements it shows, in which order."""

    title: Text
    text: Text | None = None
    """An introduction in Markdown, without clinical claims: only statements make those.

    It can hold tables, lists, emphasis, links into the site (`[when to start](#S08)`, `[the treatment](treat.md)`,
    `[another protocol](../other/index.md)`) and pictures of the protocol's folder with their alternative text
    (`![What it shows](position.png)`). Anything else is refused.
    """
    statements: tuple[StatementId, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    scores: tuple[ScoreId, ...] = ()
    grades: tuple[GradeId, ...] = ()
    """Ids of the grades whose steps and rules are explained here; a rule that asks for one leads to it."""
    values: tuple[ValueId, ...] = ()
    """Ids of the computed values whose formulas are explained here."""
    recommendations: tuple[RecommendationId, ...] = ()
    disagreements: tuple[DisagreementId, ...] = ()
    see: tuple[ElsewhereId, ...] = ()
    """Recommendations and statements of other protocols to which the section points, as `protocol:element`."""
    pathway: bool = False
    """Whether the pathway picture stands here."""
    readers: Literal["professionals", "everybody"] = "professionals"
    """For whom `text` is. A patient or carer sees it only where it says `everybody`, and then it may hold no dose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A reference page of the protocol."""

    id: PageId
    title: Text
    description: Text
    sections: tuple[Section, ...]
