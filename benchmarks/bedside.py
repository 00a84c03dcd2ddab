"""How far it is to a question and to an answer at the bedside: heights in screens, words, lines of the record."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page, sync_playwright
from rich.table import Table

from benchmarks.results import show
from build_scripts.project.chromium import BROWSER_ARGUMENTS, find_chromium
from build_scripts.project.static_server import serving

ROOT = Path(__file__).parent.parent
FOLDER = "protocols/differentiation-syndrome"
WINDOWS = {"phone": (360, 740), "desktop": (1440, 900)}

CASE: Mapping[str, object] = {
    "atra": "given",
    "ato": "given",
    "induction": True,
    "dyspnea": True,
    "unexplained-fever": True,
    "wbc": {"value": 22, "unit": "10*9/L"},
    "potassium": {"value": 3.6, "unit": "mmol/L"},
    "qtc": {"value": 510, "unit": "ms"},
}
"""The patient with whom the product was tried at the bedside."""

MEASURE = """() => {
  for (const group of document.querySelectorAll(".wb-group")) {
    group.scrollIntoView();  // what was never in sight has an estimated height
  }
  scrollTo(0, 0);
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return { question: box(".wb-field").top, form: box("form.wb-form").height, page: document.body.scrollHeight };
}"""


def main() -> None:
    """Print the figures of the first protocol, before and wanted beside them."""
    chromium = find_chromium()
    if chromium is None or not (ROOT / "site/index.html").is_file():
        sys.exit("there is no Chromium or no site; 'make bench' sees to both")
    table = Table(title="At the bedside: the first protocol on 360×740 and 1440×900")
    for column in ("figure", "before", "measured", "wanted"):
        table.add_column(column)
    with serving(ROOT / "site") as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        for name, (width, height) in WINDOWS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, service_workers="block")
            page = context.new_page()
            for row in _rows(page, f"{host}/{FOLDER}", name, height):
                table.add_row(*row)
            context.close()
        browser.close()
    show(table, "Heights in screens of the window; what is never in sight is laid out first. Keys: tests/browser/form.")


def _rows(page: Page, folder: str, name: str, height: int) -> list[tuple[str, str, str, str]]:
    page.goto(f"{folder}/checker.html")
    _ready(page)
    empty = page.evaluate(MEASURE)
    form = f"{empty['form'] / height:.1f}"
    if name == "desktop":
        return [("form, empty, desktop", "4.5", form, "≤ 2.2")]
    case = json.dumps({"protocol": "differentiation-syndrome", "findings": CASE})
    page.goto("about:blank")
    page.goto(f"{folder}/checker.html#case={quote(case)}")
    _ready(page)
    page.locator(".wb-next").wait_for()
    answer = page.locator("#wb-answer").evaluate("answer => answer.getBoundingClientRect().height") / height
    text = page.locator("[data-part=body]").inner_text()
    words = len(text[: text.index("Find out next")].split())
    page.locator("[data-part=take]").evaluate("take => { take.open = true; }")
    page.locator("[data-take=text]").click()
    lines = page.locator("[data-part=taken-text]").input_value().strip().count("\n") + 1
    rows = [
        ("first question on the phone, y", "788", f"{empty['question']:.0f}", "≤ 400"),
        ("form, empty, phone", "6.0", form, "≤ 3.2"),
        ("answer of the reviewer's case, phone", "5.4", f"{answer:.1f}", "≤ 2"),
        ("words to the end of what is indicated", "250", str(words), "≤ 140"),
        ("text for the record, lines", "65", str(lines), "≤ 20"),
    ]
    for file, title, before, wanted in (
        ("treat", "Treat", "14.8", "≤ 7"),
        ("special-situations", "Special situations", "11.9", "≤ 6"),
    ):
        page.goto("about:blank")
        page.goto(f"{folder}/{file}.html")
        tall = page.evaluate("document.documentElement.scrollHeight") / height
        rows.append((f"{title}, phone", before, f"{tall:.1f}", wanted))
    return rows


def _ready(page: Page) -> None:
    page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=60_000)


if __name__ == "__main__":
    main()
