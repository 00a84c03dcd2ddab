"""The protocols of this site by their names, for tests to say which one they mean."""

from __future__ import annotations

from pathlib import Path

from build_scripts.content.load import protocol_folders
from build_scripts.content.loaded import Content, LoadedProtocol

FIRST = "differentiation-syndrome"
"""The protocol that the tests of the engine, the form and the answer were written with."""

NAMES = [folder.name for folder in protocol_folders(Path(__file__).resolve().parents[2] / "docs")]
"""All of them, as their folders are called: no file of theirs is read before a test asks for it."""

PARTS = [*NAMES, "others"]
"""What the pages of the site are divided into, where a test looks at all of them and workers are to share it."""


def named(content: Content, name: str) -> LoadedProtocol:
    """Return a protocol by its name."""
    return next(loaded for loaded in content.protocols if loaded.protocol.id == name)


def pages_of(site: Path, part: str) -> list[Path]:
    """Return the pages of a protocol in a built site, or for `others` those of none."""
    folders = [site / "protocols" / name for name in NAMES]
    pages = sorted(site.rglob("*.html"))
    if part == "others":
        return [page for page in pages if not any(page.is_relative_to(folder) for folder in folders)]
    found = [page for page in pages if page.is_relative_to(site / "protocols" / part)]
    assert found, f"the site has no page of {part}"
    return found
