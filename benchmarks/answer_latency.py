"""How long the checker page takes to show its answer after a change in the form, in a real Chromium."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright
from rich.table import Table

from benchmarks.measured import measured_checkers
from benchmarks.results import show
from build_scripts.project.chromium import BROWSER_ARGUMENTS, find_chromium
from build_scripts.project.static_server import serving

ROOT = Path(__file__).parent.parent
CHANGES = 240
WARM_UP = 20
"""Changes before the measured ones: a reader's first is slower by what Chromium has yet to compile."""
TARGET = 16
"""Milliseconds at the 95th percentile that the project accepts."""

MEASURE = """async ([changes]) => {
  const body = document.querySelector("[data-part=body]");
  const radios = [...document.querySelectorAll("[data-control=boolean] input")].filter((radio) => radio.value);
  document.querySelector("[data-control=buttons] input:nth-of-type(1)").closest(".wb-options")
    .querySelectorAll("input")[1].click();
  const answered = () => new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (!body.hasAttribute("aria-busy")) { observer.disconnect(); done(); }
    });
    observer.observe(body, { attributes: true, attributeFilter: ["aria-busy"] });
  });
  const change = async (radio) => {
    const done = answered();
    radio.click();
    await done;
  };
  await new Promise((done) => setTimeout(done, 500));
  const times = [];
  let step = 0;
  while (times.length < changes) {
    const radio = radios[(step++ * 7) % radios.length];
    if (radio.checked) continue;
    const start = performance.now();
    await change(radio);
    body.getBoundingClientRect();  // the new layout is part of the answer
    const time = performance.now() - start;
    if (document.querySelector("[data-finding][aria-invalid=true]")) {
      await change(radio.closest(".wb-options").querySelector("input[value='']"));  // a contradiction is taken back
    } else {
      times.push(time);
    }
    await new Promise((next) => setTimeout(next));
  }
  return times;
}"""


def measure(page: Page, changes: int) -> list[float]:
    """Return the milliseconds from each of so many changes to the answer laid out on the page."""
    times: Any = page.evaluate(MEASURE, [changes])
    return [float(time) for time in times]


def main() -> None:
    """Print median and 95th percentile over all changes."""
    site, chromium = ROOT / "site", find_chromium()
    if not (site / "index.html").is_file():
        sys.exit("there is no built site to measure; 'make site' builds it")
    if chromium is None:
        sys.exit("there is no Chromium; 'python -m build_scripts.project.chromium' finds or installs one")
    table = Table(title=f"Answer after a change in the form, {CHANGES} changes in Chromium")
    for column in ("protocol", "what", "milliseconds", "wanted"):
        table.add_column(column)
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        for checker in measured_checkers(site):
            page = browser.new_page()
            page.goto(f"{address}/{checker}")
            page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=120_000)
            times = measure(page, WARM_UP + CHANGES)[WARM_UP:]
            page.close()
            name = checker.split("/")[1]
            table.add_row(name, "median", f"{median(times):.1f}", "")
            table.add_row(name, "95th percentile", f"{quantiles(times, n=20)[-1]:.1f}", f"≤ {TARGET}")
        browser.close()
    show(table)


if __name__ == "__main__":
    main()
