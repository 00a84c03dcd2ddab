"""What makes the form quick and the answer portable: keys, undo, units, examples, suggestions, copies, files, links."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from checker import Checker, alternatives
from checker.language.findings import BooleanFinding
from tests.support.site.limits import limit
from tests.support.site.taken import case_of, taken
from tests.support.site.visits import CHECKER

pytestmark = pytest.mark.browser


def test_yes_no_and_not_assessed_by_key(checker):
    page = checker.page
    field = checker.field("dyspnea")
    field.locator("input:checked").focus()
    page.keyboard.press("y")
    expect(field.locator('input[value="true"]')).to_be_checked()
    page.keyboard.press("N")
    expect(field.locator('input[value="false"]')).to_be_checked()
    page.keyboard.press("Space")
    expect(field.locator('input[value=""]')).to_be_checked()
    expect(field.locator('input[value=""]')).to_be_focused()


def test_none_of_these_answers_what_is_open_and_undo_takes_it_back(checker, protocol):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    signs = [f.id for f in protocol.findings if isinstance(f, BooleanFinding) and f.group == "signs"]

    checker.page.locator("[data-none-of=signs]").click()

    assert case_of(checker) == {"atra": "given", **{name: name == "dyspnea" for name in signs}}
    undo = checker.page.get_by_role("button", name="Undo")
    undo.click()
    assert case_of(checker) == {"atra": "given", "dyspnea": True}
    undo.click()
    undo.click()
    expect(checker.page.locator(".wb-message--empty")).to_be_visible()


def test_reset_can_be_undone(checker):
    checker.choose("atra", "given")
    checker.enter("age", "61")  # typed last: the step back must not start after it
    checker.page.get_by_role("button", name="Reset").click()
    checker.page.get_by_role("button", name="Clear all").click()
    expect(checker.page.locator(".wb-message--empty")).to_be_visible()
    checker.page.get_by_role("button", name="Undo").click()
    assert case_of(checker) == {"age": {"value": 61, "unit": "a"}, "atra": "given"}


def test_examples_fill_the_form(checker, cases):
    examples = [case for case in cases if case.example]
    choose = checker.page.locator("[data-part=examples]")
    assert choose.locator("option").all_inner_texts()[1:] == [case.example for case in examples]
    for case in examples:
        choose.select_option(label=case.example)
        assert case_of(checker) == dict(case.findings)


def test_the_most_useful_next_finding_is_named_and_leads_to_its_field(checker, protocol):
    checker.choose("ato", "given")
    suggestion = checker.answer().locator(".wb-next")
    expect(suggestion).to_be_visible()
    name = suggestion.locator("a").get_attribute("href").removeprefix("#finding-")
    suggestion.locator("a").click()
    assert checker.page.evaluate("() => document.activeElement.closest('[data-finding]').dataset.finding") == name
    # It settles something, and nothing else settles more, whatever it turns out to be.
    engine = Checker(protocol)
    most: dict[str, int] = {}
    for other in alternatives(engine, {"protocol": protocol.id, "findings": {"ato": "given"}}):
        settled = sum(status.value != "undetermined" for status in other.changes.values())
        most[other.finding] = max(most.get(other.finding, 0), settled)
    assert most[name] > 0


def test_why_says_what_would_change_it(checker, protocol):
    checker.choose("ato", "given")
    checker.choose("dyspnea", "true")
    for name in ("acute-renal-failure", "icu-for-respiratory-distress", "no-response-to-dexamethasone"):
        checker.choose(name, "false")
    checker.choose("progression-on-dexamethasone", "false")
    checker.enter("qtc", str(limit(protocol, "qtc") - 50))
    why = checker.recommendation("continue-ato")
    why.locator("[data-part=title]").first.click()
    expect(why.locator(".wb-would").first).to_contain_text("It would not be called for with:")
    expect(why).to_contain_text(f"QTc above {limit(protocol, 'qtc')} ms")
    expect(why).to_contain_text("Acute renal failure: Yes")


def test_a_link_carries_the_findings_behind_its_sign_only_and_leaves_the_address(visit):
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.enter("potassium", "3.9")
    link = taken(visit, "link")
    assert link.split("#")[0] == page.url
    before = len(visit.requests)

    page.goto("about:blank")
    page.goto(link)
    expect(visit.recommendation("correct-potassium")).to_be_attached(timeout=60_000)

    assert case_of(visit) == {"atra": "given", "potassium": {"value": Decimal("3.9"), "unit": "mmol/L"}}
    assert "#" not in page.url
    assert all("3.9" not in request.url and "case" not in request.url for request in visit.requests[before:])


HOSTILE = [
    "#case=%",
    "#case=null",
    "#case=[]",
    '#case={"protocol":"<img src=x onerror=alert(1)>","findings":{}}',
    "#case=" + "a" * 5000,
]


@pytest.mark.parametrize("fragment", HOSTILE)
def test_a_link_that_is_none_is_refused_in_words(visit, fragment):
    page = visit.page
    visit.open(CHECKER + fragment)
    expect(page.locator("[data-part=taken-title]")).to_contain_text("This cannot be opened")
    assert "#" not in page.url
    assert visit.complaints == []


def test_a_saved_file_opens_again(checker, tmp_path, protocol):
    page = checker.page
    checker.choose("atra", "held")
    checker.choose("symptoms-resolved", "true")
    checker.enter("qtc", "0.45", "s")
    held = case_of(checker)
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    with page.expect_download() as download:
        page.locator("[data-take=save]").click()
    saved = tmp_path / "case.json"
    download.value.save_as(saved)
    assert download.value.suggested_filename.startswith(protocol.id)
    Checker(protocol).assess(json.loads(saved.read_text(), parse_float=Decimal, parse_int=Decimal))

    page.locator("form.wb-form").evaluate("form => form.reset()")
    page.locator("[data-part=open]").set_input_files(saved)
    expect(checker.recommendation("resume-atra")).to_be_visible()
    assert case_of(checker) == held


def test_two_assessments_are_compared(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    checker.recommendation("give-dexamethasone").wait_for()
    checker.page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    checker.page.locator("[data-take=keep]").click()
    checker.choose("acute-renal-failure", "true")
    rows = checker.answer().locator("[data-section=since] tbody tr")
    expect(rows.filter(has_text="Acute renal failure")).to_contain_text("Not assessed")
    expect(rows.filter(has_text="Withhold ATRA")).to_contain_text("indicated")
    expect(rows.filter(has_text="Dyspnea")).to_have_count(0)
    checker.page.reload()  # what was kept is gone with the page
    expect(checker.answer().locator("[data-section=since]")).to_have_count(0)


def test_the_time_of_the_assessment_is_shown(checker):
    checker.choose("atra", "given")
    expect(checker.page.locator("[data-part=time]")).to_have_text(re.compile(r"Assessed at \d\d:\d\d"))


def test_what_makes_no_difference_folds_away_but_never_an_answer(checker):
    page = checker.page
    checker.enter("magnesium", "2.0", "mg/dL")
    checker.choose("ato", "not-given")
    expect(page.locator("#finding-qtc")).to_be_hidden()
    expect(page.locator("#finding-magnesium")).to_be_visible()  # answered
    expect(page.locator("#finding-dyspnea")).to_be_visible()  # still matters
    toggle = page.locator("fieldset", has=page.locator("#finding-qtc")).locator("[data-part=idle]")
    expect(toggle).to_contain_text("make no difference now")
    toggle.click()
    expect(page.locator("#finding-qtc")).to_be_visible()
    toggle.click()
    expect(page.locator("#finding-qtc")).to_be_hidden()

    checker.choose("ato", "given")
    expect(page.locator("#finding-qtc")).to_be_visible()
    checker.choose("ato", "not-given")
    expect(page.locator("#finding-qtc")).to_be_hidden()
    page.locator("[data-part=reset]").click()
    page.locator("[data-part=confirm-yes]").click()
    expect(page.locator("#finding-qtc")).to_be_visible()


def test_none_of_these_answers_only_what_is_shown(checker):
    page = checker.page
    checker.choose("atra", "not-given")
    checker.choose("ato", "not-given")
    expect(page.locator("#finding-extreme-hyperleukocytosis")).to_be_hidden()
    group = page.locator("fieldset", has=page.locator("#finding-extreme-hyperleukocytosis"))
    if group.locator("[data-none-of]").is_visible():
        group.locator("[data-none-of]").click()
    assert page.locator("#finding-extreme-hyperleukocytosis input[value=false]").is_checked() is False


def test_where_sources_differ_is_said_beside_what_to_do(checker, protocol):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    checker.choose("acute-renal-failure", "true")
    checker.recommendation("withhold-atra").locator("[data-part=title]").first.click()
    shown = checker.recommendation("withhold-atra").locator(".wb-rec__differs")
    title = next(item.title for item in protocol.disagreements if item.id == "when-to-stop")
    expect(shown.get_by_role("link", name=title)).to_have_attribute("href", "treat.html#when-to-stop")
