"""A patient or carer meets no dose in any answer: not shown, not read out, not taken along."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from checker import Checker, RefusedCase
from tests.support.readers.devices import DESKTOP, FOLDER, PHONE
from tests.support.readers.met import met
from tests.support.readers.open_blocks import AT_TIMES, IN_ANSWERS, ON_PAGES, shown_blocks
from tests.support.site.limits import dose
from tests.support.site.taken import taken
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

WORKED, MADE_UP = 16, 8
"""Numbers of cases."""


@pytest.fixture(scope="module")
def answered(protocol, cases):
    """Cases with what each indicates: worked ones, which reach every dose and warning, and some that nobody wrote."""
    checker = Checker(protocol)

    def known(findings):
        answer = checker.assess({"protocol": protocol.id, "findings": findings})
        indicated = {each.id for each in answer.recommendations if each.status.value == "indicated"}
        return findings, indicated, indicated | {warning.code for warning in answer.warnings}

    worked = [known(case.findings) for case in cases if case.refused is None]
    wanted = {each.id for each in protocol.recommendations} | {warning.code for warning in protocol.warnings}
    picked = []
    while wanted:
        best = max(worked, key=lambda each: len(each[2] & wanted))
        assert best[2] & wanted, f"no worked case reaches {wanted}"
        wanted -= best[2]
        picked.append(best)
    others = [each for each in worked if each not in picked]
    picked += others[:: len(others) // (WORKED - len(picked))][: WORKED - len(picked)]
    return [(findings, indicated) for findings, indicated, _ in [*picked, *made_up(known, worked)]]


def made_up(known, worked):
    """Patients put together of what worked cases say of each finding, as far as the checker takes them."""
    chance = random.Random(11)  # noqa: S311  the same patients each time, and nothing secret
    values: dict[str, list[Any]] = {}
    for findings, _, _ in worked:
        for name, value in findings.items():
            values.setdefault(name, []).append(value)
    made: list[Any] = []
    while len(made) < MADE_UP:
        some = chance.sample(sorted(values), chance.randint(3, len(values)))
        try:
            made.append(known({name: chance.choice(values[name]) for name in some}))
        except RefusedCase:
            continue
    return made


def ask(page, protocol, findings, indicated):
    """Enter a case by a link, and wait for its answer."""
    text = json.dumps({"protocol": protocol.id, "findings": findings}, default=float)
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
def test_no_answer_shows_reads_out_or_records_a_dose(browser, address, protocol, answered, doses, device):
    with visiting(browser, address, **device) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        page = visit.open_checker()
        plain = {each.id: [each.plain] for each in protocol.recommendations}
        for each in protocol.recommendations:
            plain[each.id] += [each.under_way.plain] if each.under_way is not None else []
        blocks = set()
        some = answered if device is DESKTOP else answered[::8]
        for findings, indicated in some:
            ask(page, protocol, findings, indicated)
            assert met(page, doses) == [], findings
            blocks |= shown_blocks(page)
            answer = page.locator("#wb-answer").inner_text()
            told = {name: [text for text in plain[name] if text.split(".")[0] in answer] for name in indicated}
            assert [name for name, texts in told.items() if not texts] == [], findings
        assert blocks - AT_TIMES - ON_PAGES <= IN_ANSWERS
        for kind in ("text", "markdown", "link"):
            page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
            page.locator(f"[data-take={kind}]").click()
            assert page.locator("[data-part=taken-text]").input_value()
            assert met(page, doses) == []
            page.locator("[data-part=taken-close]").click()
        page.evaluate("() => { dispatchEvent(new Event('beforeprint')); }")
        page.emulate_media(media="print")
        assert page.locator(".wb-case").is_visible()
        assert met(page, doses) == []


def test_the_headline_and_the_record_follow_who_reads(visit, protocol):
    page = visit.open_checker()
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    first = next(each for each in protocol.recommendations if each.id == "give-dexamethasone")
    bar = page.locator("[data-part=bar-main]")
    expect(bar).to_contain_text(dose(protocol, first.id))
    page.locator("[data-audience-choice] select").select_option("patient")
    expect(bar).to_contain_text(first.plain)
    page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    page.locator("[data-take=text]").click()
    text = page.locator("[data-part=taken-text]").input_value()
    assert "\nFindings: tretinoin (ATRA) capsules: Given; short of breath.\n" in text
    assert "Dyspnoea" not in text
    assert f"\nWhat the team does now: {first.plain} " in text
    assert first.label not in text


def test_what_is_open_is_told_a_carer_by_finding_only(checker, protocol):
    """A plain sentence says what the team does: of what is not decided it would be untrue. So it is after a switch."""
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    still_open = checker.answer().locator("[data-section=open]")
    expect(still_open.locator(".wb-open__decides").first).to_contain_text("decides")
    checker.page.locator("#wb-audience").select_option("patient")
    still_open.evaluate("(section) => { section.open = true; }")
    expect(still_open.get_by_text("kidneys that suddenly fail")).to_be_visible()
    undecided = next(each for each in protocol.recommendations if each.id == "withhold-atra")
    shown = still_open.inner_text()
    assert [said for said in (undecided.plain, undecided.label, "decides", "ATRA") if said in shown] == []
    checker.page.locator("#wb-audience").select_option("physician")


def test_what_is_not_called_for_is_no_matter_of_a_carer(checker):
    """Its words are for professionals: told in plain words, what the team does not do would be read as advice."""
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    uncalled = checker.answer().locator("[data-section=no] summary h3")
    expect(uncalled).to_be_visible()
    checker.page.locator("#wb-audience").select_option("patient")
    expect(uncalled).to_be_hidden()
    record = taken(checker, "text")
    checker.page.locator("#wb-audience").select_option("physician")
    assert "Plan" not in record
    assert " mg" not in record
    assert "Decided by" not in record
    expect(uncalled).to_be_visible()
    assert "\nPlan:\n" in taken(checker, "text")


def test_what_is_refused_is_told_a_patient_without_a_dose(browser, address, protocol, cases, doses):
    with visiting(browser, address, **DESKTOP) as visit:
        visit.open(f"{FOLDER}/index.html#as=patient")
        page = visit.open_checker()
        refused = [case for case in cases if case.refused is not None][:6]
        assert refused
        for case in refused:
            text = json.dumps({"protocol": protocol.id, "findings": case.findings}, default=float)
            page.evaluate("(hash) => { location.hash = hash; }", f"case={quote(text)}")
            expect(page.locator("[data-part=taken]")).to_be_visible()
            assert met(page, doses) == [], case.name
            page.locator("[data-part=taken-close]").click()
