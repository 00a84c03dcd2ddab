"""The first verdict: it stands before Python runs, and where Python cannot run at all."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from build_scripts.project.static_server import serving
from tests.support.site.visits import CHECKER, PROTOCOL, Visit, visiting

pytestmark = pytest.mark.browser

MORE = ("unexplained-fever", "weight-gain-or-edema", "unexplained-hypotension", "congestive-heart-failure")
"""Findings of which no table holds so many at once."""


def enter_two(visit: Visit) -> None:
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")


def enter_more(visit: Visit) -> None:
    for finding in MORE:
        visit.choose(finding, "true")


class HeldBack:
    """Files that do not come until they are let go."""

    def __init__(self, visit: Visit, pattern: str) -> None:
        self._waiting: list[Route] | None = []
        visit.page.route(pattern, self._handle)

    def _handle(self, route: Route) -> None:
        if self._waiting is None:
            route.continue_()
        else:
            self._waiting.append(route)

    def release(self) -> None:
        """Let come what was held back, and all that is asked for after it."""
        waiting, self._waiting = self._waiting or [], None
        for route in waiting:
            route.continue_()


def earlier(visit: Visit):
    return visit.answer().locator(".wb-message--earlier")


@pytest.fixture
def waiting(visit) -> tuple[Visit, HeldBack]:
    """The checker's page while its engine is on its way, and what lets it come."""
    held = HeldBack(visit, "**/worker.*.js")
    visit.open_checker(wait=False)
    return visit, held


def test_the_verdict_on_two_findings_comes_before_the_engine_and_is_the_engines(waiting):
    visit, held = waiting
    enter_two(visit)
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    expect(visit.answer()).to_contain_text("What to find out next is said as soon as the checker is loaded.")
    visit.recommendation("give-dexamethasone").locator("[data-part=title]").first.click()
    expect(visit.recommendation("give-dexamethasone")).to_contain_text("The reasons are shown as soon as")
    visit.page.locator("[data-part=take] summary").click()
    visit.page.locator("[data-take=text]").click()
    before = visit.page.locator("[data-part=taken-text]").input_value()
    visit.page.locator("[data-part=taken-close]").click()
    shown = visit.recommendation("give-dexamethasone").element_handle()

    held.release()
    expect(visit.page.locator("[data-part=status][data-state=ready]")).to_be_attached(timeout=60_000)

    expect(visit.recommendation("give-dexamethasone").locator(".wb-tree").first).to_be_visible()
    expect(visit.answer().locator(".wb-next")).to_contain_text("Find out next:")
    expect(visit.page.locator(".wb-message--differs")).to_have_count(0)
    visit.page.locator("[data-take=text]").click()
    after = visit.page.locator("[data-part=taken-text]").input_value()
    assert re.sub(r"Assessed .*", "", before) == re.sub(r"Assessed .*", "", after)
    assert "dexamethasone" in after
    assert shown.evaluate("node => node.isConnected")
    assert visit.complaints == []


def test_what_is_not_stored_waits_with_a_sentence_and_no_other_patients_answer_stays(waiting):
    visit, _ = waiting
    enter_two(visit)
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    expect(earlier(visit)).to_have_count(0)

    enter_more(visit)
    expect(earlier(visit)).to_contain_text("What you entered since then is assessed as soon as the checker is loaded.")
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    visit.page.locator("[data-part=take] summary").click()
    visit.page.locator("[data-take=text]").click()
    expect(visit.page.locator("[data-part=taken-title]")).to_contain_text("nothing is taken along")
    visit.page.locator("[data-part=taken-close]").click()

    # What the answer is of is not in the form any more: it may be another patient.
    visit.choose("dyspnea", "false")
    expect(visit.answer().locator("[data-recommendation]")).to_have_count(0)
    expect(visit.answer()).to_contain_text("What you entered is assessed as soon as the checker is loaded.")


def test_an_example_patient_takes_the_place_of_what_stood_there(waiting):
    visit, _ = waiting
    enter_two(visit)
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    examples = json.loads(visit.page.locator("[data-part=example-cases]").text_content())
    large = max(range(len(examples)), key=lambda index: len(examples[index]["entries"]))
    visit.page.locator("[data-part=examples]").select_option(str(large))
    visit.page.locator("[data-part=replace-yes]").click()
    expect(visit.answer()).to_contain_text("What you entered is assessed as soon as the checker is loaded.")
    expect(visit.answer().locator("[data-recommendation]")).to_have_count(0)


def test_a_number_is_refused_in_the_engines_words_before_it_runs(waiting):
    visit, _ = waiting
    visit.enter("qtc", "1200,5", "ms")
    expect(visit.field("qtc")).to_contain_text("1200.5 ms is outside the plausible range 200 to 800 ms")
    visit.enter("qtc", "512,5", "ms")
    expect(visit.field("qtc")).not_to_contain_text("outside")
    expect(visit.answer().locator(".wb-message--refused")).to_have_count(0)
    expect(visit.answer()).to_contain_text("What to find out next")


@pytest.fixture
def without_engine(visit) -> Visit:
    """The checker's page where the server forbids WebAssembly."""

    def forbid(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": "script-src 'self'"})

    visit.page.route("**/worker.*.js", forbid)
    visit.open_checker(wait=False)
    expect(visit.page.locator("[data-part=status][data-state=failed]")).to_be_visible(timeout=20_000)
    return visit


def test_where_webassembly_is_forbidden_two_findings_are_answered_and_the_limits_are_said(without_engine):
    visit = without_engine
    limits = "The answers that are stored with this page are those to any 2 findings, and to some cases with more."
    expect(visit.answer().locator(".wb-message--empty")).to_contain_text(limits)

    enter_two(visit)
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    expect(visit.answer()).to_contain_text(limits)
    visit.recommendation("give-dexamethasone").locator("[data-part=title]").first.click()
    expect(visit.recommendation("give-dexamethasone")).to_contain_text("the checker does not run here")

    enter_more(visit)
    beyond = visit.answer().locator(".wb-message--beyond")
    expect(beyond).to_contain_text("What you entered cannot be assessed here.")
    expect(visit.answer().locator("[data-recommendation]")).to_have_count(0)
    for page in ("index.html", "card.html"):
        expect(beyond.locator(f"a[href='{page}']")).to_be_visible()

    for finding in MORE:
        visit.choose(finding, "")
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    visit.choose("dyspnea", "false")
    expect(visit.recommendation("give-dexamethasone")).not_to_be_visible()
    expect(visit.answer()).to_contain_text(limits)


def test_a_table_that_comes_late_is_used(visit):
    held = HeldBack(visit, "**/first-*.js")
    visit.page.route("**/worker.*.js", lambda route: None)
    visit.page.goto(f"{visit.address}/{CHECKER}", wait_until="domcontentloaded")
    enter_two(visit)
    expect(visit.answer()).to_contain_text("What you entered is assessed as soon as the checker is loaded.")
    held.release()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()


WORKERS = """
const Native = Worker;
window.workers = [];
window.Worker = class extends Native {
  constructor(...given) {
    super(...given);
    workers.push(this);
  }
};
"""


def planted(site: Path, copy: Path) -> None:
    """Copy a built site, and let one stored answer in it say that nothing is indicated where the engine says so."""
    shutil.copytree(site, copy)
    (script,) = (copy / "assets" / "javascripts").glob(f"first-{PROTOCOL}.*.js")
    text = script.read_bytes()
    wrong = text.replace(b'\\"indicated\\"', b'\\"not-indicated\\"')
    assert wrong != text
    script.write_bytes(wrong)
    old, new = (base64.b64encode(hashlib.sha256(each).digest()).decode() for each in (text, wrong))
    page = copy / CHECKER
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_stored_answer_that_is_not_the_engines_is_reported_and_none_is_used_again(browser, site, tmp_path):
    planted(site.site, tmp_path / "site")
    with serving(tmp_path / "site") as host, visiting(browser, host) as visit:
        held = HeldBack(visit, "**/worker.*.js")
        visit.page.add_init_script(WORKERS)
        visit.open_checker(wait=False)
        enter_two(visit)
        expect(visit.answer()).to_contain_text("This protocol calls for nothing by what was entered so far.")
        visit.choose("dyspnea", "")  # what is shown last is not the case that is wrong
        held.release()

        alarm = visit.page.locator(".wb-message--differs")
        expect(alarm).to_have_attribute("role", "alert", timeout=60_000)
        expect(alarm).to_be_in_viewport()
        expect(alarm).to_contain_text("Do not use what stood here before")
        expect(alarm).to_contain_text("Tell whoever runs this site.")
        visit.choose("dyspnea", "true")
        expect(visit.recommendation("give-dexamethasone")).to_be_visible()
        expect(alarm).to_be_visible()

        # The engine ends without a word, as when memory is short, and is long in coming again.
        visit.page.route("**/worker.*.js", lambda route: None)
        visit.page.evaluate("workers.forEach((worker) => worker.terminate())")
        visit.choose("dyspnea", "false")
        visit.choose("dyspnea", "true")
        expect(visit.page.locator("[data-part=status]")).to_contain_text("is being started again", timeout=20_000)
        expect(visit.answer()).not_to_contain_text("calls for nothing")
