"""Lighthouse's performance of a reference page and of the checker page, as nginx serves the bundle."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.results import show
from build_scripts.bundle.make import bundle_name
from build_scripts.project.chromium import find_chromium
from tests.support.site.lighthouse import scores
from tests.support.site.web_servers import nginx

ROOT = Path(__file__).parent.parent
ROUNDS = 3
PAGES = {"treat.html": 95, "checker.html": 90}
"""Page of the protocol → the score that the project asks for."""

FOLDER = "protocols/differentiation-syndrome"


def main() -> None:
    """Print the scores."""
    chromium = find_chromium()
    bundle = ROOT / "dist" / f"{bundle_name()}.zip"
    if chromium is None or not bundle.is_file():
        sys.exit("there is no Chromium or no bundle; 'make bench' sees to both")
    found: dict[tuple[str, str], list[int]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.unpack_archive(bundle, folder)
        with nginx(folder / bundle_name() / "site") as address:
            for _ in range(ROUNDS):
                for page in PAGES:
                    for device in ("desktop", "mobile"):
                        score = scores(f"{address}/{FOLDER}/{page}", chromium, "performance", device=device)
                        found.setdefault((page, device), []).append(score["performance"])
    table = Table(title=f"Lighthouse, performance, medians of {ROUNDS}")
    for column in ("page", "desktop", "mobile: a slow phone, 1.6 Mbit/s", "wanted"):
        table.add_column(column)
    for page, wanted in PAGES.items():
        table.add_row(page, *(f"{median(found[page, device]):.0f}" for device in ("desktop", "mobile")), f"≥ {wanted}")
    show(table, "With the header and the compression of the bundle's nginx configuration, every visit the first one.")


if __name__ == "__main__":
    main()
