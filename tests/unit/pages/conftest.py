"""What tests of pages ask for: the pages of a workshop, rendered without a site around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.content.load import load_content
from build_scripts.pages.render import render_site
from build_scripts.project.paths import Project
from build_scripts.project.staging import Stage
from build_scripts.project.store import Store
from build_scripts.words.site_language import ENGLISH
from tests.support.asset_names import PlainNames


@pytest.fixture
def rendered(workshop: Project, repository: Path) -> Callable[[], dict[str, str]]:
    """Render a workshop's pages and return them by name."""
    (workshop.root / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)

    def render() -> dict[str, str]:
        render_site(
            load_content(workshop.docs),
            workshop.docs,
            workshop.templates,
            Stage(workshop.staged),
            Store(workshop.cache),
            PlainNames(),
            ENGLISH,
        )
        return {path.stem: path.read_text() for path in (workshop.staged / "protocols" / "example").glob("*.md")}

    return render
