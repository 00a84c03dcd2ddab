"""The state of review put into words."""

from __future__ import annotations

from checker.wording import marked

REVIEW_WORDS = {
    "submitted": marked("Submitted, not reviewed"),
    "under-review": marked("Under review, not approved"),
    "approved": marked("Approved"),
}
"""State → what pages and the command call it."""
