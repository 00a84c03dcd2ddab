"""What is not called for is no advice, and no dose stands beside a status that does not hold for this patient."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.site.limits import limit
from tests.support.site.taken import taken

pytestmark = pytest.mark.browser

MILD = {
    "acute-renal-failure": "false",
    "icu-for-respiratory-distress": "false",
    "dexamethasone-given": "false",
}


def warning(protocol, code):
    """The message of a warning of the protocol."""
    return next(each for each in protocol.warnings if each.code == code).message


def silence(protocol, name):
    """The sentence that says at a recommendation that the source has no rule."""
    return next(each for each in protocol.recommendations if each.id == name).no_rule[0].says


def test_what_is_not_called_for_says_so_in_words_and_is_folded_away(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    part = checker.answer().locator("[data-section=no]")

    expect(part.locator("summary h3")).to_have_text("Not called for by this protocol")
    expect(checker.recommendation("resume-atra")).to_be_hidden()
    expect(checker.answer()).not_to_contain_text("Not indicated")
    part.evaluate("details => { details.open = true; }")
    expect(checker.recommendation("resume-atra")).to_be_visible()
    text = taken(checker, "text")
    # The record plans what is indicated; what the rules do not ask for is no plan, and no advice against it either.
    assert "resume" not in text.lower()
    assert "not called for" not in text.lower()
    assert "not indicated" not in text.lower()
    expect(part).to_contain_text("no advice against")


def test_where_the_source_has_no_rule_the_answer_and_the_record_say_so(checker, protocol):
    for name, value in {"ato": "held-for-qtc", "dyspnea": "true", **MILD}.items():
        checker.choose(name, value)
    checker.enter("qtc", str(limit(protocol, "qtc") - 1))

    part = checker.answer().locator("[data-section=silent]")
    expect(part.locator("h3")).to_have_text("The source has no rule for this patient")
    item = part.locator("[data-recommendation=review-ato-after-qtc]")
    expect(item).to_be_visible()
    expect(item.locator("[data-part=silence]")).to_contain_text(silence(protocol, "review-ato-after-qtc"))
    record = taken(checker, "text")
    assert "\nThe source has no rule for this patient: " in record
    assert silence(protocol, "review-ato-after-qtc") in record

    checker.choose("dyspnea", "")  # no longer certain: nothing is said to be silent
    expect(checker.answer().locator("[data-section=silent]")).to_have_count(0)


def test_below_the_age_of_the_doses_the_warning_stands_above_each_of_them(checker, protocol):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    item = checker.recommendation("give-dexamethasone")
    expect(item.locator(".wb-rec__dose")).to_contain_text("Adult dose:")
    expect(item.locator("[data-part=warned]")).to_be_hidden()

    checker.enter("age", str(limit(protocol, "age") - 1))

    expect(item.locator("[data-part=warned]")).to_contain_text(warning(protocol, "child"))
    for audience in ("physician", "nurse"):
        checker.page.locator("#wb-audience").select_option(audience)
        above, dose = item.locator("[data-part=warned]").bounding_box(), item.locator(".wb-rec__dose").bounding_box()
        assert above["y"] + above["height"] <= dose["y"] + 1, audience
    checker.page.locator("#wb-audience").select_option("physician")
    record = " ".join(taken(checker, "text").split())
    assert record.index(warning(protocol, "child")) < record.index("Adult dose: dexamethasone")

    checker.enter("age", str(limit(protocol, "age")))
    expect(item.locator("[data-part=warned]")).to_be_hidden()


def test_no_dose_stands_beside_a_status_that_does_not_hold(checker):
    checker.choose("atra", "given")
    checker.choose("dyspnea", "true")
    for part in checker.answer().locator("[data-section=no], [data-section=open]").all():
        part.evaluate("node => { node.open = true; }")
    shown = checker.answer().locator("[data-recommendation]:has(.wb-rec__dose)")
    assert shown.count() >= 3
    for item in shown.all():
        expected = item.get_attribute("data-status") == "indicated"
        for dose in item.locator(".wb-rec__dose").all():
            assert dose.is_visible() is expected


def test_a_high_potassium_is_warned_of_beside_what_is_done_about_the_electrolytes(checker, protocol):
    checker.choose("ato", "given")
    checker.enter("qtc", str(limit(protocol, "qtc") + 10))
    checker.enter("potassium", str(limit(protocol, "potassium", "at_least")))

    said = checker.recommendation("measure-electrolytes").locator("[data-part=warned]")
    expect(said).to_contain_text(warning(protocol, "potassium-high"))
    expect(checker.recommendation("replete-electrolytes")).to_have_attribute("data-status", "undetermined")
