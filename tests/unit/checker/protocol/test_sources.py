"""Review records cannot claim what no event records, and an address leads to a page."""

import datetime

import pytest

from checker.protocol.sources import SCOPES, Approval, Reference, Review, ReviewEvent, Statement

TODAY = datetime.date(2026, 1, 1)
SEEN = ReviewEvent(date=TODAY, state="under-review", note="looked at")


def test_an_approval_names_its_reviewer():
    with pytest.raises(ValueError, match="an approval must name its reviewer"):
        ReviewEvent(date=TODAY, state="approved", note="fine")


@pytest.mark.parametrize(("state", "events"), [("approved", ()), ("submitted", (SEEN,))])
def test_a_state_is_what_the_last_event_records(state, events):
    with pytest.raises(ValueError, match=f"review state '{state}' is not what the last review event records"):
        Review(state=state, checked=TODAY, due=TODAY, events=events)
    assert Review(state="under-review", checked=TODAY, due=TODAY, events=(SEEN,)).events == (SEEN,)


def _approval(day, scope, holds):
    return Approval(reviewer="Reviewer A", role="role", date=day, version="1.0.0", scope=scope, holds=holds)


@pytest.mark.parametrize(
    ("approvals", "approved", "altered", "changed"),
    [
        ((), (), (), None),
        ([(1, SCOPES, SCOPES)], SCOPES, (), None),
        ([(1, SCOPES, ("rules", "texts"))], ("rules", "texts"), ("doses",), 1),
        ([(1, ("doses",), ()), (2, ("texts",), ()), (3, ("rules",), ("rules",))], ("rules",), ("doses", "texts"), 2),
        ([(1, SCOPES, ()), (2, SCOPES, SCOPES)], SCOPES, (), None),  # approved anew after the change
        ([(1, ("doses",), ("doses",))], ("doses",), (), None),
    ],
)
def test_what_is_approved_is_what_some_approval_still_holds_for(approvals, approved, altered, changed):
    given = tuple(_approval(datetime.date(2026, 1, day), scope, holds) for day, scope, holds in approvals)
    review = Review(state="under-review", checked=TODAY, due=TODAY, events=(SEEN,), approvals=given)
    assert (review.approved, review.altered) == (approved, altered)
    assert review.changed == (datetime.date(2026, 1, changed) if changed else None)


def reference(url):
    return Reference(id="r", type="webpage", authors=(), container_title="Pages", title="T", read="All of it.", url=url)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "www.example.org", "https://a b", ""])
def test_an_address_leads_to_a_page_and_runs_nothing(url):
    with pytest.raises(ValueError, match="is no address of a page"):
        reference(url)


@pytest.mark.parametrize("url", [None, "https://example.org/a", "http://example.org"])
def test_an_address_may_be_left_out(url):
    assert reference(url).url == url


def statement(**more):
    return Statement(id="S01", topic="t", text="A fact.", plain="A fact.", **more)


@pytest.mark.parametrize(
    ("told", "objection"),
    [
        ({"known": "restatement"}, "says in which"),
        ({"known": "source", "origin": "A summary."}, "was read in it"),
        ({"known": "source", "sources": ("second-2000",), "marker": 1}, "not read there"),
        ({"known": "general-knowledge", "marker": 1}, "not read there"),
        ({"known": "source", "settled_by": "Page 9."}, "settle something open"),
    ],
)
def test_how_a_statement_is_known_fits_what_else_it_says(told, objection):
    with pytest.raises(ValueError, match=objection):
        statement(**told)


@pytest.mark.parametrize(
    "told",
    [
        {"known": "source", "marker": 1},
        {"known": "source", "sources": ("second-2000",)},
        {"known": "restatement", "origin": "A summary."},
        {"known": "restatement", "sources": ("second-2000",)},
        {"known": "general-knowledge"},
        {"known": "general-knowledge", "settled_by": "Page 9."},
        {"known": "source", "conflict": "Page 9 says another.", "settled_by": "Its errata."},
    ],
)
def test_a_statement_says_how_it_is_known(told):
    assert statement(**told).known == told["known"]
