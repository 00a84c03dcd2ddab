"""Who reads is switched while an answer stands, goes along with links, and holds offline and on paper."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.support.site.devices import DESKTOP, FOLDER, PHONE
from tests.support.site.met import met
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser


def test_who_reads_goes_along_to_a_new_tab_and_back(patient, doses):
    page = patient.open(f"{FOLDER}/index.html")
    with page.context.expect_page() as opened:
        page.locator(".wb-first li a:visible").first.click(modifiers=["ControlOrMeta"])
    tab = opened.value
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    expect(tab.locator("#give-dexamethasone")).to_be_in_viewport()
    assert tab.url.endswith("treat.html#give-dexamethasone")
    assert met(tab, doses) == []
    tab.get_by_role("link", name="Differentiation syndrome on ATRA").first.click()
    expect(tab).to_have_url(re.compile("index.html$"))
    tab.go_back()
    expect(tab.locator("html")).to_have_attribute("data-audience", "patient")
    assert met(tab, doses) == []
    tab.close()
