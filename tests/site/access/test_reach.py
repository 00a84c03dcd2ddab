"""Whoever cannot use a mouse, see small text, bear motion or tell colours apart uses the checker all the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.site.visits import CHECKER, PROTOCOL, wait_until_ready

SMALLEST = 24
"""Pixels that a target must be wide and high (WCAG 2.2, 2.5.8), or its spacing make up for."""


def focused(page):
    return page.evaluate("() => document.activeElement.closest('[data-finding]')?.dataset.finding ?? ''")


def tab_to(page, wanted, most=80):
    """Press Tab until something is true of the focused element; returns how often."""
    for count in range(most):
        if page.evaluate(wanted):
            return count
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached in {most} steps: {wanted}")


def test_a_whole_assessment_by_keyboard(visit):
    page = visit.open_checker()
    page.locator("#finding-atra input").first.focus()
    page.keyboard.press("ArrowRight")  # not given → given
    expect(page.locator("#finding-atra input[value=given]")).to_be_checked()
    tab_to(page, "() => document.activeElement.closest('#finding-ato') && document.activeElement.matches('input')")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    tab_to(page, "() => document.activeElement.matches('#finding-dyspnea input')")
    page.keyboard.press("y")
    expect(visit.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    assert focused(page) == "dyspnea"

    tab_to(
        page, "() => document.activeElement.matches('[data-recommendation=give-dexamethasone] [data-part=title]')", 200
    )
    page.keyboard.press("Enter")
    expect(visit.recommendation("give-dexamethasone").locator(".wb-why__grounds")).to_be_visible()
    tab_to(page, "() => document.activeElement.matches('[data-section=open] .wb-jump, .wb-next .wb-jump')", 80)
    page.keyboard.press("Enter")
    assert focused(page) != ""

    page.locator("[data-part=reset]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#finding-dyspnea input[value=true]")).to_be_checked()


def test_the_focus_is_always_to_be_seen(visit):
    """Every stop of the Tab key has an outline, a border or a shadow that it has not without the focus."""
    page = visit.open_checker()
    visit.choose("atra", "given")
    look = """() => {
      const node = document.activeElement;
      const style = (each) => {
        const s = getComputedStyle(each);
        return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join();
      };
      const near = [node, node.nextElementSibling, node.parentElement].filter(Boolean);
      const before = near.map(style);
      node.blur();
      const after = near.map(style);
      node.focus();
      return before.join("|") !== after.join("|") ? "" : node.outerHTML.slice(0, 120);
    }"""
    page.locator("#finding-atra input:checked").focus()
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last stop of the page
        unseen.append(page.evaluate(look))
    assert len(unseen) > 40
    assert [node for node in unseen if node] == []


def test_the_answer_and_errors_are_announced(visit):
    page = visit.open_checker()
    said = page.locator("[data-part=announcement]")
    expect(said).to_have_attribute("role", "status")
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(said).to_contain_text("Do now, 2: Give dexamethasone")

    visit.choose("ato", "given")
    visit.enter("potassium", "9999")
    expect(said).to_contain_text("Correct: Potassium")
    field = page.locator("#input-potassium")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        __import__("re").compile(r"outside the plausible range")  # tied to its field
    )


@pytest.mark.parametrize("page_name", [CHECKER, f"protocols/{PROTOCOL}/ask.html", f"protocols/{PROTOCOL}/treat.html"])
def test_at_four_hundred_per_cent_nothing_scrolls_sideways_or_is_cut(visit_as, page_name):
    """1280 × 1024 at 400 % is a window of 320 × 256 (WCAG 1.4.10)."""
    visit = visit_as(viewport={"width": 320, "height": 256})
    page = visit.open(page_name)
    if page_name == CHECKER:
        wait_until_ready(page)
        visit.choose("atra", "given")
        visit.choose("ato", "given")
        visit.choose("dyspnea", "true")
        visit.recommendation("give-dexamethasone").wait_for()
        bar = page.locator("[data-part=bar]").bounding_box()
        assert bar is not None
        assert bar["height"] <= 256 / 3, "the bar leaves room for the form"
    assert page.locator("html").evaluate("root => root.scrollWidth") <= 320
    cut = page.locator(".md-content :is(p, li, h1, h2, h3, label, button)").evaluate_all(
        """nodes => nodes.filter(node => node.checkVisibility() && node.getBoundingClientRect().right > 321
             && !node.closest('table, .wb-visually-hidden, pre, .wb-jumps'))
             .map(node => node.outerHTML.slice(0, 100))"""
    )
    assert cut == []


def test_targets_outside_sentences_are_large_enough(visit_as):
    visit = visit_as(viewport={"width": 360, "height": 800})
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    visit.recommendation("give-dexamethasone").wait_for()
    small = page.locator(
        ".wb-checker :is(button, select, summary, .wb-option:not(.wb-option--none), .wb-jumps a), "
        ".wb-ask :is(button, input), .wb-audience select"
    ).evaluate_all(
        """(nodes, least) => nodes.filter(node => node.checkVisibility()).filter(node => {
             const box = node.getBoundingClientRect();
             return box.width < least || box.height < least;
           }).map(node => node.outerHTML.slice(0, 90))""",
        SMALLEST,
    )
    assert small == []


def test_nothing_moves_where_motion_is_not_wanted(visit_as):
    visit = visit_as(reduced_motion="reduce")
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    visit.recommendation("give-dexamethasone").wait_for()
    page.locator(".wb-jump:visible").first.click()
    moving = page.evaluate(
        """() => document.getAnimations().filter(each => each.effect.getComputedTiming().duration > 1)
             .map(each => each.effect.target?.outerHTML.slice(0, 80))"""
    )
    assert moving == []
    assert page.locator("html").evaluate("root => getComputedStyle(root).scrollBehavior") == "auto"


def test_answers_stand_out_in_forced_colours(visit_as):
    visit = visit_as(forced_colors="active")
    page = visit.open_checker()
    visit.choose("dyspnea", "true")
    look = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node).borderWidth].join()"
    chosen = page.locator("#finding-dyspnea input[value=true] + span").evaluate(look)
    other = page.locator("#finding-dyspnea input[value=false] + span").evaluate(look)
    assert chosen != other


def test_urgency_is_said_in_words(visit):
    visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.answer().locator("[data-section=immediate] h3")).to_have_text(
        "Do now", use_inner_text=True, ignore_case=True
    )
