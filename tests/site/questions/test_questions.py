"""Finding one's way: search that knows synonyms, questions in plain words, and the pathway as a map."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from build_scripts.content.yaml_source import read_yaml

QUESTIONS = Path(__file__).with_name("questions.yml")
ASK = "protocols/differentiation-syndrome/ask.html"

FEWEST = 60
"""Questions that the test set must hold."""

ENOUGH = 0.9
"""Share of the questions whose statement must be among the first three."""


@pytest.fixture(scope="session")
def questions(protocol):
    return read_yaml(QUESTIONS).data[protocol.id]


def shown(page):
    return page.locator("[data-statement]:visible").evaluate_all("nodes => nodes.map(node => node.dataset.statement)")


def test_the_right_statement_is_among_the_first_three(visit, protocol, questions):
    known = {statement.id for statement in protocol.statements}
    assert {name for names in questions.values() for name in names} <= known
    assert len(questions) >= FEWEST
    page = visit.open(ASK)
    found = {}
    for question in questions:
        page.locator("#wb-question").fill(question)
        found[question] = shown(page)
    assert max(map(len, found.values())) <= 3
    missed = {
        question: found[question] for question, names in questions.items() if not set(names) & set(found[question])
    }
    assert len(missed) <= (1 - ENOUGH) * len(questions), missed
    assert visit.complaints == []


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
    first = page.locator("[data-statement]:visible").first
    statement = next(s for s in protocol.statements if s.id == first.get_attribute("data-statement"))
    expect(first.locator(".wb-statement__words")).to_have_text(" ".join(statement.text.split()))
    expect(first.locator(".wb-sources")).to_contain_text("The source")
    expect(first).to_contain_text("Under review, not approved")
    expect(page.locator("[data-part=said]")).to_contain_text("come nearest")
    first.get_by_role("link", name=statement.id, exact=True).click()
    page.wait_for_url(f"**#{statement.id}")
    expect(page.locator(f"#{statement.id}")).to_be_in_viewport()


def test_what_is_not_covered_is_said_to_be_not_covered(visit):
    page = visit.open(ASK)
    page.locator("#wb-question").fill("zygomatic xylophone")
    expect(page.locator("[data-part=said]")).to_contain_text("No statement of this protocol bears on this")
    assert shown(page) == []
    page.locator("#wb-question").fill("dose of vincristine")
    expect(page.locator("[data-part=said]")).to_contain_text("No statement speaks of: vincristine.")
    page.locator("#wb-question").fill("")
    assert len(shown(page)) > 3


def test_a_question_may_stand_in_a_link_and_goes_to_no_server(visit):
    page = visit.open(f"{ASK}#q=what%20makes%20it%20severe%3F")
    expect(page.locator("#wb-question")).to_have_value("what makes it severe?")
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


@pytest.mark.parametrize(
    ("typed", "statement"),
    [
        ("dyspnoea", "S10"),
        ("breathlessness", "S10"),
        ("tretinoin", "S26"),
        ("oedema", "S12"),
        ("arsenic", "S36"),
        ("haemorrhage", "S40"),
        ("hydroxycarbamide", "S30"),
        ("S08", "S08"),
    ],
)
def test_search_knows_synonyms_and_leads_to_statements(visit, typed, statement):
    page = visit.open("index.html")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.locator("[data-md-component=search-query]").press_sequentially(typed)
    page.locator(".md-search-result__item").first.wait_for()
    links = page.locator(".md-search-result__link").evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('href'))"
    )
    assert any(link.partition("?")[0].endswith(".html") and f"#{statement}" in link for link in links), links


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
    marked = page.locator(".wb-figure--wide .wb-pathway__box.wb-pathway__taken")
    assert "give-dexamethasone" in marked.evaluate_all("nodes => nodes.map(node => node.dataset.indicates)")
    expect(page.locator(".wb-figure--wide [data-indicates=withhold-atra]")).not_to_have_class("wb-pathway__taken")

    page.locator("button[data-none-of=severity]").click()
    checker.choose("acute-renal-failure", "false")
    expect(steps.nth(1)).to_contain_text("no")
    assert "continue-atra" in marked.evaluate_all("nodes => nodes.map(node => node.dataset.indicates)")
    checker.choose("atra", "not-given")
    expect(page.locator("[data-part=path]")).to_be_hidden()
