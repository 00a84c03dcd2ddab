"""Where a protocol comes from: statements, literature, disagreements, reviews and changes."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from checker.language.fields import Code, DisagreementId, ElementId, ReferenceId, StatementId, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document whose statements the protocol restates."""

    title: Code
    kind: Text
    """Sort of document, for example 'educational web article'."""
    updated: datetime.date
    """Time of the last update, as the document itself states it."""
    url: Code | None = None
    """Address at which it was read; None when the record that we have does not give it."""
    accessed: datetime.date | None = None
    """Day on which it was read there."""
    note: Text
    """Known facts about the document's own review and its reference list."""

    def __post_init__(self) -> None:
        _check_address(self.url)


KNOWN = ("source", "restatement", "general-knowledge")
"""How a statement can be known, the surest way first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact that a source states, in our own words."""

    id: StatementId
    """Public identifier and anchor, for example `S08`."""
    topic: Code
    text: Text
    """Text for the professional."""
    plain: Text
    """Text for a patient or carer; never a dose as an instruction to treat oneself."""
    marker: int | None = None
    """The source's own citation marker; None when the source gives none."""
    marker_of: StatementId | None = None
    """Id of the statement whose marker covers this one too."""
    references: tuple[ReferenceId, ...] = ()
    """Keys of literature that this project attached, apart from the source's own marker."""
    conflict: Text | None = None
    """Contradiction or open point within the source; shown beside the statement."""
    known: Literal["source", "restatement", "general-knowledge"]
    """How it is known: read in the source itself, read in somebody's restatement of it, or general knowledge; the last
    two are still to be verified."""
    origin: Text | None = None
    """What was read in its place, and what is still to be verified; a restatement needs this or `sources`."""
    sources: tuple[ReferenceId, ...] = ()
    """Keys of the literature that states the fact; none where the protocol's own source does."""
    settled_by: Text | None = None
    """What would settle what is open about it: which pages of which work to read, whom to ask. Only where it was not
    read in the source, or has a `conflict`; where left out, the list of what is to be verified says so in general."""

    def __post_init__(self) -> None:
        if self.known == "restatement" and not (self.origin or self.sources):
            raise ValueError("what was read in a restatement says in which: give 'origin', or 'sources'")
        if self.known == "source" and self.origin:
            raise ValueError("'origin' says what was read in the place of the source; this statement was read in it")
        if self.marker is not None and (self.sources or self.known != "source"):
            raise ValueError("'marker' is a mark in the protocol's own source, and this statement was not read there")
        if self.settled_by and self.known == "source" and not self.conflict:
            raise ValueError(
                "'settled-by' says what would settle something open; this statement was read in the source and has no "
                "'conflict'"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A point on which sources differ, or that none of them settles."""

    id: DisagreementId
    """Public identifier and anchor, kebab-case."""
    title: Text
    kind: Literal["conflict", "differs", "unresolved", "caution"]
    text: Text
    handling: Text
    """What this protocol does about the disagreement."""
    settled_by: Text | None = None
    """What would settle it: which pages of which work to read, whose decision it needs. Where left out, the list of
    what is to be verified says so in general."""
    statements: tuple[StatementId, ...] = ()
    references: tuple[ReferenceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A CSL name. `others` says that further authors are not listed here ('et al.')."""

    family: Code
    given: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A literature entry, with the fields and names of the Citation Style Language (CSL-JSON 1.0.2).

    `authors`, `year`, `doi` and `url` stand for CSL's `author`, `issued`, `DOI` and `URL`.
    """

    id: ReferenceId
    """Citation key and anchor, for example `sanz-2019`."""
    type: Literal["article-journal", "book", "chapter", "webpage", "report"]
    kind: Literal["guideline", "consensus", "label", "trial", "study", "review", "textbook", "database"] | None = None
    """What sort of work it is to a reader; None where nobody has said it."""
    authors: tuple[Author, ...]
    et_al: bool = False
    """Whether there are more authors than are listed."""
    title: Code | None = None
    """None when the record that we have does not give it."""
    container_title: Code
    """Journal, abbreviated as in the record."""
    year: int | None = None
    """None when the record does not give it, as for many web pages."""
    volume: Code | None = None
    page: Code | None = None
    doi: Code | None = None
    url: Code | None = None
    """Address, for what has no DOI."""
    accessed: datetime.date | None = None
    """Day on which it was read there."""
    note: Text | None = None
    read: Text
    """How much of the work was read for this protocol."""

    def __post_init__(self) -> None:
        _check_address(self.url)


def _check_address(url: str | None) -> None:
    """Check that a link to an address leads to a page and runs nothing."""
    if url is not None and not (url.startswith(("https://", "http://")) and url.isprintable() and " " not in url):
        raise ValueError(f"'{url}' is no address of a page: expected https://… without blanks")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent:
    """One act of review by a person."""

    date: datetime.date
    state: Literal["submitted", "under-review", "approved"]
    reviewer: Code | None = None
    """Name and role of the reviewer; required for an approval."""
    note: Text

    def __post_init__(self) -> None:
        if self.state == "approved" and not self.reviewer:
            raise ValueError("an approval must name its reviewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A person's approval of parts of the content, as `wardbook sign` recorded it; no author writes one."""

    reviewer: Code
    role: Code
    competence: Code | None = None
    """What makes the person competent for this protocol; None in a record from before it was asked."""
    interests: Code | None = None
    """Interests that the person states; None in a record from before they were asked."""
    date: datetime.date
    version: Code
    """Version of the content that was approved."""
    scope: tuple[Code, ...]
    """The parts that were approved: `rules`, `doses`, `texts`."""
    holds: tuple[Code, ...] = ()
    """Those of these parts that still are as they were approved."""


SCOPES = ("rules", "doses", "texts")
"""The parts of the content that a person can approve, each by itself; together they are all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The state of review, and the acts of review that led to it."""

    state: Literal["submitted", "under-review", "approved"]
    """An author writes `submitted` or `under-review`; the last state follows from the approvals that hold."""
    checked: datetime.date
    """When the content was last compared with its sources."""
    due: datetime.date
    """Day by which it must be compared again; after this day, every page says that the review is overdue."""
    events: tuple[ReviewEvent, ...]
    approvals: tuple[Approval, ...] = ()
    """The approvals on record, in the order in which they were given; read from their records, never written here."""

    def __post_init__(self) -> None:
        recorded = self.events[-1].state if self.events else None
        # An approval is no event of the author's: the content's checks refuse a state that no approval supports.
        if self.state not in ("approved", recorded) or recorded is None:
            raise ValueError(f"review state '{self.state}' is not what the last review event records")

    @property
    def approved(self) -> tuple[str, ...]:
        """The parts of the content that some person approved as they are now."""
        held = {part for approval in self.approvals for part in approval.holds}
        return tuple(part for part in SCOPES if part in held)

    @property
    def altered(self) -> tuple[str, ...]:
        """The parts that were approved once and are not as they were approved by anybody."""
        signed = {part for approval in self.approvals for part in approval.scope}
        return tuple(part for part in SCOPES if part in signed and part not in self.approved)

    @property
    def changed(self) -> datetime.date | None:
        """Day of the last approval of a part that was changed since; None where no approved part was changed."""
        lapsed = [a.date for a in self.approvals if set(a.scope) & set(self.altered)]
        return max(lapsed, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """One entry of the change log."""

    version: Code
    date: datetime.date
    kind: Literal["clinical", "correction", "editorial"]
    """Whether answers can differ, an error was mended, or only words changed."""
    summary: Text
    affects: tuple[ElementId, ...] = ()
    """Ids of the recommendations, criteria, findings or statements concerned."""
