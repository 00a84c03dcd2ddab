"""Doses for the patient in the answer: the rule alone while the weight is unknown, then what it comes to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once


def doses(visit, name):
    return visit.recommendation(name).locator(".wb-rec__dose:visible")


def test_a_dose_is_its_rule_until_the_weight_is_known_and_is_worked_out_then(dosed):
    dosed.choose("treated", "true")
    dose = doses(dosed, "give-examplin")
    expect(dose).to_have_count(1)
    expect(dose).to_contain_text("examplin 0.01 mg/kg (by weight) intramuscularly every 5 minutes", use_inner_text=True)
    expect(dose.locator("[data-part=dose-lacks]")).to_have_text("Needs: Weight")
    expect(dose.locator("[data-part=dose-sum]")).to_be_hidden()

    dosed.enter("weight", "18", "kg")
    expect(dose.locator("[data-part=dose-result]")).to_have_text("examplin 0.18 mg (0.18 mL)", use_inner_text=True)
    expect(dose.locator("[data-part=dose-arithmetic]")).to_have_text(
        "0.01 mg/kg × 18 kg = 0.18 mg = 0.18 mL of 1 mg/mL; below the largest dose of 0.5 mg.", use_inner_text=True
    )
    expect(dose.locator("[data-part=dose-sum]")).to_contain_text("check it before it is given")
    expect(dose.locator("[data-part=dose-lacks]")).to_be_hidden()

    dosed.enter("weight", "80", "kg")
    expect(dose.locator("[data-part=dose-arithmetic]")).to_contain_text(
        "limited to the largest dose, 0.5 mg", use_inner_text=True
    )


def test_a_dose_for_some_patients_says_if_while_that_is_open(dosed):
    dosed.choose("treated", "true")
    several = doses(dosed, "give-bandomycin")
    expect(several).to_have_count(3)
    expect(several.first.locator("[data-part=dose-if]")).to_have_text("if weight is below 10 kg:", use_inner_text=True)
    dosed.enter("weight", "8", "kg")
    expect(several).to_have_count(1)
    expect(several.locator("[data-part=dose]")).to_contain_text("bandomycin 2.5 mg", use_inner_text=True)
    expect(several.locator("[data-part=dose-if]")).to_be_hidden()


def test_the_record_has_the_result_and_patients_have_nothing_of_it(dosed):
    dosed.choose("treated", "true")
    dosed.enter("weight", "18", "kg")
    expect(doses(dosed, "give-examplin").locator("[data-part=dose-result]")).to_be_visible()
    dosed.answer().locator("[data-part=take] summary").click()
    dosed.answer().locator("[data-take=text]").click()
    text = dosed.page.locator("[data-part=taken-text]").input_value()
    assert "given as 1 mg/mL: 0.18 mg (0.18 mL) (0.01 mg/kg × 18 kg = 0.18 mg" in text
    dosed.page.locator("[data-part=taken-close]").click()
    dosed.page.locator("#wb-audience").select_option("patient")
    expect(doses(dosed, "give-examplin")).to_have_count(0)
    dosed.answer().locator("[data-take=text]").click()
    assert " mg" not in dosed.page.locator("[data-part=taken-text]").input_value()
    dosed.page.locator("#wb-audience").select_option("physician")
