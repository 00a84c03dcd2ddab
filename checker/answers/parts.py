"""The parts of an answer: what a case has to say of a recommendation, a score and a warning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from checker.answers.doses.answers import DoseAnswer
from checker.language.evaluation import ScoreResult
from checker.language.fields import ScorePoints
from checker.language.truth import Truth


class Status(Enum):
    """Whether a recommendation follows from the findings."""

    INDICATED = "indicated"
    NOT_INDICATED = "not-indicated"
    UNDETERMINED = "undetermined"


STATUS = {Truth.TRUE: Status.INDICATED, Truth.FALSE: Status.NOT_INDICATED, Truth.UNKNOWN: Status.UNDETERMINED}


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """A score as far as the findings determine it."""

    low: ScorePoints
    high: ScorePoints
    bands: tuple[str, ...]
    """Ids of the bands still possible."""

    @classmethod
    def of(cls, score: ScoreResult) -> ScoreAnswer:
        """Return what a case has to say of a score."""
        low, high = score.points[0], score.points[-1]
        if score.parts == 1:
            return cls(low, high, score.bands)
        return cls(Decimal(low) / score.parts, Decimal(high) / score.parts, score.bands)

    def to_data(self) -> dict[str, object]:
        """Return the score as the machine interface writes it."""
        # 'grades' is the former name of 'bands', kept until 1.0 for programs that read it.
        low, high = _plain(self.low), _plain(self.high)
        return {"low": low, "high": high, "bands": self.bands, "grades": self.bands}


def _plain(points: ScorePoints) -> int | float:
    """Return points as JSON has numbers; the shortest float of so few digits is written as they are."""
    return points if isinstance(points, int) else float(points)


@dataclass(frozen=True, slots=True)
class RecommendationAnswer:
    """The answer of a case on one recommendation."""

    id: str
    status: Status
    because: tuple[str, ...]
    """Ids of the findings that a settled status rests on; empty while it is undetermined."""
    missing: tuple[str, ...]
    """Ids of the findings that would settle an undetermined status; empty once it is settled."""
    statements: tuple[str, ...]
    no_rule: tuple[str, ...] = ()
    """Sentences on groups of patients for whom the source has no rule and to which this patient belongs, whatever the
    status."""
    under_way: bool = False
    """Whether it is indicated and the findings say that it is being carried out already."""
    doses: tuple[DoseAnswer, ...] | None = None
    """The doses that apply or may apply, where it is indicated and one of its doses depends on the patient; None where
    they are the same for every patient."""
    assumed: Mapping[str, bool | str] = field(default_factory=dict)
    """Findings that were not assessed and whose answers the settled status rests on, with the answers that the protocol
    assumes."""

    def to_data(self) -> dict[str, object]:
        """Return the answer as the machine interface writes it."""
        data: dict[str, object] = {
            "id": self.id,
            "status": self.status.value,
            "because": self.because,
            "missing": self.missing,
            "statements": self.statements,
        }
        if self.no_rule:
            data["no-rule"] = self.no_rule
        if self.assumed:
            data["assumed"] = dict(self.assumed)
        if self.under_way:
            data["under-way"] = True
        if self.doses is not None:
            data["doses"] = [dose.to_data() for dose in self.doses]
        return data


@dataclass(frozen=True, slots=True)
class WarningAnswer:
    """A warning that a case raises."""

    code: str
    finding: str
    message: str
    concerns: tuple[str, ...] = ()
    """Ids of the recommendations that show the warning as well. The machine interface leaves them out, since the
    protocol has them."""
