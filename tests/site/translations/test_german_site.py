"""The German site in a real browser: its interface is German throughout, and English content says that it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from build_scripts.content.load import load_content
from build_scripts.words.site_language import language_of, site_language
from checker import Checker
from checker.words.messages import speaking
from tests.support.real_protocols import FIRST
from tests.support.site.visits import PROTOCOL, wait_until_ready

pytestmark = pytest.mark.xdist_group("german")  # built once

SAYING = 14
"""Letters from which on a message cannot stand in a page by chance."""


def test_every_page_is_german_and_no_word_of_the_interface_is_left_in_english(german, templates):
    messages = [
        (english, word)
        for english, word in site_language(templates, "de").messages()
        if english != word and len(english) >= SAYING and not {"{", "%"} & set(english)
    ]
    assert len(messages) > 100
    pages = sorted((german.site / "protocols" / PROTOCOL).glob("*.html"))
    assert pages
    for path in pages:
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert soup.html is not None
        assert soup.html["lang"] == "de"
        written = "a[href*='developers/'], a[href*='about/']"  # pages that are in English, by their titles
        for foreign in soup.select(f"[lang=en], script, style, .md-nav {written}, .md-tabs {written}"):
            foreign.decompose()
        text = " ".join(soup.get_text(" ").split())
        assert [english for english, _ in messages if english in text] == [], path.name


def test_english_content_is_marked_and_told_of(besuch, german, first):
    page = besuch.open(f"protocols/{PROTOCOL}/treat.html")
    expect(page.locator(".wb-review__language")).to_contain_text("niemand hat die Übersetzung geprüft")
    assert page.locator(".wb-statement__words > [lang=en]").count() == page.locator(".wb-statement__words").count() > 0
    expect(page.get_by_role("heading", level=1)).to_contain_text("Behandeln")
    checked = language_of(german).long_date(first.protocol.review.checked)
    expect(page.locator(".wb-review")).to_contain_text(checked)
    page = besuch.open("about/index.html")
    expect(page.locator(".md-content")).to_contain_text("Diese Seite gibt es nur auf Englisch.")
    page = besuch.open("index.html")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klinische Protokolle")
    assert besuch.complaints == []


@pytest.fixture
def bogen(besuch, checker_page):
    """The German checker, ready."""
    besuch.open(checker_page)
    wait_until_ready(besuch.page)
    return besuch


def test_the_checker_asks_and_answers_in_german(bogen):
    page = bogen.page
    bogen.choose("atra", "given")
    page.locator("#finding-dyspnea input").first.focus()
    page.keyboard.press("j")
    expect(page.locator("#finding-dyspnea input[value=true]")).to_be_checked()
    heading = bogen.answer().locator("[data-section=immediate] h3")
    expect(heading).to_have_text("Jetzt tun", use_inner_text=True, ignore_case=True)
    dose = bogen.recommendation("give-dexamethasone").locator(".wb-rec__dose")
    expect(dose).to_contain_text("intravenös alle 12 Stunden")
    bogen.recommendation("give-dexamethasone").locator("[data-part=title]").click()
    expect(bogen.recommendation("give-dexamethasone")).to_contain_text("Beruht auf:")
    expect(bogen.recommendation("give-dexamethasone")).to_contain_text("Dyspnoe oder respiratorische Insuffizienz")
    assert bogen.complaints == []


def test_numbers_are_read_and_written_with_a_comma(bogen):
    bogen.choose("ato", "given")
    bogen.enter("potassium", "3,5")
    expect(bogen.recommendation("correct-potassium")).to_have_attribute("data-status", "indicated")
    bogen.enter("potassium", "99")
    error = bogen.field("potassium").locator("[data-part=error]")
    expect(error).to_have_text("99 mmol/L liegt außerhalb des plausiblen Bereichs 1,0 bis 10,0 mmol/L")
    bogen.enter("magnesium", "2,5", "mg/dL")
    converted = bogen.field("magnesium").locator("[data-part=converted]")
    expect(converted).to_have_text(re.compile(r"2,5 mg/dL ≈ \d,\d\d mmol/L"))


def test_every_protocol_has_german_words(each):
    assert "de" in each.translations


WORDS = {"drug", "rule", "if", "result", "arithmetic"}
"""What an answer says of a dose in words."""


def without_messages(answer: Any) -> Any:
    """Return an answer without its words: messages of warnings, values as text, and what it says of doses."""
    recommendations = []
    for each in answer["recommendations"]:
        doses = [{name: said for name, said in dose.items() if name not in WORDS} for dose in each.get("doses", ())]
        recommendations.append({**each, "doses": doses})
    warnings = [{**warning, "message": None} for warning in answer["warnings"]]
    values = {name: {**value, "text": None} for name, value in answer.get("values", {}).items()}
    return {**answer, "values": values, "recommendations": recommendations, "warnings": warnings}


def test_every_case_is_answered_the_same_in_german(german):
    """Only words differ: status, criteria, scores, reasons and what is missing are those of the English protocol."""
    language = language_of(german).engine()
    translated_ones = [loaded for loaded in load_content(german.docs).protocols if "de" in loaded.translations]
    assert FIRST in {loaded.protocol.id for loaded in translated_ones}
    for loaded in translated_ones:
        english, said = Checker(loaded.protocol), loaded.translations["de"].protocol
        with speaking(language):
            translated = Checker(said)
        for case in loaded.cases:
            given = {"protocol": loaded.protocol.id, "findings": case.findings}
            if case.expect is None:
                continue
            one = english.assess(given).to_data()
            with speaking(language):
                other = translated.assess(given).to_data()
            assert without_messages(one) == without_messages(other), case.name
