"""The answer at the bedside: what is new first, one decision a card, and nothing vanishes while somebody types."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.site.limits import dose, limit


def enter(checker, **findings):
    for name, value in findings.items():
        name = name.replace("_", "-")
        if isinstance(value, int | float) and not isinstance(value, bool):
            checker.enter(name, str(value))
        else:
            checker.choose(name, str(value).lower() if isinstance(value, bool) else value)


def above_limit(protocol):
    return int(limit(protocol, "qtc")) + 10


def leads(checker, section="immediate"):
    """What stands in a section, the first of each card."""
    return checker.answer().locator(f"[data-section={section}] > ul > li")


def labels(nodes):
    return [node.locator("[data-part=label]").first.inner_text() for node in nodes.all()]


def test_what_is_running_is_gone_on_with_and_stands_behind_what_is_new(checker, protocol):
    enter(checker, atra="given", ato="given", acute_renal_failure=True, dexamethasone_given=True)
    now = labels(leads(checker))
    assert now[0].startswith("Withhold ATRA")
    assert now[1].startswith("Withhold ATO")
    assert now[-1].startswith("Go on with dexamethasone")
    assert "Give dexamethasone" not in checker.answer().locator("[data-part=body]").inner_text()
    announcement = checker.page.locator("[data-part=announcement]")
    expect(announcement).to_contain_text("Do now, 4: Withhold ATRA")
    assert announcement.text_content().index("Withhold ATO") < announcement.text_content().index("Go on with dex")
    assert "Give dexamethasone" not in announcement.text_content()
    # Going on and its continuation are one decision.
    card = checker.recommendation("give-dexamethasone")
    expect(card.locator("[data-recommendation=continue-dexamethasone]")).to_be_visible()
    expect(card).to_contain_text(dose(protocol, "give-dexamethasone"))


def test_what_is_held_is_kept_held(checker):
    enter(checker, atra="held", ato="held-for-qtc", symptoms_resolved=False, qtc=520)
    assert {label.split(",")[0] for label in labels(leads(checker))} >= {
        "Keep withholding ATRA",
        "Keep withholding ATO",
    }


def test_the_first_wording_comes_back(checker):
    enter(checker, atra="given", dyspnea=True, dexamethasone_given=True)
    title = checker.recommendation("give-dexamethasone").locator("[data-part=label]").first
    expect(title).to_contain_text("Go on with")
    enter(checker, dexamethasone_given=False)
    expect(title).to_contain_text("Give dexamethasone now")


@pytest.mark.parametrize("typed", ["5", "51", "5x"])
def test_a_number_that_is_being_typed_or_refused_leaves_the_answer_in_view_and_marks_it(checker, protocol, typed):
    enter(checker, atra="given", ato="given", dyspnea=True)
    dexamethasone = checker.recommendation("give-dexamethasone")
    expect(dexamethasone).to_be_visible()
    field = checker.page.locator("#input-qtc")
    field.press_sequentially(typed)
    mark = checker.answer().locator(".wb-message--earlier")
    expect(mark).to_contain_text("This is the answer of")
    expect(mark).to_contain_text("QTc")
    expect(dexamethasone).to_be_visible()
    expect(checker.page.locator("[data-part=bar-main]")).to_contain_text("Do now")
    field.blur()
    expect(mark).to_contain_text("before that entry")
    expect(checker.answer().locator(".wb-message--refused")).to_contain_text("QTc")
    expect(dexamethasone).to_be_visible()
    expect(checker.page.locator("[data-part=bar-main]")).to_contain_text("Do now")
    # It is no answer to what the form shows, so that nobody takes it along as one.
    checker.page.locator(".wb-take").evaluate("take => { take.open = true; }")
    checker.page.locator("[data-take=text]").click()
    expect(checker.page.locator("[data-part=taken]")).to_contain_text("nothing is taken along")
    checker.page.locator("[data-part=taken-close]").click()
    field.fill(str(above_limit(protocol)))
    field.blur()
    expect(checker.recommendation("withhold-ato-for-qtc")).to_be_visible()
    expect(mark).to_have_count(0)
    expect(checker.answer().locator(".wb-message--refused")).to_have_count(0)


def test_a_contradiction_leaves_the_answer_in_view(checker):
    enter(checker, atra="given", dyspnea=True)
    expect(checker.recommendation("give-dexamethasone")).to_be_visible()
    enter(checker, symptoms_resolved=True)
    expect(checker.answer().locator(".wb-message--refused")).to_be_visible()
    expect(checker.answer().locator(".wb-message--earlier")).to_be_visible()
    expect(checker.recommendation("give-dexamethasone")).to_be_visible()
    checker.page.locator("[data-part=reset]").click()
    checker.page.locator("[data-part=confirm-yes]").click()
    expect(checker.answer().locator("[data-recommendation]")).to_have_count(0)


def test_a_warning_leads_to_what_it_asks_for_and_changes_once_that_is_answered(checker, protocol):
    enter(checker, atra="given", ato="given", dyspnea=True, qtc=above_limit(protocol))
    warning = checker.answer().locator("[data-code=qtc-formula]")
    expect(warning).to_contain_text("Which formula")
    expect(checker.answer().locator(".wb-next")).to_be_visible()  # by now what makes no difference is folded
    expect(checker.field("qtc-formula")).to_be_visible()
    warning.get_by_role("link", name="QTc formula").click()
    assert checker.page.evaluate("document.activeElement.closest('[data-finding]').dataset.finding") == "qtc-formula"
    checker.choose("qtc-formula", "bazett")
    expect(warning).to_contain_text("Recalculate the QTc")
    expect(warning).not_to_contain_text("Which formula")


def test_one_decision_is_one_card_and_nothing_is_indicated_and_open_in_two_places(checker, protocol):
    enter(checker, atra="given", ato="given", dyspnea=True, qtc=above_limit(protocol), potassium=3.6)
    ato = checker.recommendation("withhold-ato-for-qtc")
    said = f"QTc {above_limit(protocol)} ms, above {limit(protocol, 'qtc')} ms".replace(" ms", "\u00a0ms")
    expect(ato.locator("> [data-part=facts]")).to_contain_text(said)
    expect(ato.locator("> [data-part=missing]")).to_contain_text("Still open: Acute renal failure")
    replete = checker.recommendation("replete-electrolytes")
    expect(replete.locator("[data-recommendation=correct-potassium]")).to_be_visible()
    assert "Raise potassium" not in " ".join(labels(leads(checker, "today")))
    checker.answer().locator("[data-section=open]").evaluate("details => { details.open = true; }")
    opened = checker.answer().locator("[data-section=open] > ul > li:not(.wb-open__why)")
    decided = {
        line.locator("a").inner_text().strip(): line.locator(".wb-open__decides").inner_text().strip()
        for line in opened.all()
    }
    assert decided["Acute renal failure"] == "decides: ATRA"
    assert not [text for text in decided.values() if "ATO" in text]


def test_the_finding_to_find_out_next_is_what_matters_most(checker, protocol):
    following = checker.answer().locator(".wb-next a").first
    enter(checker, atra="given", ato="given", dyspnea=True, induction=True, potassium=3.6, wbc=22)
    enter(checker, qtc=above_limit(protocol))
    expect(following).to_contain_text("Dexamethasone running")
    enter(checker, dexamethasone_given=False)
    expect(following).to_contain_text("Acute renal failure")
    expect(checker.answer().locator(".wb-next")).to_contain_text("It decides: ATRA")
    enter(checker, acute_renal_failure=False)
    expect(following).to_contain_text("ICU")


def test_the_title_of_an_action_opens_its_reason_and_leads_nowhere(checker):
    enter(checker, atra="given", dyspnea=True)
    card = checker.recommendation("give-dexamethasone")
    title = card.get_by_role("heading", level=4).get_by_role("button").first
    address = checker.page.url
    title.click()
    expect(card.locator("> [data-part=why]")).to_contain_text("Rests on")
    expect(title).to_have_attribute("aria-expanded", "true")
    assert checker.page.url == address
    links = card.locator("> [data-part=why] a:not(.wb-jump)").evaluate_all("nodes => nodes.map((node) => node.target)")
    assert links
    assert set(links) == {"_blank"}
    title.click()
    expect(card.locator("> [data-part=why]")).to_be_hidden()


def test_the_case_of_the_bedside_is_short(checker, protocol):
    """Words to the end of what is indicated: 250 before, 140 wanted."""
    enter(checker, atra="given", ato="given", induction=True, dyspnea=True, unexplained_fever=True)
    enter(checker, wbc=22, potassium=3.6, qtc=above_limit(protocol))
    expect(checker.answer().locator(".wb-next")).to_be_visible()
    text = checker.answer().locator("[data-part=body]").inner_text()
    assert len(text[: text.index("Find out next")].split()) <= 140
