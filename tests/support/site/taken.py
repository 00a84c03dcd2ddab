"""What a reader takes along from the checker, as tests read it."""

from __future__ import annotations

import json
from decimal import Decimal

from playwright.sync_api import expect


def case_of(visit):
    """The case that the form holds, as it would be saved."""
    return json.loads(_text(visit, "json"), parse_float=Decimal, parse_int=Decimal)["findings"]


def taken(visit, kind):
    expect(visit.answer().locator("[data-part=body][aria-busy]")).to_have_count(0)
    return _text(visit, kind)


def _text(visit, kind):
    visit.page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
    visit.page.locator(f"[data-take={kind}]").press("Enter")  # an answer that comes now would move it under a pointer
    text = visit.page.locator("[data-part=taken-text]").input_value()
    visit.page.locator("[data-part=taken-close]").click()
    return text
