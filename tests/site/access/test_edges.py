"""Every field and button can be told from the page: by its edge, its ground, its mark or the line under its words.

Read from the computed styles of every page, in both schemes, with everything that folds unfolded.
"""

from __future__ import annotations

import pytest

from build_scripts.project.static_server import serving
from tests.support.real_protocols import PARTS, pages_of
from tests.support.site.visits import PALETTES, in_scheme

WIDTHS = (360, 1440)

LEAST = 3
"""Contrast of a control with what is around it (WCAG 2.2, 1.4.11)."""

UNSEEN = """least => {
  const numbers = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
    return colour.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const ground = (node) => {
    if (!node) return [255, 255, 255, 1];
    const own = numbers(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(node.parentElement));
  };
  const light = (colour) => {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = colour.slice(0, 3).map((c) => linear(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [more, less] = [light(one), light(other)].sort((a, b) => b - a);
    return (more + 0.05) / (less + 0.05);
  };
  const told = (node) => {
    const style = getComputedStyle(node);
    const around = ground(node.parentElement);
    const edged = (of) => ["Top", "Right", "Bottom", "Left"].some(
      (side) => of[`border${side}Style`] !== "none" && parseFloat(of[`border${side}Width`]) >= 1
        && contrast(over(numbers(of[`border${side}Color`]), around), around) >= least);
    const drawn = ["::before", "::after"].map((part) => getComputedStyle(node, part));
    const edge = edged(style) || drawn.some((of) => of.content !== "none" && edged(of));
    const mark = [...node.querySelectorAll("svg, .md-icon")].some((icon) => icon.getBoundingClientRect().width > 0);
    const native = node.matches("[type=checkbox], [type=radio]") && style.appearance !== "none";
    const line = style.textDecorationLine.includes("underline")
      && contrast(over(numbers(style.color), ground(node)), ground(node)) >= least;
    return edge || mark || native || line || contrast(ground(node), around) >= least;
  };
  document.querySelectorAll("details").forEach((fold) => (fold.open = true));
  return [...document.querySelectorAll("input, select, textarea, button, [role=button]")]
    .filter((node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((node) => node.offsetWidth > 2 && node.offsetHeight > 2 && !node.disabled)
    .filter((node) => !node.closest(".md-search, .md-header") && !told(node))
    .map((node) => node.outerHTML.slice(0, 160));
}"""


def unseen(page):
    found = {}
    for scheme in PALETTES:
        in_scheme(page, scheme)
        if nodes := page.evaluate(UNSEEN, LEAST):
            found[scheme] = nodes
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_page(visit_as, site, part):
    visit = visit_as(reduced_motion="reduce")
    wrong = {}
    with serving(site.site) as visit.address:
        for path in pages_of(site.site, part):
            name = path.relative_to(site.site).as_posix()
            page = visit.open_settled(name)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if found := unseen(page):
                    wrong[name, width] = found
        page.goto("about:blank")
    assert wrong == {}


def test_a_control_without_an_edge_is_found(visit):
    page = visit.open("index.html")
    page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("afterbegin",
          "<input style='border: 0; background: none'><button style='border: 0; background: none'>x</button>")"""
    )
    # The page's policy forbids styles in the text of a page, and permits those that a script sets.
    page.locator("article > input, article > button").evaluate_all(
        "nodes => nodes.forEach((node) => Object.assign(node.style, {border: '0', background: 'none'}))"
    )
    assert [len(nodes) for nodes in unseen(page).values()] == [2, 2]
