"""The site builder: MkDocs run in this process on the staged pages."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment

from build_scripts.project.kept_templates import KeptTemplates
from build_scripts.project.paths import Project
from build_scripts.project.problems import BuildError
from build_scripts.project.store import Store


class SiteBuildError(BuildError):
    """Staged pages that the site builder refused; it has printed the reason."""


def run_mkdocs(project: Project, progress: Callable[[str], None], site: Path) -> None:
    """Build with MkDocs as its own command does, but in this process, since starting another is slow.

    Args:
        project: The project, whose pages are staged.
        progress: Called with each warning.
        site: The folder to build into.

    Raises:
        SiteBuildError: when MkDocs refuses the pages.
    """
    settle_environment()
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    class Teller(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            progress(f"{record.levelname.capitalize()}: {record.getMessage()}")

    logger, teller = logging.getLogger("mkdocs"), Teller(logging.WARNING)
    logger.addHandler(teller)
    logger.propagate = False
    try:
        config = load_config(config_file=str(project.config), strict=True, site_dir=str(site))
        _keep_compiled_templates(config.theme, Store(project.cache / "templates"))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise SiteBuildError(f"the site was not built: {error}") from None
    finally:
        logger.removeHandler(teller)


def settle_environment() -> None:
    """Set what the site builder and its theme read from the environment of this process; called before their import."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # the theme's notice at every build
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ.pop("SOURCE_DATE_EPOCH", None)  # an empty one is taken for a time


def _keep_compiled_templates(theme: Any, store: Store) -> None:
    """Keep the compiled templates of the theme for all builds: compiling some forty takes as long as the pages."""
    environment = theme.get_env

    def keeping() -> Environment:
        result: Environment = environment()
        result.bytecode_cache = KeptTemplates(store)
        return result

    theme.get_env = keeping
