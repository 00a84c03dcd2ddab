"""The page's Python answers as the command's does: thousands of cases, identical bytes, by both ways of starting."""

from __future__ import annotations

import pytest

from checker import Checker, assess_json
from tests.support.protocols.random_cases import some_cases
from tests.support.real_protocols import FIRST
from tests.support.site.engines import ANSWERS

pytestmark = pytest.mark.browser

COUNT, OTHERS = 10_000, 1_000
"""Cases of the first protocol, and of each other, which brings kinds of findings and values of its own."""


def test_thousands_of_cases_are_answered_alike_everywhere(visit, each):
    protocol = each.protocol
    count = COUNT if protocol.id == FIRST else OTHERS
    texts = list(some_cases(protocol, count))
    checkers = {protocol.id: Checker(protocol)}
    expected = [assess_json(checkers, text) for text in texts]
    accepted = sum(ok for _, ok in expected)
    assert count / 4 < accepted < count  # neither all refused nor all accepted

    visit.open_ready(f"protocols/{protocol.id}/checker.html")
    for way in ("library", "snapshot"):
        answers = []
        for start in range(0, count, 500):
            answers += visit.page.evaluate(ANSWERS, [texts[start : start + 500], way])
        assert visit.page.evaluate("() => window.engineOf.way") == way
        different = [text for text, one, (other, _) in zip(texts, answers, expected, strict=True) if one != other]
        assert different == []
