"""The library of the page's Python: the checker, and the part of the standard library that it uses.

This part is found by a trial: Pyodide starts under Node with the whole library, the checker answers the warm-up cases,
and the modules imported by then are kept. A few modules are replaced by nearly empty ones (`inside/`), because
Pyodide imports them at its start and the checker does not use them: Pyodide's event loop and package loader, which
would import half of the standard library.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from build_scripts.runtime.tools import HERE, read_archive, run, under_node, write_archive

INSIDE = HERE / "inside"


def make_library(wheel: Path, pyodide: Path, making: Path, *, compiled: bool) -> Path:
    """Make the library's archive.

    Args:
        wheel: The checker's wheel.
        pyodide: The npm package.
        making: A folder for intermediate files.
        compiled: Whether modules become byte code, without docstrings and assertions.

    Returns:
        The archive.

    Raises:
        RuntimeBuildError: when a tool fails.
    """
    modules = {name: content for name, content in read_archive(pyodide / "python_stdlib.zip").items() if _kept(name)}
    modules |= {name: content for name, content in read_archive(wheel).items() if _kept(name)}
    modules |= {path.relative_to(INSIDE).as_posix(): path.read_bytes() for path in INSIDE.rglob("*.py")}
    whole, library = making / "whole.zip", making / "library.zip"
    write_archive(whole, modules.items())
    if compiled:
        command = [sys.executable, "-OO", "-m", "pyodide_cli", "py-compile", "--silent", "--compression-level", "0"]
        run([*command, whole])
    used = making / "modules.json"
    under_node(pyodide, whole, "modules", used)
    names = set(json.loads(used.read_bytes()))
    write_archive(library, ((name, content) for name, content in read_archive(whole).items() if name in names))
    return library


def _kept(name: str) -> bool:
    return name.endswith(".py")
