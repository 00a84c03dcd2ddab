"""A file that is accepted and never answered: the page can be read all the same, and goes on once the file comes."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.support.readers.met import seen
from tests.support.site.visits import CHECKER, PROTOCOL, Visit

pytestmark = pytest.mark.browser

READ = """() => performance.getEntriesByName('first-contentful-paint').length > 0
  && document.querySelector('h1').checkVisibility() && document.readyState !== 'loading'"""
PAGES = {"index.html": (".css", ".js"), f"protocols/{PROTOCOL}/treat.html": ("",)}
"""Pages, and the endings of the files that stall there; fonts and pictures are the same on all."""
WAIT = 30_000
"""Milliseconds for a busy machine, with the file still held back. The page itself waits for 2 s at most."""


def files_of(visit: Visit, trouble, path: str) -> list[str]:
    """All that a page asks for, but itself."""
    visit.open(path)
    if path == CHECKER:
        visit.page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=60_000)
    visit.page.wait_for_timeout(300)
    return [name for name in dict.fromkeys(trouble.asked) if not name.endswith(".html")]


def answered(visit: Visit) -> None:
    """Enter two findings, and wait for what follows from them."""
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("path", list(PAGES))
def test_a_page_can_be_read_whatever_file_of_it_stalls(stranger, begin, trouble, path):
    trouble.asked.clear()
    names = files_of(stranger(), trouble, path)
    assert sum(name.endswith(".css") for name in names) == 2
    for name in (name for name in names if name.endswith(PAGES[path])):
        trouble.begin("stalled", lambda asked, name=name: asked == name)
        page = begin(path).page
        page.wait_for_function(READ, timeout=WAIT)
        assert page.get_by_text("has not started").count() == 0
        trouble.end()
        if name.endswith(".css"):
            page.wait_for_function("() => document.adoptedStyleSheets.length === 0", timeout=5_000)
            shown = page.evaluate("[...document.styleSheets].map(({ media }) => media.mediaText)")
            assert shown == ["", ""], name


def test_the_checker_answers_what_was_entered_while_a_file_stalled(stranger, begin, trouble):
    trouble.asked.clear()
    names = files_of(stranger(), trouble, CHECKER)
    kinds = {re.sub(r"\..*", "", name.rpartition("/")[2]) for name in names}
    assert {"engine", "checker", "worker", "bundle", "guard", "pyodide", "page"} <= kinds
    # What is on all pages stalls on the other pages.
    own = re.compile(r"/(page|guard|engine|checker|worker|bundle|pyodide|library)\.")
    for name in filter(own.search, names):
        trouble.begin("stalled", lambda asked, name=name: asked == name)
        visit = begin(CHECKER)
        visit.page.wait_for_function(READ, timeout=WAIT)
        assert not visit.page.get_by_text("has not started").is_visible(), name
        visit.choose("atra", "given")
        visit.choose("dyspnea", "true")
        trouble.end()
        expect(visit.recommendation("give-dexamethasone"), name).to_be_visible(timeout=60_000)


def test_a_script_that_stalls_is_told_and_asked_for_again_and_runs_once(stranger, trouble):
    trouble.begin("stalled", lambda asked: "/engine." in asked)
    visit = stranger()
    page = visit.page
    page.clock.install()
    page.add_init_script(
        """const Native = Worker;
        window.workers = 0;
        window.Worker = class extends Native {
          constructor(...given) {
            super(...given);
            window.workers += given[1]?.name === "wardbook-checker";
          }
        };"""
    )
    page.goto(f"{visit.address}/{CHECKER}", wait_until="commit")
    expect(visit.answer()).to_contain_text("Loading the checker…")
    page.locator("[data-checker][data-started]").wait_for(state="attached")
    page.clock.run_for(21_000)
    end = time.monotonic() + 10
    while sum("/engine." in name for name in trouble.asked) < 2:  # asked for once more, beside the first
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    status = page.locator("[data-part=status]")
    expect(status).to_contain_text("The checker could not start: a file that it needs could not be loaded")
    trouble.end()
    page.clock.resume()
    answered(visit)
    page.wait_for_timeout(300)
    assert page.evaluate("workers") == 1


def test_a_style_sheet_that_stalls_is_told(stranger, trouble):
    trouble.begin("stalled", lambda asked: asked.endswith(".css"))
    visit = stranger()
    visit.page.clock.install()
    visit.page.goto(f"{visit.address}/index.html", wait_until="commit")
    visit.page.locator("html.js").wait_for(state="attached")
    visit.page.clock.run_for(11_000)
    notice = visit.page.locator(".wb-missing")
    expect(notice).to_contain_text("Still on the way: page.css. Until then the page looks plain.")
    trouble.end()
    expect(notice).to_have_count(0)


@pytest.mark.parametrize("name", ["index", "treat", "card", "checker"])
def test_without_its_style_sheets_a_page_shows_a_patient_no_dose(begin, trouble, name):
    trouble.begin("stalled", lambda asked: asked.endswith(".css"))
    for reader, meets in (("patient", False), ("physician", name != "checker")):
        page = begin(f"protocols/{PROTOCOL}/{name}.html#as={reader}").page
        page.wait_for_function(READ, timeout=WAIT)
        assert page.evaluate("document.adoptedStyleSheets.length") > 0
        assert bool(seen(page, ())) == meets, reader
