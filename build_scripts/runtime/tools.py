"""Functions that the steps of the runtime's build share: running a program, and archives with fixed times."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from build_scripts.project.problems import BuildError

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent

EPOCH = 1_580_601_600
"""The time in seconds (2020-02-02 UTC) of every archive, so that equal inputs give equal bytes."""


class RuntimeBuildError(BuildError):
    """The runtime cannot be built; the message says in words what is missing."""


def run(command: Sequence[str | Path]) -> None:
    """Run a program without input.

    Raises:
        RuntimeBuildError: when it fails, with what it printed.
    """
    # With a source date, py_compile stores a hash of the source in place of the source's time.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeBuildError(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}".rstrip())


def under_node(pyodide: Path, archive: Path, wanted: str, out: Path) -> None:
    """Start Pyodide under Node, and have `start.mjs` write the wanted result."""
    run(["node", HERE / "start.mjs", pyodide, archive, HERE / "warm_up.json", wanted, out])


def can_compile(python: str) -> bool:
    """Whether this Python can write byte code for another one: byte code is the same within one minor version only."""
    return tuple(int(part) for part in python.split(".")[:2]) == sys.version_info[:2]


def read_archive(path: Path) -> dict[str, bytes]:
    """Return the files in a zip archive by name."""
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}


def write_archive(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip archive with fixed times and uncompressed files: a server compresses it better as a whole."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files):
            entry = zipfile.ZipInfo(name, time.gmtime(EPOCH)[:6])
            entry.create_system = 3  # Unix, whatever the host
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
