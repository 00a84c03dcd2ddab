"""The page for the person who hosts the bundle, as text and as HTML, from one source."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import markdown

import checker


def readme_files(templates: Path, folder: str, *, paper: bool) -> dict[str, bytes]:
    """Return README.txt and README.html.

    Args:
        templates: The project's templates.
        folder: The name of the top folder of the bundle.
        paper: Whether printed cards are inside.
    """
    environment = Environment(  # noqa: S701 - Markdown with our own words only
        loader=FileSystemLoader(templates / "bundle"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    names = {"folder": folder, "version": checker.__version__, "paper": paper}
    text = environment.get_template("README.md.j2").render(names).rstrip() + "\n"
    body = markdown(text, extensions=["fenced_code", "tables"])
    page = environment.get_template("README.html.j2").render(names, body=body).rstrip() + "\n"
    return {"README.txt": text.encode(), "README.html": page.encode()}
