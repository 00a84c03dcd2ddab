"""The build of the runtime: made once for the same inputs, and made again when anything of it is damaged."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_scripts.project.digests import hashed_name, integrity, key_of
from build_scripts.project.lock import one_at_a_time
from build_scripts.project.store import TEXT, Store
from build_scripts.runtime.library import make_library
from build_scripts.runtime.snapshot import make_snapshot
from build_scripts.runtime.tools import ROOT, RuntimeBuildError, can_compile
from build_scripts.runtime.wheel import build_wheel

CHECKER = ROOT / "checker"
PYODIDE = ROOT / "node_modules" / "pyodide"

NEEDED = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", "package.json")
"""Files of the npm package that are used; its consoles, type declarations and source maps are not."""

MANIFEST = "manifest"
"""Kind of what is kept beside the files: the facts on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeReport:
    """The result of a build, and how it was built."""

    folder: Path
    """Folder of the files and the manifest."""
    files: tuple[Path, ...]
    """Files that the site ships, sorted by name; each name holds a digest of the content."""
    manifest: dict[str, Any]
    """Facts that a page must know.

    `pyodide` and `python` (versions), `info` (of Pyodide's lock file), `memory` (bytes that a snapshot unfolds to), and
    `files`: role (`module`, `wasm`, `library`, `snapshot`) → `name`, `size` in bytes and `integrity` (SHA-256).
    """
    compiled: bool
    """Whether the library holds byte code rather than source."""
    note: str
    """One sentence for the person who builds."""


def build_runtime(
    out: Path,
    *,
    checker: Path = CHECKER,
    pyodide: Path = PYODIDE,
    progress: Callable[[str], None] | None = None,
) -> RuntimeReport:
    """Build the runtime into a folder below `out` that is named for its inputs, unless it is there already.

    Args:
        out: The folder that holds the result, and only the latest one.
        checker: The package to ship, with its own `pyproject.toml`.
        pyodide: The npm package.
        progress: A function that is called with one line on each step that takes time.

    Raises:
        RuntimeBuildError: when Pyodide is not installed, or a tool fails.
    """
    tell = progress or (lambda line: None)
    missing = [name for name in NEEDED if not (pyodide / name).is_file()]
    if missing:
        raise RuntimeBuildError(f"{pyodide} lacks {', '.join(missing)}; `make setup` installs the npm package pyodide")
    folder = out / _digest(checker, pyodide)
    with one_at_a_time(out, tell):
        for left in out.glob("making-*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        report = _report(folder)
        if report is None:
            if folder.is_dir():
                tell(f"{folder.name} in {out.name}/ is damaged; it is made again.")
                shutil.rmtree(folder)
            with tempfile.TemporaryDirectory(dir=out, prefix="making-") as making:
                fresh = Path(making) / "runtime"
                fresh.mkdir()
                _make(fresh, Path(making), checker, pyodide, tell)
                fresh.rename(folder)
            for old in out.iterdir():
                if old != folder and old.is_dir():
                    shutil.rmtree(old, ignore_errors=True)
            report = _report(folder)
    if report is None:
        raise RuntimeBuildError(f"{folder} could not be written whole; is the disk full?")
    if not report.compiled:
        tell(report.note)
    return report


def _make(folder: Path, making: Path, checker: Path, pyodide: Path, tell: Callable[[str], None]) -> None:
    about = json.loads((pyodide / "pyodide-lock.json").read_bytes())["info"]
    compiled = can_compile(about["python"])
    tell("Building the checker's wheel")
    wheel = build_wheel(checker, making)
    tell(f"Making the library of the page's Python {about['python']}{'' if compiled else ', as source'}")
    library = make_library(wheel, pyodide, making, compiled=compiled)
    tell("Taking the memory snapshot")
    snapshot, memory = make_snapshot(library, pyodide, making)
    contents = {
        "module": ("pyodide.asm.js", (pyodide / "pyodide.asm.js").read_bytes()),
        "wasm": ("pyodide.asm.wasm", (pyodide / "pyodide.asm.wasm").read_bytes()),
        "library": ("library.zip", library.read_bytes()),
        "snapshot": ("checker.snapshot.bin", snapshot),
    }
    files = {}
    for role, (plain, content) in contents.items():
        name = hashed_name(plain, content)
        (folder / name).write_bytes(content)
        files[role] = {"name": name, "size": len(content), "integrity": integrity(content)}
    release = json.loads((pyodide / "package.json").read_bytes())["version"]
    manifest = {"pyodide": release, "python": about["python"], "memory": memory, "files": files}
    text = json.dumps({"compiled": compiled, "manifest": manifest, "info": about}, indent=1)
    Store(folder).keep(MANIFEST, key_of([]), text, TEXT)


def _report(folder: Path) -> RuntimeReport | None:
    """Return a result that was made before; None where there is none, or any file in it is not as it was made."""
    text = Store(folder, lambda line: None).find(MANIFEST, key_of([]), TEXT)
    if text is None:
        return None
    made = json.loads(text)
    try:
        for file in made["manifest"]["files"].values():
            if integrity((folder / file["name"]).read_bytes()) != file["integrity"]:
                return None
    except OSError:
        return None
    manifest = {**made["manifest"], "info": made["info"]}
    host = ".".join(str(part) for part in sys.version_info[:2])
    needed = ".".join(manifest["python"].split(".")[:2])
    note = (
        f"The checker ships as byte code for Python {needed}."
        if made["compiled"]
        else "The checker ships as source and starts slower: byte code for Pyodide "
        f"{manifest['pyodide']} needs a build under Python {needed}, and this one runs under {host}."
    )
    return RuntimeReport(
        folder=folder,
        files=tuple(sorted(path for path in folder.iterdir() if not path.name.startswith(f"{MANIFEST}-"))),
        manifest=manifest,
        compiled=made["compiled"],
        note=note,
    )


def _digest(checker: Path, pyodide: Path) -> str:
    """Return a name for the result that depends on the sources, Pyodide's files, the tools and this package."""
    parts: list[str | bytes | Path] = [sys.version]
    parts += [f"{tool} {version(tool)}" for tool in ("build", "hatchling", "pyodide-build")]
    for name, path in _inputs(checker, pyodide):
        parts += [name, path.read_bytes()]
    return key_of(parts)[:16]


def _inputs(checker: Path, pyodide: Path) -> Iterator[tuple[str, Path]]:
    here = Path(__file__).parent
    for path in sorted(path for suffix in ("py", "mjs", "json") for path in here.rglob(f"*.{suffix}")):
        yield f"runtime/{path.relative_to(here).as_posix()}", path
    for name in NEEDED:
        yield f"pyodide/{name}", pyodide / name
    for path in sorted({checker / "pyproject.toml", checker / "py.typed", *checker.rglob("*.py")}):
        yield f"checker/{path.relative_to(checker).as_posix()}", path
