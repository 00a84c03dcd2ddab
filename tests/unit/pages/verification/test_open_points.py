"""The page of what is to be verified has a line for all that is open, and what a dose rests on comes first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.skeleton import write_skeleton
from build_scripts.pages.verification.points import open_groups
from build_scripts.pages.view import ProtocolView
from checker.protocol.figures import Figure
from checker.protocol.model import Acceptance
from checker.protocol.sources import Disagreement, Statement
from checker.protocol.traversal import elements
from tests.support.protocols.toys import SOUND, part, rules, toy

KNOWN = "known: source           # that is, read there; or restatement, with its origin; or general-knowledge"
SCOPE = "when: {finding: example-treatment, is: [given]}\n"


def statement(name, known="restatement", **more):
    origin = "A summary." if known == "restatement" else None
    return Statement(id=name, topic="t", text=f"Fact {name}.", plain="A fact.", known=known, origin=origin, **more)


def disagreement(name, *statements, **more):
    told = {"title": name, "kind": "unresolved", "text": "Who knows.", "handling": "The safer reading.", **more}
    return Disagreement(id=name, statements=statements, **told)


DOSE = {"drug": "x", "amount": 1, "unit": "mg", "route": "oral", "once": True, "statements": ["S1"]}


def ruled():
    """A dose on S1, an immediate action on S2, a criterion on S3 that decides on them, and a criterion on S4 that
    decides on something of today; nothing on S5."""
    data = rules(watch={"action": "monitor", "when": {"criterion": "high"}})["recommendations"]
    hold, keep, watch = (next(item for item in data if item["id"] == name) for name in ("hold", "keep", "watch"))
    keep["doses"] = [DOSE]
    hold |= {"urgency": "immediate", "statements": ["S2"]}
    watch["statements"] = []
    changes = {"recommendations": data}
    criteria = [dict(item, statements=["S6"]) for item in SOUND["criteria"]]
    criteria[1]["statements"] = ["S3"]
    criteria[2]["statements"] = ["S4"]
    return replace(
        toy(**changes, criteria=criteria, scores=part("scores", 0, statements=["S6"])["scores"]),
        statements=(*(statement(f"S{number}") for number in range(1, 6)), statement("S6", "source")),
        disagreements=(),
        figures=(),
        accepted=(),
    )


def groups_of(protocol):
    """Title of each group → the anchors of its points."""
    return {group.anchor: [point.anchor for point in group.points] for group in open_groups(ProtocolView(protocol))}


def points_of(protocol):
    return {point.anchor: point for group in open_groups(ProtocolView(protocol)) for point in group.points}


def labels(resting):
    return [(each.kind, each.name) for each in resting]


def test_what_a_dose_or_an_immediate_action_rests_on_comes_first():
    assert groups_of(ruled()) == {
        "rests-dose": ["verify-S1"],
        "rests-immediate": ["verify-S2"],
        "rests-decides": ["verify-S3"],
        "rests-other": ["verify-S4"],
        "rests-nothing": ["verify-S5"],
    }


def test_a_line_names_the_rules_that_cite_it_and_the_recommendations_that_read_those():
    found = points_of(ruled())
    assert labels(found["verify-S1"].direct) == [("recommendation", "keep")], "through the dose alone"
    assert labels(found["verify-S3"].direct) == [("criterion", "suspected")]
    assert labels(found["verify-S3"].through) == [("recommendation", "keep"), ("recommendation", "hold")]
    assert labels(found["verify-S4"].through) == [("recommendation", "watch")]


def test_a_statement_that_was_read_and_has_no_doubt_is_settled():
    protocol = replace(ruled(), statements=(statement("S6", "source"),))
    assert points_of(protocol) == {}
    doubted = replace(protocol, statements=(statement("S6", "source", conflict="Page 9 says another."),))
    assert [point.texts[1][1] for point in points_of(doubted).values()] == ["Page 9 says another."]


def test_on_a_disagreement_rests_what_cites_its_statements():
    protocol = replace(ruled(), disagreements=(disagreement("d1", "S1"), disagreement("d2")))
    assert "verify-d1" in groups_of(protocol)["rests-dose"]
    assert "verify-d2" in groups_of(protocol)["rests-nothing"]


@pytest.mark.parametrize("known", ["restatement", "general-knowledge"])
def test_what_would_settle_it_is_the_authors_word_or_else_a_general_one(known):
    protocol = replace(ruled(), statements=(statement("S1", known), statement("S2", known, settled_by="Page 9.")))
    general, said = points_of(protocol)["verify-S1"], points_of(protocol)["verify-S2"]
    assert (general.settled_by, said.settled_by) == (None, "Page 9.")
    assert general.settled
    assert general.settled == said.settled


def test_a_rule_without_a_statement_is_a_choice_of_the_project():
    protocol = ruled()
    criteria = tuple(replace(each, statements=()) if each.id == "high" else each for each in protocol.criteria)
    found = points_of(replace(protocol, criteria=criteria))
    assert found["verify-uncited-criterion-high"].rule == "on the drug and level is above 10 mg/dL"


def test_a_rule_that_only_puts_others_together_says_nothing_of_its_own():
    protocol = ruled()
    first = replace(protocol.recommendations[2], statements=())
    found = points_of(replace(protocol, recommendations=(*protocol.recommendations[:2], first)))
    assert not [name for name in found if name.startswith("verify-uncited")]


def test_a_number_that_no_statement_has_is_open_where_a_rule_has_it_only():
    numbers = (
        Figure(says="10 mg/dL", at=("high",), why="A choice."),
        Figure(says="5 patients", at=("S1",), why="A result."),
    )
    found = points_of(replace(ruled(), figures=numbers))
    assert [point.texts for name, point in found.items() if "figure" in name] == [(("", "A choice."),)]


def test_results_of_reviews_that_were_accepted_for_one_reason_are_one_line():
    accepted = tuple(
        Acceptance(review="crossed", recommendations=("keep", name), findings=("sign",), why="It is right.")
        for name in ("hold", "other-protocol:stop")
    )
    (point,) = (point for name, point in points_of(replace(ruled(), accepted=accepted)).items() if "accepted" in name)
    assert point.accepted == (("Sign", ("keep", "hold")), ("Sign", ("keep", "other-protocol:stop")))
    assert labels(point.direct) == [("recommendation", "keep"), ("recommendation", "hold")]


def test_every_text_on_what_is_open_in_the_first_protocol_stands_on_its_page(content):
    """Whatever element has a note, a doubt, a way of handling or a reason for an acceptance."""
    for loaded in content.protocols:
        protocol = loaded.protocol
        shown = {text for point in points_of(protocol).values() for _, text in point.texts}
        ruling = (
            *(*protocol.recommendations, *protocol.criteria, *protocol.scores, *protocol.grades, *protocol.values),
            *(*protocol.statements, *protocol.disagreements, *protocol.accepted),
        )
        wanted = {
            getattr(element, field)
            for _, element in elements(ruling)
            for field in ("note", "conflict", "handling", "says", "why")
            if getattr(element, field, None) and ":" not in str(getattr(element, "id", ""))
        }
        assert wanted - shown == set()
        assert {f"verify-{s.id}" for s in protocol.statements if s.known != "source"} <= set(points_of(protocol))


# The page


@pytest.fixture
def pages(workshop, rendered):
    def render(*changes):
        file = write_skeleton(workshop, "example") / "protocol.yml"
        text = file.read_text().replace(SCOPE, f"{SCOPE}    statements: [S01]\n")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file.write_text(text)
        return {name: BeautifulSoup(page, "html.parser") for name, page in rendered().items()}

    return render


def words_of(element):
    return re.sub(r"\s+", " ", element.get_text(" "))


def lines_of(page):
    return [words_of(line) for line in page.select(".wb-point")]


def test_where_nothing_is_open_the_page_says_so(pages):
    page = pages()["verify"]
    assert lines_of(page) == []
    assert "Nothing: every statement was read in its source" in page.get_text()


RESTATED = (KNOWN, "known: restatement\n    origin: A summary of it.\n    settled-by: Page 9 of the guideline.")
DOUBTED = ("    known: source\n    # Each", "    known: source\n    conflict: It may be a slip.\n    # Each")


def test_lines_are_numbered_throughout_with_a_box_and_an_anchor(pages):
    page = pages(RESTATED, DOUBTED)["verify"]
    first, second = page.select(".wb-point")
    assert [line.select_one(".wb-head__label").text[:2] for line in (first, second)] == ["1.", "2."]
    assert [line.select_one("h3")["id"] for line in (first, second)] == ["verify-S01", "verify-S02"]
    assert all(line.select(".wb-point__box") for line in (first, second))
    assert "Settled by: Page 9 of the guideline." in lines_of(page)[0]
    assert "Mind: It may be a slip." in lines_of(page)[1]
    assert "2 lines. Their numbers are those of version 0.1.0." in words_of(page)


def test_each_link_of_a_line_leads_to_its_element(pages):
    shown = pages(RESTATED, DOUBTED)
    links = {a["href"] for a in shown["verify"].select(".wb-point a[href]") if not a["href"].startswith("#")}
    assert {"recognise.html#S01", "recognise.html#criterion-suspected", "treat.html#example-action"} <= links
    for link in links:
        name, _, anchor = link.partition("#")
        assert shown[name.removesuffix(".html")].select(f'[id="{anchor}"]'), link


def test_overview_and_quality_page_lead_to_it(pages):
    shown = pages()
    assert shown["index"].select('.wb-map a[href="verify.html"]')
    assert "(verify.md)" in shown["quality"].get_text()
