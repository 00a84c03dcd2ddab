"""A grade that the reader came for stands above what is to be done, as a range while it is open."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once


def top(visit):
    return visit.answer().locator(".wb-scales")


def test_the_grade_stands_at_the_top_and_the_score_below(own):
    own.choose("example-treatment", "given")
    expect(top(own)).to_have_text("Grade of the example not known yet", use_inner_text=True)
    own.enter("example-level", "11", "mg/dL")
    expect(top(own).locator("[data-part=result]")).to_have_text("Mild or Severe")
    own.choose("example-sign", "true")
    expect(top(own).locator("[data-part=result]")).to_have_text("Severe")
    parts = own.answer().locator("[data-part=body] > *")
    kinds = parts.evaluate_all("nodes => nodes.map((node) => node.className + ' ' + (node.dataset.section ?? ''))")
    assert kinds[0].startswith("wb-scales")
    expect(own.answer().locator("[data-section=scores] .wb-scale")).to_have_count(1)


def test_the_record_begins_with_it(own):
    own.choose("example-treatment", "given")
    own.choose("example-sign", "true")
    expect(top(own).locator("[data-part=result]")).to_have_text("Severe")
    own.answer().locator("[data-part=take] summary").click()
    own.answer().locator("[data-take=text]").click()
    text = own.page.locator("[data-part=taken-text]").input_value()
    assert "Assessment: Grade of the example: Severe. The grade is an example.\n" in text


def test_the_grade_leads_to_its_rules(own):
    own.choose("example-treatment", "given")
    link = top(own).locator("a", has_text="On its page")
    assert link.get_attribute("href") == "index.html#grade-worst"


def test_a_patient_does_not_see_it(own):
    own.choose("example-treatment", "given")
    own.page.locator("#wb-audience").select_option("patient")
    expect(top(own)).to_be_hidden()
    own.page.locator("#wb-audience").select_option("physician")
