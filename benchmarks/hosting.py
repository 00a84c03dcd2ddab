"""How many page views a second nginx serves of the bundle on one core, and of a site with 8 times the pages.

A *first view* is a page with every style sheet, script, picture and typeface that it names, and the search's index. A
*later view* is what a browser asks again: the page, the search's index and the manifest; the rest bears a digest in its
name, so a browser keeps it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from rich.table import Table

from benchmarks.results import show
from build_scripts.bundle.make import bundle_name
from tests.support.site.web_servers import nginx

ROOT = Path(__file__).parent.parent
ROUNDS = 5
SECONDS = 2
TARGET = 500
"""Page views a second that the project asks for."""

SCRIPT = """
local paths = {{{paths}}}
local place = 0
wrk.headers["Accept-Encoding"] = "br"
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def first_view(site: Path, page: Path) -> list[str]:
    """Return the paths that a browser asks for when it opens a page for the first time."""
    name = "/" + page.relative_to(site).as_posix()
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    links = [str(tag["href"]) for tag in soup.select("link[rel~=stylesheet], link[rel~=icon], link[rel~=manifest]")]
    links += [str(tag["src"]) for tag in soup.select("script[src], img[src]")]
    fonts = [f"/assets/fonts/{path.name}" for path in site.glob("assets/fonts/*-latin-wght-*.woff2")]
    found = [urlsplit(urljoin(f"http://x{name}", link)).path for link in links]
    return [name, *dict.fromkeys(found), *fonts, "/search/search_index.json"]


def load(address: str, paths: Sequence[str]) -> tuple[float, int]:
    """Ask for paths in turn for some seconds; return requests a second, and how many failed."""
    prefix = urlsplit(address).path
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(paths=",".join(f'"{prefix}{path}"' for path in paths)))
        script.flush()
        command = ["wrk", "--threads", "1", "--connections", "32", "--duration", f"{SECONDS}s", "-s", script.name]
        done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    found = re.search(r"RESULT (\d+) (\d+) (\d+)", done.stdout)
    assert found, done.stdout
    requests, microseconds, errors = map(int, found.groups())
    return requests / (microseconds / 1e6), errors


def main() -> None:
    """Print page views a second."""
    if shutil.which("wrk") is None:
        sys.exit("there is no wrk; on Debian: apt-get install wrk")
    bundle = ROOT / "dist" / f"{bundle_name()}.zip"
    if not bundle.is_file():
        sys.exit("there is no bundle to serve; 'wardbook bundle' makes it")
    cores = sorted(os.sched_getaffinity(0))
    figures: dict[str, list[float]] = {}
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.unpack_archive(bundle, folder)
        small = folder / bundle_name() / "site"
        large = folder / "large"
        shutil.copytree(small, large)
        for copy in range(7):
            shutil.copytree(small / "protocols", large / f"protocols-{copy}")
        sites = {"as it is": small, "8 times the protocol pages": large}
        for _ in range(ROUNDS):
            for what, site in sites.items():
                pages = sorted(path for path in site.rglob("*.html") if path.name != "404.html")
                first = [path for page in pages for path in first_view(site, page)]
                later = [
                    path
                    for page in pages
                    for path in (first_view(site, page)[0], "/search/search_index.json", "/manifest.webmanifest")
                ]
                os.sched_setaffinity(0, cores[:1])  # inherited by nginx
                with nginx(site) as address:
                    os.sched_setaffinity(0, cores[1:] or cores)  # and by wrk
                    for kind, paths in (("first views", first), ("later views", later)):
                        rate, errors = load(address, paths)
                        figures.setdefault(f"{what}: {kind}", []).append(rate * len(pages) / len(paths))
                        failed += errors
                os.sched_setaffinity(0, cores)
    table = Table(title=f"Page views a second of the bundle, nginx on one core, medians of {ROUNDS}")
    for column in ("what", "a second", "wanted"):
        table.add_column(column)
    for what, rates in figures.items():
        table.add_row(what, f"{median(rates):.0f}", f">= {TARGET}")
    show(table, f"Failed requests: {failed}.")


if __name__ == "__main__":
    main()
