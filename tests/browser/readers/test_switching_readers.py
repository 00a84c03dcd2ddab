"""Who reads is switched while an answer stands, goes along with links, and holds offline and on paper."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.support.readers.devices import DESKTOP, FOLDER, PHONE
from tests.support.readers.met import met
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser


def test_who_reads_goes_along_to_a_new_tab_and_back(patient, doses):
    page = patient.open(f"{FOLDER}/index.html")
    with page.context.expect_page() as opened:
        page.locator(".wb-first li a:visible").first.click(modifiers=["ControlOrMeta"])
    tab = opened.value
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    expect(tab.locator("#give-dexamethasone")).to_be_in_viewport()
    assert tab.url.endswith("treat.html#give-dexamethasone")
    assert met(tab, doses) == []
    tab.get_by_role("link", name="Differentiation syndrome on ATRA").first.click()
    expect(tab).to_have_url(re.compile("index.html$"))
    tab.go_back()
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    assert met(tab, doses) == []
    tab.close()


@pytest.fixture
def answered(visit):
    """The answer to a patient who is to be given a dose at once."""
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    expect(visit.recommendation("give-dexamethasone").locator(".wb-rec__dose")).to_be_visible()
    return page


def reads(page, role):
    page.locator("[data-audience-choice] select").select_option(role)


def test_an_answer_that_stands_follows_each_switch(answered, doses):
    dose = answered.locator("#wb-answer [data-recommendation=give-dexamethasone] .wb-rec__dose")
    for role, seen in (
        ("patient", False),
        ("nurse", True),
        ("patient", False),
        ("physician", True),
        ("patient", False),
    ):
        reads(answered, role)
        assert dose.first.is_visible() is seen, role
        assert bool(met(answered, doses)) is seen, role
    # What was about to be read out to the professional is not read out to the patient a moment later.
    answered.wait_for_timeout(1000)
    assert met(answered, doses) == []
    plain = answered.locator("#wb-answer [data-recommendation=give-dexamethasone] [data-part=plain]").inner_text()
    assert plain in answered.locator("[data-part=announcement]").inner_text()


def test_what_was_read_out_to_a_professional_is_gone_at_once(answered, protocol):
    label = next(each.label for each in protocol.recommendations if each.id == "give-dexamethasone")
    said = answered.locator("[data-part=announcement]")
    expect(said).to_contain_text(label)
    reads(answered, "patient")
    assert label not in said.inner_text()


def test_a_text_taken_along_is_put_away_when_another_reads(answered, doses):
    answered.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    answered.locator("[data-take=text]").click()
    assert " mg" in answered.locator("[data-part=taken-text]").input_value()
    answered.evaluate("() => { location.hash = 'as=patient'; }")
    expect(answered.locator("html")).to_have_attribute("data-audience", "patient")
    expect(answered.locator("[data-part=taken]")).to_be_hidden()
    assert met(answered, doses) == []


def test_reasons_that_were_opened_are_not_left_open_to_a_patient(answered, doses):
    given = answered.locator("#wb-answer [data-recommendation=give-dexamethasone]")
    given.locator("[data-part=title]").first.click()
    why = given.locator("[data-part=why]").first
    expect(why.locator(".wb-tree")).to_be_visible()
    reads(answered, "patient")
    expect(why).to_be_hidden()
    assert met(answered, doses) == []


def test_a_link_with_a_case_opens_for_the_reader_that_it_names(visit_as, protocol, doses):
    case = {"protocol": protocol.id, "findings": {"atra": "given", "dyspnea": True}}
    visit = visit_as(**DESKTOP)
    page = visit.open(f"{FOLDER}/checker.html#as=patient&to=case={quote(json.dumps(case))}")
    plain = next(each.plain for each in protocol.recommendations if each.id == "give-dexamethasone")
    expect(page.locator("#wb-answer")).to_contain_text(plain, timeout=60_000)
    assert met(page, doses) == []
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=link]").click()
    link = page.locator("[data-part=taken-text]").input_value()
    assert "#as=patient&to=case=" in link

    other = visit_as(**PHONE)
    page = other.open("index.html")
    page.goto(link)
    expect(page.locator("#wb-answer")).to_contain_text(plain, timeout=60_000)
    assert met(page, doses) == []


def test_a_case_of_a_link_that_names_nobody_is_answered_to_whoever_reads_here(visit, protocol, doses):
    visit.open(f"{FOLDER}/index.html#as=patient")
    case = {"protocol": protocol.id, "findings": {"atra": "given", "dyspnea": True}}
    page = visit.open(f"{FOLDER}/checker.html#case={quote(json.dumps(case))}")
    plain = next(each.plain for each in protocol.recommendations if each.id == "give-dexamethasone")
    expect(page.locator("#wb-answer")).to_contain_text(plain, timeout=60_000)
    assert met(page, doses) == []


def test_an_answer_and_a_page_on_paper_hold_no_dose_for_a_patient(visit, answered, doses):
    def printed():
        answered.emulate_media(media="print")
        answered.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
        found = met(answered, doses)
        answered.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
        answered.emulate_media(media="screen")
        return found

    assert printed()  # as a professional prints it
    reads(answered, "patient")
    assert printed() == []
    for name in ("card", "treat", "index"):
        visit.open(f"{FOLDER}/{name}.html")
        expect(answered.locator("html")).to_have_attribute("data-audience", "patient")
        assert printed() == [], name


def test_offline_a_patient_stays_one(browser, address, protocol, doses):
    """Pages and answers from the device, the page for what it does not hold, and a tab that is opened again."""
    with visiting(browser, address, **DESKTOP, service_workers="allow") as visit:
        page = visit.open(f"{FOLDER}/index.html#as=patient")
        page.locator("html[data-offline=ready]").wait_for(state="attached", timeout=60_000)
        page.context.set_offline(True)
        for name in ("treat", "card", "index", "no-such-page"):
            visit.open(f"{FOLDER}/{name}.html")
            expect(page.locator("html")).to_have_attribute("data-audience", "patient")
            assert met(page, doses) == [], name
        expect(page.get_by_text("The server of this site cannot be reached")).to_be_visible()
        page.go_back()
        visit.open_checker()
        visit.choose("atra", "given")
        visit.choose("dyspnea", "true")
        plain = next(each.plain for each in protocol.recommendations if each.id == "give-dexamethasone")
        expect(page.locator("#wb-answer")).to_contain_text(plain)
        assert met(page, doses) == []


def test_the_card_that_a_patient_prints_says_what_it_is_how_it_stands_and_whom_to_call(patient, protocol):
    page = patient.open(f"{FOLDER}/card.html")
    page.emulate_media(media="print")
    page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
    paper = page.locator("body").inner_text()
    assert [each.plain for each in protocol.recommendations if each.plain not in paper] == []
    for said in (
        protocol.title,
        "Under review, not approved",
        f"Version {protocol.version}",
        "Call the team",
        "Printed",
    ):
        assert said in paper, said
    expect(page.locator(".wb-sheet")).to_be_hidden()
    page.evaluate("() => { dispatchEvent(new Event('afterprint')); }")
    page.emulate_media(media="screen")
