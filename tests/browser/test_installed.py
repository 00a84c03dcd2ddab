"""The site kept on the reader's device: after one visit it needs no server, and a new version waits to be accepted."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from build_scripts.project.static_server import serving
from build_scripts.site.service_worker import write_service_worker
from tests.support.real_protocols import PARTS, pages_of
from tests.support.site.visits import CHECKER, wait_until_ready

pytestmark = pytest.mark.browser

READY = "html[data-offline=ready]"
NOTICE = ".wb-version[data-shown=true]"


@pytest.fixture
def profile(playwright: Playwright, chromium: Path, tmp_path: Path):
    """Open a browser with a profile that outlives it."""

    @contextmanager
    def opened() -> Iterator[BrowserContext]:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium, args=BROWSER_ARGUMENTS
        )
        context.set_default_timeout(20_000)
        yield context
        context.close()

    return opened


@pytest.fixture
def copy(site, tmp_path: Path) -> Path:
    """A copy of the site below a path, to be changed."""
    folder = tmp_path / "served" / "intranet" / "site"
    shutil.copytree(site.site, folder)
    return folder


def visit(context: BrowserContext, address: str) -> Page:
    """Open a page and stay until the site is kept."""
    page = context.new_page()
    page.goto(address)
    page.locator(READY).wait_for(state="attached", timeout=60_000)
    return page


def answer(page: Page) -> None:
    for finding, value in (("atra", "given"), ("dyspnea", "true")):
        page.locator(f'#finding-{finding} input[value="{value}"]').check()
    expect(page.locator("[data-recommendation=give-dexamethasone]")).to_be_visible()


def renew(copy: Path, site) -> None:
    """Put a new version in place of the old one: one page is another, the list is made anew."""
    page = copy / CHECKER
    page.write_text(re.sub(r"(<h1[^>]*>)", r"\1Renewed: ", page.read_text(), count=1))
    write_service_worker(copy, site.build / "service-worker.js")


@pytest.fixture
def gone(profile, copy) -> str:
    """The address of a site that was visited once. The server is stopped and the browser was closed; what is there now
    is on the device."""
    with serving(copy.parent.parent) as host:
        address = f"{host}/intranet/site"
        with profile() as context:
            visit(context, f"{address}/index.html")
    return address


@pytest.mark.parametrize("part", PARTS)
def test_after_one_visit_every_page_is_there_with_the_server_gone(profile, copy, gone, part):
    with profile() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        for path in (path.relative_to(copy).as_posix() for path in pages_of(copy, part) if path.name != "404.html"):
            response = page.goto(f"{gone}/{path}")
            assert response is not None
            assert response.from_service_worker, path
            assert response.status == 200, path
        assert complaints == []


def test_after_one_visit_everything_works_with_the_server_gone(profile, gone):
    address = gone
    with profile() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        assert page.goto(f"{address}/").status == 200
        missing = page.goto(f"{address}/no-such-page.html")
        assert missing.status == 404
        expect(page.get_by_role("heading", name="This page is not here")).to_be_visible()

        page.goto(f"{address}/{CHECKER}")
        wait_until_ready(page)
        answer(page)
        page.get_by_placeholder("Search").click()
        expect(page.get_by_text("Type to start searching")).to_be_visible()
        page.get_by_placeholder("Search").press_sequentially("dexamethasone")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert complaints == []


def test_the_device_is_said_to_hold_the_site_only_when_it_does(profile, copy, site):
    (copy / "about" / "index.html").unlink()  # a file of the list cannot be fetched, so the list is not complete
    with serving(copy.parent.parent) as host, profile() as context:
        page = context.new_page()
        page.goto(f"{host}/intranet/site/index.html")
        expect(page.locator("html[data-offline=failed]")).to_be_attached(timeout=60_000)
        expect(page.locator(".wb-offline")).not_to_contain_text("offline")


def test_a_new_version_is_offered_and_never_switched_under_a_form(profile, copy, site):
    with serving(copy.parent.parent) as host, profile() as context:
        address = f"{host}/intranet/site/{CHECKER}"
        visit(context, address).close()
        page = context.new_page()
        page.goto(address)
        wait_until_ready(page)
        answer(page)
        renew(copy, site)
        page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")

        bar = page.locator(NOTICE)
        expect(bar).to_contain_text("A new version of this site is here.")
        expect(page.locator("h1")).not_to_contain_text("Renewed")
        bar.get_by_role("button", name="Use it now").click()
        expect(bar).to_contain_text("clears what is entered in the form")
        bar.get_by_role("button", name="Keep the form").click()
        expect(page.locator("[data-recommendation=give-dexamethasone]")).to_be_visible()

        # The next page is still of the old version, and offers the new one again.
        page.goto(address)
        page.locator("[data-part=kept-anew]").click()
        expect(bar).to_contain_text("A new version of this site is here.")
        expect(page.locator("h1")).not_to_contain_text("Renewed")
        bar.get_by_role("button", name="Use it now").click()
        expect(page.locator("h1")).to_contain_text("Renewed")
        wait_until_ready(page)
        answer(page)


def test_an_update_fetches_only_what_changed(profile, copy, site):
    with serving(copy.parent.parent) as host, profile() as context:
        address = f"{host}/intranet/site"
        visit(context, f"{address}/index.html").close()
        page = context.new_page()
        page.goto(f"{address}/about/index.html")
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        renew(copy, site)
        page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
        expect(page.locator(NOTICE)).to_be_visible()
        fetched = {url.removeprefix(f"{address}/") for url in asked}

    assert fetched <= {"service-worker.js", CHECKER}
    assert CHECKER in fetched


def test_two_tabs_of_two_versions_stay_each_of_one(profile, copy, site):
    with serving(copy.parent.parent) as host, profile() as context:
        address = f"{host}/intranet/site/{CHECKER}"
        visit(context, address).close()
        old, new = context.new_page(), context.new_page()
        for page in (old, new):
            page.goto(address)
            wait_until_ready(page)
        answer(old)
        renew(copy, site)
        new.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
        new.locator(NOTICE).get_by_role("button", name="Use it now").click()
        expect(new.locator("h1")).to_contain_text("Renewed")

        expect(old.locator(NOTICE)).to_contain_text("This tab still shows the old version")
        expect(old.locator("h1")).not_to_contain_text("Renewed")
        old.locator('#finding-dyspnea input[value="false"]').check()
        expect(old.locator("[data-recommendation=give-dexamethasone][data-status=indicated]")).to_have_count(0)
        answer(old)


FORBIDDEN = {
    "service worker": """navigator.serviceWorker.register = () =>
      Promise.reject(new DOMException("no", "SecurityError"));""",
    "storage": """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
    }""",
    "service workers at all": "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_where_it_is_forbidden_the_page_works_as_ever(visit_as, what):
    visited = visit_as(service_workers="allow")
    visited.page.add_init_script(FORBIDDEN[what])
    page = visited.open_checker()
    answer(page)
    page.wait_for_timeout(1500)  # nothing is to happen, so there is nothing to wait for

    if what != "storage":
        expect(page.locator("html[data-offline=ready]")).to_have_count(0)
    assert [line for line in visited.complaints if "SecurityError" not in line and line != "no"] == []
