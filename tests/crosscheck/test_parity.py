"""The page's Python answers as the command's does: ten thousand cases, identical bytes, by both ways of starting."""

from __future__ import annotations

import pytest

from checker import Checker, assess_json
from tests.support.protocols.random_cases import some_cases
from tests.support.site.engines import ANSWERS

pytestmark = pytest.mark.browser

COUNT = 10_000


def test_ten_thousand_cases_are_answered_alike_everywhere(visit, protocol):
    texts = list(some_cases(protocol, COUNT))
    checkers = {protocol.id: Checker(protocol)}
    expected = [assess_json(checkers, text) for text in texts]
    accepted = sum(ok for _, ok in expected)
    assert COUNT / 4 < accepted < COUNT  # neither all refused nor all accepted

    visit.open_checker()
    for way in ("library", "snapshot"):
        answers = []
        for start in range(0, COUNT, 500):
            answers += visit.page.evaluate(ANSWERS, [texts[start : start + 500], way])
        assert visit.page.evaluate("() => window.engineOf.way") == way
        different = [text for text, one, (other, _) in zip(texts, answers, expected, strict=True) if one != other]
        assert different == []
