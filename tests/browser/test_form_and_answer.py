"""Form and answer never part: fields that a browser restores or fills in, and an engine that is slow."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from checker.words.rationals import nearby
from tests.support.site.limits import finding, limit
from tests.support.site.taken import case_of, taken
from tests.support.site.visits import CHECKER, visiting, wait_until_ready

pytestmark = pytest.mark.browser

SILENTLY = """([finding, value]) => {
  const field = document.querySelector(`#finding-${finding}`);
  const option = field.querySelector(`input[value="${value}"]`);
  if (option) option.checked = true; else field.querySelector("input").value = value;
}"""
"""What browsers do when they restore or fill in a form: no event tells of it."""

AGAIN = "The answer is being worked out again."

HELD_UP = """
  const Native = Worker;
  const waiting = [];
  let held = false;
  window.Worker = class extends Native {
    postMessage(message) {
      if (held && message.kind === "answer") waiting.push(() => super.postMessage(message));
      else super.postMessage(message);
    }
  };
  window.holdUp = () => { held = true; };
  window.letGo = () => { held = false; waiting.splice(0).forEach((send) => send()); };
"""
"""An engine whose answers come only when the test lets them."""


def treated(visit):
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")


OCCASIONS = [
    *('document.dispatchEvent(new Event("pointerdown"))', 'document.dispatchEvent(new Event("keydown"))'),
    *('dispatchEvent(new Event("beforeprint"))', 'dispatchEvent(new Event("focus"))'),
    *('document.dispatchEvent(new Event("visibilitychange"))', 'document.dispatchEvent(new Event("copy"))'),
]


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_what_changes_without_an_event_takes_the_answer_away_before_anybody_uses_it(checker, occasion):
    page = checker.page
    treated(checker)

    page.evaluate(SILENTLY, ["dyspnea", "false"])
    shown = page.evaluate(f'() => {{ {occasion}; return document.querySelector("[data-part=body]").textContent; }}')

    assert AGAIN in shown
    assert "dexamethasone" not in shown
    expect(checker.recommendation("give-dexamethasone")).to_have_attribute("data-status", "undetermined")
    assert "No: Dyspnoea or respiratory distress." in taken(checker, "text")
    page.get_by_role("button", name="Undo").click()
    assert case_of(checker) == {"atra": "given", "dyspnea": True}


def test_what_changes_without_an_event_is_noticed_without_any_occasion(checker, protocol):
    checker.choose("ato", "given")
    checker.enter("qtc", str(limit(protocol, "qtc") + 1))
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "indicated")

    checker.page.evaluate(SILENTLY, ["qtc", str(limit(protocol, "qtc"))])

    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "not-indicated")


def test_a_unit_that_changes_without_an_event_is_assessed_as_it_is_shown(checker, protocol):
    checker.choose("ato", "given")
    checker.enter("qtc", str(limit(protocol, "qtc")), "ms")
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "not-indicated")

    checker.page.evaluate("""document.querySelector("#finding-qtc select").value = "s" """)

    expect(checker.field("qtc").locator("[data-part=error]")).to_contain_text("outside the plausible range")
    expect(checker.field("qtc").locator("input")).to_have_value(str(limit(protocol, "qtc")))


def test_a_page_that_comes_back_with_its_fields_emptied_puts_them_back(checker, protocol):
    """What WebKit does, done to Chromium: the fields are reset in a later task than `pageshow`."""
    treated(checker)
    seconds = finding(protocol, "qtc").conversion("s")
    assert seconds is not None
    checker.enter("qtc", str(nearby(seconds.from_own(limit(protocol, "qtc")))), "s")
    before = case_of(checker)

    checker.page.evaluate(
        """() => new Promise((done) => {
          dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          setTimeout(() => {
            for (const option of document.querySelectorAll("form.wb-form input[value='']")) option.checked = true;
            document.querySelector("#input-qtc").value = "";
            document.querySelector("#finding-qtc select").value = "ms";
            done();
          });
        })"""
    )

    expect(checker.field("dyspnea").locator("input[value=true]")).to_be_checked()
    expect(checker.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    assert case_of(checker) == before


@pytest.fixture
def slow(visit):
    """The checker, with a patient who is to be treated, whose next answer does not come."""
    visit.page.add_init_script(HELD_UP)
    visit.open_checker()
    treated(visit)
    visit.page.evaluate("holdUp()")
    visit.choose("dyspnea", "false")
    return visit


def test_while_an_answer_is_long_in_coming_the_old_one_is_marked_as_such(slow):
    expect(slow.answer().locator(".wb-message--earlier")).to_contain_text("The next one is being worked out")
    expect(slow.recommendation("give-dexamethasone")).to_be_visible()
    slow.page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    for kind in ("text", "markdown", "keep"):
        slow.page.locator(f"[data-take={kind}]").click()
        expect(slow.page.locator("[data-part=taken-title]")).to_contain_text("nothing is taken along")
        slow.page.locator("[data-part=taken-close]").click()

    slow.page.evaluate("letGo()")
    expect(slow.answer().locator(".wb-message--earlier")).to_have_count(0)
    expect(slow.recommendation("give-dexamethasone")).to_have_attribute("data-status", "undetermined")
    assert "No: Dyspnoea or respiratory distress." in taken(slow, "text")


def test_an_answer_to_what_the_fields_no_longer_show_is_not_shown(slow):
    shown = slow.page.evaluate(
        """async () => {
          const shown = new Set();
          new MutationObserver(() => {
            for (const node of document.querySelectorAll("#wb-answer [data-recommendation=give-dexamethasone]")) {
              shown.add(node.dataset.status);
            }
          }).observe(document.querySelector("[data-part=body]"), { childList: true, subtree: true, attributes: true });
          document.querySelector("#finding-dyspnea input[value=true]").checked = true;
          letGo();
          await new Promise((done) => setTimeout(done, 600));
          return [...shown];
        }"""
    )
    assert shown == ["indicated"]


def test_what_is_refused_is_not_taken_along(checker):
    page = checker.page
    checker.choose("atra", "given")
    checker.enter("wbc", "twelve")
    expect(checker.field("wbc").locator("[data-part=error]")).to_be_visible()
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")

    for kind in ("text", "markdown", "json", "link", "save", "keep"):
        page.locator(f"[data-take={kind}]").click()
        expect(page.locator("[data-part=taken-title]")).to_contain_text("nothing is taken along")
        expect(page.locator("[data-part=taken-text]")).to_be_hidden()
        page.locator("[data-part=taken-close]").click()
    assert checker.complaints == []


@pytest.mark.parametrize("kept", [True, False], ids=["kept by the browser", "loaded anew"])
def test_back_and_reload_keep_form_and_answer_of_one_patient(playwright, chromium, address, kept):
    launched = playwright.chromium.launch(
        executable_path=chromium,
        args=BROWSER_ARGUMENTS,
        ignore_default_args=["--disable-back-forward-cache"] if kept else [],
    )
    with visiting(launched, address) as visit:
        page = visit.open_checker()
        treated(visit)
        page.locator(".wb-protocol a").click()  # links of form and answer open a page of their own
        page.wait_for_selector(".wb-checker", state="detached")
        page.go_back(wait_until="commit")
        wait_until_ready(page)
        expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
        assert case_of(visit) == {"atra": "given", "dyspnea": True}
        expect(page.locator("[data-part=kept]")).to_be_visible(visible=not kept)
        page.reload()
        wait_until_ready(page)
        expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
        assert case_of(visit) == {"atra": "given", "dyspnea": True}
    launched.close()


def test_two_tabs_hold_two_patients(visit):
    visit.open_checker()
    treated(visit)
    other = visit.page.context.new_page()
    other.goto(f"{visit.address}/{CHECKER}")
    wait_until_ready(other)
    expect(other.locator("#wb-answer")).to_contain_text("Nothing is entered yet")

    other.locator('#finding-atra input[value="not-given"]').check()
    other.locator('#finding-ato input[value="not-given"]').check()

    expect(other.locator("#wb-answer")).to_contain_text("Does not apply")
    visit.page.bring_to_front()
    expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    assert case_of(visit) == {"atra": "given", "dyspnea": True}


DATE = """<div class="wb-field wb-field--date" id="finding-sampled" data-finding="sampled" data-control="date">
<label for="input-sampled" data-part="label">Day of the sample</label>
<input class="wb-input" type="date" id="input-sampled" data-part="input">
<p data-part="limits" hidden></p><p data-part="converted" hidden></p><p data-part="error" hidden></p>
<p data-part="inferred" hidden></p><div data-part="warnings" hidden></div></div>
"""


@pytest.fixture
def dated(visit):
    """The checker of a protocol that asks for a date besides."""

    def add(route):
        response = route.fetch()
        before, start, rest = response.text().partition('data-part="compiled">')
        compiled, end, after = rest.partition("</script>")
        data = json.loads(compiled)
        sample = {"id": "sampled", "type": "date", "label": "Day of the sample", "precision": "day"}
        data["findings"].append({**sample, "group": data["groups"][0]["id"]})
        before = before.replace('<div class="wb-field', f'{DATE}<div class="wb-field', 1)
        route.fulfill(response=response, body=before + start + json.dumps(data).replace("<", "\\u003c") + end + after)

    visit.page.route(f"**/{CHECKER}", add)
    visit.page.add_init_script(HELD_UP)
    visit.open_checker()
    return visit


def test_a_date_that_is_typed_half_is_noticed_and_is_neither_answered_nor_taken_along(dated):
    page = dated.page
    dated.choose("atra", "given")
    dated.choose("dyspnea", "true")
    field = dated.field("sampled")
    expect(field).to_be_hidden()  # no rule asks for it, so that it is folded away a moment after the answer
    dated.unfold("sampled")
    field.locator("input").focus()
    page.keyboard.type("12")  # a browser tells of a date only once it is whole
    expect(dated.answer()).to_contain_text("Still typing: Day of the sample", timeout=3_000)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    expect(field.locator("[data-part=error]")).to_contain_text("an incomplete date")
    expect(dated.answer()).to_contain_text("Nothing is assessed until the marked fields are corrected.")
    page.evaluate("holdUp()")  # nor before anybody has refused it
    dated.choose("dyspnea", "false")
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=json]").click()
    expect(page.locator("[data-part=taken-title]")).to_contain_text("nothing is taken along")
    page.locator("[data-part=taken-close]").click()
    page.evaluate("letGo()")
    dated.choose("dyspnea", "true")
    page.reload()
    told = page.locator("[data-part=taken-title]")
    expect(told).to_have_text("Not put back: Day of the sample. Check all others as well.")
    page.locator("[data-part=taken-close]").click()
    wait_until_ready(page)
    dated.unfold("sampled")
    field.locator("input").fill("2026-11-25")
    expect(dated.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    assert case_of(dated) == {"sampled": "2026-11-25", "atra": "given", "dyspnea": True}
