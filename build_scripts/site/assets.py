"""The scripts and styles of pages: bundled by esbuild, with a digest of their content in the name."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from build_scripts.project.digests import ROOT, hashed_name, key_of
from build_scripts.project.problems import BuildError
from build_scripts.project.staging import Stage
from build_scripts.project.store import JSON, TEXT, Store

ESBUILD = ROOT / "node_modules" / "@esbuild"
"""Folder with the program itself, in a folder named after the platform; npm installs that of this machine only."""

OLDEST_BROWSERS = {"Chrome": 109, "Firefox": 115, "Safari": 16}
"""Browser → the oldest version that the scripts are written for."""

OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--charset=utf8",
    f"--target={','.join(f'{name.lower()}{version}' for name, version in OLDEST_BROWSERS.items())}",
    "--legal-comments=none",
    "--log-level=warning",
    "--external:node:*",
    "--external:ws",
    '--define:process.env.NODE_ENV="production"',
)
"""Options of esbuild. The scripts are classic, because a browser loads no module from a disk. Modules that Pyodide
needs under Node only stay imports, which no page reaches. The licences of the bundled packages lie in the bundle."""

SERVICE_WORKER = "service-worker"
"""The one script whose address may not change; it lies at the root of the site."""

WORKER = "worker"
"""The script of the checker's worker; other scripts refer to it by this name."""

GUARD = "guard"
"""The script that stands in the HTML of every page; where a server forbids that, the file does the same."""


class ScriptError(BuildError):
    """The scripts cannot be bundled; the message holds what esbuild said."""


def bundle(
    folder: Path, names: Iterable[str], store: Store, define: Mapping[str, object] | None = None
) -> dict[str, bytes]:
    """Bundle entry points, each with all that it imports.

    Args:
        folder: Holds the entry points, `NAME.js`.
        names: The entry points to bundle.
        store: Keeps the results.
        define: Constants for the scripts, by name.

    Returns:
        Entry point → its bundled text.

    Raises:
        ScriptError: when esbuild is missing or refuses the scripts.
    """
    wanted = sorted(names)
    constants = [f"--define:{name}={json.dumps(value)}" for name, value in sorted((define or {}).items())]
    parts: list[str | bytes | Path] = [*OPTIONS, *wanted, *constants, ROOT / "package-lock.json"]
    for path in sorted(folder.rglob("*.js")):
        parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    # The first name is in the key, since the worker's script and those of pages are bundled in turn and both are kept.
    kind = f"scripts-{wanted[0]}"
    texts = store.get(kind, key_of(parts), lambda: _bundled(folder, wanted, constants), JSON)
    return {name: text.encode() for name, text in texts.items()}


def minified_style(sheet: str, store: Store) -> bytes:
    """Return a style sheet without comments and spaces that no browser needs.

    Raises:
        ScriptError: when esbuild is missing or refuses the sheet.
    """
    options = ("--loader=css", "--minify", "--charset=utf8", "--legal-comments=none", OPTIONS[4], "--log-level=error")
    key = key_of([*options, sheet, ROOT / "package-lock.json"])
    return store.get("style", key, lambda: _run(options, sheet), TEXT, several=True).encode()


def _bundled(folder: Path, wanted: Sequence[str], constants: Sequence[str]) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as made:
        _run([*(folder / f"{name}.js" for name in wanted), f"--outdir={made}", *OPTIONS, *constants])
        return {name: (Path(made) / f"{name}.js").read_text(encoding="utf-8") for name in wanted}


def _run(given: Sequence[str | Path], text: str = "") -> str:
    """Run esbuild, and return what it prints."""
    program = next((path for path in ESBUILD.glob("*/bin/esbuild")), None)
    if program is None:
        raise ScriptError(f"esbuild is not installed (looked in {ESBUILD}); 'make setup' installs it")
    done = subprocess.run(
        [program, *given],
        env={**os.environ, "NODE_PATH": str(ROOT / "node_modules")},
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise ScriptError(f"the page's scripts and styles cannot be bundled:\n{done.stderr.decode()}".rstrip())
    return done.stdout.decode()


def data_script(start: str, value: object) -> bytes:
    """Return a script that says some data, since a page on a disk can fetch nothing else.

    Args:
        start: What stands before the data; it gives them a name.
        value: The data.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # Two characters that older scripts take for the end of a line.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{'self.' if start[0] != '(' else ''}{start}{text};\n".encode()


def entry_points(folder: Path) -> list[str]:
    """Return the names of the scripts that a page or the browser loads; folders hold what these import."""
    return sorted(path.stem for path in folder.glob("*.js"))


def stage_styles(folder: Path, stage: Stage) -> dict[str, str]:
    """Stage the style sheets, and return plain name → the name that holds a digest."""
    names = {}
    for path in sorted(folder.glob("*.css")):
        content = path.read_bytes()
        plain = f"assets/stylesheets/{path.name}"
        names[plain] = hashed_name(plain, content)
        stage.write(names[plain], content)
    return names


def stage_scripts(bundled: Mapping[str, bytes], stage: Stage) -> dict[str, str]:
    """Stage bundled scripts, and return plain name → the name that holds a digest."""
    names = {}
    for name, content in sorted(bundled.items()):
        plain = f"assets/javascripts/{name}.js"
        names[plain] = hashed_name(plain, content)
        stage.write(names[plain], content)
    return names
