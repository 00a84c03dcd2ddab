"""The state of review put into words, and what can be said of its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checker.protocol.sources import Review
from checker.words.messages import marked

REVIEW_WORDS = {
    "submitted": marked("Submitted, not reviewed"),
    "under-review": marked("Under review, not approved"),
    "approved": marked("Approved"),
}
"""State → what pages and the command call it."""

TIME_ZONES = timedelta(days=1)
"""How far a calendar may be behind that of whoever wrote a date down, without being wrong."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What a page knows of its review's date when it is built; the rest is decided by the reader's clock.

    It goes by the day of the sources and never by today, so that the same commit gives the same bytes.
    """

    review: Review
    built: date | None = None
    """The day of the site's sources, in UTC; None where nothing says it."""

    @property
    def by_build(self) -> bool:
        """Whether the latest day that is known to have come is that of the build, not that of the last comparison."""
        return self.built is not None and self.built >= self.review.checked

    @property
    def known(self) -> date:
        """The latest day that is known to have come."""
        return max(self.built or self.review.checked, self.review.checked)

    @property
    def earliest(self) -> date:
        """The first day that a clock can show, anywhere on earth, without being wrong."""
        return self.known - TIME_ZONES

    @property
    def overdue(self) -> bool:
        """Whether the review was overdue already when the site was built, whatever a reader's clock says."""
        return self.review.due < self.known


def standing_on(review: Review, today: date) -> str | None:
    """Return what must be said of a review on a day; None while it is not yet due, or due that very day.

    Args:
        review: That of the protocol.
        today: By the calendar of whoever reads it.
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
