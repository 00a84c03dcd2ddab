"""Lighthouse's audits of access and good practice. Performance is measured in `benchmarks/`: no test asserts a time."""

from __future__ import annotations

import pytest

from tests.support.site.lighthouse import scores
from tests.support.site.visits import PROTOCOL


@pytest.mark.parametrize("page", ["treat", "checker"])
def test_lighthouse_finds_nothing(address, chromium, page):
    found = scores(f"{address}/protocols/{PROTOCOL}/{page}.html", chromium, "accessibility", "best-practices")
    assert found == {"accessibility": 100, "best-practices": 100}
