"""What an author accepts stands on the page beside what it accepts."""

import datetime

import pytest
from bs4 import BeautifulSoup

from build_scripts.evidence.coverage import Coverage
from build_scripts.evidence.noticed import MutationScore
from build_scripts.evidence.proofs import Proofs
from build_scripts.evidence.quality import Quality
from build_scripts.evidence.reviews.review import review, review_between
from build_scripts.evidence.reviews.tell import in_words
from build_scripts.pages.quality_view import QualityView
from build_scripts.pages.templates import environment
from build_scripts.pages.view import ProtocolView
from build_scripts.words.site_language import ENGLISH
from tests.support.protocols.review_toys import protocol

RULES = """
act: {urgency: immediate, action: resume, when: {criterion: severe}}
wait: {action: withhold, when: {finding: gone}}
fix: {action: correct, drugs: [], raises: [level], when: {criterion: on}}
"""
ACCEPTED = """
- {review: alone, recommendations: [act], findings: [grave], why: Nobody looks for it first.}
- {review: ends, recommendations: [fix], findings: [level], why: It is measured before.}
- {review: crossed, recommendations: [act, wait], findings: [gone], why: It goes and comes.}
- {review: crossed, recommendations: [act, 'two:stop-it'], findings: [level], why: The other page says so.}
"""
OTHER = "{stop-it: {action: stop, drugs: [X], when: {finding: level, above: {value: 10, unit: mg/dL}}}}"


@pytest.fixture(scope="module")
def made():
    one, two = protocol(RULES, ACCEPTED, "one"), protocol(OTHER, name="two", title="The other")
    reviews, between = review(one), review_between([one, two])["one"]
    assert (reviews.faults, between.faults) == ((), ())
    return one, reviews, between, {"one": one, "two": two}


@pytest.fixture(scope="module")
def page(made, repository):
    one, reviews, between, both = made
    quality = Quality(Proofs((), (), (), 0, "0"), MutationScore(), Coverage({}), reviews, between.pairs)
    text = (
        environment(repository / "site_templates", ENGLISH)
        .get_template("quality.md.j2")
        .render(
            view=ProtocolView(one, datetime.date(2026, 1, 2)),
            protocol=one,
            cases=(),
            drugs=(),
            quality=QualityView(quality, one, (), None, both),
        )
    )
    return BeautifulSoup(text, "html.parser")


def cell(page, text):
    return next(cell for cell in page.select("td") if text in cell.get_text()).get_text(" ", strip=True)


def test_what_is_accepted_stands_beside_what_it_accepts(page):
    assert "stays open, although this is a reason for: severe. Accepted: Nobody looks for it first." in " ".join(
        cell(page, "Nobody looks").replace(" .", ".").split()
    )
    assert "asks to raise level, which stands at its highest Accepted: It is measured before." in cell(page, "measured")
    assert "Yes: gone. The smallest such patient: Drug: given;" in cell(page, "goes and comes")
    assert "Accepted: The other page says so." in cell(page, "other page")
    assert "(in: The other)" in page.get_text()


def test_marks_are_words_and_every_head_of_a_table_says_of_what(page):
    marks = page.select(".wb-leaps")
    assert marks
    assert all(mark.find("span", attrs={"aria-hidden": "true"}).get_text().strip() == "▲" for mark in marks)
    assert all(head.get("scope") in ("col", "row", "rowgroup") for head in page.select("th"))


def test_the_command_says_the_same(made):
    one, reviews, between, both = made
    text = in_words(one, reviews, between, both)
    for line in (
        "**Marked:** act (immediately): stays open, although this is a reason for: severe. Accepted: Nobody looks",
        "**fix: asks to raise level, which stands at its highest**",
        "accepted: It is measured before.",
        "**Crossed:** gone. Accepted: It goes and comes.",
        "against: stop-it (in: The other)",
    ):
        assert line in text
    whole = in_words(one, reviews, between, both, whole=True)
    assert "- Grave: yes\n  - indicated: fix\n  - still open: act · wait\n  - not called for: nothing" in whole
