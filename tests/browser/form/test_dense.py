"""Dense and reachable: how far it is to a question, how much of a phone stays free, and text twice as large."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from tests.support.site.limits import limit
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}

FIXED = """() => {
  const shown = document.querySelectorAll(".wb-jumps, .wb-bar, .md-header, .wb-answer__head");
  const all = new Set([...shown].filter((node) => node.checkVisibility()));
  let free = 0;
  for (let y = 0; y < innerHeight; y += 1) {
    const stuck = document.elementsFromPoint(innerWidth / 2, y).some((node) => all.has(node));
    free += stuck ? 0 : 1;
  }
  return (innerHeight - free) / innerHeight;
}"""
"""The share of the window's height in which something stands that does not scroll away."""

LAID_OUT = """() => document.querySelectorAll(".wb-group").forEach((group) => {
  group.classList.add("wb-laid-out");
  group.scrollIntoView();
  void group.offsetHeight;
})"""


def form_height(page):
    page.evaluate(LAID_OUT)
    page.wait_for_timeout(300)
    return page.locator("form.wb-form").evaluate("form => form.getBoundingClientRect().height")


@pytest.mark.parametrize(("window", "most"), [(PHONE, 3.2), (DESKTOP, 2.2)], ids=["phone", "desktop"])
def test_the_empty_form_is_short(visit_as, protocol, window, most):
    visit = visit_as(viewport=window)
    page = visit.open_checker()
    expect(page.locator(".wb-field:visible")).to_have_count(len(protocol.findings))
    assert form_height(page) / window["height"] <= most


def test_the_first_questions_stand_on_the_first_screen_of_a_phone(visit_as):
    visit = visit_as(viewport=PHONE)
    page = visit.open_checker()
    boxes = [field.bounding_box() for field in page.locator(".wb-field").all()[:2]]
    bar = page.locator(".wb-bar").bounding_box()
    assert None not in (*boxes, bar)
    assert boxes[0]["y"] <= 400
    assert all(box["y"] + box["height"] <= bar["y"] for box in boxes)


def test_one_tap_leads_to_the_qtc_on_a_phone(visit_as):
    visit = visit_as(viewport=PHONE, has_touch=True)
    page = visit.open_checker()
    page.locator(".wb-jumps a").last.tap()
    expect(page.locator("#input-qtc")).to_be_in_viewport(ratio=1)


def test_little_of_a_phones_screen_is_fixed(visit_as):
    visit = visit_as(viewport=PHONE)
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.recommendation("give-dexamethasone")).to_be_attached()
    form = page.locator("form.wb-form")
    top, height = form.evaluate("form => [form.getBoundingClientRect().top + scrollY, form.offsetHeight]")
    for share in (0.0, 0.3, 0.6):
        page.evaluate("y => scrollTo(0, y)", top + 60 + share * height)
        assert page.evaluate(FIXED) <= 0.10, share


def test_the_error_of_the_field_in_use_is_not_under_the_bar(visit_as):
    visit = visit_as(viewport=PHONE)
    page = visit.open_checker()
    visit.choose("ato", "given")
    field = visit.field("potassium")
    page.locator("#input-potassium").focus()
    # As far down as it can be with the whole field in sight.
    bar = page.locator(".wb-bar").bounding_box()
    box = field.bounding_box()
    assert bar is not None
    assert box is not None
    page.evaluate("by => scrollBy(0, by)", box["y"] + box["height"] - bar["y"])
    page.keyboard.type("99")
    error = field.locator("[data-part=error]")
    expect(error).to_be_visible()
    below, bar = error.bounding_box(), page.locator(".wb-bar").bounding_box()
    assert below is not None
    assert bar is not None
    assert below["y"] + below["height"] <= bar["y"]


def test_with_text_twice_as_large_a_phone_does_a_whole_case(playwright, chromium, address, protocol):
    launched = playwright.chromium.launch(
        executable_path=chromium, args=[*BROWSER_ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    )
    with visiting(launched, address, viewport=PHONE, has_touch=True) as visit:
        page = visit.open_checker()
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 40
        for name, value in [("atra", "given"), ("ato", "given")]:
            visit.field(name).locator(f"input[value={value}]").tap()
        for name in ("induction", "dyspnea", "unexplained-fever"):
            visit.field(name).locator("input[value=true]").tap()
        visit.enter("wbc", "22")
        visit.enter("qtc", str(limit(protocol, "qtc") + 10))
        expect(visit.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "indicated")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.evaluate(FIXED) <= 0.25
        broken = page.locator(".wb-field__label span:visible, .wb-option span:visible, .wb-bar strong").evaluate_all(
            """nodes => nodes.filter((node) => getComputedStyle(node).overflowWrap === "anywhere"
                 || node.scrollWidth > node.clientWidth + 1 && !node.closest(".wb-bar, .wb-option--none")
                    && getComputedStyle(node).display !== "inline").map((node) => node.textContent)"""
        )
        assert broken == []
        labels = page.locator(".wb-field--boolean:visible").evaluate_all(
            """nodes => nodes.map((node) => [".wb-field__label", ".wb-options"]
                 .map((part) => node.querySelector(part).getBoundingClientRect())).filter(([label, options]) =>
                 label.width < 6 * 32 && options.top < label.bottom - 4).length"""
        )
        assert labels == 0, "a label has room, or its buttons stand below it"
        page.locator(".wb-bar").tap()
        expect(page.locator("#wb-answer-title")).to_be_in_viewport()
    launched.close()


@pytest.mark.parametrize("width", [320, 360, 820, 1440, 1920])
def test_nothing_scrolls_sideways_and_a_wide_screen_is_used(visit_as, width):
    visit = visit_as(viewport={"width": width, "height": 900})
    page = visit.open_checker()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    form, answer = page.locator("form.wb-form").bounding_box(), visit.answer().bounding_box()
    assert form is not None
    assert answer is not None
    if width >= 820:
        assert form["width"] > answer["width"]
    if width >= 1440:
        assert form["width"] > 620
    if width == 1920:
        assert form["width"] + answer["width"] > 0.6 * width
