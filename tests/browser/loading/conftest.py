"""A site whose files can be held back and spoiled, and visits that no cache answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count

import pytest
from playwright.sync_api import Browser, Page

from build_scripts.project.paths import Project
from tests.support.network.stalling import Trouble, troubled
from tests.support.site.visits import Visit, visiting

VISITS = count()


@pytest.fixture(scope="module")
def network(site: Project) -> Iterator[tuple[str, Trouble]]:
    """Where the site is served, and what happens to its files."""
    with troubled(site.site) as (address, trouble):
        yield address, trouble


@pytest.fixture
def trouble(network: tuple[str, Trouble]) -> Iterator[Trouble]:
    """What happens to the files; nothing at first, and nothing at last."""
    network[1].end()
    yield network[1]
    network[1].end()


@pytest.fixture
def stranger(browser: Browser, network: tuple[str, Trouble]) -> Iterator[Callable[..., Visit]]:
    """Open an empty tab for somebody who was never here: `stranger()`; the earlier one is closed."""
    with ExitStack() as stack:

        def another(**device: object) -> Visit:
            stack.close()
            return stack.enter_context(visiting(browser, f"{network[0]}/visit-{next(VISITS)}", **device))

        yield another


@pytest.fixture
def begin(stranger: Callable[..., Visit]) -> Callable[[str], Visit]:
    """Begin to open a page, and go on without waiting for it."""

    def opened(path: str) -> Visit:
        visit = stranger()
        visit.page.goto(f"{visit.address}/{path}", wait_until="commit")
        return visit

    return opened


def painted(page: Page) -> bool:
    """Whether a page has shown anything."""
    return bool(page.evaluate("performance.getEntriesByName('first-contentful-paint').length"))
