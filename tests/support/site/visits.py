"""The built site in a real Chromium, each test as a visitor who was never here before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, Request
from playwright.sync_api import TimeoutError as NotInTime

from build_scripts.content.worked_cases import WorkedCase
from build_scripts.project.static_server import serving
from checker import Protocol
from tests.support.real_protocols import FIRST

PROTOCOL = FIRST
CHECKER = f"protocols/{PROTOCOL}/checker.html"

Scheme = Literal["light", "dark"]
PALETTES: dict[Scheme, str] = {"light": "default", "dark": "slate"}
"""Colour scheme of the device → the theme's name for it."""


def in_scheme(page: Page, scheme: Scheme) -> None:
    """Let the device have a colour scheme, and wait until the page follows."""
    page.emulate_media(color_scheme=scheme)
    page.locator(f"body[data-md-color-scheme={PALETTES[scheme]}]:not([data-md-color-switching])").wait_for()


def assesses(path: str) -> bool:
    """Whether a page of the site has a checker."""
    return path.endswith("/checker.html")


START_ANEW = "() => document.querySelector('[data-part=kept-offer][open] [data-part=kept-anew]')?.click()"
"""The findings of an earlier visit in the same tab are those of another test."""

SCRIPTS_RAN = """() => {
  if (!window.wardbookFiles) {
    return true;
  }
  const listed = JSON.parse(document.querySelector("script[data-base]")?.dataset.scripts ?? "[]");
  const names = listed.map(([address]) => address.split("/").pop().replace(/\\.[0-9a-f]{8,}(\\.min)?(?=\\.)/, ""));
  return names.every((name) => /^iframe-worker/.test(name) || window.wardbookFiles.named(name)?.state === "there");
}"""
"""Whether the scripts of a page have run, which come after its text, and may come after the page counts as loaded."""
PATIENCE = 5_000
"""Milliseconds that they are waited for: a test may hold them back."""


def wait_until_ready(page: Page) -> None:
    """Wait until the checker of a page can answer."""
    page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=60_000)


@dataclass
class Visit:
    """A page of the site in a browser, with all that it asked for and complained of."""

    page: Page
    address: str
    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    network: CDPSession | None = None

    def open(self, path: str) -> Page:
        """Open a page of the site, and have its scripts run; on that of the checker, start anew if it asks."""
        self.page.goto(f"{self.address}/{path}")
        with suppress(NotInTime):
            self.page.wait_for_function(SCRIPTS_RAN, timeout=PATIENCE)
        self.page.evaluate(START_ANEW)
        return self.page

    def open_ready(self, path: str) -> Page:
        """Open the page of a checker, and wait until it can answer."""
        page = self.open(path)
        wait_until_ready(page)
        return page

    def open_settled(self, path: str) -> Page:
        """Open a page of the site, a checker with what it needs to answer and the others without: they only fetch it
        ahead."""
        self.without_runtime(blocked=not assesses(path))
        return self.open_ready(path) if assesses(path) else self.open(path)

    def open_checker(self, *, wait: bool = True) -> Page:
        """Open the checker page and, unless told otherwise, wait until it can answer."""
        return self.open_ready(CHECKER) if wait else self.open(CHECKER)

    def without_runtime(self, *, blocked: bool = True) -> None:
        """Leave out what pages fetch ahead for a checker that nobody here opens, or let it be fetched again.

        A route of Playwright's would forbid the browser to keep styles and fonts as well.
        """
        if self.network is None:
            self.network = self.page.context.new_cdp_session(self.page)
            self.network.send("Network.enable")
        self.network.send("Network.setBlockedURLs", {"urls": ["*/assets/runtime/*"] if blocked else []})

    def choose(self, finding: str, value: str) -> None:
        """Answer a finding: `true`, `false`, the id of a choice, or nothing to take the answer back by a second tap."""
        self.unfold(finding)
        listed = self.field(finding).locator("select[data-part=input]")
        if listed.count():
            listed.select_option(value)
        elif value:
            self.field(finding).locator(f'input[value="{value}"]').check()
        else:
            self.field(finding).locator("input:checked").click()

    def choose_many(self) -> None:
        """Enter the syndrome with more findings than a page has a stored answer to."""
        self.choose("atra", "given")
        for finding in ("dyspnea", "unexplained-fever", "weight-gain-or-edema", "unexplained-hypotension"):
            self.choose(finding, "true")

    def enter(self, finding: str, text: str, unit: str | None = None) -> None:
        """Type a number, choose its unit (UCUM) and leave the field."""
        self.unfold(finding)
        place = self.field(finding)
        if unit is not None:
            self.choose_unit(finding, unit)
        place.locator("[data-part=input]").fill(text)
        place.locator("[data-part=input]").blur()

    def choose_unit(self, finding: str, unit: str) -> None:
        """Choose a unit (UCUM) in a list, or by its button where none is preset."""
        place = self.field(finding).locator("[data-part=unit]")
        if place.evaluate("node => node.matches('select')"):
            place.select_option(unit)
        else:
            place.locator(f'input[value="{unit}"]').check()

    def unfold(self, finding: str) -> None:
        """Show a field that was folded away because it makes no difference."""
        if self.field(finding).is_hidden():
            self.page.locator("fieldset", has=self.field(finding)).locator("[data-part=idle]").click()
            self.field(finding).wait_for()

    def field(self, finding: str) -> Locator:
        """The field of a finding."""
        return self.page.locator(f"#finding-{finding}")

    def answer(self) -> Locator:
        """What stands beside the form."""
        return self.page.locator("#wb-answer")

    def recommendation(self, name: str) -> Locator:
        """A recommendation within the answer."""
        return self.answer().locator(f"[data-recommendation={name}]")


@pytest.fixture(scope="session")
def protocol(first) -> Protocol:
    """The protocol that the browser tests are about."""
    return first.protocol


@pytest.fixture(scope="session")
def cases(first) -> tuple[WorkedCase, ...]:
    """Its worked cases."""
    return first.cases


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """Where the built site is served, below a path as in many an intranet."""
    with serving(site.site.parent) as host:
        yield f"{host}/{site.site.name}"


@pytest.fixture(scope="session")
def _opened(browser: Browser, address: str) -> Iterator[Visit]:
    with visiting(browser, address) as visit:
        yield visit


@pytest.fixture
def checker(_opened: Visit) -> Visit:
    """The checker page, ready and empty: loaded once, reset for each test. What loading does needs `visit`."""
    page = _opened.page
    if not page.url.endswith(CHECKER):
        _opened.open_checker()
    # What an earlier test left open must not stand before this one.
    page.evaluate("() => document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close())")
    page.locator("form.wb-form").evaluate("form => form.reset()")
    page.locator(".wb-message--empty").wait_for()
    _opened.requests.clear()
    _opened.complaints.clear()
    return _opened


@pytest.fixture
def visit(visit_as: Callable[..., Visit]) -> Visit:
    """A visit on a desktop."""
    return visit_as()


@pytest.fixture
def visit_as(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Start a visit with a device of one's own: `visit_as(viewport=…)`."""
    with ExitStack() as stack:
        yield lambda **device: stack.enter_context(visiting(browser, address, **device))


@contextmanager
def visiting(browser: Browser, address: str, **device: Any) -> Iterator[Visit]:
    """Open an empty tab in a fresh profile; nothing is installed there unless asked for."""
    context = browser.new_context(**{"service_workers": "block", **device})
    page = context.new_page()
    page.set_default_timeout(20_000)
    visit = Visit(page, address)
    context.on("request", lambda request: visit.requests.append(request))
    page.on("console", lambda message: visit.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    yield visit
    # What a test answers in the place of the server may still be on its way; nobody waits for it any more.
    page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")
    context.close()
