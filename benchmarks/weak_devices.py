"""The checker's first minute on a weak device: text, form, first verdict, Python; and how fast it answers then.

Like `start`, whose visits these are, with the browser on a third of a core: two findings are entered as soon as the
form is there. It needs Linux and root, since only they may limit a program by a control group.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright
from rich.table import Table

from benchmarks import answer_latency
from benchmarks.link import File, Link, linked
from benchmarks.measured import CHECKER_PAGE
from benchmarks.quota import limited
from benchmarks.results import show
from benchmarks.start import AT_REST, ROOT, compiled_protocol, fresh, site_files, stock_files, verdict
from build_scripts.project.chromium import find_chromium

ROUNDS = 3
SHARE = 1 / 3
"""Of a core."""
CHANGES, WARM_UP = 60, 20

LINKS = (Link("5 Mbit/s, 100 ms", 5e6, 0.1), Link("1 Mbit/s, 300 ms", 1e6, 0.3))
WANTED = {"5 Mbit/s, 100 ms": ("≤ 1.0 s", "≤ 0.2 ×"), "1 Mbit/s, 300 ms": ("≤ 2.0 s", "≤ 0.12 ×")}
"""First contentful paint, and the first verdict."""
LATENCY = 50
"""Milliseconds from a tap to the answer, at the 95th percentile, that the project accepts."""

WATCH = """
window.moments = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) window.moments.text = entry.startTime;
}).observe({ type: "paint", buffered: true });
addEventListener("DOMContentLoaded", () => {
  const root = document.querySelector("[data-checker]");
  if (!root) return;
  root.querySelector("[data-control=buttons] input:not([value=''])").click();
  root.querySelector("[data-control=boolean] input[value=true]").click();
  const note = () => {
    const now = performance.now();
    if (root.dataset.started) window.moments.form ??= now;
    if (root.querySelector("[data-part=body] :is([data-recommendation], .wb-verdict)")) window.moments.verdict ??= now;
    if (root.querySelector("[data-part=status][data-state=ready]")) window.moments.python ??= now;
  };
  new MutationObserver(note).observe(root, { attributes: true, childList: true, subtree: true });
});
"""
MOMENTS = ("text", "form", "verdict", "python")


def moments(page: Page, address: str) -> dict[str, float]:
    """Open the checker; return the milliseconds until each moment, the last of which is that Python is ready."""
    page.goto(address, wait_until="commit")
    page.wait_for_selector("[data-part=status][data-state=ready]", state="attached", timeout=300_000)
    shown = "[data-part=body] :is([data-recommendation], .wb-verdict)"
    page.wait_for_selector(shown, state="attached", timeout=300_000)
    page.wait_for_timeout(AT_REST)
    found: dict[str, float] = page.evaluate("window.moments")
    return found


def main() -> None:
    """Print the table of moments and that of the answers after a tap."""
    chromium = find_chromium()
    if not (ROOT / "site" / "index.html").is_file():
        sys.exit("there is no built site to measure; 'make site' builds it")
    if chromium is None:
        sys.exit("there is no Chromium; 'python -m build_scripts.project.chromium' finds or installs one")
    checker = CHECKER_PAGE
    files = {**site_files(ROOT / "site"), **stock_files(compiled_protocol())}
    found: dict[str, dict[str, list[float]]] = {link.name: {} for link in LINKS}
    latency: list[float] = []
    with sync_playwright() as playwright:
        for number in range(ROUNDS):
            for link in LINKS:
                with linked(files, link) as address:
                    _round(playwright, chromium, files, address, checker, found[link.name])
            with linked(files, Link("open")) as address, fresh(playwright, chromium) as context:
                latency += _latency(context, f"{address}/{checker}")
            print(f"  round {number + 1} of {ROUNDS}", flush=True)
    _report(found, latency)


def _round(
    playwright: Playwright,
    chromium: Path,
    files: dict[str, File],
    address: str,
    checker: str,
    found: dict[str, list[float]],
) -> None:
    with fresh(playwright, chromium) as context, limited(SHARE, "chrom"):
        found.setdefault("stock", []).append(verdict(context.new_page(), f"{address}/stock/index.html"))
    with fresh(playwright, chromium) as context:
        context.add_init_script(WATCH)
        with limited(SHARE, "chrom"):
            for name, time in moments(context.new_page(), f"{address}/{checker}").items():
                found.setdefault(name, []).append(time)


def _latency(context: BrowserContext, address: str) -> list[float]:
    page = context.new_page()
    page.goto(address)
    page.locator("[data-part=status][data-state=ready]").wait_for(state="attached", timeout=120_000)
    with limited(SHARE, "chrom"):
        return answer_latency.measure(page, WARM_UP + CHANGES)[WARM_UP:]


def _report(found: dict[str, dict[str, list[float]]], latency: list[float]) -> None:
    table = Table(title=f"The checker on a third of a core, medians of {ROUNDS}, in turn with stock")
    for column in (
        "link",
        "stock's verdict",
        "text",
        "wanted",
        "form",
        "first verdict",
        "× of stock",
        "wanted",
        "Python",
    ):
        table.add_column(column)
    for link, times in found.items():
        seconds = {name: median(times[name]) / 1000 for name in ("stock", *MOMENTS)}
        text, first = WANTED[link]
        table.add_row(
            link,
            f"{seconds['stock']:.2f} s",
            f"{seconds['text']:.2f} s",
            text,
            f"{seconds['form']:.2f} s",
            f"{seconds['verdict']:.2f} s",
            f"{seconds['verdict'] / seconds['stock']:.2f} ×",
            first,
            f"{seconds['python']:.2f} s",
        )
    show(
        table,
        f"From a tap to the answer on a third of a core, {len(latency)} changes: median {median(latency):.0f} ms, "
        f"95th percentile {quantiles(latency, n=20)[-1]:.0f} ms (wanted ≤ {LATENCY}).",
    )


if __name__ == "__main__":
    main()
