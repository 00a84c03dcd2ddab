"""What was entered outlives the page in its tab: put back if it was before the reader a moment ago, else offered."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.support.site.limits import limit
from tests.support.site.taken import case_of
from tests.support.site.visits import CHECKER, PROTOCOL, wait_until_ready

pytestmark = pytest.mark.browser

CLOCK = """
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [window.now]));
    }
    static now() {
      return window.now;
    }
  };
"""
"""A clock that the test sets; Playwright's own hides how a page was come to."""
STORED = "JSON.stringify({...sessionStorage})"
LAST = "[data-part=kept]"
OFFER = "[data-part=kept-offer]"


@pytest.fixture
def entered(visit_as, protocol):
    """The checker at 14:05, with a patient who is to be treated and a number in another unit."""
    visit = visit_as()
    visit.page.add_init_script(CLOCK)
    later(visit, 0)
    visit.open_checker()
    enter(visit, protocol)
    return visit


def enter(visit, protocol):
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    visit.enter("qtc", str(limit(protocol, "qtc") / 1000), "s")
    expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")


def later(visit, minutes):
    """Set the clock of this page and the next, in minutes after 14:05 on 1 December."""
    now = f"window.now = new Date(2026, 11, 1, 14, {5 + minutes}).getTime()"
    visit.page.add_init_script(now)
    visit.page.evaluate(now)


def all_is_back(visit, protocol):
    assert case_of(visit) == {
        "atra": "given",
        "dyspnea": True,
        "qtc": {"value": float(limit(protocol, "qtc") / 1000), "unit": "s"},
    }
    expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")


def nothing_is_there(visit):
    expect(visit.answer()).to_contain_text("Nothing is entered yet")
    expect(visit.field("atra").locator("input[value='']")).to_be_checked()
    expect(visit.page.locator("#input-qtc")).to_have_value("")


def offered(visit, time="14:05"):
    dialog = visit.page.locator(OFFER)
    expect(dialog).to_contain_text(f"Continue with the findings entered at {time}, or start anew?")
    assert not any(word in dialog.inner_text().lower() for word in ("atra", "dyspn", "qtc"))
    nothing_is_there(visit)
    return dialog


def away_and_back(visit):
    visit.open(f"protocols/{PROTOCOL}/treat.html")
    visit.page.go_back(wait_until="commit")
    wait_until_ready(visit.page)


def reloaded(visit):
    visit.page.reload()
    wait_until_ready(visit.page)


def test_back_puts_back_form_and_answer_and_says_so(entered, protocol):
    later(entered, 5)
    away_and_back(entered)
    all_is_back(entered, protocol)
    expect(entered.page.locator(LAST)).to_have_text("The findings entered at 14:05 are put back.")
    expect(entered.page.locator(OFFER)).to_be_hidden()

    entered.page.get_by_role("button", name="Undo").click()

    nothing_is_there(entered)
    expect(entered.page.locator(LAST)).to_be_hidden()
    assert "atra" not in entered.page.evaluate(STORED)
    assert entered.complaints == []


def test_they_are_put_back_before_the_engine_runs_as_they_were_typed(entered):
    page = entered.page
    page.locator("#input-wbc").fill("10,00x")
    page.route("**/assets/runtime/**", lambda route: route.abort())
    page.reload()
    expect(entered.field("dyspnea").locator("input[value=true]")).to_be_checked()
    expect(page.locator("#input-wbc")).to_have_value("10,00x")
    expect(page.locator("[data-part=retry]")).to_be_visible()
    page.unroute("**/assets/runtime/**")
    page.locator("[data-part=retry]").click()
    wait_until_ready(page)
    expect(entered.field("wbc").locator("[data-part=error]")).to_be_visible()
    expect(entered.answer()).to_contain_text("Nothing is assessed until the marked fields are corrected.")


def test_what_is_older_than_five_minutes_is_offered_and_names_no_finding(entered, protocol):
    later(entered, 6)
    reloaded(entered)
    dialog = offered(entered)
    entered.page.keyboard.press("Enter")
    entered.page.keyboard.press("Escape")
    entered.page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    reloaded(entered)  # not to answer is no answer

    offered(entered).get_by_role("button", name="Continue").click()

    all_is_back(entered, protocol)
    reloaded(entered)  # somebody has just said whose they are
    all_is_back(entered, protocol)
    later(entered, 24 * 60)
    away_and_back(entered)
    offered(entered, "1 December 2026 at 14:05").get_by_role("button", name="Start anew").click()

    nothing_is_there(entered)
    expect(entered.page.get_by_role("button", name="Undo")).to_be_disabled()
    assert "atra" not in entered.page.evaluate(STORED)
    reloaded(entered)
    expect(entered.page.locator(OFFER)).to_be_hidden()
    nothing_is_there(entered)


def test_a_link_that_leads_here_offers_since_it_may_be_the_next_patient(entered, protocol):
    entered.open(f"protocols/{PROTOCOL}/index.html")
    entered.page.locator('main a[href="checker.html"]').first.click()
    wait_until_ready(entered.page)
    offered(entered).get_by_role("button", name="Continue").click()
    all_is_back(entered, protocol)


def test_a_copied_tab_offers_and_the_first_goes_on(entered, protocol):
    """A browser copies the storage while the first tab stands open."""
    stored = entered.page.evaluate(STORED)
    other = entered.page.context.new_page()
    other.goto(f"{entered.address}/{CHECKER}")
    other.evaluate("(stored) => Object.assign(sessionStorage, JSON.parse(stored))", stored)
    other.reload()
    expect(other.locator(OFFER)).to_be_visible()
    other.locator("[data-part=kept-anew]").click()
    other.close()
    reloaded(entered)
    all_is_back(entered, protocol)


def test_a_page_that_the_browser_kept_for_hours_offers_too(entered, protocol):
    later(entered, 60)
    entered.page.evaluate(
        """() => {
          dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    dialog = offered(entered)
    expect(entered.page.get_by_role("button", name="Undo")).to_be_disabled()
    dialog.get_by_role("button", name="Continue").click()
    all_is_back(entered, protocol)


CHANGED = """(change) => {
  const [[key, text]] = Object.entries(sessionStorage);
  const kept = JSON.parse(text);
  eval(change);
  sessionStorage.setItem(key, JSON.stringify(kept));
}"""
FORMER = "kept.entries.find(({ id }) => id === 'dyspnea').id = 'former'"


def test_entries_of_another_version_are_offered_and_what_is_gone_is_named(entered):
    page = entered.open(f"protocols/{PROTOCOL}/treat.html")
    page.evaluate(CHANGED, f"kept.digest = 'of another version'; {FORMER}")
    page.go_back(wait_until="commit")
    wait_until_ready(page)
    dialog = offered(entered)
    expect(dialog).to_contain_text("The protocol has changed since: check each of them.")
    dialog.get_by_role("button", name="Continue").click()
    told = page.locator("[data-part=taken-title]")
    expect(told).to_have_text("Not put back: Dyspnoea or respiratory distress. Check all others as well.")
    page.locator("[data-part=taken-close]").click()
    assert set(case_of(entered)) == {"atra", "qtc"}
    # It is of this version now, and known to be this patient's.
    reloaded(entered)
    assert set(case_of(entered)) == {"atra", "qtc"}


BROKEN = [
    FORMER,
    "kept.entries[0].state.chosen = 'nobody knows'",
    "kept.entries[0].more = 1",
    "kept.form = 2",
    "kept.entries[0].state.kept = { literal: '1}', shown: '1' }",
    "kept.entries[0].state.kept = { literal: '1', shown: '2' }",
]


def test_what_is_not_as_it_was_written_is_refused_whole(visit):
    for change in BROKEN:
        page = visit.open(CHECKER)
        visit.choose("atra", "given")
        visit.choose("dyspnea", "true")
        visit.open("index.html")
        page.evaluate(CHANGED, change)
        page.go_back(wait_until="commit")
        expect(visit.answer()).to_contain_text("Nothing is entered yet")
        expect(visit.field("atra").locator("input[value='']")).to_be_checked()
        expect(page.locator(OFFER)).to_be_hidden()
        assert page.evaluate("sessionStorage.length") == 0, change


def test_reset_forgets_and_its_undo_brings_back_what_is_kept_again(entered, protocol):
    page = entered.page
    page.get_by_role("button", name="Reset").click()
    page.locator("[data-part=confirm-yes]").click()
    nothing_is_there(entered)
    assert "atra" not in page.evaluate(STORED)
    page.get_by_role("button", name="Undo").click()
    reloaded(entered)
    all_is_back(entered, protocol)


def test_a_case_by_address_wins(entered):
    case = json.dumps({"protocol": PROTOCOL, "findings": {"atra": "not-given"}})
    entered.open("index.html")
    entered.open(f"{CHECKER}#case={case}")
    wait_until_ready(entered.page)
    expect(entered.page.locator(OFFER)).to_be_hidden()
    assert case_of(entered) == {"atra": "not-given"}
    reloaded(entered)
    assert case_of(entered) == {"atra": "not-given"}
