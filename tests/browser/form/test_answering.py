"""Answering: a mark is an answer, no mark is none, and what more there is to a question opens beside it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from checker.language.findings import BooleanFinding
from tests.support.site.limits import limit
from tests.support.site.taken import case_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("finding", "value"), [("dyspnea", "true"), ("dyspnea", "false"), ("atra", "held")])
def test_a_second_tap_takes_an_answer_back(checker, finding, value):
    field = checker.field(finding)
    checker.choose("ato", "given")
    field.locator(f'input[value="{value}"]').click()
    assert finding in case_of(checker)

    field.locator(f'input[value="{value}"]').click()

    expect(field.locator("input[value='']")).to_be_checked()
    assert finding not in case_of(checker)
    checker.page.get_by_role("button", name="Undo").click()
    expect(field.locator(f'input[value="{value}"]')).to_be_checked()


def test_the_space_bar_takes_the_answer_of_any_choice_back(checker):
    field = checker.field("atra")
    checker.choose("atra", "given")
    field.locator("input:checked").press("Space")
    expect(field.locator("input[value='']")).to_be_checked()
    expect(checker.answer()).to_contain_text("Nothing is entered yet")


def test_not_assessed_is_an_option_that_is_seen_only_with_the_focus_of_the_keyboard(checker):
    page = checker.page
    field = checker.field("induction")
    none = field.get_by_role("radio", name="Not assessed")
    expect(none).to_be_checked()
    assert field.locator(".wb-option--none").bounding_box()["width"] <= 1

    checker.field("ato").locator("input:checked").focus()
    page.keyboard.press("Tab")

    expect(none).to_be_focused()
    shown = field.locator(".wb-option--none span")
    box = shown.bounding_box()
    assert box is not None
    assert box["width"] > 40
    assert box["height"] >= 24
    expect(shown).to_be_in_viewport(ratio=1)
    page.keyboard.press("ArrowRight")
    expect(field.locator("input[value=true]")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(none).to_be_checked()


def test_help_and_sources_open_beside_their_question_and_are_no_stops_while_closed(checker):
    page = checker.page
    field = checker.field("atra")
    links = page.locator("form.wb-form .wb-statement-link")
    assert links.count() > 20
    assert not [link for link in links.all() if link.is_visible()]
    assert page.locator("form.wb-form .wb-field .wb-info:not([tabindex='-1'])").count() == 0

    field.locator("[data-part=info]").click()
    expect(field.locator(".wb-field__help")).to_be_visible()
    expect(field.locator(".wb-statement-link").first).to_be_visible()
    field.locator("[data-part=info]").click()
    expect(field.locator(".wb-statement-link").first).to_be_hidden()

    field.locator("input:checked").focus()
    page.keyboard.press("?")
    expect(field.locator(".wb-statement-link").first).to_be_visible()
    expect(field.locator("[data-part=info]")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(field.locator(".wb-statement-link").first).to_be_focused()
    field.locator("input:checked").focus()
    page.keyboard.press("?")
    expect(field.locator(".wb-statement-link").first).to_be_hidden()


def test_a_question_mark_opens_the_help_of_a_number_too_and_is_not_typed(checker):
    checker.page.locator("#input-magnesium").press("?")
    expect(checker.field("magnesium").locator(".wb-field__help")).to_be_visible()
    expect(checker.page.locator("#input-magnesium")).to_have_value("")
    checker.page.locator("#input-magnesium").press("?")
    expect(checker.field("magnesium").locator(".wb-field__help")).to_be_hidden()


def test_what_is_closed_is_still_told_to_a_screen_reader(checker, protocol):
    helped = [finding for finding in protocol.findings if finding.help]
    assert len(helped) > 10
    for finding in helped:
        place = checker.field(finding.id)
        control = place.locator("[data-part=input]") if place.locator("[data-part=input]").count() else place
        expect(control).to_have_accessible_description(re.compile(re.escape(finding.help)))
        info = place.locator("[data-part=info]")
        if info.count():
            expect(info).to_have_accessible_name(f"About {finding.label}")


def test_none_of_these_stands_only_where_all_questions_are_of_one_kind(checker, protocol):
    offered = {group.id for group in protocol.groups if group.none_of_these}
    assert offered
    buttons = checker.page.locator("[data-none-of]")
    assert {button.get_attribute("data-none-of") for button in buttons.all()} == offered
    for group in offered:
        checker.choose("atra", "given")
        asked = {f.id for f in protocol.findings if f.group == group and isinstance(f, BooleanFinding)}
        shown = {name for name in asked if checker.field(name).is_visible()}
        checker.page.locator(f"[data-none-of={group}]").click()
        case = case_of(checker)
        assert {name for name, value in case.items() if value is False} == shown
        checker.page.locator("form.wb-form").evaluate("form => form.reset()")
        checker.page.locator(".wb-message--empty").wait_for()


def test_what_a_shown_warning_asks_for_stands_below_its_finding_and_is_never_folded(checker, protocol):
    asking = next(warning for warning in protocol.warnings if warning.asks)
    ((asked,),) = [warning.asks for warning in protocol.warnings if warning is asking]
    assert checker.field(asking.finding).evaluate("node => node.nextElementSibling.dataset.finding") == asked
    checker.choose("ato", "given")
    checker.enter(asking.finding, str(limit(protocol, asking.finding) + 1))
    expect(checker.field(asking.finding).locator("[data-part=warnings]")).to_be_visible()
    checker.page.wait_for_timeout(600)
    expect(checker.field(asked)).to_be_visible()


def test_nothing_vanishes_from_the_group_in_which_the_reader_is(checker):
    page = checker.page
    checker.choose("atra", "not-given")
    checker.choose("ato", "not-given")  # nothing else makes a difference now
    expect(page.locator("#finding-qtc")).to_be_hidden()
    expect(page.locator("#finding-induction")).to_be_visible()
    top = "node => node.getBoundingClientRect().top"
    before = checker.field("ato").evaluate(top)
    checker.choose("ato", "given")
    expect(page.locator("#finding-qtc")).to_be_visible()
    assert checker.field("ato").evaluate(top) == before


def test_what_was_answered_stays_where_it_is_while_others_go(checker, protocol):
    page = checker.page
    checker.choose("atra", "not-given")
    page.locator("#input-qtc").fill(str(limit(protocol, "qtc") - 50))
    top = "node => node.getBoundingClientRect().top"
    before = checker.field("qtc").evaluate(top)
    # Without an event, as a browser fills in a form: what was touched last is the QTc.
    page.evaluate("document.querySelector('#finding-ato input[value=not-given]').checked = true")
    expect(page.locator("#finding-wbc")).to_be_hidden()
    assert abs(checker.field("qtc").evaluate(top) - before) <= 1


def test_one_tap_leads_to_a_group_and_leaves_the_address(checker):
    page = checker.page
    before = page.url
    for link in page.locator(".wb-jumps a").all():
        group = page.locator(link.get_attribute("href") or "")
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        expect(page.locator(".wb-jumps [aria-current]")).to_have_count(1)
        expect(group.locator(".wb-field").first).to_be_in_viewport(ratio=1)
    assert page.url == before
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('fieldset').id") == "group-ato-safety"
