"""Where a browser, a frame or the site forbids it, nothing is kept, the page says so, and the checker works as ever."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.site.visits import CHECKER

pytestmark = pytest.mark.browser

IN_THE_TAB = "Everything stays in this tab, and is gone once you close it, unless you make a link or save a file."
ON_THE_PAGE = "Everything stays on this page, and is gone once you leave it, unless you make a link or save a file."

BLOCKED = {
    "it throws": """Object.defineProperty(window, "sessionStorage", {
      get() { throw new DOMException("no", "SecurityError"); } });""",
    "it is null": """Object.defineProperty(window, "sessionStorage", { value: null });""",
    "a stand-in in memory": """const memory = new Map();
      Object.defineProperty(window, "sessionStorage", { value: { getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => memory.set(key, value), removeItem: (key) => memory.delete(key) } });""",
    "it is full": """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };""",
    "it fills up": """const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (value.includes("dyspnea")) throw new DOMException("full", "QuotaExceededError");
        set.call(this, key, value);
      };""",
}


def left_and_lost(visit, asked):
    """Enter something, look what is said, leave, and find it gone."""
    page = visit.page
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(page.locator(".wb-private")).to_have_text(ON_THE_PAGE, use_inner_text=True)
    page.reload()
    assert asked == ["beforeunload"]
    expect(visit.answer()).to_contain_text("Nothing is entered yet")
    expect(page.locator("[data-part=kept-offer]")).to_be_hidden()


@pytest.fixture
def asked(visit):
    """How often the browser asked before it left."""
    kinds: list[str] = []

    def leave(dialog):
        kinds.append(dialog.type)
        dialog.accept()

    visit.page.on("dialog", leave)
    return kinds


@pytest.mark.parametrize("how", BLOCKED)
def test_without_storage_the_checker_answers_keeps_nothing_and_says_so(visit, asked, how):
    visit.page.add_init_script(BLOCKED[how])
    visit.open_checker(wait=how == "it throws")
    if how == "it throws":
        visit.choose("atra", "given")
        visit.choose("dyspnea", "true")
        expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    left_and_lost(visit, asked)


def test_a_site_can_forbid_it(visit, asked):
    def forbid(route):
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(" data-keep=", " data-kept-no-more="))

    visit.page.route(f"**/{CHECKER}", forbid)
    visit.open_checker(wait=False)
    left_and_lost(visit, asked)
    assert visit.page.evaluate("sessionStorage.length") == 0


def test_in_a_frame_nothing_is_kept(visit):
    page = visit.page
    page.route(
        "**/portal.html",
        lambda route: route.fulfill(
            content_type="text/html", body=f'<iframe src="{CHECKER}" width="1000" height="800"></iframe>'
        ),
    )
    page.goto(f"{visit.address}/portal.html")
    frame = page.frame_locator("iframe")
    frame.locator("#finding-atra input[value=given]").check()
    expect(frame.locator(".wb-private")).to_have_text(ON_THE_PAGE, use_inner_text=True)
    expect(frame.locator("#wb-answer")).to_contain_text("ATRA")
    assert page.evaluate("sessionStorage.length") == 0


def test_where_entries_are_kept_leaving_asks_nobody(visit, asked):
    page = visit.open_checker(wait=False)
    expect(page.locator(".wb-private")).to_have_text(IN_THE_TAB, use_inner_text=True)
    visit.choose("atra", "given")
    page.reload()
    expect(visit.field("atra").locator("input[value=given]")).to_be_checked()
    visit.choose("atra", "")
    assert page.evaluate("sessionStorage.length") == 0
    assert asked == []
