"""Reading the site: the way from home to a source by links alone, the search, and a page that is not there."""

import pytest
from playwright.sync_api import expect

from tests.support.real_protocols import PARTS, pages_of
from tests.support.site.visits import wait_until_ready

pytestmark = pytest.mark.browser

OVERVIEW = "protocols/differentiation-syndrome/index.html"


def test_from_home_to_a_verdict_to_its_reason_to_the_statement_to_its_source(visit):
    page = visit.open("index.html")
    card = page.locator(".wb-card", has=page.locator(f"a[href='{OVERVIEW}']"))
    card.get_by_role("link", name="Assess a patient").click()
    wait_until_ready(page)
    visit.choose("atra", "given")
    visit.choose("dyspnea", "true")
    verdict = visit.recommendation("give-dexamethasone")
    verdict.wait_for()
    assert "dexamethasone" in verdict.inner_text()

    verdict.locator("[data-part=title]").first.click()
    why = verdict.locator("[data-part=why]").first
    why.get_by_text("Rests on:").wait_for()
    assert why.locator(".wb-why__grounds").inner_text() == "Rests on: ATRA, Dyspnoea or respiratory distress"
    why.get_by_text("Differentiation syndrome is suspected").click()

    with page.expect_popup() as opening:  # a page of its own, so that what was entered stays
        why.get_by_role("link", name="S08").last.click()
    page = opening.value
    page.wait_for_url("**/treat.html#S08")
    statement = page.locator(".wb-statement", has=page.locator("#S08"))
    assert statement.is_visible()

    statement.get_by_role("link", name="The source", exact=True).click()
    page.wait_for_url("**/sources.html#source")
    source = page.locator("#source")
    assert source.is_visible()

    source.get_by_text("Where the source prints its markers").click()
    page.locator("#marker-1").get_by_role("link", name="S08").click()
    page.wait_for_url("**/treat.html#S08")
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("S08", "S08"),
        ("dexamethasone", "dexamethasone"),
        ("hyperleukocytosis", "yperleucocytosis"),
        ("ATRA", "ATRA"),
        ("pleuro-pericardial", "pericardial"),
        ("QTc", "QTc"),
        ("mEq", "mEq"),
    ],
)
def test_search_finds_names_ids_and_hyphenated_words(visit, typed, found):
    page = visit.open("index.html")
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(state="attached")
    page.locator("[data-md-component=search-query]").press_sequentially(typed)  # the theme listens to keys
    first = page.locator(".md-search-result__item").first
    # While letters are typed, the first hit is that of fewer letters.
    expect(first).to_contain_text(found, use_inner_text=True)
    assert visit.complaints == []


def test_a_page_that_is_not_there_says_so_in_words(visit, site):
    (site.site / "404.html").read_text()
    page = visit.open("404.html")
    assert page.get_by_role("heading", name="This page is not here").is_visible()


@pytest.mark.parametrize("part", PARTS)
def test_no_page_scrolls_sideways(visit, site, part):
    visit.without_runtime()
    for path in pages_of(site.site, part):
        page = visit.open(path.relative_to(site.site).as_posix())
        for width in (1440, 820, 360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator("html").evaluate("root => root.scrollWidth") <= width, (path.name, width)


def test_the_pathway_is_there_without_scripts(visit_as):
    visit = visit_as(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = visit.open("protocols/differentiation-syndrome/treat.html")
    picture = page.locator("svg.wb-pathway").first
    assert picture.is_visible()
    assert picture.locator("a").count() > 5
    picture.locator("a[href='recognise.html#criterion-suspected']").click()
    assert page.url.endswith("recognise.html#criterion-suspected")


def test_one_pathway_is_shown_at_each_width(visit_as):
    for width in (360, 1440):
        page = visit_as(viewport={"width": width, "height": 900}).open("protocols/differentiation-syndrome/treat.html")
        shown = [picture.is_visible() for picture in page.locator("svg.wb-pathway").all()]
        assert shown == [width > 820, width < 820]


def test_text_in_the_pathway_is_large_enough_to_read_on_a_phone(visit_as):
    page = visit_as(viewport={"width": 360, "height": 800}).open("protocols/differentiation-syndrome/treat.html")
    scale = page.locator(".wb-figure--narrow svg").evaluate("svg => svg.getScreenCTM().a")
    smallest = page.locator(".wb-figure--narrow tspan").evaluate_all(
        "lines => Math.min(...lines.map(line => parseFloat(getComputedStyle(line).fontSize)))"
    )
    assert scale * smallest >= 12


def test_text_stays_inside_its_box(visit_as):
    for width, kind in ((360, "narrow"), (1440, "wide")):
        page = visit_as(viewport={"width": width, "height": 900}).open("protocols/differentiation-syndrome/treat.html")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        over = page.locator(f".wb-figure--{kind} a").evaluate_all(
            """boxes => boxes.flatMap(box => {
                 const frame = box.querySelector("rect").getBBox();
                 return [...box.querySelectorAll("tspan")].filter(line =>
                   parseFloat(line.getAttribute("x")) + line.getComputedTextLength() > frame.x + frame.width - 4)
                   .map(line => line.textContent);
               })"""
        )
        assert over == []
