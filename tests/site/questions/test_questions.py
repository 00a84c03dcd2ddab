"""Finding one's way: questions in plain words, and the pathway as a map."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

ASK = "protocols/differentiation-syndrome/ask.html"


def shown(page):
    return page.locator("[data-statement]:visible").evaluate_all("nodes => nodes.map(node => node.dataset.statement)")


@pytest.mark.parametrize("path", [ASK, "protocols/differentiation-syndrome/checker.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_question_field_and_its_button_can_be_seen(visit, path, scheme):
    page = visit.open(path)
    page.emulate_media(color_scheme=scheme)
    for part in (".wb-ask__line .wb-input", ".wb-ask__line .wb-button"):
        style, width = page.locator(part).evaluate(
            "node => [getComputedStyle(node).borderTopStyle, parseFloat(getComputedStyle(node).borderTopWidth)]"
        )
        assert (style, width >= 1) == ("solid", True), part


def test_an_answer_quotes_the_statement_with_its_source_and_its_standing(visit, protocol):
    page = visit.open(ASK)
    page.locator("#wb-question").fill("when can I restart tretinoin?")
    expect(page.locator("[data-part=said]")).to_contain_text("come nearest")  # what the script knows comes only now
    first = page.locator("[data-statement]:visible").first
    statement = next(s for s in protocol.statements if s.id == first.get_attribute("data-statement"))
    expect(first.locator(".wb-statement__words")).to_have_text(" ".join(statement.text.split()))
    expect(first.locator(".wb-sources")).to_contain_text("The source")
    expect(page.locator(".wb-review")).to_contain_text("Under review, not approved")  # once, and not below each
    expect(page.locator(".wb-ask")).not_to_contain_text("Under review")
    first.get_by_role("link", name=statement.id, exact=True).click()
    page.wait_for_url(f"**#{statement.id}")
    expect(page.locator(f"#{statement.id}")).to_be_in_viewport()


def test_what_is_not_covered_is_said_to_be_not_covered(visit):
    page = visit.open(ASK)
    field, said = page.locator("#wb-question"), page.locator("[data-part=said]")
    field.fill("zygomatic xylophone")
    expect(said).to_have_text("I did not recognise: zygomatic, xylophone. Try another word for it.")
    assert shown(page) == []
    field.fill("dose of rasburicase")  # a drug that the lexicon knows, and that no statement speaks of
    expect(said).to_contain_text("No statement of this protocol speaks of: rasburicase. It may not be covered here")
    assert shown(page) == []
    field.fill("what will it be?")  # every word is known, and none says anything
    expect(said).to_contain_text("No statement of this protocol bears on this.")
    field.fill("LPX or quantum leukapheresis before dexamethasone")
    expect(said).to_contain_text("I did not recognise: LPX, quantum.")
    field.fill("")
    assert len(shown(page)) > 3


def test_what_was_mistyped_is_said_as_it_was_read(visit):
    page = visit.open(ASK)
    page.locator("#wb-question").fill("mangesium target")
    expect(page.locator("[data-part=said]")).to_contain_text("“mangesium” was read as “magnesium”.")
    assert shown(page)[0] == "S34"


def test_a_dose_is_said_to_be_an_adults_where_a_child_is_named(visit):
    page = visit.open(ASK)
    page.locator("#wb-question").fill("pediatric dose dexamethasone")
    expect(page.locator("[data-part=said]")).to_contain_text("No statement of this protocol speaks of: pediatric.")
    dose = page.locator("[data-statement=S08]")
    expect(dose).to_contain_text("An adult's dose, and not a child's.")
    page.locator("#wb-question").fill("dose dexamethasone")
    expect(dose).not_to_contain_text("child")


@pytest.mark.parametrize(
    ("question", "expected"),
    [("can I keep giving ATRA?", ["S20", "S21"]), ("when do I stop ATRA?", ["S21", "S20"])],
)
def test_two_sides_of_a_decision_stand_together(visit, question, expected):
    page = visit.open(ASK)
    page.locator("#wb-question").fill(question)
    expect(page.locator("[data-part=said]")).not_to_be_empty()
    assert shown(page)[:2] == expected


def test_a_prophylaxis_comes_first_only_for_those_who_ask_for_one(visit):
    page = visit.open(ASK)
    page.locator("#wb-question").fill("steroid dose")
    expect(page.locator("[data-part=said]")).not_to_be_empty()
    assert shown(page)[0] == "S08"
    page.locator("#wb-question").fill("steroid prophylaxis")
    assert set(shown(page)[:2]) == {"S32", "S39"}


def test_a_question_may_stand_in_a_link_and_goes_to_no_server(visit):
    page = visit.open(f"{ASK}#q=what%20makes%20it%20severe%3F")
    expect(page.locator("#wb-question")).to_have_value("what makes it severe?")
    expect(page.locator("[data-part=said]")).not_to_be_empty()
    assert len(shown(page)) == 3
    page.get_by_role("button", name="Show more").click()
    assert len(shown(page)) > 3
    assert not [request.url for request in visit.requests if "severe" in request.url]


def test_every_statement_is_there_without_scripts(visit_as, protocol):
    page = visit_as(java_script_enabled=False).open(ASK)
    assert shown(page) == [statement.id for statement in protocol.statements]
    expect(page.locator("#wb-question")).to_be_hidden()


def test_a_follow_up_question_is_asked_beside_the_answer(checker):
    page = checker.page
    checker.choose("atra", "given")
    page.get_by_label("Your question, in your own words").fill("how long should dexamethasone be continued?")
    expect(page.locator("[data-statement=S18]")).to_be_visible()  # the script of questions comes only now
    expect(page.locator("#finding-atra input[value=given]")).to_be_checked()
    page.get_by_label("Your question, in your own words").fill("")
    expect(page.locator("[data-statement=S18]")).to_be_hidden()
    assert shown(page) == []


def test_the_path_taken_is_marked_and_told(checker):
    page = checker.page
    expect(page.locator("[data-part=path]")).to_be_hidden()
    checker.choose("atra", "given")
    checker.choose("ato", "not-given")
    for sign in ("dyspnea",):
        checker.choose(sign, "true")
    page.locator("[data-part=path] > summary").click()
    steps = page.locator("[data-part=path-steps] > li")
    expect(steps.nth(0)).to_contain_text("yes")
    expect(steps.nth(1)).to_contain_text("not known yet")
    expect(steps.nth(2)).to_contain_text("not reached")
    marked = ".wb-figure--wide .wb-pathway__box.wb-pathway__taken"
    expect(page.locator(f"{marked}[data-indicates=give-dexamethasone]")).to_be_attached()
    expect(page.locator(".wb-figure--wide [data-indicates=withhold-atra]")).not_to_have_class("wb-pathway__taken")

    page.locator("button[data-none-of=severity]").click()
    checker.choose("acute-renal-failure", "false")
    expect(page.locator(f"{marked}[data-indicates=continue-atra]")).to_be_attached()
    expect(steps.nth(1)).not_to_contain_text("not known yet")
    checker.choose("atra", "not-given")
    expect(page.locator("[data-part=path]")).to_be_hidden()
