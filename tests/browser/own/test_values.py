"""Computed values in the answer: the number with its arithmetic, a range with what it needs, the measured number."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once


def value(visit, name):
    return visit.answer().locator(f"[data-value={name}]")


def part(visit, name, of):
    return value(visit, name).locator(f"[data-part={of}]")


def test_a_number_stands_with_its_arithmetic_and_a_range_with_what_it_needs(calculated):
    calculated.choose("example-treatment", "given")
    calculated.enter("example-level", "9.80", "mg/dL")
    expect(part(calculated, "corrected", "result")).to_have_text("between 6.80 and 11.30 mg/dL", use_inner_text=True)
    expect(part(calculated, "corrected", "missing")).to_have_text("Needs Carrier, Corrected level as reported")
    part(calculated, "corrected", "missing").locator("a").first.click()
    expect(calculated.field("carrier").locator("input")).to_be_focused()

    calculated.enter("carrier", "3")
    expect(part(calculated, "corrected", "result")).to_have_text("10.30 mg/dL", use_inner_text=True)
    expect(part(calculated, "corrected", "arithmetic")).to_have_text("= 9.80 + 0.5 × (4 − 3)")
    expect(part(calculated, "corrected", "missing")).to_be_hidden()
    calculated.enter("parts", "3")
    expect(part(calculated, "share", "result")).to_have_text("≈ 3.433 mg/dL", use_inner_text=True)
    expect(part(calculated, "share", "arithmetic")).to_have_text("= 10.30 / 3")

    # What readers come for stands at the top, the other value below.
    expect(calculated.answer().locator(".wb-scales [data-value]")).to_have_count(1)
    expect(calculated.answer().locator("[data-section=values] [data-value]")).to_have_count(1)
    expect(calculated.page.locator("[data-part=bar-more]")).to_contain_text("Corrected level: 10.30")


def test_a_measured_number_counts_and_is_said_to_be_one(calculated):
    calculated.choose("example-treatment", "given")
    calculated.enter("example-level", "9.8", "mg/dL")
    calculated.enter("carrier", "3")
    expect(part(calculated, "corrected", "arithmetic")).not_to_be_empty()
    calculated.enter("reported", "9.5")
    expect(part(calculated, "corrected", "result")).to_have_text("9.5 mg/dL, as measured", use_inner_text=True)
    expect(part(calculated, "corrected", "arithmetic")).to_be_empty()


def test_the_reasons_say_which_number_was_compared(calculated):
    calculated.choose("example-treatment", "given")
    calculated.enter("example-level", "9.8", "mg/dL")
    calculated.enter("carrier", "3")
    item = calculated.recommendation("example-action")
    item.locator("[data-part=title]").click()
    for summary in item.locator("summary").all():
        summary.click()
    expect(item.locator("[data-part=reasons]")).to_contain_text("10.30 mg/dL = 9.8 + 0.5 × (4 − 3)")


def test_the_record_has_numbers_and_arithmetic(calculated):
    calculated.choose("example-treatment", "given")
    calculated.enter("example-level", "9.8", "mg/dL")
    calculated.enter("carrier", "3")
    expect(part(calculated, "corrected", "arithmetic")).not_to_be_empty()
    calculated.answer().locator("[data-part=take] summary").click()
    calculated.answer().locator("[data-take=text]").click()
    text = calculated.page.locator("[data-part=taken-text]").input_value()
    assert "Corrected level: 10.30 mg/dL = 9.8 + 0.5 × (4 − 3). Made for the example.\n" in text
    assert "The example condition is suspected (Corrected level 10.30 mg/dL)." in text


def test_a_patient_sees_no_values(calculated):
    calculated.choose("example-treatment", "given")
    calculated.enter("example-level", "9.8", "mg/dL")
    expect(value(calculated, "corrected")).to_be_visible()
    calculated.page.locator("#wb-audience").select_option("patient")
    expect(value(calculated, "corrected")).to_be_hidden()
    expect(calculated.page.locator("[data-part=bar-more]")).to_be_empty()
    calculated.page.locator("#wb-audience").select_option("physician")
