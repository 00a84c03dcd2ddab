"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.browser import find_chromium


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser for tests; a machine without one fails them, since a test that is skipped proves nothing."""
    found = find_chromium()
    if found is None:
        pytest.fail("no Chromium: `python -m build_scripts.browser` finds or installs one, and so does `make test`")
    return found
