"""The keyboard alone, from the home page to the answer, in few keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.site.limits import limit
from tests.support.site.visits import wait_until_ready

pytestmark = pytest.mark.browser

MOST = 60
"""Keys for the reviewer's case; before, 117 were needed."""


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        """Start to count.

        Args:
            page: The page that has the keyboard.
        """
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def tab_to(self, wanted: str, most: int = 40) -> None:
        """Press Tab until the focus is on what a selector names."""
        for _ in range(most):
            self.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                return
        raise AssertionError(f"not reached in {most} steps: {wanted}")


def test_the_reviewers_case_takes_few_keys(visit, protocol):
    """ATRA and ATO given, induction, dyspnoea, fever, WBC 22, potassium 3.6, QTc above its limit."""
    page = visit.open("index.html")
    keys = Keys(page)
    keys.tab_to("a.md-skip")
    keys.press("Enter")
    keys.tab_to(f"main a[href$='{protocol.id}/checker.html']")
    keys.press("Enter")
    wait_until_ready(page)

    keys.tab_to("a.md-skip[href^='#input'], a.md-skip[href^='#group']")
    keys.press("Enter")
    for name in ("atra", "ato"):
        keys.tab_to(f"#finding-{name} input")
        keys.press("2")  # the second answer
        expect(visit.field(name).locator("input[value=given]")).to_be_checked()
    for name in ("induction", "dyspnea", "unexplained-fever"):
        keys.tab_to(f"#finding-{name} input")
        keys.press("y")
    for name, typed in [("wbc", "22"), ("potassium", "3.6"), ("qtc", str(limit(protocol, "qtc") + 10))]:
        keys.tab_to(f"#input-{name}")
        keys.press(*typed)
    keys.press("Enter")

    assert page.evaluate("document.activeElement.id") == "wb-answer"
    for name in ("give-dexamethasone", "withhold-ato-for-qtc"):
        expect(visit.recommendation(name)).to_have_attribute("data-status", "indicated")
    assert keys.count <= MOST, keys.count


def test_links_lead_past_the_head_of_the_page_to_the_questions_and_the_answer(visit):
    page = visit.open_checker()
    for words, place in [("Questions", "input-age"), ("Answer", "wb-answer")]:
        link = page.locator(".md-skip", has_text=words)
        link.focus()
        expect(link).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == place
