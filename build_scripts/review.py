"""The state of review put into words."""

from __future__ import annotations

REVIEW_WORDS = {
    "submitted": "Submitted, not reviewed",
    "under-review": "Under review, not approved",
    "approved": "Approved",
}
"""State → what pages and the command call it."""
