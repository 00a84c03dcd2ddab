"""What tests of pictures ask for: the browser's fixtures, and the site at the root of a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from build_scripts.project.chromium import BROWSER_ARGUMENTS
from build_scripts.project.static_server import serving
from tests.support.site.visits import protocol, visit_as

__all__ = ["protocol", "visit_as"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    """The browser that readers have: letters look otherwise where there are no windows."""
    launched = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The site at the root, where the page for unknown addresses finds its styles."""
    with serving(site.site) as host:
        yield host
