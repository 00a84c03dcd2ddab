"""What every page says of approvals: who approved what, and that what was changed since is not approved."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from checker import Checker, load
from tests.support.protocols.signed import (
    DOSE_CHANGED,
    LIMIT_CHANGED,
    TEXT_CHANGED,
    URGENCY_CHANGED,
    approve,
    change,
    raise_version,
    with_dose,
)


@pytest.fixture
def rendered(all_rendered):
    """All pages of a workshop, of the protocol and beside it."""
    return all_rendered


def _text(page):
    soup = BeautifulSoup(page, "html.parser")
    for script in soup.find_all("script"):
        script.decompose()
    return " ".join(soup.get_text().split())


def _claims(page):
    """Every place of a page that claims an approval: a badge or banner of that state, or its word by itself."""
    soup = BeautifulSoup(page, "html.parser")
    marked = soup.select(".wb-review--approved, .wb-standing--approved")
    said = re.findall(r"\bApproved\b|(?<![Nn]ot )(?<!was )(?<!were )\bapproved\b", _text(page))
    return [*marked, *said]


CHANGES = [
    (
        DOSE_CHANGED,
        "dose: was “example drug 10 mg by mouth every 12 hours; statements: S02” and is “example drug 70 mg",
    ),
    (LIMIT_CHANGED, "(example sign or example level is above 10.01 mg/dL)”"),
    (TEXT_CHANGED, "at last do what the example says"),
    (URGENCY_CHANGED, "urgency: was “today” and is “immediate”"),
]


def test_an_approval_by_a_person_is_shown_as_one(workshop, rendered):
    approve(with_dose(workshop).parent)
    pages = rendered()
    for name, page in pages.items():
        if name.startswith("protocols/example/"):
            assert "Approved" in _text(page), name
            assert "Rules, Doses, Texts: approved by Reviewer A, tester of approvals, 31 January 2026" in _text(page)
            assert "not approved" not in _text(page), name
    said = "Reviewer A, tester of approvals Competence: made for this test Interests: none"
    assert said in _text(pages["protocols/example/history.md"])


@pytest.mark.parametrize(("words", "said"), CHANGES)
def test_no_page_calls_changed_content_approved(workshop, rendered, words, said):
    file = with_dose(workshop)
    approve(file.parent)
    raise_version(file)
    change(file, words)
    pages = rendered()
    assert len(pages) > 8
    for name, page in pages.items():
        assert _claims(page) == [], name
        if name == "developers/authors.md":
            continue  # it speaks of how content is written, whatever the content
        assert "Changed since it was approved on 31 January 2026" in _text(page), name
    assert said in _text(pages["protocols/example/history.md"])
    compiled = BeautifulSoup(pages["protocols/example/checker.md"], "html.parser").select_one("[data-part=compiled]")
    assert compiled is not None
    answer = Checker(load(json.loads(compiled.get_text()))).assess({"protocol": "example", "findings": {}}).to_data()
    assert (answer["review"], answer["changed"]) == ("submitted", "2026-01-31")


def test_a_part_that_was_approved_by_itself_is_named_and_the_protocol_is_not_approved(workshop, rendered):
    approve(with_dose(workshop).parent, ["doses"])
    for name, page in rendered().items():
        if name.startswith("protocols/example/"):
            text = _text(page)
            assert "Submitted, not reviewed" in text, name
            assert "Doses: approved by Reviewer A, tester of approvals, 31 January 2026" in text, name
            assert "Rules, Texts: not approved" in text, name
            assert "Changed since" not in text, name
            assert not BeautifulSoup(page, "html.parser").select(".wb-review--approved, .wb-standing--approved")


def test_without_any_approval_a_page_says_nothing_of_approvals(workshop, rendered):
    with_dose(workshop)
    for name, page in rendered().items():
        assert "wb-review__approvals" not in page, name
        assert "pproved" not in _text(page), name
