"""How long a site build takes with everything in place, against MkDocs alone on the same staged pages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from rich.table import Table

from benchmarks.results import show

ROOT = Path(__file__).parent.parent
RUNS = 5
TARGET = 1.5
"""Highest ratio that the project accepts."""


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the median seconds of each and the median of the ratios, run by run."""
    whole = [sys.executable, "-m", "build_scripts.command.main", "build", "--force"]
    _seconds(whole)  # fills the caches and stages the pages
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        alone = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--quiet",
            "--config-file",
            str(ROOT / "build" / "mkdocs.yml"),
            "--site-dir",
            folder,
        ]
        for _ in range(RUNS):
            ours.append(_seconds(whole))
            plain.append(_seconds(alone))
    table = Table(title=f"Site build, medians of {RUNS}, in turn")
    for column in ("what", "seconds", "ratio", "wanted"):
        table.add_column(column)
    ratio = median(one / other for one, other in zip(ours, plain, strict=True))
    table.add_row("mkdocs build of the staged pages", f"{median(plain):.2f}", "1.00", "")
    table.add_row(
        "wardbook build --force: check, cases, stage, build", f"{median(ours):.2f}", f"{ratio:.2f}", f"≤ {TARGET}"
    )
    show(table)


if __name__ == "__main__":
    main()
