"""The state of review in words, and what can be concluded from its date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from checker.protocol.sources import SCOPES, Review
from checker.words.messages import _, marked

REVIEW_WORDS = {
    "submitted": marked("Submitted, not reviewed"),
    "under-review": marked("Under review, not approved"),
    "approved": marked("Approved"),
}
"""State → its name on pages and in the command."""

DRAFT = "submitted"
"""The state in which a protocol is still its author's alone: worked cases may be missing, and mistakes go unnoticed."""

SCOPE_WORDS = {"rules": marked("Rules"), "doses": marked("Doses"), "texts": marked("Texts")}
"""Part of the content that a person approves by itself → its name."""


def approval_lines(review: Review, long_date: Callable[[date], str] = str) -> list[str]:
    """Return for each part of the content who approved it, or that nobody did; nothing where nobody ever approved any.

    Args:
        review: The review of the protocol.
        long_date: How a day is written.
    """
    if not review.approvals:
        return []
    lines: dict[str, list[str]] = {}
    for part in SCOPES:
        lines.setdefault(_approval_line(review, part, long_date), []).append(_(SCOPE_WORDS[part]))
    return [f"{', '.join(parts)}: {line}" for line, parts in lines.items()]


def _approval_line(review: Review, part: str, long_date: Callable[[date], str]) -> str:
    holding = [approval for approval in review.approvals if part in approval.holds]
    if holding:
        people = (
            _("{name}, {role}, {date}", name=each.reviewer, role=each.role, date=long_date(each.date))
            for each in holding
        )
        # Beside a part that was changed nothing is called approved that somebody might take for the whole.
        said = _("approved by {people}") if review.changed is None else _("still as signed by {people}")
        return said.format(people="; ".join(people))
    former = [approval.date for approval in review.approvals if part in approval.scope]
    if former:
        return _("changed since they were approved on {date}", date=long_date(max(former)))
    return _("not approved")


TIME_ZONES = timedelta(days=1)
"""Longest time by which a correct calendar may be behind that of the person who wrote a date down."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The facts on a review's date that are known when a page is built; the reader's clock decides the rest.

    They depend on the day of the sources, not on the day of the build, so that the same commit gives the same bytes.
    """

    review: Review
    built: date | None = None
    """The day of the site's sources, in UTC; None where nothing says it."""

    @property
    def by_build(self) -> bool:
        """Whether the latest day that is known to have come is that of the sources, not that of the last comparison."""
        return self.built is not None and self.built >= self.review.checked

    @property
    def known(self) -> date:
        """The latest day that is known to have come."""
        return max(self.built or self.review.checked, self.review.checked)

    @property
    def earliest(self) -> date:
        """The first day that a correct clock can show, anywhere on earth."""
        return self.known - TIME_ZONES

    @property
    def overdue(self) -> bool:
        """Whether the review was overdue already when the site was built, whatever a reader's clock says."""
        return self.review.due < self.known


def standing_on(review: Review, today: date) -> str | None:
    """Return the warning on a review that is overdue, or on a clock that must be wrong; None up to the due day itself.

    Args:
        review: The review of the protocol.
        today: The day by the reader's calendar.
    """
    if today > review.due:
        return (
            f"Review overdue. This content should have been compared with its sources by {review.due}. "
            "Verify it elsewhere before use."
        )
    if today < Timing(review).earliest:
        return (
            f"The clock of this machine says {today}, before this content was compared with its sources "
            f"({review.checked}): whether the review is overdue cannot be told."
        )
    return None
