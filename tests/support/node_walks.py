"""A walk through the site by a script of Node, in a browser that Playwright does not drive."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PATIENCE = 180
"""Seconds that a walk may take."""


def walked(script: Path, told: Mapping[str, object], home: Path, within: Sequence[str] = ()) -> dict[str, Any]:
    """Run a walk, and return what it saw.

    Args:
        script: The script, which prints what it saw as JSON.
        told: What it is told, as its only argument in JSON.
        home: A folder for what the browser keeps.
        within: A command that runs another.
    """
    done = subprocess.run(
        [*within, "node", script, json.dumps(told)],
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen: dict[str, Any] = json.loads(done.stdout)
    assert "failure" not in seen, {**seen, "requests": seen.get("requests", [])[-3:]}
    return seen
