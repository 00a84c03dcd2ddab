"""What is taken from a protocol onto its card: everything that it recommends, and nothing that it does not say."""

import datetime
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import segno
from bs4 import BeautifulSoup

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.lenders import lender_of, read_by
from build_scripts.pages.card.address import card_address, digest_of, qr_code, site_address, version_date
from build_scripts.pages.card.room import fits
from build_scripts.pages.card.selection import LEVELS, SIDES, card_of, composed
from build_scripts.pages.view import ProtocolView
from build_scripts.words.doses import dose_text
from build_scripts.words.review_state import REVIEW_WORDS
from checker.language.conditions import CriterionHolds, GradeIs
from checker.language.expressions import Not
from checker.protocol.labels import Labels
from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.real_protocols import NAMES, named
from tests.support.site.cards import ADDRESS, sheet

LIMITS = (" above ", " below ", " at least ", " at most ")

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


def _actions(card):
    return [action for block in (*card.first, *card.second) for branch in block.branches for action in branch.actions]


def _named(card):
    return {name for left in card.left_out for _page, shown in left.places for name, _address in shown}


def test_every_recommendation_stands_on_the_card_once_or_is_named_with_its_page(protocol):
    card = card_of(ProtocolView(protocol))
    whole = [action.recommendation for action in _actions(card) if not action.again]
    assert len(whole) == len({item.id for item in whole})
    assert {action.recommendation.id for action in _actions(card)} == {item.id for item in whole}
    for item in protocol.recommendations:
        if item not in whole:
            assert (item.urgency, item.strength) != ("immediate", "do")
            assert item.strength == "consider"
            assert item.label in _named(card)


def test_whatever_is_immediate_comes_first(protocol):
    card = card_of(ProtocolView(protocol))
    first = {action.recommendation.id for block in card.first for branch in block.branches for action in branch.actions}
    assert {item.id for item in protocol.recommendations if item.urgency == "immediate"} <= first
    urgent = {item.id for item in protocol.recommendations if item.urgency == "immediate"}
    messages = [item.message for item in protocol.warnings if urgent & set(item.concerns)]
    assert [warning.message for warning in card.warnings] == messages


def test_the_card_says_what_the_protocol_says(protocol, project, content):
    others = {loaded.protocol.id: loaded.protocol for loaded in content.protocols}
    card = card_of(ProtocolView(protocol, others=others))
    text = _words(BeautifulSoup(sheet(project, protocol, others=others), "html.parser").get_text())
    assert REVIEW_WORDS[protocol.review.state] in text
    assert f"Version {protocol.version}" in text
    for action in _actions(card):
        item = action.recommendation
        assert not item.note or action.again or _words(item.note) in text or f"{item.label}†" in text
        for dose in item.doses:
            assert dose_text(dose, Labels(protocol)) in text
    for criterion in protocol.criteria:
        if criterion.id == protocol.applicable:
            assert criterion.when.describe(Labels(protocol)) in text
        elif lender_of(criterion.id) is None:  # another protocol's stands on its own card
            assert criterion.label[1:] in text  # within a sentence it begins with a small letter
    for item in protocol.recommendations:
        assert item.label in text
    for item in protocol.disagreements:
        assert item.title in text
    for item in (*protocol.scores, *protocol.grades):
        assert lender_of(item.id) is not None or item.label in text
    for item in protocol.statements:
        told = not item.conflict or _words(item.conflict) in text or item.id in _named(card)
        assert told or any(item.id in each.statements for each in protocol.disagreements)
    for warning in protocol.warnings:
        finding = next(finding for finding in protocol.findings if finding.id == warning.finding)
        assert _words(warning.message) in text or finding.label in _named(card)


def test_what_the_card_leaves_out_has_the_page_that_shows_it(protocol):
    view = ProtocolView(protocol)
    card = card_of(view)
    titles = {"Overview", "Assess a patient", "Sources", *(page.title for page in protocol.pages)}
    for left in card.left_out:
        for page, shown in left.places:
            assert page in titles
            assert all(address.partition("#")[0].endswith(".html") for _name, address in shown)


def test_a_card_is_no_leaner_and_no_longer_than_it_must_be(protocol):
    """Two sides; three only where the least that is to be kept does not fit two, and then the card says so."""
    view = ProtocolView(protocol)
    card = card_of(view)
    leaner = LEVELS[: LEVELS.index(card.keep)]
    assert not [keep for keep in leaner if fits(replace(composed(view, keep), sides=card.sides), view)]
    assert card.sides == SIDES[0] or not any(fits(composed(view, keep), view) for keep in LEVELS)


def test_a_protocol_with_little_to_say_keeps_all_of_it(project):
    protocol = next_protocol(FIXTURES["icans"])
    assert card_of(ProtocolView(protocol)).keep == LEVELS[0]
    assert "† A note" not in sheet(project, protocol)


def test_a_card_of_three_sides_says_why(each, project):
    card = card_of(ProtocolView(each.protocol))
    said = "does not fit on two sides; this card has 3." in sheet(project, each.protocol)
    assert said == (card.sides > 2)


def test_no_recommendation_stands_without_its_rule(each, project):
    """Each shows when it is indicated, unless the question or the rule above it is exactly that."""
    protocol = each.protocol
    card = card_of(ProtocolView(protocol))
    for block in (*card.first, *card.second):
        for branch in block.branches:
            for action in branch.actions:
                rule = action.recommendation.when
                if action.when is None and branch.answer is not None and not action.again:
                    assert block.criterion is not None
                    asked = CriterionHolds(block.criterion.id)
                    assert rule == (asked if branch.answer == "Yes" else Not(asked))
                else:
                    assert action.when or branch.rule or action.again
    assert "Only when" in sheet(project, protocol)


def test_every_limit_of_what_is_immediate_is_on_the_card(each, project):
    """A threshold that is shown on a page but not on the card would be missed at the bedside."""
    protocol = each.protocol
    view = ProtocolView(protocol)
    text = _words(BeautifulSoup(sheet(project, protocol), "html.parser").get_text())
    missing = []

    def look(expression):
        # A grade is no threshold, and the label of such a criterion says it.
        limit = not isinstance(expression, GradeIs) and not expression.parts
        if limit and any(word in expression.describe(view.words) for word in LIMITS):
            said = _words(expression.describe(view.words))
            if said not in text:
                missing.append(said)
        for part in expression.parts:
            look(part)

    urgent = [item for item in protocol.recommendations if item.urgency == "immediate"]
    read = {name for kind, name in read_by(protocol, urgent) if kind == "criterion" and lender_of(name) is None}
    assert urgent
    for item in (*urgent, *(view.criteria[name] for name in read)):
        look(item.when)
    keep = card_of(view).keep
    if keep.considered and keep.all_definitions:  # then every limit is
        own = [item for item in protocol.criteria if lender_of(item.id) is None]
        for item in (*own, *protocol.recommendations):
            look(item.when)
    assert missing == []


def test_the_card_of_the_first_protocol_has_every_limit(first):
    keep = card_of(ProtocolView(first.protocol)).keep
    assert keep.considered
    assert keep.all_definitions


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
