"""The inline scripts that the theme writes into pages: the only ones that the pages' policy allows.

They are found by building pages in which nobody wrote anything, with the same theme and the same configuration. Scripts
that stand in a finished page beside these came with content, and content runs no code.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from ruamel.yaml import YAML

from build_scripts.project.digests import code_of, key_of
from build_scripts.project.paths import Project
from build_scripts.project.store import JSON, Store
from build_scripts.site.finishing.inline import PageScripts
from build_scripts.site.mkdocs import settle_environment

DEEPEST = 6
"""Folders below the top of a site that a page may be in: the theme writes the way back to the top into a script."""

HEADS = ("", "form: true\n", "hide: [navigation, toc]\n")
"""Heads of pages by which the theme, and our part of it, tell pages apart."""


def theme_scripts(project: Project, store: Store) -> frozenset[str]:
    """Return the inline scripts of the theme, as it is configured for this site.

    Args:
        project: The project, whose configuration for the site builder was staged.
        store: Keeps the result until the theme or its configuration changes.
    """
    config = YAML(typ="safe").load(project.config.read_text(encoding="utf-8"))
    config.pop("nav", None)
    theme = sorted(path for path in (project.templates / "theme").rglob("*.html") if path.is_file())
    key = key_of([code_of(__name__), repr(config), *theme])
    return frozenset(store.get("theme-scripts", key, lambda: _found(project), JSON))


def _found(project: Project) -> list[str]:
    settle_environment()
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logger, silent = logging.getLogger("mkdocs"), logging.NullHandler()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(silent)
    try:
        with tempfile.TemporaryDirectory() as folder:
            docs, site = Path(folder, "docs"), Path(folder, "site")
            for depth in range(DEEPEST + 1):
                place = docs.joinpath(*["x"] * depth)
                place.mkdir(parents=True)
                for number, head in enumerate(HEADS):
                    name = "index.md" if number == 0 else f"{number}.md"
                    (place / name).write_text(f"---\ntitle: x\n{head}---\n\n# x\n\n## y\n\nz\n", encoding="utf-8")
            config = load_config(config_file=str(project.config), docs_dir=str(docs), site_dir=str(site), strict=False)
            config.nav = None
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
            pages = [page.read_text(encoding="utf-8") for page in sorted(site.rglob("*.html"))]
    finally:
        logger.removeHandler(silent)
        logger.propagate = propagate
    return sorted({script for page in pages for script in PageScripts(page).scripts})
