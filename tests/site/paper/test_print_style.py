"""Pages on paper: light whatever the screen, without what is no use there, and with what a screen folds away."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support.site.visits import PROTOCOL, visiting

pytestmark = pytest.mark.browser

FOLDER = f"protocols/{PROTOCOL}"
PAGES = [
    "index.html",
    *(f"{FOLDER}/{name}.html" for name in ("index", "treat", "checker", "sources", "history", "card")),
]

DARK = """() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    return probe.getImageData(0, 0, 1, 1).data;
  };
  const light = (colour) => {
    const [red, green, blue, alpha] = rgba(colour);
    return alpha === 0 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const name = (node) => node.tagName + "." + (node.getAttribute("class") ?? "");
  const wrong = [];
  for (const node of [document.documentElement, document.body, ...document.body.querySelectorAll("*")]) {
    if (!node.checkVisibility() || node.closest("svg") || node.matches(".wb-block__number")) continue;
    const style = getComputedStyle(node);
    const behind = light(style.backgroundColor);
    if (behind !== null && behind < 0.7) wrong.push(`${name(node)} on ${style.backgroundColor}`);
    const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (words && light(style.color) > 0.5) wrong.push(`${name(node)} in ${style.color}`);
  }
  if (getComputedStyle(document.documentElement).colorScheme !== "light") wrong.push("the page's own scheme");
  return wrong;
}"""
"""Visible elements with a dark ground, or with words too pale for white paper."""


@pytest.fixture(scope="module")
def dark(browser, host):
    """A visit in the dark scheme."""
    with visiting(browser, host, color_scheme="dark", viewport={"width": 1280, "height": 900}) as visit:
        yield visit


def _paper(page, **options):
    """Print a page as a browser would; each side's text."""
    return [side.extract_text() for side in PdfReader(BytesIO(page.pdf(format="A4", **options))).pages]


def _joined(text):
    return "".join(text.split())


@pytest.mark.parametrize("path", PAGES)
def test_paper_is_light_and_holds_no_furniture(dark, path):
    page = dark.open(path)
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(DARK) != []  # the test can tell: on the screen it is dark
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(DARK) == []
    for furniture in (".md-header", ".md-sidebar", ".md-tabs", ".md-footer", ".md-search", ".md-top", ".wb-actions"):
        for place in page.locator(furniture).all():
            assert not place.is_visible(), furniture
    page.emulate_media(media="null", color_scheme="dark")


def test_each_page_says_what_it_is_and_when_it_was_printed(dark, first):
    protocol = first.protocol
    page = dark.open(f"{FOLDER}/sources.html")
    page.wait_for_load_state("load")
    text = _joined(_paper(page)[0])
    for said in (protocol.title, f"Version {protocol.version}", "Under review, not approved", "Sources"):
        assert _joined(said) in text
    year = page.evaluate("() => new Date().getFullYear()")
    assert f"Printed{page.evaluate('() => new Date().getDate()')}" in text
    assert str(year) in text
    assert _joined(f"{FOLDER}/sources.html") in text
    assert page.locator(".wb-printed").count() == 0  # gone again from the screen


def test_the_printed_address_leaves_out_what_may_be_about_a_patient(dark):
    page = dark.open(f"{FOLDER}/sources.html?wbc=99#potassium-2")
    page.wait_for_load_state("load")
    text = _joined(" ".join(_paper(page)))
    assert "wbc=99" not in text
    assert "potassium-2" not in text


def test_links_to_elsewhere_print_their_address(dark):
    page = dark.open(f"{FOLDER}/treat.html")
    page.locator(".md-content__inner").evaluate(
        "(inner) => inner.insertAdjacentHTML('beforeend', '<p><a href=\"https://example.org/guideline\">Guide</a></p>')"
    )
    assert "Guide(https://example.org/guideline)" in _joined(_paper(page)[-1])


def test_what_is_folded_is_printed_and_folded_again(dark, first):
    page = dark.open(f"{FOLDER}/quality.html")
    page.wait_for_load_state("load")
    text = _joined(" ".join(_paper(page)))
    assert [case.name for case in first.cases if _joined(case.name) not in text] == []
    expect(page.locator("details[open]")).to_have_count(0)


def test_a_browser_without_scripts_prints_what_is_folded_too(browser, host, first):
    with visiting(browser, host, java_script_enabled=False) as visit:
        text = _joined(" ".join(_paper(visit.open(f"{FOLDER}/quality.html"))))
    assert _joined(first.cases[-1].name) in text


def test_no_row_of_a_table_and_no_heading_is_torn(dark):
    page = dark.open(f"{FOLDER}/quality.html")
    page.emulate_media(media="print")
    inside = page.locator(".md-content tr").evaluate_all("rows => rows.map((row) => getComputedStyle(row).breakInside)")
    after = page.locator(".md-content :is(h1, h2, h3)").evaluate_all(
        "heads => heads.map((head) => getComputedStyle(head).breakAfter)"
    )
    page.emulate_media(media="null")
    assert set(inside) == {"avoid"}
    assert set(after) == {"avoid"}
