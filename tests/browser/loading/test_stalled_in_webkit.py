"""Style sheets and a script that stall in WebKit, where a page is not shown as in Chromium."""

from __future__ import annotations

import re

import pytest

from tests.support.network.stalling import troubled
from tests.support.site.visits import CHECKER
from tests.support.site.webdriver import webkit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("webkit")]

PAINTED = "performance.getEntriesByName('first-contentful-paint').length > 0 && document.readyState !== 'loading'"
ANSWER = "document.querySelector('#wb-answer [data-recommendation=give-dexamethasone]') !== null"
NAMES = ["stylesheets/page", "javascripts/checker", "javascripts/engine", "fonts/"]


@pytest.fixture(scope="module")
def window(webkit_driver, xvfb, tmp_path_factory):
    with webkit(webkit_driver, xvfb, tmp_path_factory.mktemp("home"), impatient=True) as opened:
        yield opened


def test_the_page_is_shown_and_goes_on(window, site):
    with troubled(site.site) as (address, trouble):
        for number, part in enumerate(NAMES):
            trouble.begin("stalled", re.compile(re.escape(part)).search)
            window.open(f"{address}/visit-{number}/{CHECKER}")
            window.wait(f"location.pathname.startsWith('/visit-{number}/') && {PAINTED}")  # the file is still held back
            window.run(
                "for (const name of ['atra', 'dyspnea'])"
                " document.querySelector(`#finding-${name} input:is([value=given], [value=true])`).click()"
            )
            assert any(part in name for name in trouble.asked)
            trouble.end()
            window.wait(ANSWER)


def test_from_a_disk_the_sheets_come_without_a_hash(window, site):
    window.open((site.site / "index.html").as_uri())
    window.wait("location.protocol === 'file:' && document.readyState === 'complete'")
    assert window.run("return [...document.styleSheets].length") == 2
    assert "Wardbook" in window.run("return document.title"), "what follows the sheets is read"
    window.wait("typeof document$ === 'object'")
