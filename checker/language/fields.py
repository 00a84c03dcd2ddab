"""Kinds of fields of the model, stated in their types: a text for readers, a code, or the id of an element."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, TypeVar


@dataclass(frozen=True, slots=True)
class Id:
    """The field holds ids, its own or those of other elements."""

    of: tuple[str, ...]
    """Kind of the element that an id names: `finding`, `criterion`, … Several kinds where it may name any of them."""
    within: str | None = None
    """Kind of the element inside which an id is looked up; None where it names a part of the whole protocol."""


TEXT = "text"
CODE = "code"
LEFT_BEHIND = "left behind"

Text = Annotated[str, TEXT]
"""Words for readers, which can be translated."""

Code = Annotated[str, CODE]
"""A string that is the same in every language: a unit, a version, the name of a drug, a person or a journal."""

GroupId = Annotated[str, Id(("group",))]
FindingId = Annotated[str, Id(("finding",))]
ConstraintId = Annotated[str, Id(("constraint",))]
CriterionId = Annotated[str, Id(("criterion",))]
ScoreId = Annotated[str, Id(("score",))]
GradeId = Annotated[str, Id(("grade",))]
ValueId = Annotated[str, Id(("value",))]
RecommendationId = Annotated[str, Id(("recommendation",))]
WarningCode = Annotated[str, Id(("warning",))]
StatementId = Annotated[str, Id(("statement",))]
DisagreementId = Annotated[str, Id(("disagreement",))]
ReferenceId = Annotated[str, Id(("reference",))]
PageId = Annotated[str, Id(("page",))]
ProtocolId = Annotated[str, Id(("protocol",))]

ChoiceId = Annotated[str, Id(("choice",), within="finding")]
BandId = Annotated[str, Id(("band",), within="score")]
StepId = Annotated[str, Id(("step",), within="grade")]

OutcomeId = Annotated[str, Id(("recommendation", "criterion"))]
ReasonId = Annotated[str, Id(("finding", "score", "grade"))]
ElementId = Annotated[str, Id(("element",))]
"""Any element of the protocol."""
SharedId = Annotated[str, Id(("recommendation of any protocol",))]
"""A recommendation of this protocol, or one of another as `protocol:recommendation`."""

ScorePoints = int | Decimal
"""ScorePoints of a score; most scores have whole ones."""
ElsewhereId = Annotated[str, Id(("element of another protocol",))]
"""A recommendation or a statement of another protocol, as `protocol:element`."""

Held = TypeVar("Held")
LeftBehind = Annotated[Held, LEFT_BEHIND]
"""A field that only pages and proofs need: it does not travel with a checker page."""
