"""What the page and the command show of the reviews: rows and tables of words."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.words.messages import _


@dataclass(frozen=True, slots=True)
class ShownAction:
    """A recommendation in a cell."""

    label: str
    immediate: bool
    because: str = ""
    """Why it leaps to the eye, where it does."""

    def __str__(self) -> str:
        label = f"{self.label} ({_('immediately')})" if self.immediate else self.label
        return f"{label}: {self.because}" if self.because else label


@dataclass(frozen=True, slots=True)
class Remarked:
    """A warning, by its first sentence."""

    text: str
    whole: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What a review found, and why it was accepted; nobody builds a page with what was not."""

    text: str
    actions: tuple[ShownAction, ...]
    why: tuple[str, ...]
    """The authors' reasons."""


@dataclass(slots=True)
class AloneRow:
    """Answers to findings that lead to the same."""

    answers: list[str]
    indicated: list[ShownAction]
    no_longer: list[ShownAction]
    """What is no longer open, and not called for."""
    opened: list[ShownAction]
    """What was settled and is open."""
    warnings: list[Remarked]
    marks: list[Marked]
    refused: str = ""
    """Why the answer contradicts the others; English, whatever is spoken."""

    @property
    def nothing(self) -> bool:
        """Whether nothing changes."""
        return not (self.indicated or self.no_longer or self.opened or self.warnings or self.marks or self.refused)


@dataclass(slots=True)
class AloneGroup:
    """The rows of one group of the form."""

    label: str
    rows: list[AloneRow] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    """Answers that change nothing."""


@dataclass(frozen=True, slots=True)
class EndsRow:
    """Quantities at their ends."""

    values: tuple[tuple[str, str], ...]
    """For each quantity its value and at which end that is; both empty where it is not known."""
    actions: tuple[ShownAction, ...]
    warnings: tuple[Remarked, ...]
    why: tuple[str, ...]
    """Why what leaps to the eye was accepted."""


@dataclass(frozen=True, slots=True)
class EndsTable:
    """One table."""

    group: str
    state: str
    """With what it applies, in words; empty where there is nothing to say."""
    quantities: tuple[str, ...]
    rows: tuple[EndsRow, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two opposed actions."""

    bold: str
    cautious: str
    other: str
    """Title of the protocol of the cautious one, where that is another."""
    reasons: tuple[str, ...]
    accepted: tuple[tuple[str, str, str], ...]
    """For each reason that crosses: it, the smallest patient, and why it is accepted (empty where it is not)."""
