"""Who is reading decides the wording: everything is in the page, and nothing is kept unless the reader says so."""

import pytest
from playwright.sync_api import expect

from tests.support.readers.met import met

pytestmark = pytest.mark.browser

TREAT = "protocols/differentiation-syndrome/treat.html"


def choose(page, audience):
    page.locator("[data-audience-choice] select").select_option(audience)


def test_a_patient_sees_plain_words_and_no_dose(visit, protocol, doses):
    page = visit.open(TREAT)
    dosed = next(r for r in protocol.recommendations if r.doses)
    place = page.locator(".wb-recommendation", has=page.locator(f"#{dosed.id}"))
    expect(place.locator(".wb-dose").first).to_be_visible()

    for name in ("treat", "index", "special-situations"):
        page.goto(f"{visit.address}/protocols/{protocol.id}/{name}.html#as=patient")
        expect(page.locator("html")).to_have_attribute("data-audience", "patient")
        assert met(page, doses) == []
    page.goto(f"{visit.address}/{TREAT}#as=patient")
    page.wait_for_load_state("networkidle")  # the runtime is fetched early, whoever reads
    before = len(visit.requests)
    expect(place.get_by_text(dosed.plain)).to_be_visible()
    expect(page.locator(".wb-advice").first).to_contain_text("Call the team that treats you")
    choose(page, "nurse")
    choose(page, "patient")
    assert visit.requests[before:] == []
    choose(page, "physician")
    expect(place.locator(".wb-dose").first).to_be_visible()


def test_the_answer_and_its_copy_follow(visit, protocol):
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    dosed = visit.recommendation("give-dexamethasone")
    expect(dosed.locator(".wb-rec__dose")).to_be_visible()
    choose(page, "patient")
    expect(dosed.locator(".wb-rec__dose")).to_be_hidden()
    plain = next(r.plain for r in protocol.recommendations if r.id == "give-dexamethasone")
    expect(dosed.locator(".wb-rec__plain")).to_have_text(plain)
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=text]").click()
    text = page.locator("[data-part=taken-text]").input_value()
    assert " mg" not in text
    assert plain.split(".")[0] in " ".join(text.split())


def test_a_nurse_sees_the_dose_before_the_heading(visit, protocol):
    page = visit.open(TREAT)
    dosed = next(r for r in protocol.recommendations if r.doses)
    choose(page, "nurse")
    place = page.locator(".wb-recommendation", has=page.locator(f"#{dosed.id}"))
    dose, head = place.locator(".wb-dose").first.bounding_box(), place.locator("h3").bounding_box()
    assert dose["y"] < head["y"]


def test_it_is_remembered_only_if_the_reader_says_so(visit):
    page = visit.open(TREAT)
    choose(page, "patient")
    assert page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('wardbook'))") == []
    visit.open("protocols/differentiation-syndrome/recognise.html")  # by a link, in the same tab: still no dose
    expect(page.locator("html")).to_have_attribute("data-audience", "patient")
    later = page.context.new_page()  # another tab
    later.goto(f"{visit.address}/{TREAT}")
    expect(later.locator("html")).to_have_attribute("data-audience", "physician")

    choose(page, "nurse")
    page.get_by_label("Remember on this device").check()
    later.reload()
    expect(later.locator("html")).to_have_attribute("data-audience", "nurse")
    page.get_by_label("Remember on this device").uncheck()
    assert page.evaluate("() => localStorage.getItem('wardbook.audience')") is None


@pytest.mark.parametrize(("named", "shown"), [("patient", "patient"), ("nobody", "physician"), ("<b>", "physician")])
def test_a_link_can_name_who_reads(visit, named, shown):
    page = visit.open(f"{TREAT}#as={named}")
    expect(page.locator("html")).to_have_attribute("data-audience", shown)


def test_an_address_names_a_role_whatever_stands_beside_it(visit):
    for fragment, role, place in (
        ("as=nobody&x=1", "physician", "#as=nobody&x=1"),
        ("as=nurse&x=1", "nurse", ""),
        ("as=Patient", "patient", ""),
        ("as=nurse&x=1&y&to=S08", "nurse", "#S08"),
        ("as=patient&to=case=a&b", "patient", "#case=a&b"),
    ):
        visit.page.goto("about:blank")
        page = visit.open(f"{TREAT}#{fragment}")
        expect(page.locator("html")).to_have_attribute("data-audience", role)
        assert page.evaluate("location.hash") == place
