"""A patient or carer who searches or asks meets no dose."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.readers.devices import DESKTOP, FOLDER, PHONE
from tests.support.readers.met import met
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_search_shows_a_dose(browser, address, protocol, doses, device):
    drugs = sorted({dose.drug for each in protocol.recommendations for dose in each.doses})
    with visiting(browser, address, **device) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        for place in ("index.html", f"{FOLDER}/treat.html"):
            page = visit.open(place)
            if device is PHONE:
                page.locator("label.md-header__button[for=__search]").click()
            for words in ("mg every 12 hours", *drugs):  # what was typed is no dose itself
                page.locator(".md-search__input").fill("")
                page.locator(".md-search__input").press_sequentially(words)
                expect(page.locator(".md-search-result__item").first).to_be_visible()
                expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
                page.wait_for_timeout(200)  # the results of the last letter replace those of the one before
                page.evaluate(
                    "() => document.querySelectorAll('.md-search-result__more > summary').forEach((s) => s.click())"
                )
                assert met(page, doses) == [], (place, words)


def test_no_question_is_answered_with_a_dose(patient, protocol, doses):
    page = patient.open(f"{FOLDER}/ask.html")
    for each in protocol.recommendations:
        for dose in each.doses:
            page.get_by_role("searchbox", name="Your question").fill(f"how much {dose.drug}, which dose")
            assert page.locator("[data-statement]:not([hidden])").count() > 0
            if page.locator("[data-part=more]").is_visible():
                page.locator("[data-part=more]").click()
            assert met(page, doses) == [], dose.drug
            shown = page.locator("[data-statement]:not([hidden])").first
            plain = {statement.id: statement.plain for statement in protocol.statements}
            expect(shown).to_contain_text(plain[shown.get_attribute("data-statement")])
