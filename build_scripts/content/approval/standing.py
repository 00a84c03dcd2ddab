"""Where a protocol stands: its state of review as the records support it, and versions that are fixed for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from build_scripts.content.approval.records import (
    APPROVALS,
    FORMAT,
    RELEASES,
    ApprovalRecord,
    ReleaseRecord,
    approvals_in,
    releases_in,
)
from build_scripts.content.approval.scopes import ScopeDigests, scope_digests
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.protocol.sources import SCOPES, Approval

FIXED = ("rules", "doses")
"""Parts that a version names for ever once it was signed or released."""


def written_by_hand(protocol: Protocol) -> Iterator[Objection]:
    """Yield objections to approvals that an author wrote into the protocol."""
    way = "an approval is never written by hand; 'wardbook sign' records it when a person has approved the content"
    if protocol.review.state == "approved":
        yield ("review", "state"), f"{way}; expected submitted or under-review"
    if protocol.review.approvals:
        yield ("review", "approvals"), f"{way}, in {APPROVALS}"
    for index, event in enumerate(protocol.review.events):
        if event.state == "approved":
            yield ("review", "events", index, "state"), f"{way}; expected submitted or under-review"


def with_approvals(protocol: Protocol, folder: Path) -> tuple[Protocol, list[Objection]]:
    """Return a protocol with its state of review as the records in its folder support it, and what must not be.

    Args:
        protocol: The protocol as its author wrote it.
        folder: Its folder.

    Returns:
        The protocol; and an objection to its version for each part that differs from what the same version was when it
        was signed or released.

    Raises:
        ContentError: when a record cannot be relied on.
    """
    approvals, releases = approvals_in(folder), releases_in(folder)
    if not (approvals or releases):
        return protocol, []
    digests = scope_digests(protocol, folder)
    standing = tuple(_approval(record, digests) for record in approvals)
    review = replace(protocol.review, approvals=standing)
    if review.approved == SCOPES:
        review = replace(review, state="approved")
    return replace(protocol, review=review), list(_moved(protocol.version, digests, approvals, releases))


def _approval(record: ApprovalRecord, digests: ScopeDigests) -> Approval:
    return Approval(
        reviewer=record.reviewer,
        role=record.role,
        competence=record.competence,
        interests=record.interests,
        date=record.date,
        version=record.version,
        scope=tuple(part for part in SCOPES if part in record.scope),
        holds=tuple(part for part in SCOPES if part in record.scope and holds(record, part, digests)),
    )


def holds(record: ApprovalRecord, part: str, digests: ScopeDigests) -> bool:
    """Return whether a part of the content is as it was when a record was made.

    Args:
        record: The record.
        part: `rules`, `doses` or `texts`.
        digests: The digests of the content as it is.
    """
    same = record.format == FORMAT and record.digests.get(part) == digests.of(part)
    return same and (part != "doses" or record.digests.get("register") == digests.register)


def _moved(
    version: str, digests: ScopeDigests, approvals: Sequence[ApprovalRecord], releases: Sequence[ReleaseRecord]
) -> Iterator[Objection]:
    for records, done, file in ((approvals, "signed", APPROVALS), (releases, "released", RELEASES)):
        for part in FIXED:
            other = next(
                (
                    record
                    for record in records
                    if record.version == version
                    and record.format == FORMAT
                    and record.digests.get(part) != digests.of(part)
                ),
                None,
            )
            if other is not None:
                message = (
                    f"the {part} are not those of version {version} as it was {done} on {other.date} ({file}): "
                    "give the change a version of its own, with an entry at the top of 'changes'"
                )
                yield ("version",), message
