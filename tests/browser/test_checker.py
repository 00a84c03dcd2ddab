"""The checker page as a reader meets it: enter, read the verdict, ask why, correct, start over.

Numbers come from the protocol itself, so that no test states a limit of its own.
"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from checker.protocol.labels import Labels
from checker.words.rationals import nearby
from tests.support.site.limits import dose, finding, limit

pytestmark = pytest.mark.browser

NOTHING_ASSESSED = "Nothing is assessed until the marked fields are corrected."


def test_a_sign_on_the_drug_gives_the_verdict_with_its_dose(visit):
    visit.open_checker()
    expect(visit.answer()).to_contain_text("Nothing is entered yet")

    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    first = visit.answer().locator("[data-section=immediate] > ul > li").first
    expect(first).to_have_attribute("data-recommendation", "give-dexamethasone")
    expect(first.locator(".wb-rec__dose")).to_have_text(re.compile(r"dexamethasone .+ intravenously every \d+\shours"))
    expect(visit.answer()).to_contain_text("Under review, not approved")
    expect(visit.answer()).to_contain_text("Differentiation syndrome is suspected")
    assert visit.complaints == []


def test_an_answer_that_is_taken_back_takes_the_verdict_back(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    expect(checker.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")

    checker.choose("dyspnea", "")

    expect(checker.recommendation("give-dexamethasone")).to_have_attribute("data-status", "undetermined")
    checker.choose("atra", "")
    expect(checker.answer()).to_contain_text("Nothing is entered yet")


def test_the_keyboard_alone_is_enough(checker):
    page = checker.page
    checker.field("atra").locator("input[value='']").focus()
    for key in ("ArrowLeft", "ArrowLeft"):  # from 'Not assessed' over 'Held' to 'Given'
        page.keyboard.press(key)
    expect(checker.field("atra").locator("input[value=given]")).to_be_checked()
    expect(checker.field("atra").locator("input[value=given] + span")).to_have_css("outline-style", "solid")

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[data-finding]')?.dataset.finding") == "dyspnea" and (
            page.evaluate("document.activeElement.type") == "radio"
        ):
            break
    page.keyboard.press("ArrowRight")  # round the end to 'Yes'

    expect(checker.field("dyspnea").locator("input[value=true]")).to_be_checked()
    expect(checker.recommendation("give-dexamethasone")).to_have_attribute("data-status", "indicated")
    title = checker.recommendation("give-dexamethasone").locator("[data-part=title]").first
    title.focus()
    page.keyboard.press("Enter")
    expect(checker.recommendation("give-dexamethasone").locator(".wb-tree")).to_contain_text("true")


def test_a_refused_number_is_marked_at_its_field_and_the_last_answer_as_an_earlier_one(checker, protocol):
    page = checker.page
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    expect(checker.recommendation("give-dexamethasone")).to_be_visible()
    magnesium = finding(protocol, "magnesium")

    checker.enter("magnesium", str(magnesium.plausible[1] + 1), magnesium.unit)

    place = checker.field("magnesium")
    number = place.locator("[data-part=input]")
    expect(place.locator("[data-part=error]")).to_contain_text("outside the plausible range")
    expect(number).to_have_attribute("aria-invalid", "true")
    described = number.get_attribute("aria-describedby") or ""
    assert place.locator("[data-part=error]").get_attribute("id") in described.split()
    expect(checker.answer()).to_contain_text(NOTHING_ASSESSED)
    expect(checker.answer().locator(".wb-message--earlier")).to_contain_text("before that entry")
    expect(checker.recommendation("give-dexamethasone")).to_be_visible()

    checker.answer().locator(".wb-message--refused").get_by_role("link", name="Magnesium").click()
    expect(number).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(checker.recommendation("give-dexamethasone")).to_be_visible()
    expect(place.locator("[data-part=error]")).to_be_hidden()
    expect(number).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("typed", ["twelve", "1e3", "1.2.3", "--1", "NaN", "10,000", "10.000", "<b>1</b>"])
def test_what_is_no_number_or_could_be_two_is_refused(checker, typed):
    checker.enter("wbc", typed)

    expect(checker.field("wbc").locator("[data-part=error]")).to_contain_text(f'Expected a number, found "{typed}"')
    expect(checker.answer()).to_contain_text(NOTHING_ASSESSED)


def test_a_half_typed_number_is_no_error_yet_and_no_answer_either(checker, protocol):
    page = checker.page
    checker.choose("ato", "given")
    value = str(limit(protocol, "qtc") + 1)
    checker.field("qtc").locator("input").focus()

    page.keyboard.type(value[0])

    expect(checker.answer().locator(".wb-message--earlier")).to_contain_text("what you are typing: QTc")
    expect(checker.field("qtc").locator("[data-part=error]")).to_be_hidden()
    page.keyboard.type(value[1:])
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "indicated")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(checker.field("qtc").locator("[data-part=error]")).to_be_visible()  # once the reader has paused


def test_a_contradiction_is_shown_at_a_field(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    checker.choose("symptoms-resolved", "true")

    expect(checker.field("symptoms-resolved")).to_have_attribute("aria-invalid", "true")
    expect(checker.field("symptoms-resolved").locator("[data-part=error]")).to_contain_text("Contradicts other answers")
    expect(checker.answer()).to_contain_text(NOTHING_ASSESSED)


@pytest.mark.parametrize("mark", [",", "."])
def test_comma_and_point_are_the_same_decimal_mark(checker, protocol, mark):
    checker.choose("ato", "given")
    potassium = limit(protocol, "potassium")

    checker.enter("potassium", str(potassium).replace(".", mark))
    expect(checker.recommendation("correct-potassium")).to_have_attribute("data-status", "indicated")
    expect(checker.field("potassium").locator("[data-part=warnings]")).to_contain_text("exactly at the limit")
    expect(checker.answer().locator("[data-section=warnings]")).to_contain_text("exactly at the limit")

    checker.enter("potassium", str(potassium + Decimal("0.01")).replace(".", mark))
    expect(checker.recommendation("correct-potassium")).to_have_attribute("data-status", "not-indicated")
    expect(checker.field("potassium").locator("[data-part=warnings]")).to_be_hidden()


def test_the_unit_belongs_to_the_number(checker, protocol):
    page = checker.page
    checker.choose("ato", "given")
    qtc, threshold = finding(protocol, "qtc"), limit(protocol, "qtc")
    seconds = nearby(qtc.also[0].from_own(threshold))

    checker.enter("qtc", str(threshold + 1), qtc.unit)
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "indicated")
    checker.enter("qtc", str(seconds), qtc.also[0].unit)
    expect(checker.recommendation("withhold-ato-for-qtc")).to_have_attribute("data-status", "not-indicated")
    limits = checker.field("qtc").locator("[data-part=limits] span:visible")
    expect(limits).to_have_count(1)
    expect(limits).to_have_attribute("data-unit", qtc.also[0].unit)
    expect(checker.field("qtc").locator("[data-part=converted]")).to_contain_text(f"= {threshold} ms")
    page.locator("#finding-qtc select").select_option(qtc.unit)
    expect(page.locator("#input-qtc")).to_have_value(str(seconds))  # what was typed stays
    expect(checker.field("qtc").locator("[data-part=error]")).to_contain_text("outside the plausible range")


def test_a_missing_finding_is_a_question_that_leads_to_its_field(checker):
    page = checker.page
    before = page.url
    checker.choose("ato", "given")
    checker.choose("dyspnea", "true")
    opened = checker.answer().locator("[data-section=open]")
    opened.evaluate("details => { details.open = true; }")
    question = opened.get_by_role("listitem").filter(has=page.get_by_role("link", name="QTc", exact=True)).first
    expect(question).to_contain_text("decides: ATO")

    question.get_by_role("link", name="QTc", exact=True).click()

    expect(checker.field("qtc").locator("input")).to_be_focused()
    expect(checker.field("qtc")).to_be_in_viewport()
    assert page.url == before


def test_what_follows_from_other_answers_is_shown_as_inferred(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")

    expect(checker.field("symptoms-resolved").locator("[data-part=inferred]")).to_have_text(
        "Inferred from other answers: No"
    )
    expect(checker.field("symptoms-resolved").locator("input[value='']")).to_be_checked()
    expect(checker.answer().locator("[data-section=inferred]")).to_contain_text("Inferred: No")
    checker.choose("dyspnea", "")
    expect(checker.field("symptoms-resolved").locator("[data-part=inferred]")).to_be_hidden()


def test_outside_its_scope_the_protocol_says_so(checker, protocol):
    for drug in ("atra", "ato"):
        checker.choose(drug, "not-given")

    expect(checker.answer()).to_contain_text(protocol.not_applicable)
    expect(checker.answer().locator("[data-recommendation]")).to_have_count(0)


def test_why_shows_the_rule_with_its_truth_and_leads_to_the_statement(checker, protocol):
    page, words = checker.page, Labels(protocol)
    checker.choose("atra", "given")
    checker.choose("acute-renal-failure", "true")
    item = checker.recommendation("withhold-atra")
    item.locator("[data-part=title]").first.click()

    expect(item.locator(".wb-tree > li").first).to_contain_text("Any of these: true")
    expect(item.locator(".wb-tree")).to_contain_text("ATRA is given: true")
    expect(item.locator(".wb-tree")).to_contain_text(f"ATRA is {words.choices('atra', ['held'])}: false")
    checker.choose("acute-renal-failure", "")
    expect(item.locator(".wb-tree > li").first).to_contain_text("Any of these: unknown")

    for details in checker.answer().locator("details[data-section=open], .wb-open__why > details").all():
        details.evaluate("details => { details.open = true; }")
    with page.expect_popup() as opening:  # what was entered stays where it is
        item.get_by_role("link", name="Statement S22").last.click()
    statement = opening.value
    expect(statement.locator("#S22")).to_be_visible()
    assert statement.url.endswith("#S22")
    statement.close()
    expect(checker.field("atra").locator("input[value=given]")).to_be_checked()


def test_a_score_is_a_range_while_findings_are_missing(checker, protocol):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    score = protocol.scores[0]

    scale = checker.answer().locator(f"[data-score={score.id}]")
    expect(scale).to_contain_text(f"1 to {len(score.items)} points")
    expect(scale).to_contain_text(score.bands[-1].label)
    expect(scale).to_contain_text(score.note or "")


def test_reset_asks_first_and_then_clears_everything(checker, protocol):
    page = checker.page
    checker.choose("atra", "given")
    checker.enter("weight-gain", str(finding(protocol, "weight-gain").plausible[0]))
    reset = page.get_by_role("button", name="Reset")

    reset.click()
    page.get_by_role("button", name="Keep them").click()
    expect(checker.field("atra").locator("input[value=given]")).to_be_checked()

    reset.click()
    page.get_by_role("button", name="Clear all").click()
    expect(checker.answer()).to_contain_text("Nothing is entered yet")
    expect(checker.field("atra").locator("input[value='']")).to_be_checked()
    expect(checker.field("weight-gain").locator("input")).to_have_value("")


@pytest.mark.parametrize("width", [320, 360, 820])
def test_a_phone_shows_the_verdict_in_a_bar_that_leads_to_the_answer(visit_as, protocol, width):
    visit = visit_as(viewport={"width": width, "height": 700})
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    bar = page.locator("[data-part=bar]")
    if width > 700:
        expect(bar).to_be_hidden()
        expect(visit.answer()).to_be_in_viewport()
        return
    expect(bar).to_be_in_viewport(ratio=1)
    expect(bar).to_contain_text("Do now, 2: ")
    expect(bar).to_contain_text(dose(protocol, "give-dexamethasone"))
    bar.click()
    expect(visit.answer().locator("[data-section=immediate]")).to_be_in_viewport()


def test_targets_are_large_enough(checker):
    checker.choose("atra", "given")
    small = checker.page.evaluate(
        """() => [...document.querySelectorAll(".wb-checker :is(input, select, button, summary)")]
          // The label of what is hidden is its target.
          .filter((node) => node.offsetParent && !node.closest(".wb-visually-hidden, .wb-option--none"))
          .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([name]) => name)"""
    )

    assert small == []
