"""Review records cannot claim what no event records."""

import datetime

import pytest

from checker.protocol.sources import Review, ReviewEvent

TODAY = datetime.date(2026, 1, 1)
SEEN = ReviewEvent(date=TODAY, state="under-review", note="looked at")


def test_an_approval_names_its_reviewer():
    with pytest.raises(ValueError, match="an approval must name its reviewer"):
        ReviewEvent(date=TODAY, state="approved", note="fine")


@pytest.mark.parametrize("events", [(), (SEEN,)])
def test_a_state_is_what_the_last_event_records(events):
    with pytest.raises(ValueError, match="review state 'approved' is not what the last review event records"):
        Review(state="approved", checked=TODAY, due=TODAY, events=events)
    assert Review(state="under-review", checked=TODAY, due=TODAY, events=(SEEN,)).events == (SEEN,)
