"""Browsers, networks and frames in which the checker cannot run: each is told what is the matter and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from build_scripts.project.static_server import serving
from build_scripts.site.policy import server_policy
from tests.support.site.visits import CHECKER, visiting

pytestmark = pytest.mark.browser

INTERNAL = re.compile(
    r"is not defined|undefined|null\b|Failed to|\w*Error\b|importScripts|fetch|blob:|pyodide|HTTP|Traceback"
    r"|\.(js|wasm)\b"
)
"""What browsers and programs say, and no reader is to see."""

SIGN_IN = "<!doctype html><title>Sign in</title><form>"


def replies(pattern: str, **reply: Any) -> Callable[[Page], object]:
    """Let something else come in the place of files."""
    return lambda page: page.route(pattern, lambda route: route.fulfill(**reply))


def _altered(route: Route) -> None:
    response = route.fetch()
    body = response.body()
    middle = len(body) // 2
    route.fulfill(response=response, body=body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :])


@dataclass(frozen=True)
class Kind:
    """A way in which the checker cannot run."""

    says: str
    advises: str
    policy: tuple[str, str] = ("", "")
    """What the server's policy says in the place of something else."""
    headers: dict[str, str] | None = None
    prepare: Callable[[Page], object] = str
    again: bool = False
    """Whether trying again can help."""


KINDS = {
    "a policy without WebAssembly": Kind(
        "forbids WebAssembly", "runs this site or this network", (" 'wasm-unsafe-eval'", "")
    ),
    "no workers": Kind(
        "nothing in the background",
        "Another current browser",
        prepare=lambda page: page.add_init_script("delete window.Worker"),
    ),
    "workers that throw": Kind(
        "nothing in the background",
        "Another current browser",
        prepare=lambda page: page.add_init_script("window.Worker = function () { throw new Error('blocked'); }"),
    ),
    "a policy without workers": Kind(
        "nothing in the background", "Another current browser", ("worker-src 'self'", "worker-src 'none'")
    ),
    "a policy without connections": Kind(
        "forbids its pages to load", "runs this site", ("connect-src 'self'", "connect-src 'none'")
    ),
    "scripts under a wrong type, and a policy": Kind(
        "under a wrong type",
        "runs this site",
        (" 'self'", " 'self'"),
        prepare=lambda page: [
            page.route(pattern, lambda route: _as_octets(route))
            for pattern in ("**/worker.*.js", "**/pyodide.asm.*.js")
        ],
    ),
    "a sign-in page for the runtime": Kind(
        "looks like a sign-in page",
        "sign in if you are asked to",
        prepare=replies("**/assets/runtime/*", status=200, content_type="text/html", body=SIGN_IN),
        again=True,
    ),
    "a sign-in page for the worker": Kind(
        "looks like a sign-in page",
        "sign in if you are asked to",
        prepare=replies("**/worker.*.js", status=200, content_type="text/html", body=SIGN_IN),
        again=True,
    ),
    "a filter that refuses the runtime": Kind(
        "does not let it through",
        "takes downloads over",
        prepare=replies("**/assets/runtime/*", status=403, body="no"),
        again=True,
    ),
    "a runtime that is altered on its way": Kind(
        "was altered on its way",
        "Another network may let it through",
        prepare=lambda page: page.route(re.compile(r"\.wasm$|/disk\."), _altered),
        again=True,
    ),
}


def _as_octets(route: Route) -> None:
    response = route.fetch()
    more = {"content-type": "application/octet-stream", "x-content-type-options": "nosniff"}
    route.fulfill(response=response, headers={**response.headers, **more})


def told(page: Page | Frame, kind: Kind) -> None:
    """See that a page says what is the matter, and nothing in any other language than a reader's."""
    status, box = page.locator("[data-part=status]"), page.locator("[data-part=cannot]")
    expect(status).to_have_attribute("data-state", "failed", timeout=30_000)
    expect(status).to_contain_text("The checker could not start: ")
    expect(status).to_contain_text(kind.says)
    expect(box).to_contain_text(kind.advises)
    expect(page.locator("[data-part=retry]")).to_be_visible(visible=kind.again)
    shown = f"{status.inner_text()}\n{box.inner_text()}"
    assert INTERNAL.search(shown) is None, shown
    for said in (status.inner_text(), page.locator("[data-part=cannot-advice]").inner_text()):
        assert said.endswith(".")
    detail = page.locator("[data-part=cannot-detail]")
    expect(detail).to_be_hidden()
    page.get_by_text("Details for your IT department").click()
    expect(detail).to_contain_text("Chrome/")
    names = [link.inner_text() for link in box.get_by_role("link").all()]
    assert names[-2:] == ["The protocol, read without the checker", "Card for print"]
    for link in box.get_by_role("link").all():
        with urlopen(urljoin(page.url, link.get_attribute("href"))) as answer:  # noqa: S310 - this machine
            assert answer.status == 200


def answered_all_the_same(page: Page | Frame) -> None:
    """Enter two findings, whose answer is stored with the page."""
    page.locator("#finding-atra input[value=given]").check()
    page.locator("#finding-dyspnea input[value=true]").check()
    expect(page.locator("#wb-answer [data-recommendation=give-dexamethasone]")).to_be_visible()
    expect(page.locator("[data-part=status]")).to_have_attribute("data-state", "failed")


@pytest.mark.parametrize("name", KINDS)
def test_the_page_says_what_is_the_matter_and_what_to_do_and_answers_two_findings(name, browser, site):
    kind = KINDS[name]
    policy = server_policy(site.site)
    assert kind.policy[0] in policy
    headers = {"Content-Security-Policy": policy.replace(*kind.policy)} if kind.policy[0] else {}
    with serving(site.site, headers) as address, visiting(browser, address) as visit:
        kind.prepare(visit.page)
        visit.open_checker(wait=False)
        told(visit.page, kind)
        answered_all_the_same(visit.page)


def test_a_browser_without_webassembly_says_so(playwright, chromium, address):
    """As in Lockdown Mode: nothing of WebAssembly is there at all."""
    launched = playwright.chromium.launch(
        executable_path=chromium, args=[*BROWSER_ARGUMENTS, "--js-flags=--jitless --noexpose-wasm"]
    )
    with visiting(launched, address) as visit:
        visit.open_checker(wait=False)
        told(visit.page, Kind("has WebAssembly switched off", "Another current browser"))
        answered_all_the_same(visit.page)
    launched.close()


def test_a_frame_that_forbids_all_leads_outside(browser, site, tmp_path):
    policy = server_policy(site.site).replace("; frame-ancestors 'self'", "")
    with (
        serving(site.site, {"Content-Security-Policy": policy}) as address,
        serving(tmp_path) as portal,
        visiting(browser, portal) as visit,
    ):
        frame = framed(visit.page, portal, tmp_path, f"{address}/{CHECKER}", 'sandbox="allow-scripts allow-popups"')
        told(frame, Kind("the frame in which this page is shown", "outside of the frame"))
        answered_all_the_same(frame)
        with visit.page.context.expect_page() as opened:
            frame.get_by_role("link", name="Open this page outside of the frame").click()
        assert opened.value.url == f"{address}/{CHECKER}"


RUNNING: dict[str, Callable[[Page], object]] = {
    "files held back by their kind": replies("**/assets/runtime/*.{wasm,zip,bin}", status=403, body="no"),
    "a file altered on its way": lambda page: page.route("**/*.wasm", _altered),
    "scripts under a wrong type": KINDS["scripts under a wrong type, and a policy"].prepare,
    "no connections": lambda page: page.route("**/checker.html", lambda route: _without_connections(route)),
}


def _without_connections(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, headers={**response.headers, "content-security-policy": "connect-src 'none'"})


@pytest.mark.parametrize("name", RUNNING)
def test_it_runs_all_the_same_where_that_can_be(visit, name):
    RUNNING[name](visit.page)
    visit.open_checker(wait=False)
    answered(visit.page)


@pytest.mark.parametrize("attribute", ["", 'sandbox="allow-scripts"', 'sandbox="allow-scripts allow-same-origin"'])
def test_it_runs_in_a_frame_of_another_site(visit, tmp_path, attribute):
    with serving(tmp_path) as portal:
        elsewhere = visit.address.replace("127.0.0.1", "localhost")
        answered(framed(visit.page, portal, tmp_path, f"{elsewhere}/{CHECKER}", attribute))


def framed(page: Page, portal: str, folder, address: str, attribute: str) -> Frame:
    """Open a portal that shows a page in a frame."""
    text = (
        f'<!doctype html><title>Portal</title><iframe width="1000" height="900" {attribute} src="{address}"></iframe>'
    )
    (folder / "index.html").write_text(text)
    page.goto(f"{portal}/index.html")
    return page.frames[1]


def answered(page: Page | Frame) -> None:
    """Enter two findings and wait for what follows from them."""
    page.locator("#finding-atra input[value=given]").check()
    page.locator("#finding-dyspnea input[value=true]").check()
    expect(page.locator("#wb-answer [data-recommendation=give-dexamethasone]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-part=status]")).to_have_attribute("data-state", "ready", timeout=60_000)


def test_when_the_network_returns_it_goes_on_by_itself(visit):
    page, held = visit.page, []
    page.route("**/*.wasm", lambda route: held.append(route))
    visit.open_checker(wait=False)
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    page.wait_for_timeout(300)
    page.context.set_offline(True)
    for route in held:
        route.abort("internetdisconnected")
    page.unroute("**/*.wasm")

    status = page.locator("[data-part=status]")
    expect(status).to_contain_text("The connection may be lost.", timeout=30_000)
    expect(page.locator("[data-part=cannot]")).to_contain_text("It is tried again by itself.")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.context.set_offline(False)

    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)
    expect(status).to_be_hidden()
    expect(page.locator("[data-part=cannot]")).to_be_hidden()


def test_a_server_that_is_away_for_a_moment_is_asked_again(visit):
    """No event tells that a server is back."""
    times = []

    def away(route: Route) -> None:
        times.append(route)
        if len(times) < 3:
            route.fulfill(status=503, body="later")
        else:
            route.continue_()

    visit.page.route("**/pyodide.asm.*.js", away)
    visit.open_checker(wait=False)
    answered(visit.page)
    assert len(times) >= 3
