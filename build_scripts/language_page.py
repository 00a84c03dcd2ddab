"""The page on the rule language, made from the data that the spec tests run."""

from __future__ import annotations

from pathlib import Path


def render_language_page(folder: Path) -> str:
    """Placeholder."""
    return "# The rule language\n"
