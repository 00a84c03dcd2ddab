"""A patient or carer meets no dose in any answer: not shown, not read out, not taken along."""

from __future__ import annotations

import json
import random
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from checker import Checker
from tests.support.site.devices import DESKTOP, FOLDER, PHONE
from tests.support.site.met import met
from tests.support.site.taken import taken
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

ANSWERS = 25


@pytest.fixture(scope="module")
def chosen(protocol, cases):
    """Worked cases with what each indicates: every dose and every warning among them, and others besides."""
    checker = Checker(protocol)
    answered = []
    for case in cases:
        if case.refused is None:
            answer = checker.assess({"protocol": protocol.id, "findings": case.findings})
            indicated = {each.id for each in answer.recommendations if each.status.value == "indicated"}
            answered.append((case, indicated, indicated | {warning.code for warning in answer.warnings}))
    wanted = {each.id for each in protocol.recommendations} | {warning.code for warning in protocol.warnings}
    picked = []
    while wanted:
        best = max(answered, key=lambda each: len(each[2] & wanted))
        assert best[2] & wanted, f"no worked case reaches {wanted}"
        wanted -= best[2]
        picked.append(best)
    others = [each for each in answered if each not in picked]
    picked += others[:: len(others) // (ANSWERS - len(picked))][: ANSWERS - len(picked)]
    return [(case, indicated) for case, indicated, _ in picked]


def ask(page, protocol, case, indicated):
    """Enter a case by a link, and wait for its answer."""
    text = json.dumps({"protocol": protocol.id, "findings": case.findings}, default=float)
    page.evaluate("(hash) => { location.hash = hash; }", f"case={quote(text)}")
    page.wait_for_function(
        """(names) => {
          const nodes = document.querySelectorAll("[data-part=body] [data-recommendation][data-status=indicated]");
          const shown = [...nodes].map((node) => node.dataset.recommendation).sort();
          const busy = document.querySelector("[data-part=body][aria-busy], .wb-message--waiting, .wb-message--typing");
          return !busy && JSON.stringify(shown) === JSON.stringify(names);
        }""",
        arg=sorted(indicated),
    )


@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_answer_shows_reads_out_or_records_a_dose(browser, address, protocol, chosen, doses, device):
    with visiting(browser, address, **device) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        page = visit.open_checker()
        plain = {each.id: each.plain for each in protocol.recommendations}
        some = chosen if device is DESKTOP else chosen[::5]
        for case, indicated in some:
            ask(page, protocol, case, indicated)
            assert met(page, doses) == [], case.name
            answer = page.locator("#wb-answer").inner_text()
            assert [name for name in indicated if plain[name].split(".")[0] not in answer] == [], case.name
        for kind in ("text", "markdown", "link"):
            page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
            page.locator(f"[data-take={kind}]").click()
            assert page.locator("[data-part=taken-text]").input_value()
            assert met(page, doses) == []
            page.locator("[data-part=taken-close]").click()
        page.emulate_media(media="print")
        assert met(page, doses) == []


def test_the_headline_and_the_record_follow_who_reads(visit, protocol):
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    first = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    bar = page.locator("[data-part=bar-main]")
    expect(bar).to_contain_text(first.label)
    page.locator("[data-audience-choice] select").select_option("patient")
    expect(bar).to_contain_text(first.plain)
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=text]").click()
    text = " ".join(page.locator("[data-part=taken-text]").input_value().split())
    assert "Short of breath: Yes" in text or "short of breath: Yes" in text
    assert "Dyspnea" not in text
