"""From opening the checker page to its first verdict, against Pyodide as it comes, over links of several speeds.

*Stock* is an empty page that calls `loadPyodide` as the npm package gives it, unpacks the checker's wheel, imports it
and evaluates one case. Ours is the real page, with an answer entered before the checker is there. Both come from the
same server over the same link, brotli-encoded. Each round runs every kind of visit once, in turn.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import brotli
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright
from rich.table import Table

from benchmarks.link import File, Link, linked
from benchmarks.measured import CHECKER_PAGE, measured_protocols
from benchmarks.results import show
from build_scripts.project.chromium import BROWSER_ARGUMENTS, find_chromium
from build_scripts.project.digests import is_hashed
from build_scripts.runtime.build import CHECKER, PYODIDE
from build_scripts.runtime.wheel import build_wheel
from checker import dump

ROOT = Path(__file__).parent.parent
ROUNDS = 5
KEPT = ROOT / "build" / "brotli"
AT_REST = 2000
"""Milliseconds that a browser is given to finish its own start: a reader's browser is open before the page is."""

LINKS = (
    Link("open local link"),
    Link("50 Mbit/s, 10 ms", 50e6, 0.010),
    Link("20 Mbit/s, 20 ms", 20e6, 0.020),
    Link("5 Mbit/s, 40 ms", 5e6, 0.040),
)
WANTED = {"open local link": 0.35, "50 Mbit/s, 10 ms": 0.5, "20 Mbit/s, 20 ms": 0.55, "5 Mbit/s, 40 ms": 0.7}
"""Ours as a multiple of stock, at most."""

STOCK = """<!doctype html><title>stock</title><script type="module">
import { loadPyodide } from "./pyodide.mjs";
const pyodide = await loadPyodide();
const wheel = await (await fetch("WHEEL")).arrayBuffer();
pyodide.unpackArchive(wheel, "wheel");
pyodide.globals.set("compiled", await (await fetch("compiled.json")).text());
pyodide.runPython(`
import json
from checker import Checker, assess_json, load
protocol = load(json.loads(compiled))
assess_json({protocol.id: Checker(protocol)}, '{"protocol": "' + protocol.id + '", "findings": {}}')
`);
document.documentElement.dataset.verdict = performance.now();
</script>"""

ENTER = """
window.tasks = [];
new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration)))
  .observe({ type: "longtask", buffered: true });
addEventListener("DOMContentLoaded", () => {
  const root = document.querySelector("[data-checker]");
  if (!root) return;
  root.querySelector("[data-control=buttons] input:not([value=''])").click();
  const body = root.querySelector("[data-part=body]");
  new MutationObserver((_, observer) => {
    if (body.querySelector("[data-recommendation], .wb-verdict")) {
      document.documentElement.dataset.verdict = performance.now();
      observer.disconnect();
    }
  }).observe(body, { childList: true, subtree: true });
});
"""


def encoded(name: str, content: bytes, immutable: bool) -> File:
    """Return a file brotli-encoded at the highest quality, which is kept for the next time."""
    digest = hashlib.sha256(content).hexdigest()
    kept = KEPT / f"{digest}.br"
    if not kept.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(brotli.compress(content, quality=11, lgwin=24))
    body = kept.read_bytes()
    smaller = len(body) < len(content)
    return File(body if smaller else content, "br" if smaller else None, immutable, f'"{digest[:16]}"')


def site_files(site: Path) -> dict[str, File]:
    """Return the files of a built site as a server of the bundle would send them."""
    return {
        path.relative_to(site).as_posix(): encoded(path.name, path.read_bytes(), is_hashed(path.name))
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".map" and ".disk." not in path.name and not path.name.startswith("disk.")
    }


def stock_files(compiled: str) -> dict[str, File]:
    """Return the files of the empty page with Pyodide as it comes."""
    files = {
        f"stock/{name}": (PYODIDE / name).read_bytes()
        for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
    }
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(CHECKER, Path(folder))
        files[f"stock/{wheel.name}"] = wheel.read_bytes()
    files["stock/index.html"] = STOCK.replace("WHEEL", wheel.name).encode()
    files["stock/compiled.json"] = compiled.encode()
    return {name: encoded(name, content, immutable=False) for name, content in files.items()}


def verdict(page: Page, address: str) -> float:
    """Open a page; return the milliseconds until its verdict."""
    page.goto(address, wait_until="commit")
    root = page.locator("html[data-verdict]")
    root.wait_for(state="attached", timeout=180_000)
    return float(root.get_attribute("data-verdict") or "nan")


@contextmanager
def fresh(playwright: Playwright, chromium: Path, profile: Path | None = None) -> Iterator[BrowserContext]:
    """Open a browser with a profile of its own, empty unless one is given."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            profile or folder, executable_path=chromium, args=BROWSER_ARGUMENTS
        )
        context.add_init_script(ENTER)
        context.pages[0].wait_for_timeout(AT_REST)  # a browser that is itself still starting takes a core of two
        yield context
        context.close()


def main() -> None:
    """Print the table of ratios."""
    site, chromium = ROOT / "site", find_chromium()
    if not (site / "index.html").is_file():
        sys.exit("there is no built site to measure; 'make site' builds it")
    if chromium is None:
        sys.exit("there is no Chromium; 'python -m build_scripts.project.chromium' finds or installs one")
    checker = CHECKER_PAGE
    files = {**site_files(site), **stock_files(compiled_protocol())}
    for way in ("library", "snapshot"):
        forced = brotli.decompress(files[checker].body).replace(b"<html ", f'<html data-way="{way}" '.encode())
        files[checker.replace("checker.html", f"checker-{way}.html")] = encoded(checker, forced, immutable=False)
    results: dict[str, dict[str, list[float]]] = {link.name: {} for link in LINKS}
    more: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        for number in range(ROUNDS):
            for link in LINKS:
                with linked(files, link) as address:
                    measure(playwright, chromium, link, address, checker, results[link.name], more, files)
            with fresh(playwright, chromium) as context:
                page = context.new_page()
                more.setdefault("file", []).append(verdict(page, f"{site.as_uri()}/{checker}"))
                more.setdefault("longest task, file", []).append(max([0.0, *page.evaluate("window.tasks")]))
            print(f"  round {number + 1} of {ROUNDS}", flush=True)
    report(results, more)


def measure(
    playwright: Playwright,
    chromium: Path,
    link: Link,
    address: str,
    checker: str,
    times: dict[str, list[float]],
    more: dict[str, list[float]],
    files: dict[str, File],
) -> None:
    """One round over one link: stock, a first visit, a second one, and one after a change of content."""
    with fresh(playwright, chromium) as context:
        times.setdefault("stock", []).append(verdict(context.new_page(), f"{address}/stock/index.html"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        with fresh(playwright, chromium, Path(profile)) as context:
            page = context.new_page()
            link.reset()
            times.setdefault("first", []).append(verdict(page, f"{address}/{checker}"))
            times.setdefault("bytes", []).append(link.sent)
            more.setdefault("longest task", []).append(max([0.0, *page.evaluate("window.tasks")]))
            way = page.locator("[data-part=status]").get_attribute("data-way")
            times.setdefault(f"way {way}", []).append(1)
            settle(page, link)
        with fresh(playwright, chromium, Path(profile)) as context:
            page = context.new_page()
            times.setdefault("second", []).append(verdict(page, f"{address}/{checker}"))
            settle(page, link)
        page_file = files[checker]
        for way in ("library", "snapshot"):
            forced = checker.replace("checker.html", f"checker-{way}.html")
            with fresh(playwright, chromium) as context:
                times.setdefault(way, []).append(verdict(context.new_page(), f"{address}/{forced}"))
        changed = brotli.decompress(page_file.body).replace(b"</main>", b"<!-- changed --></main>")
        files[checker] = encoded(checker, changed, immutable=False)
        try:
            with fresh(playwright, chromium, Path(profile)) as context:
                link.reset()
                verdict(context.new_page(), f"{address}/{checker}")
                times.setdefault("bytes changed", []).append(link.sent)
        finally:
            files[checker] = page_file


def settle(page: Page, link: Link) -> None:
    """Wait until nothing is fetched any more, as when a reader stays on the page."""
    last = -1
    while last != link.sent:
        last = link.sent
        page.wait_for_timeout(2500)


def compiled_protocol() -> str:
    """Return the first protocol in its compiled form."""
    import json

    return json.dumps(dump(measured_protocols()[0].protocol))


def report(results: dict[str, dict[str, list[float]]], more: dict[str, list[float]]) -> None:
    """Show what was measured."""

    def ratio(link: str, kind: str) -> str:
        return f"{median(results[link][kind]) / median(results[link]['stock']):.2f} ×"

    table = Table(title=f"From opening the page to the first verdict, medians of {ROUNDS}, × of stock")
    columns = ("link", "stock", "first visit", "wanted", "started by", "always library", "always snapshot")
    for column in (*columns, "second visit", "wanted", "first visit", "wanted", "changed content", "wanted"):
        table.add_column(column)
    for link, kinds in results.items():
        ways = ", ".join(f"{kind[4:]} {len(found)}" for kind, found in kinds.items() if kind.startswith("way "))
        table.add_row(
            link,
            f"{median(kinds['stock']) / 1000:.2f} s",
            ratio(link, "first"),
            f"≤ {WANTED[link]}",
            ways,
            ratio(link, "library"),
            ratio(link, "snapshot"),
            ratio(link, "second"),
            "≤ 0.35",
            f"{median(kinds['bytes']) / 1e6:.2f} MB",
            "≤ 4.0",
            f"{median(kinds['bytes changed']) / 1e3:.1f} kB",
            "≤ 60",
        )
    stock = median(results[LINKS[0].name]["stock"])
    show(
        table,
        f"From file://: {median(more['file']) / stock:.2f} × of stock over an open link (wanted ≤ 0.45). Longest task "
        f"of the main thread until the verdict: {median(more['longest task']):.0f} ms over http, "
        f"{median(more['longest task, file']):.0f} ms from file:// (wanted ≤ 100).",
    )


if __name__ == "__main__":
    main()
