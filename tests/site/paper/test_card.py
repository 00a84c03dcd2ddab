"""What is taken from a protocol onto its card: everything that it recommends, and nothing that it does not say."""

import datetime
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import segno
from bs4 import BeautifulSoup

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.lenders import lender_of
from build_scripts.pages.card.selection import card_of
from build_scripts.pages.card.address import card_address, digest_of, qr_code, site_address, version_date
from build_scripts.pages.view import ProtocolView
from build_scripts.words.doses import dose_text
from build_scripts.words.review_state import REVIEW_WORDS
from checker.language.conditions import CriterionHolds
from checker.language.expressions import Not
from checker.protocol.labels import Labels
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.real_protocols import NAMES, named
from tests.support.site.cards import ADDRESS, sheet

REAL = {f"real {name}": name for name in NAMES}


@pytest.fixture(params=[*FIXTURES, "skeleton", *REAL])
def protocol(request, content, workshop):
    """Protocols of every kind: with hardly anything but rules, as 'wardbook new' makes them, and the real ones."""
    if request.param in REAL:
        return named(content, REAL[request.param]).protocol
    if request.param == "skeleton":
        write_skeleton(workshop, "skeleton")
        return load_content(workshop.docs).protocols[0].protocol
    return next_protocol(FIXTURES[request.param])


def _words(text):
    return " ".join(text.split())


def test_every_recommendation_stands_on_the_card_once(protocol):
    card = card_of(ProtocolView(protocol))
    shown = [
        action.recommendation.id
        for block in (*card.first, *card.second)
        for branch in block.branches
        for action in branch.actions
    ]
    expected = [item.id for item in protocol.recommendations]
    twice = {name for name in shown if shown.count(name) > 1}
    in_pathway = [name for step in protocol.pathway for name in (*step.yes, *step.no)]
    assert set(shown) == set(expected)
    assert twice == {name for name in in_pathway if in_pathway.count(name) > 1}


def test_the_card_says_what_the_protocol_says(protocol, project):
    text = _words(BeautifulSoup(sheet(project, protocol), "html.parser").get_text())
    assert REVIEW_WORDS[protocol.review.state] in text
    assert f"Version {protocol.version}" in text
    for item in protocol.recommendations:
        assert item.label in text
        assert not item.note or _words(item.note) in text
        for dose in item.doses:
            assert dose_text(dose, Labels(protocol)) in text
    for criterion in protocol.criteria:
        if criterion.id == protocol.applicable:
            assert criterion.when.describe(Labels(protocol)) in text
        elif lender_of(criterion.id) is None:  # another protocol's stands on its own card
            assert criterion.label[1:] in text  # within a sentence it begins with a small letter
    for item in protocol.disagreements:
        assert item.title in text
    for score in protocol.scores:
        assert score.label in text
        assert not score.note or _words(score.note) in text


def test_no_recommendation_stands_without_its_rule(each, project):
    """Each shows when it is indicated, unless the question or the rule above it is exactly that."""
    protocol = each.protocol
    card = card_of(ProtocolView(protocol))
    for block in (*card.first, *card.second):
        for branch in block.branches:
            for action in branch.actions:
                rule = action.recommendation.when
                if action.when is None and branch.answer is not None:
                    assert block.criterion is not None
                    asked = CriterionHolds(block.criterion.id)
                    assert rule == (asked if branch.answer == "Yes" else Not(asked))
                else:
                    assert action.when or branch.rule
    assert "Only when" in sheet(project, protocol)


def test_every_limit_of_a_rule_is_on_the_card(each, project):
    """A threshold that is shown on a page but not on the card would be missed at the bedside."""
    protocol = each.protocol
    view = ProtocolView(protocol)
    text = _words(BeautifulSoup(sheet(project, protocol), "html.parser").get_text())
    missing = []

    def look(expression):
        if not expression.parts and " above " in expression.describe(view.words):
            said = _words(expression.describe(view.words))
            if said not in text:
                missing.append(said)
        for part in expression.parts:
            look(part)

    for criterion in protocol.criteria:
        look(criterion.when)
    for item in protocol.recommendations:
        look(item.when)
    assert missing == []


def test_the_address_is_that_of_the_site_or_none(tmp_path, each):
    protocol = each.protocol
    assert site_address(tmp_path / "mkdocs.yml") is None
    for line, expected in (
        ("site_name: x", None),
        ("site_url: ''", None),
        ("site_url: /x/", None),
        (f"site_url: {ADDRESS}", ADDRESS),
    ):
        (tmp_path / "mkdocs.yml").write_text(line + "\n")
        assert site_address(tmp_path / "mkdocs.yml") == expected
    assert card_address(None, protocol) is None
    wanted = f"https://wards.example.org/wardbook/protocols/{protocol.id}/card.html"
    assert card_address(ADDRESS, protocol) == card_address(ADDRESS.rstrip("/"), protocol) == wanted


def test_the_qr_code_is_drawn_module_for_module_within_the_policy():
    address = f"{ADDRESS}protocols/x/card.html"
    code = segno.make(address, error="m", boost_error=False, micro=False)
    assert code.error == "M"
    drawing = ET.fromstring(str(qr_code(address)))  # noqa: S314 - drawn just above
    assert [name for element in drawing.iter() for name in element.attrib if name == "style"] == []
    size = int(drawing.attrib["viewBox"].split()[2])
    assert size == len(code.matrix) + 8
    assert sum(map(len, drawing[0].attrib["d"].split("h"))) > size


def test_with_an_address_the_card_shows_it_and_without_one_invents_none(each, project):
    protocol = each.protocol
    foot = "[data-part=address]"
    with_one = BeautifulSoup(sheet(project, protocol, ADDRESS), "html.parser")
    assert len(with_one.select(f"{foot} svg.wb-qr")) == 1
    assert [link["href"] for link in with_one.select(f"{foot} a")] == [card_address(ADDRESS, protocol)]
    without = BeautifulSoup(sheet(project, protocol), "html.parser")
    assert without.select(f"{foot} :is(svg, a)") == []
    text = without.select(foot)[0].get_text()
    assert "Printed from a copy without a web address" in text
    assert f"protocols/{protocol.id}/card.html" in text
    assert digest_of(protocol) in text


def test_the_digest_and_the_date_follow_the_content(each):
    protocol = each.protocol
    changed = replace(protocol, statements=(replace(protocol.statements[0], text="Other."), *protocol.statements[1:]))
    assert digest_of(protocol) == digest_of(replace(protocol)) != digest_of(changed)
    assert version_date(protocol) == protocol.changes[0].date
    assert version_date(replace(protocol, version="9.9.9")) == protocol.review.checked


def test_an_overdue_review_is_said_on_the_card(each, project):
    protocol = each.protocol
    overdue = BeautifulSoup(sheet(project, protocol), "html.parser").select(".wb-sheet__overdue[hidden]")
    assert [node["data-standing"] for node in overdue] == ["overdue", "wrong-clock"]
    built = protocol.review.due + datetime.timedelta(days=1)
    (said,) = BeautifulSoup(sheet(project, protocol, built=built), "html.parser").select(".wb-sheet__overdue")
    assert not said.has_attr("hidden")
    assert "Review overdue" in said.get_text()


def test_what_is_read_of_another_protocol_stands_on_its_card_alone(project):
    base = next_protocol(FIXTURES["crs"])
    named = base.criteria[-1]
    lent = replace(named, id="lender:shock", label="Shock as the lender says")
    grade = replace(base.grades[0], id="lender:grade", label="Grade of the lender")
    protocol = replace(base, criteria=(*base.criteria, lent), grades=(*base.grades, grade))
    page = BeautifulSoup(sheet(project, protocol), "html.parser")
    text = _words(page.get_text())
    assert protocol.grades[0].label in text
    assert lent.label not in text
    assert grade.label not in text
    assert [link["href"] for link in page.select("a[href$='card.html']")] == ["../lender/card.html"]
