"""The full text of each licence of the software in the bundle."""

from __future__ import annotations

from importlib.metadata import PackagePath, files
from pathlib import Path

from build_scripts.project.problems import BuildError

TEXTS = Path(__file__).parent / "texts"
"""Folder of the texts that the packages do not ship themselves; its README gives the origin of each."""


class LicenceError(BuildError):
    """A licence text that is missing from its place."""


def licence_texts(root: Path) -> dict[str, bytes]:
    """Return the licence texts, by the name of the file for each.

    Raises:
        LicenceError: when a package no longer ships its licence.
    """
    modules = root / "node_modules"
    places = {
        "Wardbook-Apache-2.0.txt": root / "LICENSE",
        "Wardbook-NOTICE.txt": root / "NOTICE",
        "Pyodide-MPL-2.0.txt": TEXTS / "MPL-2.0.txt",
        "CPython-PSF-2.0.txt": TEXTS / "PSF-2.0.txt",
        "Material-for-MkDocs-MIT.txt": _shipped("mkdocs-material", ".dist-info/licenses/LICENSE"),
        "Material-Design-Icons.txt": _shipped("mkdocs-material", ".icons/material/LICENSE"),
        "MkDocs-BSD-2-Clause.txt": _shipped("mkdocs", ".dist-info/licenses/LICENSE"),
        "Atkinson-Hyperlegible-Next-OFL-1.1.txt": modules / "@fontsource-variable/atkinson-hyperlegible-next/LICENSE",
        "Workbox-MIT.txt": modules / "workbox-core/LICENSE",
        "stemmer-MIT.txt": modules / "stemmer/license",
    }
    texts = {}
    for name, place in places.items():
        try:
            texts[name] = place.read_bytes()
        except OSError:
            raise LicenceError(f"no licence text for {name}: {place.name} is not in {place.parent}") from None
    return texts


def _shipped(package: str, end: str) -> Path:
    for file in files(package) or ():
        if isinstance(file, PackagePath) and file.as_posix().endswith(end):
            return Path(str(file.locate()))
    raise LicenceError(f"the installed {package} ships no {end}; 'make setup' installs what the lock file names")
