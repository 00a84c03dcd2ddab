"""The rows and tables of words that the page and the command show of the reviews."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.words.messages import _


@dataclass(frozen=True, slots=True)
class ShownAction:
    """A recommendation in a cell."""

    label: str
    immediate: bool
    because: str = ""
    """The reason why it is marked; empty where it is not marked."""

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
    """A result of a review and the reason for accepting it; without acceptance the build stops before the page."""

    text: str
    actions: tuple[ShownAction, ...]
    why: tuple[str, ...]
    """The authors' reasons."""


@dataclass(slots=True)
class AloneRow:
    """Answers to findings that lead to the same outcome."""

    answers: list[str]
    indicated: list[ShownAction]
    no_longer: list[ShownAction]
    """Recommendations that were open and are now not called for."""
    opened: list[ShownAction]
    """Recommendations that were settled and are now open."""
    warnings: list[Remarked]
    marks: list[Marked]
    refused: str = ""
    """The reason why the answer contradicts the others, in English for every language of the site."""

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
    """For each quantity its value and the end at which it is; both empty where the quantity is unknown."""
    actions: tuple[ShownAction, ...]
    warnings: tuple[Remarked, ...]
    why: tuple[str, ...]
    """The reasons why marked actions were accepted."""


@dataclass(frozen=True, slots=True)
class EndsTable:
    """One table."""

    group: str
    state: str
    """The states to which the table applies, in words; empty where there is nothing to say."""
    quantities: tuple[str, ...]
    rows: tuple[EndsRow, ...]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Two opposed actions."""

    bold: str
    cautious: str
    other: str
    """Title of the protocol of the cautious action, where that is another protocol."""
    reasons: tuple[str, ...]
    accepted: tuple[tuple[str, str, str], ...]
    """For each crossing: the reason, the smallest patient, and why the crossing is accepted (empty where it is not)."""
