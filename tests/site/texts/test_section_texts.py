"""Texts of sections in a real browser: tables, lists, links and a picture, for those whom they are for."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

RECOGNISE = "protocols/example/recognise.html"
TREAT = "protocols/example/treat.html"


def test_a_picture_is_shown_with_its_words_and_fits(rich_visit):
    page = rich_visit.open(RECOGNISE)
    picture = page.get_by_role("img", name="The position in the example: a circle above a line")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    box, width = picture.bounding_box(), page.viewport_size["width"]
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 960
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    assert rich_visit.complaints == []


def test_a_table_has_heads_and_cells_aligned_as_their_author_said(rich_visit):
    page = rich_visit.open(RECOGNISE)
    table = page.locator(".wb-text table")
    assert table.get_by_role("columnheader").count() == 3
    assert table.locator("tbody tr").first.locator("td").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell).textAlign)"
    ) == ["left", "center", "right"]
    # The table may scroll in its own place, the page never.
    assert page.locator("html").evaluate("root => root.scrollWidth") <= page.viewport_size["width"]


def test_lists_stand_one_in_the_other(rich_visit):
    page = rich_visit.open(RECOGNISE)
    numbered = page.locator(".wb-text > ol")
    assert numbered.locator("> li").count() == 2
    assert numbered.locator("> li").first.locator("ul > li").all_inner_texts() == ["the first,", "and any other;"]
    assert page.locator(".wb-text p > strong").first.inner_text() == "One sign is enough."


@pytest.mark.parametrize(
    ("words", "address", "anchor"),
    [
        ("the statement", "**/recognise.html#S01", "S01"),
        ("to do", "**/treat.html#example-action", "example-action"),
        ("how this site is made", "**/about/index.html#how", "how"),
    ],
)
def test_a_link_leads_within_the_site_to_what_it_names(rich_visit, words, address, anchor):
    page = rich_visit.open(RECOGNISE)
    page.locator(".wb-text").get_by_role("link", name=words, exact=True).click()
    page.wait_for_url(address)
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_a_patient_sees_the_texts_for_everybody_and_no_others(rich_visit):
    page = rich_visit.open(TREAT)
    page.get_by_label("Reading as").select_option("patient")
    expect(page.get_by_text("Call the team at once")).to_be_visible()
    expect(page.get_by_text("since when.")).to_be_visible()
    expect(page.locator(".wb-text table")).to_be_hidden()
    expect(page.locator(".wb-text img")).to_be_hidden()
    expect(page.get_by_role("heading", name="What professionals read")).to_be_hidden()
    page = rich_visit.open(RECOGNISE)
    expect(page.locator(".wb-text")).to_be_hidden()


def test_the_picture_is_on_the_device_when_the_network_is_gone(rich, rich_visit):
    worker = (rich.site / "service-worker.js").read_text()
    assert "protocols/example/pictures/position.png" in worker
