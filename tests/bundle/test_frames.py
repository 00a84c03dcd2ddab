"""Wardbook in a frame of a portal of another address, as the README of the bundle says how to allow it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from build_scripts.project.static_server import serving
from tests.support.site.visits import CHECKER, visiting
from tests.support.site.web_servers import SERVERS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("bundle")]

OWN = "frame-ancestors 'self'"


@pytest.fixture(scope="module")
def documented(bundle) -> str:
    """The line of the README, with its example of a portal."""
    found: list[str] = re.findall(
        rf"^    ({OWN} https://\S+)$", (bundle.folder / "README.txt").read_text(), re.MULTILINE
    )
    (line,) = found
    return line


def begins(bundle, name: str) -> str:
    """How the README says that the line of a server begins."""
    text = (bundle.folder / "README.txt").read_text().partition("## In a frame of a portal")[2].partition("\n## ")[0]
    (row,) = re.findall(rf"^\| {name} \|[^|]*\| `([^`]+)`", text, re.MULTILINE)
    return str(row)


def allowed(text: str, beginning: str, line: str) -> str:
    """A configuration with the portal named in the line that begins so, and nowhere else."""
    changed = [
        row.replace(OWN, line) if row.strip().startswith(beginning) else row for row in text.splitlines(keepends=True)
    ]
    return "".join(changed)


@pytest.mark.parametrize("server", ["nginx", "caddy", "apache"])
def test_a_portal_that_is_named_as_documented_may_show_it_and_no_other(server, bundle, browser, documented, tmp_path):
    names = {"nginx": "nginx", "caddy": "Caddy 2", "apache": "Apache 2.4"}
    with serving(tmp_path) as portal, serving(tmp_path) as other:
        line = re.sub(r"https://\S+", portal, documented)
        with (
            SERVERS[server](
                bundle.site, change=lambda text: allowed(text, begins(bundle, names[server]), line)
            ) as address,
            visiting(browser, address) as visit,
        ):
            page = f'<!doctype html><title>Portal</title><iframe width="900" src="{address}/{CHECKER}"></iframe>'
            (tmp_path / "portal.html").write_text(page)
            frame = visit.page.frame_locator("iframe")

            visit.page.goto(f"{other}/portal.html")
            visit.page.wait_for_load_state("networkidle")
            expect(frame.locator("[data-checker]")).to_have_count(0)

            visit.page.goto(f"{portal}/portal.html")
            frame.locator("#finding-atra input[value=given]").check()
            frame.locator("#finding-dyspnea input[value=true]").check()
            expect(frame.locator("[data-recommendation=give-dexamethasone]")).to_be_visible(timeout=60_000)


def test_iis_has_the_line_that_the_readme_names_once(bundle):
    text = (bundle.site / "web.config").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.strip().startswith(begins(bundle, "IIS"))]
    assert len(rows) == 1
    assert "frame-ancestors &#39;self&#39;" in rows[0]
    changed = text.replace(
        "frame-ancestors &#39;self&#39;", "frame-ancestors &#39;self&#39; https://portal.example.org"
    )
    root = ET.fromstring(changed)  # noqa: S314 - our own file
    values = [
        entry.get("value")
        for entry in root.iterfind(".//customHeaders/add")
        if entry.get("name") == "Content-Security-Policy"
    ]
    assert [str(value).endswith("frame-ancestors 'self' https://portal.example.org") for value in values] == [True]
