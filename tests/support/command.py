"""The command, started as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys


def wardbook(*arguments, cwd, given=b""):
    return subprocess.run(
        [sys.executable, "-m", "build_scripts.command.main", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )
