"""Whether a review is overdue, by the reader's clock: on the day, after it, before the build, anywhere on earth."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from build_scripts.words.site_language import ENGLISH
from checker import Protocol
from tests.support.site.taken import taken
from tests.support.site.visits import CHECKER, PROTOCOL, Visit

pytestmark = pytest.mark.browser

DAY = datetime.timedelta(days=1)
FOLDER = f"protocols/{PROTOCOL}"
CARD = f"{FOLDER}/card.html"
ALL = {"index.html": f"{FOLDER}/index.html", "protocols/index.html": f"{PROTOCOL}/index.html"}
"""Pages on which all protocols stand → how they lead to this one."""

OWN = [CHECKER, CARD, *(f"{FOLDER}/{name}.html" for name in ("index", "treat"))]

DAYS: dict[str, tuple[str | None, Callable[[Protocol], datetime.date]]] = {
    "the day that it is due": (None, lambda protocol: protocol.review.due),
    "the day after": ("overdue", lambda protocol: protocol.review.due + DAY),
    "years after": ("overdue", lambda protocol: protocol.review.due + 2000 * DAY),
    "before the build": ("wrong-clock", lambda protocol: protocol.review.checked - 2 * DAY),
    "where it was still yesterday": (None, lambda protocol: protocol.review.due - DAY),
}
"""What is said, and on which day."""


def at(visit: Visit, date: datetime.date, time: datetime.time = datetime.time(12), zone: str = "UTC") -> None:
    """Set the reader's clock, which must be in that zone."""
    visit.page.clock.set_fixed_time(datetime.datetime.combine(date, time, ZoneInfo(zone)))


def card(visit: Visit, path: str) -> Locator:
    """The card of this protocol on a page on which all of them stand."""
    return visit.open(path).locator(".wb-card", has=visit.page.locator(f".wb-card__title a[href='{ALL[path]}']"))


def said(visit: Visit, within: Locator | None = None) -> set[str]:
    """What the page, or a part of it, says of a review's date, wherever it does."""
    places = (within or visit.page.locator("html")).locator("[data-due]").all()
    assert places
    kinds = [
        {
            str(node.get_attribute("data-standing"))
            for node in place.locator("[data-standing]").all()
            if node.get_attribute("hidden") is None
        }
        for place in places
    ]
    assert all(kind == kinds[0] for kind in kinds)
    return kinds[0]


@pytest.mark.parametrize("day", DAYS)
def test_every_page_says_how_it_stands_on_the_readers_day(visit, protocol, day):
    expected, date = DAYS[day]
    at(visit, date(protocol))
    for path in ALL:
        assert said(visit, card(visit, path)) == ({expected} if expected else set()), path
    for path in OWN:
        visit.open(path)
        assert said(visit) == ({expected} if expected else set()), path
    assert visit.complaints == []


def test_the_words_are_those_of_the_case_and_are_seen(visit, protocol):
    at(visit, protocol.review.due + DAY)
    for path in OWN:
        banner = visit.open(path).locator(".wb-review")
        due = ENGLISH.long_date(protocol.review.due)
        expect(banner).to_contain_text(f"should have been compared with its sources by {due}", use_inner_text=True)
    for path in ALL:
        expect(card(visit, path)).to_contain_text("Review overdue", use_inner_text=True)
    wrong = protocol.review.checked - 100 * DAY
    at(visit, wrong)
    banner = visit.open(f"{FOLDER}/treat.html").locator(".wb-review")
    expect(banner).to_contain_text(
        f"The clock of this device says {ENGLISH.long_date(wrong)}, before this", use_inner_text=True
    )
    expect(banner).not_to_contain_text("Review overdue", use_inner_text=True)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"])
def test_it_is_the_readers_midnight_that_counts(visit_as, protocol, zone):
    visit = visit_as(timezone_id=zone)
    due = protocol.review.due
    at(visit, due, datetime.time(23, 59), zone)
    visit.open(f"{FOLDER}/treat.html")
    assert said(visit) == set()
    # The tab stays open.
    at(visit, due + DAY, datetime.time(0, 1), zone)
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert said(visit) == {"overdue"}


def test_a_clock_of_another_zone_is_not_called_wrong(visit_as):
    """The commit's day is that of Greenwich; west of it, it is the day before."""
    visit = visit_as(timezone_id="America/Los_Angeles")
    page = visit.open(f"{FOLDER}/treat.html")
    earliest = datetime.date.fromisoformat(str(page.locator(".wb-review").get_attribute("data-earliest")))
    for date, expected in ((earliest, set()), (earliest - DAY, {"wrong-clock"})):
        at(visit, date, zone="America/Los_Angeles")
        page.reload()
        assert said(visit) == expected


def test_without_scripts_the_date_itself_stands(visit_as, protocol):
    visit = visit_as(java_script_enabled=False)
    for path in OWN:
        banner = visit.open(path).locator(".wb-review")
        banner.locator("summary").click()
        expect(banner).to_contain_text(f"Review due {ENGLISH.long_date(protocol.review.due)}", use_inner_text=True)
        expect(banner).not_to_contain_text("overdue", use_inner_text=True)


def test_the_answer_and_what_is_taken_from_it_say_so(visit, protocol):
    due = protocol.review.due
    at(visit, due)
    visit.open_checker()
    visit.choose("atra", "given")
    stand = visit.page.locator(".wb-answer__stand")
    words = f"Review overdue since {ENGLISH.long_date(due)}"
    expect(stand).to_contain_text("Assessed at")
    expect(stand).not_to_contain_text(words, use_inner_text=True)
    assert words not in " ".join(taken(visit, "text").split())
    at(visit, due + DAY)  # past midnight; the next answer says so
    visit.choose("dyspnea", "true")
    expect(stand).to_contain_text(words, use_inner_text=True)
    for kind in ("text", "markdown"):
        assert words in " ".join(taken(visit, kind).split())
    assert words in _paper(visit)


def test_a_wrong_clock_is_said_in_the_answer_and_the_record(visit, protocol):
    wrong = protocol.review.checked - 100 * DAY
    at(visit, wrong)
    visit.open_checker()
    visit.choose("atra", "given")
    words = f"The clock of this device says {ENGLISH.long_date(wrong)}, before this"
    expect(visit.page.locator(".wb-answer__stand")).to_contain_text(words, use_inner_text=True)
    assert words in " ".join(taken(visit, "text").split())


def test_a_card_that_is_printed_late_says_so_on_both_sides(visit, protocol):
    at(visit, protocol.review.due + DAY)
    visit.open(CARD).wait_for_load_state("load")
    sides = PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages
    assert len(sides) == 2
    for side in sides:
        assert "Review overdue. Verify this elsewhere before use." in " ".join(side.extract_text().split())


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_saved_file_is_named_for_the_readers_day(visit_as, protocol, zone):
    visit = visit_as(timezone_id=zone)
    date = protocol.review.checked + 100 * DAY
    for time in (datetime.time(0, 30), datetime.time(23, 30)):
        at(visit, date, time, zone)
        visit.open_checker(wait=False)
        visit.choose("atra", "given")
        visit.page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
        with visit.page.expect_download() as download:
            visit.page.locator("[data-take=save]").click()
        assert download.value.suggested_filename == f"{protocol.id}-{date}.json"


def _paper(visit: Visit) -> str:
    sides = PdfReader(BytesIO(visit.page.pdf(format="A4"))).pages
    return " ".join(" ".join(side.extract_text() for side in sides).split())
