"""From opening the checker page to its first verdict in WebKit and Firefox, against Pyodide as it comes.

Like `start`, over the link of a phone. Neither browser is driven as Chromium is: the page that is measured enters the
finding by a script of its own, and stands under no policy, which would forbid that script.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import brotli
from rich.table import Table

from benchmarks.link import Link, linked
from benchmarks.measured import CHECKER_PAGE
from benchmarks.results import show
from benchmarks.start import AT_REST, ENTER, ROOT, compiled_protocol, encoded, site_files, stock_files
from build_scripts.project.programs import find_program
from tests.support.node_walks import walked
from tests.support.site.webdriver import webkit

ROUNDS = 3
LINK = ("5 Mbit/s, 100 ms", 5e6, 0.1)
WANTED = 0.25
"""Ours as a multiple of stock, at most."""

WALK = Path(__file__).parent / "verdict.mjs"
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


def _program(name: str) -> Path:
    found = find_program(name)
    if found is None:
        sys.exit(f"there is no {name}; 'python -m build_scripts.project.programs' finds or installs one")
    return found


def in_webkit(address: str, home: Path) -> float:
    """Open a page in WebKit; return the milliseconds until its verdict."""
    driver, screen = _program("WebKitWebDriver"), _program("Xvfb")
    with webkit(driver, screen, home, impatient=True) as browser:
        browser.wait(f"performance.now() > {AT_REST}")
        browser.open(address)
        return float(browser.wait("document.documentElement.dataset.verdict"))


def in_firefox(address: str, home: Path) -> float:
    """Open a page in Firefox; return the milliseconds until its verdict."""
    told = {
        "executable": str(_program("firefox-esr")),
        "profile": str(home / "profile"),
        "address": address,
        "rest": AT_REST,
    }
    return float(walked(WALK, told, home)["verdict"])


BROWSERS: dict[str, Callable[[str, Path], float]] = {"WebKit": in_webkit, "Firefox": in_firefox}


def main() -> None:
    """Print the table of ratios."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        sys.exit("there is no built site to measure; 'make site' builds it")
    checker = CHECKER_PAGE
    files = {**site_files(site), **stock_files(compiled_protocol())}
    page = POLICY.sub(f"<script>{ENTER}</script>".encode(), brotli.decompress(files[checker].body))
    measured = checker.replace("checker.html", "checker-measured.html")
    files[measured] = encoded(measured, page, immutable=False)
    found: dict[str, dict[str, list[float]]] = {name: {"stock": [], "ours": []} for name in BROWSERS}
    for number in range(ROUNDS):
        for name, opened in BROWSERS.items():
            for kind, path in (("stock", "stock/index.html"), ("ours", measured)):
                with linked(files, Link(*LINK)) as address, tempfile.TemporaryDirectory() as home:
                    found[name][kind].append(opened(f"{address}/{path}", Path(home)))
        print(f"  round {number + 1} of {ROUNDS}", flush=True)
    table = Table(title=f"From opening the page to the first verdict over {LINK[0]}, medians of {ROUNDS}, in turn")
    for column in ("browser", "stock", "ours", "× of stock", "wanted"):
        table.add_column(column)
    for name, times in found.items():
        stock, ours = median(times["stock"]), median(times["ours"])
        table.add_row(name, f"{stock / 1000:.2f} s", f"{ours / 1000:.2f} s", f"{ours / stock:.2f} ×", f"≤ {WANTED}")
    show(table)


if __name__ == "__main__":
    main()
