"""The page for the person who hosts the bundle, as text and as HTML, from one source."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown import markdown

import checker
from build_scripts.bundle.sizes import Sizes, megabytes
from build_scripts.site.assets import OLDEST_BROWSERS


def readme_files(templates: Path, folder: str, sizes: Sizes, *, paper: bool) -> dict[str, bytes]:
    """Return README.txt and README.html.

    Args:
        templates: The project's templates.
        folder: The name of the top folder of the bundle.
        sizes: The sizes of the site inside.
        paper: Whether printed cards are inside.
    """
    environment = Environment(  # noqa: S701 - Markdown with our own words only
        loader=FileSystemLoader(templates / "bundle"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["megabytes"] = megabytes
    names = {
        "folder": folder,
        "version": checker.__version__,
        "paper": paper,
        "sizes": sizes,
        "oldest": OLDEST_BROWSERS,
    }
    text = environment.get_template("README.md.j2").render(names).rstrip() + "\n"
    body = markdown(text, extensions=["fenced_code", "tables"])
    page = environment.get_template("README.html.j2").render(names, body=body).rstrip() + "\n"
    return {"README.txt": text.encode(), "README.html": page.encode()}
