"""The checker of a small site, ready and empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from build_scripts.project.paths import Project
from tests.support.own import dosed as doses
from tests.support.own import values as own_values
from tests.support.own.site import CHECKER, built, visiting_own
from tests.support.site.visits import Visit


@pytest.fixture(scope="session")
def _own_visit(browser: Browser, site: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with visiting_own(browser, built(tmp_path_factory.mktemp("own"), site)) as visit:
        yield visit


@pytest.fixture
def own(_own_visit: Visit) -> Visit:
    """The checker of the small site; reset for each test."""
    page = _own_visit.page
    if not page.url.endswith(CHECKER):
        _own_visit.open_ready(CHECKER)
    page.evaluate("() => document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close())")
    page.locator("form.wb-form").evaluate("form => form.reset()")
    page.locator(".wb-message--empty").wait_for()
    return _own_visit


@pytest.fixture
def dosed(_own_visit: Visit) -> Visit:
    """The checker of the protocol with doses for a patient in the same site, ready and empty."""
    _own_visit.open_ready(doses.CHECKER)
    return _own_visit


@pytest.fixture
def calculated(_own_visit: Visit) -> Visit:
    """The checker of the protocol with computed values in the same site, ready and empty."""
    _own_visit.open_ready(own_values.CHECKER)
    return _own_visit
