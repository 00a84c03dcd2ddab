"""Digests: names of files by their content, hashes that a browser checks, and the code that a result depends on."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

PACKAGES = ("checker", "build_scripts")
"""The packages whose code decides what comes out of a file."""

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds these packages."""

HASHED = r"\.[0-9a-f]{8,}\."
"""Pattern of the digest in a file name; the digests of the theme's own files have eight digits, ours have more."""

IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+((?:{'|'.join(PACKAGES)})[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)"
    rf"|import[ \t]+((?:{'|'.join(PACKAGES)})[\w.]*))",
    re.MULTILINE,
)
"""Pattern of an import of our own packages, inside of functions too. Parsing the files takes ten times as long."""


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def hashed_name(name: str, content: bytes) -> str:
    """Return a file name with a digest of the content before its suffix, so that it can be kept for ever.

    Args:
        name: A file name, possibly with folders before it: `assets/runtime/pyodide.mjs`.
        content: What the file holds.

    Returns:
        For example `assets/runtime/pyodide.1f6d3c0a9b.mjs`.
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{sha256(content)[:10]}{path.suffix}"))


def integrity(content: bytes) -> str:
    """Return the hash of a file as a browser's `fetch` checks it: `sha256-` and the digest in base64."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def is_hashed(name: str) -> bool:
    """Whether a file's name holds a digest of its content; folders before it do not count."""
    return re.search(HASHED, PurePosixPath(name).name) is not None


def key_of(parts: Iterable[str | bytes | Path]) -> str:
    """Return a key of 32 hexadecimal digits that changes with each of the parts.

    Args:
        parts: Texts, bytes, and files, which count by their place and their content.
    """
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode() if isinstance(part, str) else part
        name = part.as_posix() if isinstance(part, Path) else type(part).__name__
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:32]


@cache
def code_of(*modules: str) -> str:
    """Return a key of some modules' code: their own, that of our modules that they import, and the installed packages.

    Args:
        modules: Names of the modules, for example `build_scripts.evidence.quality`.
    """
    lock = ROOT / "requirements.txt"
    files = sorted(path for name in imported_by(*modules) if (path := module_file(name)) is not None)
    parts: list[str | bytes | Path] = [sys.version, lock.read_bytes() if lock.is_file() else b""]
    for path in files:
        parts += [path.relative_to(ROOT).as_posix(), path.read_bytes()]
    return key_of(parts)


def imported_by(*modules: str) -> frozenset[str]:
    """Return some modules and every module of ours that they import, directly or not, inside of functions too."""
    found: set[str] = set()
    queue = list(modules)
    while queue:
        name = queue.pop()
        if name not in found and module_file(name) is not None:
            found.add(name)
            queue += [*_imports(name), name.rpartition(".")[0]]
    return frozenset(found)


@cache
def _imports(module: str) -> tuple[str, ...]:
    file = module_file(module)
    return tuple(_imported_in(file.read_text(encoding="utf-8"))) if file is not None else ()


def _imported_in(text: str) -> Iterator[str]:
    for package, names, plain in IMPORT.findall(text):
        yield package or plain
        # A name that is imported from a package may be a module of this package.
        yield from (f"{package}.{name}" for name in re.findall(r"\w+", re.sub(r"#[^\n]*", "", names)) if package)


@cache
def module_file(module: str) -> Path | None:
    """Return the file of one of our modules; None when there is no module of that name."""
    path = ROOT.joinpath(*module.split("."))
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((file for file in files if module and file.is_file()), None)
