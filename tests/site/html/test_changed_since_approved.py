"""A whole site of a protocol that was approved and changed in one digit since: nothing in it says approved."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from tests.support.command import wardbook
from tests.support.protocols.signed import DOSE_CHANGED, approve, change, raise_version, with_dose

CLAIM = re.compile(r"\bApproved\b|(?<![Nn]ot )(?<!was )(?<!were )\bapproved\b")
"""An approval that is claimed: not 'not approved', nor that something was approved before it was changed."""


@pytest.fixture
def built(workshop, repository):
    """The folder of the built site."""
    (workshop.root / "node_modules").symlink_to(repository / "node_modules", target_is_directory=True)
    file = with_dose(workshop)
    approve(file.parent)
    raise_version(file)
    change(file, DOSE_CHANGED)
    result = wardbook("build", cwd=workshop.root)
    assert result.returncode == 0, result.stderr
    return workshop.site


def test_no_page_and_no_search_result_of_changed_content_says_approved(built):
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 8
    seen = 0
    for page in pages:
        soup = BeautifulSoup(page.read_text(), "html.parser")
        assert not soup.select(".wb-review--approved, .wb-standing--approved"), page.name
        for script in soup.find_all(["script", "style"]):
            script.decompose()
        text = " ".join(soup.get_text(" ").split())
        assert CLAIM.findall(text) == [], page.name
        seen += "Changed since it was approved on 31 January 2026" in text
    assert seen >= 8
    index = json.loads((built / "search" / "search_index.json").read_text())
    assert [entry["location"] for entry in index["docs"] if CLAIM.search(entry["text"])] == []
