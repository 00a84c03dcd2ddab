"""The site in German, built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.content.load import load_content
from build_scripts.content.loaded import Content
from build_scripts.project.paths import Project
from build_scripts.project.static_server import serving
from build_scripts.project.store import Store
from build_scripts.site.build import build_site
from tests.support.site.visits import PROTOCOL, Visit, visiting


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory, site: Project, content: Content) -> Project:
    """This project with `theme.language: de`, built. What takes long and knows no language is the English site's."""
    root = tmp_path_factory.mktemp("german")
    config = (site.root / "mkdocs.yml").read_text()
    assert "  language: en " in config
    (root / "mkdocs.yml").write_text(config.replace("  language: en ", "  language: de "))
    shutil.copytree(site.docs, root / "docs")
    (root / "tests" / "spec").mkdir(parents=True)
    for folder in ("site_templates", "node_modules", "tests/spec/language", "build/runtime"):
        (root / folder).parent.mkdir(exist_ok=True)
        (root / folder).symlink_to(site.root / folder, target_is_directory=True)
    shutil.copytree(site.cache, root / "build" / "cache")
    project = Project(root)
    build_site(project, load_content(project.docs, Store(project.cache)), print)
    return project


@pytest.fixture
def besuch(browser, german: Project) -> Iterator[Visit]:
    """A visit to the German site."""
    with serving(german.site) as host, visiting(browser, host, locale="de-DE") as visit:
        yield visit


@pytest.fixture(scope="session")
def checker_page() -> str:
    """The checker's page within a site."""
    return f"protocols/{PROTOCOL}/checker.html"


@pytest.fixture(scope="session")
def templates(repository: Path) -> Path:
    """The folder that holds the catalogues."""
    return repository / "site_templates"
