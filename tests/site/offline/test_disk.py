"""A site that was opened from a folder or a USB stick, in Chromium and in Firefox.

The network is cut by a network namespace: the browser has no interface but a loopback of its own.
"""

from __future__ import annotations

import shutil

import pytest

pytestmark = pytest.mark.browser

ODD = "My Files (ä) #1 100% and more"
"""What people call a folder on a stick."""


@pytest.mark.parametrize("browser_name", ["chromium", "firefox"])
def test_everything_works_from_a_folder(walk, site, tmp_path, browser_name):
    stick = tmp_path / ODD / "site"
    shutil.copytree(site.site, stick)

    seen = walk(browser_name, stick)

    assert seen["network"] is False
    assert "Wardbook" in seen["home"]
    assert seen["results"] > 0
    assert "/protocols/" in seen["landed"]
    assert seen["answered"]
    assert f"QTc: {seen['typed']} ms" in seen["recorded"]
    assert seen["asked"][0] == "S26"
    assert seen["ways"] == ["snapshot", "snapshot"]
    assert seen["fonts"]
    assert seen["offline"] == "none"
    assert seen["errors"] == []
    assert "Review overdue" in seen["overdue"]
    assert {request.split(":", 1)[0] for request in seen["requests"]} <= {"file", "data", "blob", "about"}
