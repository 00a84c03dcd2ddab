"""Files of a page that are missing, altered, of a wrong type or a login page; a network that is gone for a while."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.support.site.visits import CHECKER, PROTOCOL

pytestmark = pytest.mark.browser


def asset(pattern: str):
    """Files of pages, without the runtime, by a pattern."""
    return lambda name: name.startswith("/assets/") and "/runtime/" not in name and re.search(pattern, name) is not None


def enter(visit) -> None:
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")


@pytest.mark.parametrize(
    ("kind", "files", "named"),
    [
        ("missing", r"/engine\.", "engine.js"),
        ("altered", r"/engine\.", "engine.js"),
        ("altered", r"/checker\.", "checker.js"),
        ("wrong type", "js$", "checker.js"),
        ("login page", "(js|css)$", "checker.js"),
    ],
)
def test_a_script_that_is_spoiled_does_not_run_is_named_and_can_be_tried_again(stranger, trouble, kind, files, named):
    trouble.begin(kind, asset(files))
    visit = stranger()
    visit.page.clock.install()  # no time passes, so that nothing is tried again by itself
    visit.page.goto(f"{visit.address}/{CHECKER}", wait_until="commit")
    status = visit.page.locator("[data-part=status]")
    expect(status).to_have_attribute("data-state", "failed")
    if named == "engine.js":
        expect(status).to_contain_text("The checker could not start: a file that it needs could not be loaded")
        expect(visit.page.locator("[data-part=cannot] details")).to_contain_text("engine.js")
    else:
        expect(status).to_have_text(
            f"The checker could not start: {named} could not be loaded, or is not the file that it should be. "
            "The reference pages are not affected."
        )
    assert visit.page.evaluate("window.wardbook === undefined") == (named == "engine.js" or "js" in files)
    enter(visit)

    trouble.end()
    visit.page.clock.resume()
    visit.page.get_by_role("button", name="Try again").last.click()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)
    expect(visit.page.locator(".wb-missing")).to_have_count(0)


@pytest.mark.parametrize("kind", ["missing", "altered", "login page"])
def test_a_reading_page_names_what_it_lacks_and_asks_for_it_again(stranger, trouble, kind):
    trouble.begin(kind, asset(r"/(bundle|page)\."))
    visit = stranger()
    visit.page.clock.install()
    visit.page.goto(f"{visit.address}/protocols/{PROTOCOL}/treat.html", wait_until="commit")
    notice = visit.page.locator(".wb-missing")
    expect(notice).to_contain_text("page.css, bundle.js could not be loaded, or are not the files that they should be.")
    expect(notice).to_contain_text("Until then the page looks plain. Until then search and menus do not work.")
    expect(visit.page.locator("h1")).to_be_visible()
    trouble.end()
    visit.page.clock.resume()
    notice.get_by_role("button", name="Try again").click()
    expect(notice).to_have_count(0)
    visit.page.locator("[data-md-component=search-query]").press_sequentially("atra")
    expect(visit.page.locator(".md-search-result__item").first).to_be_attached()


@pytest.mark.parametrize("moment", ["/assets/", "/javascripts/engine"])
def test_the_page_goes_on_by_itself_when_the_network_is_back(stranger, trouble, moment):
    trouble.begin("gone", lambda name: moment in name)
    visit = stranger()
    visit.page.goto(f"{visit.address}/{CHECKER}", wait_until="commit")
    expect(visit.page.locator("[data-part=status]")).to_have_attribute("data-state", "failed")
    enter(visit)
    trouble.end()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)


def test_a_connection_that_is_back_is_used_at_once(stranger, trouble):
    trouble.begin("gone", asset("/javascripts/checker"))
    visit = stranger()
    visit.page.clock.install()  # not by waiting
    visit.page.goto(f"{visit.address}/{CHECKER}", wait_until="commit")
    expect(visit.page.locator("[data-part=status]")).to_have_attribute("data-state", "failed")
    trouble.end()
    visit.page.evaluate("dispatchEvent(new Event('online'))")
    expect(visit.page.locator("[data-checker][data-started]")).to_be_attached()


def test_what_a_question_needs_comes_when_the_network_is_back(stranger, trouble):
    trouble.begin("gone", asset("/lexicon"))
    visit = stranger()
    page = visit.page
    page.clock.install()
    page.goto(f"{visit.address}/protocols/{PROTOCOL}/ask.html")
    page.get_by_label("Your question, in your own words").fill("dose of dexamethasone")
    expect(page.locator(".wb-missing")).to_contain_text("lexicon.js could not be loaded")
    trouble.end()
    page.locator(".wb-missing").get_by_role("button", name="Try again").click()
    expect(page.locator("[data-part=said]")).not_to_be_empty()


@pytest.mark.soak
@pytest.mark.parametrize("files", range(1, 17))
def test_a_network_that_is_gone_for_20_s_after_each_file_costs_no_more_than_that(stranger, trouble, files):
    """The page can be read, two findings are answered, and a third once the network is back."""
    trouble.begin("gone", lambda name: len(trouble.asked) > files)
    visit = stranger()
    page = visit.page
    page.goto(f"{visit.address}/{CHECKER}", wait_until="commit")
    end = time.monotonic() + 20
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0", timeout=3_000)
    enter(visit)
    page.wait_for_timeout(max(0, end - time.monotonic()) * 1000)
    trouble.end()
    visit.choose("unexplained-fever", "true")
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=90_000)
    expect(page.locator("[data-part=status]")).to_have_attribute("data-state", "ready", timeout=90_000)
    assert visit.field("dyspnea").locator("input[value=true]").is_checked()
    expect(page.locator(".wb-missing")).to_have_count(0)
