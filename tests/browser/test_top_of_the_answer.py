"""What the reader came for stands first: a class or a syndrome, and the question that settles a half-known one."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from checker import Checker
from checker.language.truth import TRUE
from tests.support.real_protocols import named
from tests.support.site.engines import case_text

pytestmark = pytest.mark.browser

TOP = "laboratory-tls"
"""A criterion that stands at the top of its protocol's answer."""

TREATED = "effector-therapy", "other-car-t"
AWAKE = {
    "consciousness": "normal",
    "seizure": "none",
    "focal-weakness": "false",
}
"""Somebody whose ICE of 7 makes grade 1, with pressure and imaging still to be asked for."""
ICE = {"orientation": "3", "naming": "3", "command": "1", "writing": "0", "attention": "0"}


def held(checker, case):
    answer = checker.assess({"protocol": checker.protocol.id, "findings": case.findings})
    return [name for name, truth in answer.criteria.items() if truth is TRUE]


def test_of_many_criteria_those_of_the_protocol_s_choice_stand_above_and_the_others_are_folded(visit, content):
    loaded = named(content, "tumour-lysis-syndrome")
    engine = Checker(loaded.protocol)
    answered = [case for case in loaded.cases if case.expect is not None]
    several = [case for case in answered if TOP in held(engine, case)]
    fullest = max(several, key=lambda case: len(held(engine, case)))
    assert len(held(engine, fullest)) > 10
    visit.open_ready("protocols/tumour-lysis-syndrome/checker.html")
    visit.open("index.html")  # an address that differs in its end alone would load nothing
    visit.open(
        f"protocols/tumour-lysis-syndrome/checker.html#case={quote(case_text(loaded.protocol.id, fullest.findings))}"
    )
    answer = visit.answer()
    label = next(each.label for each in loaded.protocol.criteria if each.id == TOP)
    lines = answer.locator(".wb-verdict > li")
    expect(lines.first).to_have_text(label, timeout=60_000)
    headlines = {each.label for each in loaded.protocol.criteria if each.headline}
    assert set(lines.all_text_contents()) <= headlines
    folded = answer.locator("[data-section=held] > ul > li")
    assert folded.count() > 5
    assert not headlines & set(folded.all_text_contents())
    expect(visit.page.locator("[data-part=bar-more]")).to_contain_text(label)


def test_what_a_half_known_grade_waits_for_is_asked_first(visit):
    visit.open_ready("protocols/icans/checker.html")
    visit.choose(*TREATED)
    for finding, answer in AWAKE.items():
        visit.choose(finding, answer)
    visit.enter("age", "50")
    for part, points in ICE.items():
        visit.enter(f"ice-{part}", points)
    grade = visit.answer().locator(".wb-scales [data-part=result]")
    expect(grade).to_contain_text("or Grade 4")
    following = visit.answer().locator(".wb-next a")
    expect(following).to_contain_text("Cerebral oedema on imaging")
    visit.choose("cerebral-edema", "not-imaged")
    expect(following).to_contain_text("raised pressure")
    visit.choose("raised-pressure-signs", "false")
    expect(grade).to_have_text("Grade 1")
    lines = visit.answer().locator(".wb-verdict > li").all_text_contents()
    assert len(lines) == len(set(lines)) > 2  # of this protocol and of the one that it reads, each once


def test_what_is_urgent_and_open_is_said_below_what_is_to_be_done(visit):
    visit.open_ready("protocols/icans/checker.html")
    visit.choose(*TREATED)
    expect(visit.answer().locator(".wb-undecided")).to_have_count(0)  # nothing is to be done yet
    visit.choose("airway-at-risk", "true")
    visit.recommendation("protect-airway").wait_for()
    undecided = visit.answer().locator(".wb-undecided")
    expect(undecided).to_contain_text("Urgent, and not decided yet:")
    expect(undecided).to_contain_text("antiseizure drug")
    visit.page.locator("#wb-audience").select_option("patient")
    expect(undecided).to_be_hidden()
    visit.page.locator("#wb-audience").select_option("physician")
