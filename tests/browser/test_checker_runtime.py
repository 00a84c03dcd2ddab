"""Python in the page: how it starts, what happens if it cannot, what it asks for, and that it answers as elsewhere."""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import struct
from fnmatch import fnmatch
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from build_scripts.project.static_server import serving
from checker import Checker, assess_json
from tests.support.site.engines import case_text
from tests.support.site.limits import limit
from tests.support.site.visits import CHECKER

pytestmark = pytest.mark.browser


ASSESS = """([texts, way]) => wardbook.assessText(
  document.querySelector("[data-part=compiled]").textContent, texts, way ?? undefined)"""


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
    visit.recommendation("withhold-ato").locator("[data-part=title]").first.click()
    expect(visit.recommendation("withhold-ato").locator(".wb-tree").first).to_be_visible()

    host = urlsplit(visit.address).netloc
    assert {urlsplit(request.url).netloc for request in visit.requests if not request.url.startswith("data:")} == {host}
    assert [request.url for request in visit.requests[before:]] == []
    assert all(request.method == "GET" and not urlsplit(request.url).query for request in visit.requests)
    assert page.url == address
    assert page.context.cookies() == []
    stored = page.evaluate("JSON.stringify([{...localStorage}, Object.keys(sessionStorage)])")
    assert not any(f.id in stored for f in protocol.findings)  # the tab alone keeps entries
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
    visit.page.route("**/pyodide.asm.*.wasm", lambda route: held.append(route))
    visit.open_checker(wait=False)
    expect(visit.answer()).to_contain_text("Loading the checker…")

    visit.choose_many()

    expect(visit.answer()).to_contain_text("What you entered since then is assessed as soon as the checker is loaded.")
    visit.page.wait_for_timeout(200)
    for route in held:
        route.continue_()
    expect(visit.answer().locator(".wb-message--earlier")).to_have_count(0, timeout=60_000)
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()


PARTS = {
    "wasm": "**/pyodide.asm.*.wasm",
    "module": "**/pyodide.asm.*.js",
    "library": "**/library.*.zip",
    "worker": "**/worker.*.js",
}
"""What a start on a link without a snapshot needs."""

NO_SNAPSHOT = "**/checker.snapshot.*.bin"

IN_ONE = "**/disk.*.js"
"""The same in one script, where it does not come file by file."""


def cut(body: bytes) -> bytes:
    return body[: len(body) // 2]


def alter(body: bytes) -> bytes:
    middle = len(body) // 2
    return body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("fault", ["missing", "cut off", "altered"])
def test_a_runtime_with_a_faulty_file_says_so_and_can_be_tried_again(visit, part, fault):
    page = visit.page

    def tamper(route):
        if fault == "missing":
            route.fulfill(status=404, body="not here")
            return
        response = route.fetch()
        route.fulfill(response=response, body={"cut off": cut, "altered": alter}[fault](response.body()))

    page.route(NO_SNAPSHOT, lambda route: route.abort())
    page.route(IN_ONE, lambda route: route.abort())
    page.route(PARTS[part], tamper)
    visit.open_checker(wait=False)

    status = page.locator("[data-part=status]")
    expect(status).to_have_attribute("data-state", "failed", timeout=60_000)
    expect(status).to_contain_text("The checker could not start: ")
    expect(status).to_contain_text("The reference pages are not affected.")
    expect(status).to_contain_text(re.compile("could not be loaded|is incomplete|was altered"))
    visit.choose_many()
    expect(visit.answer().locator("[data-recommendation]")).to_have_count(0)

    page.unroute(PARTS[part])
    page.get_by_role("button", name="Try again").click()
    expect(visit.recommendation("give-dexamethasone")).to_be_visible(timeout=60_000)
    expect(status).to_be_hidden()


def test_a_page_whose_engine_script_is_missing_says_so(visit):
    visit.page.route("**/engine.*.js*", lambda route: route.fulfill(status=404, body="not here"))
    visit.open_checker(wait=False)

    status = visit.page.locator("[data-part=status]")
    expect(status).to_have_attribute("data-state", "failed")
    expect(status).to_contain_text("The checker could not start: a file that it needs could not be loaded")


def of_another_build(body: bytes) -> bytes:
    """A snapshot whose header names another build of Pyodide."""
    (count,) = struct.unpack_from("<I", body)
    place = 8 * (count + 1) + 16
    return body[:place] + bytes(32) + body[place + 32 :]


@pytest.mark.parametrize(
    ("tamper", "known"),
    [(lambda body: b"", False), (alter, False), (cut, False), (of_another_build, True), (lambda body: bytes(99), True)],
    ids=["empty", "altered", "cut off", "another build", "no snapshot at all"],
)
def test_a_snapshot_that_is_refused_gives_way_to_the_compiled_start(visit, site, tamper, known):
    """`known`: the page expects these bytes, so that it is Pyodide that must refuse them."""
    page = visit.page
    asked = []

    def serve(route):
        response = route.fetch()
        asked.append(tamper(response.body()))
        route.fulfill(response=response, body=asked[-1])

    page.route(NO_SNAPSHOT, lambda route: route.abort())
    visit.open_checker()
    page.route(NO_SNAPSHOT, serve)
    body = tamper(next(site.site.glob("assets/runtime/checker.snapshot.*.bin")).read_bytes())
    integrity = "sha256-" + base64.b64encode(hashlib.sha256(body).digest()).decode()

    way = page.evaluate(
        """async ({ known, size, integrity }) => {
          const about = structuredClone(wardbook.RUNTIME);
          if (known) Object.assign(about.files.snapshot, { size, integrity });
          const compiled = document.querySelector("[data-part=compiled]").textContent;
          return new wardbook.Engine({ about, way: "snapshot" }).start(compiled);
        }""",
        {"known": known, "size": len(body), "integrity": integrity},
    )

    assert body in asked
    assert way == "library"


@pytest.mark.parametrize("way", ["snapshot", "library"])
def test_both_ways_of_starting_answer_alike(visit, way, protocol, cases):
    visit.open_checker(wait=False)
    texts = [case_text(protocol.id, case.findings) for case in cases[:10]]
    checkers = {protocol.id: Checker(protocol)}

    answers = visit.page.evaluate(ASSESS, [texts, way])

    assert answers == [assess_json(checkers, text)[0] for text in texts]


def test_a_server_that_does_not_know_the_type_of_wasm_files_is_no_obstacle(visit):
    def mistype(route):
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-type": "text/plain"})

    visit.page.route(PARTS["wasm"], mistype)
    visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    expect(visit.recommendation("give-dexamethasone")).to_be_visible()


def test_a_start_that_hangs_ends_in_words(visit):
    visit.page.route(PARTS["wasm"], lambda route: None)
    visit.open_checker(wait=False)

    reason = visit.page.evaluate(
        """async () => {
          const compiled = document.querySelector("[data-part=compiled]").textContent;
          const engine = new wardbook.Engine({ times: { still: 500 } });
          return engine.start(compiled).then(() => "started", (error) => error.message);
        }"""
    )

    assert reason.startswith("nothing has come for a minute.")


def test_a_worker_that_dies_in_the_middle_is_started_again_and_the_form_is_kept(visit):
    page = visit.page
    # The browser's own way of ending a worker, when memory is short for instance: the page is not told.
    page.add_init_script("""
      const Native = Worker;
      window.Worker = class extends Native {
        constructor(...given) {
          super(...given);
          if (given[1]?.name === "wardbook-checker") (window.workers ??= []).push(this);
        }
      };
    """)
    visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.recommendation("give-dexamethasone")).to_be_visible()

    page.evaluate("workers[0].terminate()")
    visit.choose("acute-renal-failure", "true")

    expect(page.locator("[data-part=status]")).to_contain_text("is being started again", timeout=20_000)
    expect(page.locator("[data-part=status][data-state=ready]")).to_be_attached(timeout=60_000)
    expect(visit.field("dyspnea").locator('input[value="true"]')).to_be_checked()
    expect(visit.recommendation("withhold-ato").or_(visit.recommendation("withhold-atra")).first).to_be_attached()
    assert page.evaluate("workers.length") == 2


def test_progress_is_told_as_a_share_of_the_bytes(visit, site):
    visit.page.add_init_script("""
      window.shares = [];
      new MutationObserver(() => {
        const share = document.querySelector("[data-part=status]")?.dataset.share;
        if (share) window.shares.push(Number(share));
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-share"] });
    """)
    with serving(site.site, pause=0.03) as visit.address:
        visit.open_checker()
    shares = visit.page.evaluate("window.shares")

    assert len(shares) > 5
    assert shares == sorted(shares)
    assert shares[-1] >= 99  # the checker may be ready before the last is told


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_changes_nothing(visit, years):
    visit.page.clock.install(time=datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=365 * years))
    visit.page.clock.resume()
    visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    expect(visit.recommendation("give-dexamethasone")).to_be_visible()


def test_only_the_answer_to_the_latest_change_is_shown(checker):
    shown = checker.page.evaluate(
        """async () => {
          const { Latest } = wardbook;
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


def test_every_worked_case_gives_the_same_bytes_here_and_in_the_page(visit, each):
    protocol = each.protocol
    texts = [case_text(protocol.id, case.findings) for case in each.cases]
    assert len(texts) >= 40
    checkers = {protocol.id: Checker(protocol)}

    answers = visit.open_ready(f"protocols/{protocol.id}/checker.html").evaluate(ASSESS, [texts, None])

    assert answers == [assess_json(checkers, text)[0] for text in texts]


def parts_asked(visit) -> set[str]:
    return {name for name, pattern in PARTS.items() if any(fnmatch(request.url, pattern) for request in visit.requests)}


@pytest.mark.parametrize("path", ["index.html", CHECKER.replace("checker", "treat")])
def test_the_runtime_is_fetched_before_the_checker_is_opened(visit, path):
    with visit.page.expect_request(PARTS["library"], timeout=20_000):
        visit.open(path)
    assert {"wasm", "module", "library"} <= parts_asked(visit)
    assert not any(fnmatch(request.url, NO_SNAPSHOT) for request in visit.requests)


def test_nothing_is_fetched_ahead_where_the_reader_saves_data(visit):
    visit.page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    visit.open("index.html")
    visit.page.wait_for_timeout(7000)  # nothing is to happen
    assert parts_asked(visit) == set()

    visit.open_checker()
    assert visit.page.locator("[data-part=status]").get_attribute("data-way") == "library"
    visit.page.wait_for_timeout(4500)
    loaded = [r for r in visit.requests if fnmatch(r.url, NO_SNAPSHOT) and r.failure is None]
    assert loaded == []


def test_a_screen_of_320_pixels_holds_the_whole_assessment(visit_as):
    visit = visit_as(viewport={"width": 320, "height": 568})
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    expect(visit.recommendation("give-dexamethasone")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
