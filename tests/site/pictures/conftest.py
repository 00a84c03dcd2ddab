"""What tests of pictures ask for: the browser's fixtures, and the site at the root of a server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from build_scripts.project.static_server import serving
from tests.support.site.visits import protocol, visit_as

__all__ = ["protocol", "visit_as"]


@pytest.fixture(scope="session")
def address(site) -> Iterator[str]:
    """The site at the root, where the page for unknown addresses finds its styles."""
    with serving(site.site) as host:
        yield host
