"""A reader of a site that is built again and again: a page that was opened before, and what a newcomer meets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, expect

from build_scripts.project.static_server import serving
from tests.support.site.visits import Visit, visiting
from tests.support.site.whole_sites import Ground

CHECKER = "protocols/example/checker.html"


@dataclass(frozen=True)
class Reader:
    """Somebody whose browser holds a version of the site, so that its service worker answers for the server."""

    browser: Browser
    visit: Visit
    text: str
    """What the home page of that version says."""

    def goes_on(self) -> None:
        """Assert that the reader's pages are whole, with the server out of reach, and that a newcomer's are."""
        context = self.visit.page.context
        context.set_offline(True)
        home = self.visit.page.goto(f"{self.visit.address}/index.html")
        assert home is not None
        assert home.from_service_worker
        expect(self.visit.page.locator("article")).to_contain_text(self.text)
        self.visit.open_ready(CHECKER)
        context.set_offline(False)
        with visiting(self.browser, self.visit.address) as newcomer:
            newcomer.open_ready(CHECKER)
            assert newcomer.complaints == []

    def takes(self, text: str) -> None:
        """Assert that the reader is offered the version that says something else, and gets all of it."""
        page = self.visit.open("index.html")
        expect(page.locator("article")).to_contain_text(self.text)
        page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
        page.locator(".wb-version[data-shown=true]").get_by_role("button", name="Use it now").click(timeout=60_000)
        expect(page.locator("article")).to_contain_text(text)
        self.visit.open_ready(CHECKER)


@contextmanager
def reading(browser: Browser, ground: Ground, text: str) -> Iterator[Reader]:
    """Open the site that lies there, which says a text, and stay until the browser holds all of it."""
    with (
        serving(ground.project.root) as host,
        visiting(browser, f"{host}/{ground.project.site.name}", service_workers="allow") as visit,
    ):
        page = visit.open("index.html")
        page.locator("html[data-offline=ready]").wait_for(state="attached", timeout=60_000)
        yield Reader(browser, visit, text)
