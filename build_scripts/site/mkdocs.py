"""The site builder: MkDocs run in this process on the staged pages."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache

from build_scripts.project.paths import Project
from build_scripts.project.problems import BuildError
from build_scripts.project.store import Store


class SiteBuildError(BuildError):
    """Staged pages that the site builder refused; it has printed the reason."""


def run_mkdocs(project: Project, progress: Callable[[str], None]) -> None:
    """Build with MkDocs as its own command does, but in this process, since starting another is slow."""
    os.environ.update(quiet_environment())
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
        config = load_config(config_file=str(project.config), strict=True)
        _keep_compiled_templates(config.theme, Store(project.cache).room("templates"))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise SiteBuildError(f"the site was not built: {error}") from None
    finally:
        logger.removeHandler(teller)


def _keep_compiled_templates(theme: Any, folder: Path) -> None:
    """Keep the compiled templates of the theme for all builds: compiling some forty takes as long as the pages."""
    environment = theme.get_env

    def keeping() -> Environment:
        result: Environment = environment()
        result.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return result

    theme.get_env = keeping


def quiet_environment() -> dict[str, str]:
    """Return the environment for the site builder; it silences the theme's notice on MkDocs 2 at every build."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
