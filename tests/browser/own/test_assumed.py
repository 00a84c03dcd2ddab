"""What is assumed stands beside the recommendation, with the way to its question; what is entered counts instead."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once

SAID = "Assumed: not “expecting a child”. Enter it if it is otherwise."


@pytest.fixture
def assumed(own):
    """The checker with a recommendation that rests on an assumption."""
    own.choose("example-treatment", "given")
    own.choose("example-sign", "true")
    return own


def place(visit):
    return visit.recommendation("example-action").locator("[data-part=assumed]")


def test_it_is_said_and_leads_to_its_question(assumed):
    expect(assumed.recommendation("example-action")).to_have_attribute("data-status", "indicated")
    expect(place(assumed)).to_contain_text(SAID)
    place(assumed).locator("a").click()
    expect(assumed.field("expecting").locator("input:focus")).to_have_count(1)


def test_the_question_stays_among_those_that_are_asked(assumed):
    assumed.page.wait_for_timeout(600)  # the form is folded once nobody types
    expect(assumed.field("expecting")).to_be_visible()


def test_what_is_entered_counts_instead(assumed):
    assumed.choose("expecting", "false")
    expect(place(assumed)).to_be_hidden()
    expect(assumed.recommendation("example-action")).to_have_attribute("data-status", "indicated")
    assumed.choose("expecting", "true")
    expect(assumed.recommendation("example-action")).to_have_attribute("data-status", "not-indicated")


def test_the_reasons_are_those_under_the_assumption(assumed):
    item = assumed.recommendation("example-action")
    item.locator("[data-part=title]").click()
    expect(item.locator(".wb-tree > li").first.locator(".wb-truth").first).to_have_attribute("data-truth", "true")


def test_the_record_says_it(assumed):
    assumed.answer().locator("[data-part=take] summary").click()
    assumed.answer().locator("[data-take=text]").click()
    text = assumed.page.locator("[data-part=taken-text]").input_value()
    assert "Do what the example says. Assumed: not “expecting a child”." in text


def test_dates_that_cannot_be_are_refused_at_their_field(own):
    own.choose("example-treatment", "given")
    own.page.locator("#input-first-dose").fill("2026-02-28T23:00")
    own.page.locator("#input-seen").fill("2026-02-28T22:59")
    own.page.locator("#input-seen").blur()
    error = own.field("seen").locator("[data-part=error]")
    expect(error).to_contain_text("Nobody is seen before the first dose.")
    expect(error).to_contain_text("First dose: 2026-02-28 23:00")
