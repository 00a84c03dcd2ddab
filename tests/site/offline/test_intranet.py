"""A site at http://<IP>, as in many a hospital: for a browser no secure context.

So there is no service worker, and no `crypto.subtle`. The network is cut by a network namespace, in which the machine
has an address of its own that is not a loopback one.
"""

from __future__ import annotations

import pytest

from tests.support.site.intranet import IP

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("browser_name", ["chromium", "firefox"])
def test_everything_works_at_a_bare_address(walk, site, browser_name):
    seen = walk(browser_name, site.site, IP)

    assert seen["network"] is False
    assert seen["secure"] is False
    assert seen["subtle"] is False
    assert seen["offline"] == "none"
    assert seen["results"] > 0
    assert seen["answered"]
    assert f"QTc: {seen['typed']} ms" in seen["recorded"]
    assert seen["asked"][0] == "S26"
    assert set(seen["ways"]) <= {"snapshot", "library"}
    assert seen["errors"] == []
    assert "Review overdue" in seen["overdue"]
    assert {request.split("/")[2].split(":")[0] for request in seen["requests"] if request.startswith("http")} == {IP}
