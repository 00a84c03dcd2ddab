"""One block a decision: everything has its one place, folded or not, is found there, and fits a phone."""

import pytest
from playwright.sync_api import expect

from tests.support.site.visits import PROTOCOL

pytestmark = pytest.mark.browser

FOLDER = f"protocols/{PROTOCOL}"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}

SCREENS = {"treat": 7, "special-situations": 6, "recognise": 6, "prevention": 3, "prognosis": 2, "index": 6}
"""Most screens of a phone that a page may take, with everything folded that is folded when it opens."""


def places(protocol):
    """Each anchor with the page that it stands on."""
    for page in protocol.pages:
        for section in page.sections:
            for name in (*section.statements, *section.recommendations, *section.disagreements):
                yield page.id, name
            yield from ((page.id, f"criterion-{name}") for name in section.criteria)
            yield from ((page.id, f"score-{name}") for name in section.scores)


@pytest.mark.parametrize("script", [True, False], ids=["by our script", "by the browser alone"])
def test_a_link_to_what_is_folded_opens_it(visit_as, protocol, script):
    visit = visit_as(viewport=PHONE, java_script_enabled=script)
    for name, anchor in places(protocol):
        page = visit.open(f"{FOLDER}/{name}.html#{anchor}")
        place = page.locator(f"[id='{anchor}']")
        expect(place).to_have_count(1)
        expect(place).to_be_visible()
        expect(place).to_be_in_viewport()


def test_a_link_on_the_same_page_opens_it_again_and_again(visit_as, protocol):
    page = visit_as(viewport=DESKTOP).open(f"{FOLDER}/treat.html")
    anchor = "when-to-stop"
    place = page.locator(f"#{anchor}")
    for _ in range(2):  # the second time the address stays as it is
        expect(place).to_be_hidden()
        page.evaluate(
            """(anchor) => {
              const link = document.createElement("a");
              link.href = "#" + anchor;
              document.querySelector(".md-content__inner").append(link);
              link.click();
              link.remove();
            }""",
            anchor,
        )
        expect(place).to_be_visible()
        page.locator("details[open]").evaluate_all("all => all.forEach((each) => { each.open = false; })")


def test_a_link_to_a_statement_shows_where_it_comes_from(visit_as, protocol):
    statement = next(s for s in protocol.statements if s.id == "S18")
    page = visit_as(viewport=PHONE).open(f"{FOLDER}/treat.html#S18")
    place = page.locator(".wb-statement", has=page.locator("#S18"))
    expect(place.get_by_role("link", name="The source", exact=True)).to_be_visible()
    expect(place).to_contain_text(" ".join(statement.conflict.split()))


def test_nothing_that_a_protocol_says_is_lost(site, protocol):
    """All of it is in the HTML of the page on which it has its place."""
    from bs4 import BeautifulSoup

    def words(text):
        return "".join(text.split())

    shown = {
        page.id: words(
            BeautifulSoup(
                (site.site / FOLDER / f"{page.id}.html").read_text(encoding="utf-8"), "html.parser"
            ).get_text()
        )
        for page in protocol.pages
    }
    homes = {anchor: name for name, anchor in places(protocol)}
    for item in protocol.statements:
        for text in filter(None, (item.text, item.plain, item.conflict, item.known)):
            assert words(text) in shown[homes[item.id]], (item.id, text)
    for item in protocol.recommendations:
        for text in filter(None, (item.label, item.plain, item.note, *(each.says for each in item.no_rule))):
            assert words(text) in shown[homes[item.id]], (item.id, text)
    for item in protocol.disagreements:
        for text in (item.title, item.text, item.handling):
            assert words(text) in shown[homes[item.id]], (item.id, text)
    for item in protocol.criteria:
        if f"criterion-{item.id}" in homes:
            for text in filter(None, (item.label, item.note)):
                assert words(text) in shown[homes[f"criterion-{item.id}"]], (item.id, text)


def test_no_sentence_of_a_statement_stands_twice_on_its_page(visit_as, protocol):
    visit = visit_as(viewport=PHONE)
    for described in protocol.pages:
        page = visit.open(f"{FOLDER}/{described.id}.html")
        shown = page.locator(".wb-statement__words").all_text_contents()
        assert len(shown) == len(set(shown)) == sum(len(section.statements) for section in described.sections)


def test_plain_words_are_for_carers_alone(visit_as, protocol):
    visit = visit_as(viewport=DESKTOP)
    for name in (*(page.id for page in protocol.pages), "ask"):
        page = visit.open(f"{FOLDER}/{name}.html")
        assert page.locator(".wb-plain").count() > 0
        for role in ("physician", "nurse"):
            page.locator("[data-audience-choice] select").evaluate(
                "(select, role) => { select.value = role; select.dispatchEvent(new Event('change')); }", role
            )
            assert page.locator(".wb-plain:visible").count() == 0, (name, role)
    page = visit.open(f"{FOLDER}/treat.html#as=patient")
    home = next(page for page in protocol.pages if page.id == "treat")
    plain = {item.id: item.plain for item in (*protocol.statements, *protocol.recommendations)}
    for section in home.sections:
        for name in (*section.statements, *section.recommendations):
            expect(page.locator(".wb-plain", has_text=plain[name]).first).to_be_visible()
    assert page.locator("details.wb-fold:visible").count() == 0


@pytest.mark.parametrize("role", ["physician", "nurse"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_dose_is_on_the_first_screen_of_the_overview(visit_as, protocol, size, role):
    page = visit_as(viewport=size).open(f"{FOLDER}/index.html#as={role}")
    expect(page.locator("html")).to_have_attribute("data-audience", role)
    dose = page.locator(".wb-first__dose").first.bounding_box()
    assert dose["y"] + dose["height"] <= size["height"]


def test_what_to_do_first_says_what_to_start_and_what_to_stop(visit_as, protocol):
    page = visit_as(viewport=PHONE).open(f"{FOLDER}/index.html")
    labels = {r.id: r for r in protocol.recommendations}
    first = [labels[name] for name in protocol.first_actions]
    stopping = [r.label for r in first if r.action in ("withhold", "hold", "stop")]
    starting = [r.label for r in first if r.label not in stopping]
    assert page.locator(".wb-first__kind:visible").all_inner_texts() == ["Start", "Stop"]
    groups = page.locator(".wb-first ul").all()
    assert [group.locator("strong").all_text_contents() for group in groups] == [starting, stopping]
    last = page.locator(".wb-first li").last.bounding_box()
    assert last["y"] + last["height"] <= 2 * PHONE["height"]


def test_what_to_watch_is_gathered_from_statements_and_stands_first_for_a_nurse(visit_as, protocol):
    page = visit_as(viewport=DESKTOP).open(f"{FOLDER}/index.html")
    said = {s.id: " ".join(s.text.split()) for s in protocol.statements}
    entries = page.locator(".wb-watch li")
    assert entries.locator(".wb-chip").all_inner_texts() == list(protocol.watch)
    shown = [" ".join(text.split()) for text in entries.locator("span").all_inner_texts()]
    assert shown == [said[name] for name in protocol.watch]
    watch, first = page.locator(".wb-watch"), page.locator(".wb-first")
    for role, above in (("physician", False), ("nurse", True), ("physician", False)):
        page.locator("[data-audience-choice] select").select_option(role)
        assert (watch.bounding_box()["y"] < first.bounding_box()["y"]) is above, role
    page.locator("[data-audience-choice] select").select_option("patient")
    expect(watch).to_be_hidden()

    phone = visit_as(viewport=PHONE).open(f"{FOLDER}/index.html#as=nurse")
    expect(phone.locator(".wb-watch li").first).to_be_hidden()  # one line, so that the dose stays on the first screen
    phone.locator(".wb-watch summary").click()
    expect(phone.locator(".wb-watch li").first).to_be_visible()


def test_pages_fit_a_phone(visit_as):
    visit = visit_as(viewport=PHONE)
    taken = {}
    for name in SCREENS:
        page = visit.open(f"{FOLDER}/{name}.html")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        taken[name] = page.evaluate("() => document.documentElement.scrollHeight") / PHONE["height"]
    assert {name: screens for name, screens in taken.items() if screens > SCREENS[name]} == {}


def test_under_review_is_said_once(visit_as, protocol):
    visit = visit_as(viewport=DESKTOP)
    for described in protocol.pages:
        page = visit.open(f"{FOLDER}/{described.id}.html")
        assert page.locator(".md-content").inner_text().count("Under review, not approved") == 1
