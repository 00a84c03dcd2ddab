"""Python in the page: how it starts, what happens if it cannot, what it asks for, and that it answers as elsewhere."""

from __future__ import annotations

import json
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from checker import Checker, assess_json
from tests.browser.limits import limit

pytestmark = pytest.mark.browser


def case_text(protocol, findings) -> str:
    """A worked case as JSON, numbers with the digits that its author wrote."""

    def spelled(value):
        if isinstance(value, dict):
            return "{" + ",".join(f"{json.dumps(key)}:{spelled(item)}" for key, item in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ",".join(map(spelled, value)) + "]"
        return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)

    return f'{{"protocol":{json.dumps(protocol)},"findings":{spelled(findings)}}}'


def test_nothing_leaves_the_page_while_it_is_used(visit, protocol):
    page = visit.open_checker()
    before = len(visit.requests)
    address = page.url
    for name in ("atra", "ato"):
        visit.choose(name, "given")
    for name in ("dyspnea", "acute-renal-failure", "dexamethasone-given"):
        visit.choose(name, "true")
    visit.enter("qtc", str(limit(protocol, "qtc") + 1))
    page.keyboard.press("Enter")
    visit.recommendation("withhold-ato").locator("summary").first.click()
    expect(visit.recommendation("withhold-ato").locator(".wb-tree")).to_be_visible()

    host = urlsplit(visit.address).netloc
    assert {urlsplit(request.url).netloc for request in visit.requests if not request.url.startswith("data:")} == {host}
    assert [request.url for request in visit.requests[before:]] == []
    assert all(request.method == "GET" and not urlsplit(request.url).query for request in visit.requests)
    assert page.url == address
    assert page.context.cookies() == []
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert not any(f.id in stored for f in protocol.findings)
    assert visit.complaints == []


def test_without_scripts_the_page_says_so_and_the_form_does_not_submit(visit_as):
    visit = visit_as(java_script_enabled=False)
    page = visit.open_checker(wait=False)
    visit.choose("atra", "given")
    visit.field("qtc").locator("input").press("Enter")

    assert "?" not in page.url
    expect(visit.answer()).to_contain_text("It needs JavaScript")
    expect(visit.field("dyspnea")).to_be_visible()


def test_findings_entered_while_the_checker_loads_are_assessed_when_it_is_ready(visit):
    held = []
    visit.page.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    visit.open_checker(wait=False)
    expect(visit.answer()).to_contain_text("Loading the checker…")

    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    expect(visit.answer()).to_contain_text("What you entered is assessed as soon as the checker is loaded.")
    visit.page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize(
    "lost", ["pyodide.asm.wasm", "pyodide.mjs", "wardbook_checker-*.whl", "checker.json", "worker.js"]
)
def test_a_runtime_that_cannot_start_says_so_and_can_be_tried_again(visit, lost):
    page = visit.page
    page.route(f"**/{lost}", lambda route: route.abort())
    visit.open_checker(wait=False)

    status = page.locator("[data-part=status]")
    expect(status).to_have_attribute("data-state", "failed", timeout=60_000)
    expect(status).to_contain_text("The checker could not start: ")
    expect(status).to_contain_text("The reference pages are not affected.")
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.answer().locator("[data-recommendation]")).to_have_count(0)

    page.unroute(f"**/{lost}")
    page.get_by_role("button", name="Try again").click()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)
    expect(status).to_be_hidden()


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": b"\0asm", "content_type": "application/wasm"}])
def test_a_runtime_that_would_hang_on_a_bad_file_says_so_at_once(visit, answer):
    visit.page.route("**/pyodide.asm.wasm", lambda route: route.fulfill(**answer))
    visit.open_checker(wait=False)

    expect(visit.page.locator("[data-part=status]")).to_have_attribute("data-state", "failed", timeout=60_000)


def test_a_server_that_does_not_know_the_type_of_wasm_files_is_no_obstacle(visit):
    def mistype(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-type": "text/plain"})

    visit.page.route("**/pyodide.asm.wasm", mistype)
    visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    expect(visit.recommendation("give-dexamethasone")).to_be_visible()


def test_a_wheel_that_was_altered_is_refused_by_its_hash(visit):
    def alter(route):
        body = bytearray(route.fetch().body())
        body[len(body) // 2] ^= 1
        route.fulfill(body=bytes(body), content_type="application/zip")

    visit.page.route("**/*.whl", alter)
    visit.open_checker(wait=False)

    expect(visit.page.locator("[data-part=status]")).to_have_attribute("data-state", "failed", timeout=60_000)


def test_a_start_that_hangs_ends_in_words(visit):
    visit.page.route("**/pyodide.asm.wasm", lambda route: None)
    visit.open_checker(wait=False)

    reason = visit.page.evaluate(
        """async () => {
          const { Engine } = await import(new URL("../../assets/javascripts/checker/engine.js", location.href).href);
          const compiled = new URL("checker.json", location.href).href;
          const engine = new Engine({ compiled, times: { start: 500 } });
          return engine.start().then(() => "started", (error) => error.message);
        }"""
    )

    assert reason == "it took too long."


def test_only_the_answer_to_the_latest_change_is_shown(checker):
    shown = checker.page.evaluate(
        """async () => {
          const { Latest } = await import(new URL("../../assets/javascripts/checker/latest.js", location.href).href);
          const shown = [], asked = [];
          const held = [];
          const late = (text) => { asked.push(text); return new Promise((done) => held.push(() => done(text + "!"))); };
          // Answers come when they are let go, so that no test machine is too slow for it.
          const settle = async () => { for (let turn = 0; turn < 20; turn += 1) await null; };
          const release = async () => { held.shift()(); await settle(); };
          const latest = new Latest(late, (text, answer) => shown.push(answer), () => {});
          for (const text of ["a", "b", "c"]) latest.ask(text);
          await release();
          await release();
          latest.ask("d");
          latest.cancel();
          await release();
          return { shown, asked };
        }"""
    )

    assert shown == {"shown": ["c!"], "asked": ["a", "c", "d"]}


def test_every_worked_case_gives_the_same_bytes_here_and_in_the_page(checker, protocol, cases):
    texts = [case_text(protocol.id, case.findings) for case in cases]
    assert len(texts) >= 40
    checkers = {protocol.id: Checker(protocol)}

    answers = checker.page.evaluate(
        """async (texts) => {
          const engine = await import(new URL("../../assets/javascripts/checker/engine.js", location.href).href);
          return engine.assessText(new URL("checker.json", location.href).href, texts);
        }""",
        texts,
    )

    assert answers == [assess_json(checkers, text)[0] for text in texts]
