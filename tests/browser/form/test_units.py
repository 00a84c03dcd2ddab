"""Units: what was typed is what is assessed, in the unit that stands beside it; none is preset where two are common."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from checker.words.rationals import nearby
from tests.support.site.limits import finding, limit
from tests.support.site.taken import case_of

pytestmark = pytest.mark.browser

OPEN = "magnesium"
"""A finding in whose units the same number means different things."""


@pytest.fixture
def magnesium(checker):
    """The checker with arsenic trioxide given, so that magnesium matters."""
    checker.choose("ato", "given")
    return checker


def converted(visit, name=OPEN):
    return visit.field(name).locator("[data-part=converted]")


def error(visit, name=OPEN):
    return visit.field(name).locator("[data-part=error]")


def test_no_unit_is_preset_where_two_are_common(magnesium):
    expect(magnesium.field(OPEN).locator("[data-part=unit] input:checked")).to_have_count(0)
    expect(magnesium.field(OPEN).locator("[data-part=limits] span:visible")).to_have_count(0)


def test_a_number_without_a_unit_waits_for_it_and_is_refused_once_it_is_left(magnesium):
    page = magnesium.page
    page.locator(f"#input-{OPEN}").click()
    page.keyboard.type("0.9")
    page.wait_for_timeout(1200)  # longer than a number may rest before it counts as typed
    expect(error(magnesium)).to_be_hidden()
    page.keyboard.press("Tab")  # to the units
    page.wait_for_timeout(500)
    expect(error(magnesium)).to_be_hidden()
    page.keyboard.press("Tab")
    expect(error(magnesium)).to_have_text("Choose the unit: mg/dL or mmol/L")

    magnesium.choose_unit(OPEN, "mmol/L")
    expect(error(magnesium)).to_be_hidden()
    assert case_of(magnesium)[OPEN] == {"value": Decimal("0.9"), "unit": "mmol/L"}


def test_the_number_stays_whatever_unit_is_chosen_and_the_other_stands_beneath(magnesium, protocol):
    at = limit(protocol, OPEN)
    own, other = finding(protocol, OPEN).unit, finding(protocol, OPEN).also[0].unit
    magnesium.enter(OPEN, "0.9", other)
    expect(converted(magnesium)).to_have_text(f"0.9 {other} ≈ 2.19 {own}")
    expect(magnesium.recommendation("correct-magnesium")).to_have_attribute("data-status", "not-indicated")
    magnesium.choose_unit(OPEN, own)
    expect(magnesium.page.locator(f"#input-{OPEN}")).to_have_value("0.9")
    expect(converted(magnesium)).to_contain_text(f"0.9 {own} ≈ 0.37")
    expect(magnesium.recommendation("correct-magnesium")).to_have_attribute("data-status", "indicated")
    magnesium.choose_unit(OPEN, other)
    assert case_of(magnesium)[OPEN] == {"value": Decimal("0.9"), "unit": other}

    conversion = finding(protocol, OPEN).conversion(other)
    assert conversion is not None
    above = nearby(conversion.from_own(at)) + Decimal("0.001")
    magnesium.enter(OPEN, f"{above:.3f}0", other)
    expect(magnesium.recommendation("correct-magnesium")).to_have_attribute("data-status", "not-indicated")


def test_a_second_tap_takes_the_unit_back(magnesium):
    magnesium.enter(OPEN, "2", "mg/dL")
    magnesium.field(OPEN).locator("input[value='mg/dL']").click()
    expect(magnesium.field(OPEN).locator("[data-part=unit] input:checked")).to_have_count(0)
    magnesium.page.locator("#input-qtc").focus()
    expect(error(magnesium)).to_contain_text("Choose the unit")


def test_a_preset_unit_that_is_changed_leaves_the_number_and_shows_what_it_is(checker):
    checker.choose("ato", "given")
    checker.enter("qtc", "0,44", "s")
    expect(converted(checker, "qtc")).to_have_text("0,44 s = 440 ms")
    assert case_of(checker)["qtc"] == {"value": Decimal("0.44"), "unit": "s"}
    checker.choose_unit("qtc", "ms")
    expect(checker.page.locator("#input-qtc")).to_have_value("0,44")
    expect(converted(checker, "qtc")).to_be_hidden()


def test_reset_and_undo_know_the_unit(magnesium):
    magnesium.enter(OPEN, "2", "mg/dL")
    magnesium.page.get_by_role("button", name="Reset").click()
    magnesium.page.get_by_role("button", name="Clear all").click()
    expect(magnesium.field(OPEN).locator("[data-part=unit] input:checked")).to_have_count(0)
    magnesium.page.get_by_role("button", name="Undo").click()
    assert case_of(magnesium)[OPEN] == {"value": Decimal(2), "unit": "mg/dL"}
