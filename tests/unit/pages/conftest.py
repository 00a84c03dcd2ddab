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


class PlainNames(dict[str, str]):
    """Every asset by its plain name: nothing was bundled, so that there is no digest to put into it."""

    def __missing__(self, name: str) -> str:
        return name


@pytest.fixture
def all_rendered(workshop: Project, repository: Path) -> Callable[[], dict[str, str]]:
    """Render a workshop's pages and return them by their place."""
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
        pages = sorted(workshop.staged.rglob("*.md"))
        return {path.relative_to(workshop.staged).as_posix(): path.read_text() for path in pages}

    return render


@pytest.fixture
def rendered_of(all_rendered: Callable[[], dict[str, str]]) -> Callable[[str], dict[str, str]]:
    """Render a workshop's pages and return those of one protocol by name."""

    def render(protocol: str) -> dict[str, str]:
        folder = f"protocols/{protocol}/"
        return {Path(place).stem: text for place, text in all_rendered().items() if place.startswith(folder)}

    return render


@pytest.fixture
def rendered(rendered_of: Callable[[str], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """Render a workshop's pages and return those of its example by name."""
    return lambda: rendered_of("example")
