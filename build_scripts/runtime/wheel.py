"""The checker's wheel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_scripts.runtime.tools import EPOCH, RuntimeBuildError


def build_wheel(checker: Path, folder: Path) -> Path:
    """Build the wheel of the checker into a folder and return its path.

    Raises:
        RuntimeBuildError: when it cannot be built, with what the build printed.
    """
    from build import BuildException, ProjectBuilder  # takes a while to load, and is seldom needed

    try:
        return Path(ProjectBuilder(checker, sys.executable, _run_hook).build("wheel", folder))
    except (BuildException, subprocess.CalledProcessError) as error:
        output = (getattr(error, "output", None) or b"").decode(errors="replace")
        raise RuntimeBuildError(f"the checker's wheel cannot be built: {error}\n{output}".rstrip()) from None


def _run_hook(cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None) -> None:
    from pyproject_hooks import quiet_subprocess_runner

    quiet_subprocess_runner(cmd, cwd, {**(extra_environ or {}), "SOURCE_DATE_EPOCH": str(EPOCH)})
