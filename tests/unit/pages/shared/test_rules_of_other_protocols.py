"""Pages say where a rule of another protocol comes from, and lead there; sections point to what stands elsewhere."""

import pytest
from bs4 import BeautifulSoup

from build_scripts.content.load import read_content
from build_scripts.content.skeleton import write_skeleton
from tests.support.shared_words import LENT, READS, change


@pytest.fixture
def reader(workshop):
    first = write_skeleton(workshop, "first")
    change(first / "protocol.yml", LENT)
    change(first / "cases.yml", {"example-sign": "lent-sign"})
    file = write_skeleton(workshop, "second") / "protocol.yml"
    (file.parent / "cases.yml").write_text("cases: []\n")
    change(file, {READS: f"{READS}        - {{criterion: 'first:suspected'}}\n"})
    return file


@pytest.fixture
def pages(rendered_of, reader):
    return lambda: rendered_of("second")


def links_of(page):
    return {a.get_text(): a["href"] for a in BeautifulSoup(page, "html.parser").find_all("a", href=True)}


def test_a_rule_leads_to_the_page_that_explains_it(pages):
    shown = pages()
    label = "the example condition is suspected (First)"
    assert links_of(shown["recognise"])[label] == "../first/recognise.html#criterion-suspected"
    assert "criterion-first:" not in shown["index"]
    checker = shown["checker"]
    assert 'data-criterion="first:suspected"' in checker
    assert 'href="../first/index.html#criterion-applicable"' in checker
    assert 'id="group-first:signs"' in checker


def test_a_finding_that_only_the_other_protocol_reads_has_its_sources_there(pages):
    soup = BeautifulSoup(pages()["checker"], "html.parser")
    lent = soup.select_one("#more-lent-sign .wb-field__sources")
    assert lent is not None
    assert lent.get_text() == "Statements: S01 (First)"
    assert [a["href"] for a in lent.select("a")] == ["../first/recognise.html#S01"]
    groups = [legend.get_text() for legend in soup.select("fieldset.wb-group > legend")]
    assert groups[1] == "Signs there (First)"  # behind the first, of which its rule reads the treatment
    assert len(groups) == 3
    assert not [a["href"] for a in soup.select("#more-example-sign .wb-field__sources a") if "first" in a["href"]]


def test_a_card_leaves_what_is_anothers_to_the_others_card(pages, reader, rendered_of):
    change(reader, {READS: f"{READS}        - {{grade: 'first:severity', at-least: bad}}\n"})
    card = BeautifulSoup(pages()["card"], "html.parser")
    titles = [title.get_text() for title in card.select(".wb-block__title")]
    assert titles
    assert not [title for title in titles if "First" in title or "treatment is given" in title]
    assert links_of(pages()["card"])["First"] == "../first/card.html"
    theirs = BeautifulSoup(rendered_of("first")["card"], "html.parser")
    assert "Severity there" in [title.get_text() for title in theirs.select(".wb-block__title")]
    assert not theirs.select("a[href$='card.html']")


def test_a_section_may_explain_it_here(pages, reader):
    change(reader, {"criteria: [suspected]": "criteria: [suspected, 'first:suspected']"})
    shown = pages()
    assert 'id="criterion-first:suspected"' in shown["recognise"]
    label = "the example condition is suspected (First)"
    assert links_of(shown["recognise"])[label] == "recognise.html#criterion-first:suspected"


def test_a_section_points_to_recommendations_and_statements_elsewhere(pages, reader):
    change(
        reader, {"        pathway: true": "        see: ['first:example-action', 'first:S01']\n        pathway: true"}
    )
    links = links_of(pages()["treat"])
    assert links["Do what the example says"] == "../first/treat.html#example-action"
    assert links["S01"] == "../first/recognise.html#S01"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("first:S09", "unknown recommendation or statement 'S09' (did you mean 'S02'?) of protocol 'first'"),
        ("frist:S01", "unknown protocol 'frist' (did you mean 'first'?)"),
        ("S01", "'S01' is no element of another protocol: expected protocol:element, such as other:S01"),
        ("second:S01", "'second:S01' is no element of another protocol: expected protocol:element, such as other:S01"),
    ],
)
def test_a_pointer_that_leads_nowhere_has_its_place(workshop, reader, name, message):
    change(reader, {"        pathway: true": f"        see: ['{name}']\n        pathway: true"})
    row = reader.read_text().split(f"'{name}'")[0]
    (problem,) = read_content(workshop.docs)[1]
    assert (problem.line, problem.column) == (row.count("\n") + 1, len(row) - row.rfind("\n"))
    assert problem.message == message


def test_a_protocol_with_faults_of_its_own_may_be_pointed_to(workshop, reader):
    change(reader, {"        pathway: true": "        see: ['third:S77']\n        pathway: true"})
    third = write_skeleton(workshop, "third") / "protocol.yml"
    change(third, {"urgency: today": "urgency: soon"})
    assert {problem.file.parent.name for problem in read_content(workshop.docs)[1]} == {"third"}
