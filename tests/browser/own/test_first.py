"""First answers of protocols with doses and values: what rests on a very number waits for the engine."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.own import dosed as doses
from tests.support.site.visits import visiting

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("own-site")]  # built once


def test_what_a_dose_goes_by_waits_for_the_engine(browser, own):
    with visiting(browser, own.address) as visit:
        visit.page.route("**/worker.*.js", lambda route: None)
        visit.open(doses.CHECKER)
        visit.choose("treated", "true")
        expect(visit.recommendation("give-examplin")).to_be_visible()
        visit.enter("weight", "12", "kg")
        waiting = visit.answer().locator(".wb-message--earlier")
        expect(waiting).to_contain_text("assessed as soon as the checker is loaded")
