"""The Python that runs in the reader's page: Pyodide's files, and the checker's wheel entered in its lock file.

Nothing is fetched. Pyodide comes from the npm package that `package-lock.json` pins, and the wheel is built from
`checker/`. The order of the steps matters: a wheel is entered in the lock file before it is byte-compiled, because a
compiled wheel bears the name of the Python that compiled it, and a lock file takes none of those.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from build_scripts.problems import BuildError

ROOT = Path(__file__).resolve().parent.parent
CHECKER = ROOT / "checker"
PYODIDE = ROOT / "node_modules" / "pyodide"

PACKAGE = "wardbook-checker"
"""What a page passes to `loadPackage`: the name under which the lock file knows the checker."""

LOCK = "pyodide-lock.json"
LIBRARY = "python_stdlib.zip"
SHIPPED = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", LIBRARY)
"""What `loadPyodide` fetches; source maps, type declarations and consoles stay behind."""

EPOCH = 1_580_601_600
"""The time in seconds (2020-02-02 UTC) of every archive, so that equal inputs give equal bytes."""


class RuntimeBuildError(BuildError):
    """The runtime cannot be built; the message says in words what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuntimeReport:
    """What was built, and how."""

    folder: Path
    """Holds the files below and nothing else; to be copied into the site as it is."""
    files: tuple[Path, ...]
    """The files, sorted by name."""
    wheel: str
    """Name of the checker's wheel; the lock file beside it has its hash."""
    pyodide: str
    """Version of Pyodide."""
    python: str
    """Version of the Python inside."""
    compiled: bool
    """Whether the wheel and the standard library hold byte code rather than source."""
    note: str
    """One sentence for whoever builds."""


def build_runtime(
    out: Path,
    *,
    checker: Path = CHECKER,
    pyodide: Path = PYODIDE,
    progress: Callable[[str], None] | None = None,
) -> RuntimeReport:
    """Build the runtime into a folder below `out` that is named for its inputs, unless it is there already.

    Args:
        out: Holds the result, and only the latest one.
        checker: The package to ship, with its own `pyproject.toml`.
        pyodide: The npm package.
        progress: Is told in one line of each step that takes time.

    Raises:
        RuntimeBuildError: when Pyodide is not installed, or a tool fails.
    """
    tell = progress or (lambda line: None)
    missing = [name for name in (*SHIPPED, LOCK, "package.json") if not (pyodide / name).is_file()]
    if missing:
        raise RuntimeBuildError(f"{pyodide} lacks {', '.join(missing)}; `make setup` installs the npm package pyodide")
    folder = out / _digest(checker, pyodide)
    if not folder.is_dir():
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix="making-") as making:
            fresh = Path(making) / "runtime"
            _make(fresh, checker, pyodide, tell)
            _put(fresh, folder)
        for old in out.iterdir():
            if old != folder and not old.name.startswith("making-"):
                shutil.rmtree(old, ignore_errors=True)
    report = _report(folder, pyodide)
    if not report.compiled:
        tell(report.note)
    return report


def _make(folder: Path, checker: Path, pyodide: Path, tell: Callable[[str], None]) -> None:
    from pyodide_lock import PyodideLockSpec  # only a runtime that is made needs the tools that make it
    from pyodide_lock.utils import add_wheels_to_spec

    folder.mkdir()
    for name in SHIPPED:
        shutil.copyfile(pyodide / name, folder / name)
    tell("Building the checker's wheel")
    wheel = _build_wheel(checker, folder)
    info = json.loads((pyodide / LOCK).read_bytes())["info"]
    # Only the checker: the many packages that Pyodide offers lie on another host, and no page may ask for one.
    empty = PyodideLockSpec.from_dict({"info": info, "packages": {}})
    add_wheels_to_spec(empty, [wheel], base_path=folder).to_json(folder / LOCK)
    if _can_compile(info["python"]):
        tell(f"Byte-compiling the checker and the standard library for Python {info['python']}")
        _run([sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", str(folder)])
    _settle(folder)


def _build_wheel(checker: Path, folder: Path) -> Path:
    from build import BuildException, ProjectBuilder

    try:
        return Path(ProjectBuilder(checker, sys.executable, _run_hook).build("wheel", folder))
    except (BuildException, subprocess.CalledProcessError) as error:
        output = (getattr(error, "output", None) or b"").decode(errors="replace")
        raise RuntimeBuildError(f"the checker's wheel cannot be built: {error}\n{output}".rstrip()) from None


def _run_hook(cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None) -> None:
    from pyproject_hooks import quiet_subprocess_runner

    quiet_subprocess_runner(cmd, cwd, {**(extra_environ or {}), "SOURCE_DATE_EPOCH": str(EPOCH)})


def _run(command: Sequence[str]) -> None:
    # With a source date, py_compile stores a hash of the source in place of its time.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH)}
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeBuildError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip())


def _can_compile(python: str) -> bool:
    """Byte code is the same within a minor version of Python, and only there."""
    return tuple(int(part) for part in python.split(".")[:2]) == sys.version_info[:2]


def _settle(folder: Path) -> None:
    """Give every archive the fixed time, and the lock file the hash that follows from it.

    `py-compile` stamps the entries of the archives with the time of the build.
    """
    from pyodide_lock import PyodideLockSpec

    lock = PyodideLockSpec.from_json(folder / LOCK)
    wheel = folder / lock.packages[PACKAGE].file_name
    for archive in (wheel, folder / LIBRARY):
        with zipfile.ZipFile(archive) as source:
            entries = [(entry.filename, source.read(entry)) for entry in source.infolist() if not entry.is_dir()]
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
            for name, content in entries:
                target.writestr(_entry(name), content, zipfile.ZIP_DEFLATED, 9)
    lock.packages[PACKAGE].sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.to_json(folder / LOCK, indent=2)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time.gmtime(EPOCH)[:6])
    entry.create_system = 3  # Unix, whatever the host
    entry.external_attr = 0o644 << 16
    return entry


def _put(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError:
        # Another process finished the same folder first; equal names mean equal inputs, so its files do.
        if not folder.is_dir():
            raise


def _report(folder: Path, pyodide: Path) -> RuntimeReport:
    lock = json.loads((folder / LOCK).read_bytes())
    python = lock["info"]["python"]
    release = json.loads((pyodide / "package.json").read_bytes())["version"]
    host = ".".join(str(part) for part in sys.version_info[:2])
    needed = ".".join(python.split(".")[:2])
    compiled = _can_compile(python)
    note = (
        f"The checker ships as byte code for Python {needed}."
        if compiled
        else f"The checker ships as source and starts slower: byte code for Pyodide {release} needs a build under "
        f"Python {needed}, and this one runs under {host}."
    )
    return RuntimeReport(
        folder=folder,
        files=tuple(sorted(folder.iterdir())),
        wheel=lock["packages"][PACKAGE]["file_name"],
        pyodide=release,
        python=python,
        compiled=compiled,
        note=note,
    )


def _digest(checker: Path, pyodide: Path) -> str:
    """Name the result by all that it is made from and by: the sources, Pyodide's files, the tools and this module."""
    digest = hashlib.sha256(sys.version.encode())
    for tool in ("build", "hatchling", "pyodide-build", "pyodide-lock"):
        digest.update(f"{tool} {version(tool)}\0".encode())
    for name, path in _inputs(checker, pyodide):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _inputs(checker: Path, pyodide: Path) -> Iterator[tuple[str, Path]]:
    yield "runtime.py", Path(__file__)
    for name in (*SHIPPED, LOCK, "package.json"):
        yield f"pyodide/{name}", pyodide / name
    sources = {checker / "pyproject.toml", checker / "py.typed", *checker.rglob("*.py")}
    for path in sorted(sources):
        yield f"checker/{path.relative_to(checker).as_posix()}", path
