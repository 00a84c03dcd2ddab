"""Lighthouse on a page, with this machine's Chromium."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def scores(address: str, chromium: Path, *categories: str, device: str = "desktop") -> dict[str, int]:
    """Return what Lighthouse gives a page in some categories, 0 to 100.

    Args:
        address: The page.
        chromium: The browser.
        categories: For example `accessibility`, `best-practices`, `performance`.
        device: `desktop`, or `mobile` with Lighthouse's slow phone on a slow link.
    """
    command = [
        str(ROOT / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(categories)}",
        *(["--preset=desktop"] if device == "desktop" else []),
    ]
    environment = {**os.environ, "CHROME_PATH": str(chromium)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads(done.stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in categories}
