"""The present, entered by a button beside a date: the ward's own clock, by mouse and by keyboard."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.support.site.taken import case_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once

NOW = datetime.fromisoformat("2026-03-01T00:07:31+09:00")
"""Shortly after midnight where the reader is, and still yesterday, of another month, in Greenwich."""


@pytest.fixture
def at_night(own):
    own.page.clock.set_fixed_time(NOW)
    yield own
    own.page.clock.set_system_time(datetime.now())


def now(visit, finding):
    return visit.field(finding).locator("[data-part=now]")


def test_a_date_gets_the_readers_own_day_and_a_time_its_minute(at_night):
    own = at_night
    own.choose("example-treatment", "given")
    for finding in ("seen", "admitted"):
        now(own, finding).click()
    assert case_of(own) == {
        "example-treatment": "given",
        "seen": "2026-03-01T00:07",
        "admitted": "2026-03-01",
    }


def test_the_answer_follows_at_once(at_night):
    own = at_night
    own.choose("example-treatment", "given")
    own.page.locator("#input-first-dose").fill("2026-02-28T23:00")
    now(own, "seen").click()
    expect(own.answer().locator("[data-code=late]")).to_contain_text("It is long ago.")
    own.page.get_by_role("button", name="Undo").click()
    expect(own.page.locator("#input-seen")).to_have_value("")


def test_it_works_by_keyboard_and_says_what_it_enters(at_night):
    own = at_night
    own.choose("example-treatment", "given")
    own.page.locator("#input-admitted").focus()
    for _ in range(10):  # through the parts of the date
        own.page.keyboard.press("Tab")
        if own.page.evaluate("document.activeElement.id") == "now-admitted":
            break
    own.page.keyboard.press("Enter")
    expect(own.page.locator("#input-admitted")).to_have_value("2026-03-01")
    expect(own.page.locator("#now-admitted")).to_be_focused()
    assert own.page.get_by_role("button", name="Today Admitted").count() == 1
    assert own.page.get_by_role("button", name="Now Seen").count() == 1


def test_a_time_says_what_a_change_of_clocks_does_to_it_and_a_day_does_not(own):
    own.field("seen").locator("[data-part=info]").click()
    words = "If clocks were put forward or back in between"
    expect(own.field("seen")).to_contain_text(words, use_inner_text=True)
    assert words not in own.field("admitted").inner_html()
