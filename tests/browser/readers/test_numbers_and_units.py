"""No number stands at the end of a line with its unit in the next: '1' above 'mg' is read as another dose."""

import json
from itertools import pairwise
from urllib.parse import quote

import pytest

from build_scripts.content.double_entry.reading.written_units import unit_at
from tests.support.readers.devices import FOLDER
from tests.support.real_protocols import NAMES, pages_of
from tests.support.site.visits import visiting

pytestmark = pytest.mark.browser

LINES = """() => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const found = [];
  const walk = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data;
    if (!walk.currentNode.parentElement.getClientRects().length || walk.currentNode.parentElement.closest("svg")) {
      continue;
    }
    for (const space of text.matchAll(/\\d(\\s)\\p{L}/gu)) {
      const range = document.createRange();
      const top = (at) => {
        range.setStart(walk.currentNode, at);
        range.setEnd(walk.currentNode, at + 1);
        return range.getBoundingClientRect().top;
      };
      const parted = Math.abs(top(space.index) - top(space.index + 2)) > 4;
      found.push([text.slice(Math.max(0, space.index - 20), space.index + 20), parted]);
    }
  }
  return found;
}"""
"""Each number with a word behind it, as far as it is shown, and whether the two stand in different lines."""

WIDTHS = (320, 360, 390, 820, 1280)

CASE = {"atra": "given", "dyspnea": True}


def parted(page):
    found = page.evaluate(LINES)
    return len(found), [text for text, apart in found if apart]


@pytest.mark.parametrize("name", NAMES)
def test_no_page_parts_a_number_from_its_unit(browser, address, site, name):
    met = dict.fromkeys(WIDTHS, 0)
    with visiting(browser, address) as visit:
        visit.without_runtime()
        for path in pages_of(site.site, name):
            page = visit.open(path.relative_to(site.site).as_posix())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate("document.fonts.ready")
                count, wrong = parted(page)
                assert wrong == [], (path.name, width)
                met[width] += count
    assert min(met.values()) > 100


@pytest.mark.parametrize("width", [320, 360])
def test_no_answer_parts_a_number_from_its_unit_and_the_record_has_plain_spaces(browser, address, protocol, width):
    with visiting(browser, address, viewport={"width": width, "height": 800}) as visit:
        case = quote(json.dumps({"protocol": protocol.id, "findings": CASE}))
        page = visit.open(f"{FOLDER}/checker.html#case={case}")
        page.locator("[data-recommendation=give-dexamethasone][data-status=indicated]").wait_for(timeout=60_000)
        assert parted(page)[1] == []
        for kind in ("text", "markdown"):
            page.locator("[data-part=take]").evaluate("(details) => { details.open = true; }")
            page.locator(f"[data-take={kind}]").click()
            text = page.locator("[data-part=taken-text]").input_value()
            page.locator("[data-part=taken-close]").click()
            assert "\u00a0" not in text
            for line, after in pairwise(text.splitlines()):
                assert not (line.rstrip()[-1:].isdigit() and unit_at(f" {after.strip()}", 0)), line
