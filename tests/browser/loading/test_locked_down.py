"""Browsers and servers that forbid a page what it would like: storage, and scripts in its HTML."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Route, expect

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from build_scripts.project.static_server import serving
from tests.support.site.visits import CHECKER, Visit

pytestmark = pytest.mark.browser


def searched(page) -> None:
    """Search as a reader would, and find."""
    page.locator("[data-md-component=search-query]").press_sequentially("atra")
    expect(page.locator(".md-search-result__item").first).to_be_attached(timeout=20_000)


def test_without_storage_the_search_finds_and_nothing_is_said_to_be_kept(playwright, chromium, address, tmp_path):
    """All site data is blocked, as an administrator blocks it."""
    settings = tmp_path / "Default" / "Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=chromium, args=BROWSER_ARGUMENTS)
    page = context.pages[0]
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/index.html#as=patient")
    refused = "() => { try { localStorage.setItem('wardbook.x', '1'); return false; } catch { return true; } }"
    assert page.evaluate(refused), "our own scripts must know that nothing is kept"
    assert page.url.endswith("#as=patient"), "who reads is kept in the address alone"
    assert page.evaluate("document.documentElement.dataset.audience") == "patient"
    page.goto(f"{address}/index.html")
    page.wait_for_function("() => window.document$ !== undefined")
    page.locator("label[for=__palette_1]").first.click()  # light
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme: light)")
    searched(page)
    assert complaints == []
    context.close()


def test_a_server_that_forbids_scripts_in_the_html_leaves_them_to_the_file(visit, site):
    with serving(site.site, {"Content-Security-Policy": "default-src 'self'"}) as address:
        locked = Visit(visit.page, address)

        def late(route: Route) -> None:
            locked.page.wait_for_timeout(500)  # by then the style sheets are there
            route.continue_()

        locked.page.route("**/guard.*.js", late)
        page = locked.open("index.html")
        page.wait_for_function("() => window.wardbookFiles?.named('bundle.js')?.state === 'there'")
        assert page.evaluate("[...document.styleSheets].map(({ media }) => media.mediaText)") == ["", ""]
        searched(page)
        assert page.locator(".wb-missing").count() == 0
        locked.open(CHECKER)
        status = page.locator("[data-part=status]")
        expect(status).to_have_attribute("data-state", "failed", timeout=30_000)
        expect(status).to_contain_text("WebAssembly")
        assert not page.get_by_text("has not started").is_visible()


def test_the_colours_that_were_chosen_are_there_before_anything_is_shown(visit_as):
    visit = visit_as(color_scheme="dark")
    visit.page.route("**/bundle.*.js", lambda route: route.abort())
    visit.open("index.html")
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    visit.page.evaluate(
        """__md_set("__palette", { index: 1, color: { media: "(prefers-color-scheme: light)", scheme: "default",
          primary: "custom", accent: "custom" } })"""
    )
    visit.open("index.html")
    expect(visit.page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_what_is_searched_for_before_the_script_came_is_found(visit):
    held = []
    visit.page.route("**/bundle.*.js", lambda route: held.append(route))
    visit.page.goto(f"{visit.address}/index.html", wait_until="commit")
    visit.page.locator("[data-md-component=search-query]").fill("atra")
    while not held:
        visit.page.wait_for_timeout(20)
    held[0].continue_()
    expect(visit.page.locator(".md-search-result__item").first).to_be_attached(timeout=20_000)
