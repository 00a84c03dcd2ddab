"""A dose stands on every page with its largest amount and its notes, and says 'once' where it is a single one."""

import datetime
import io
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from build_scripts.command.assessment_table import print_assessment
from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.pages.form import form_model
from build_scripts.pages.pathway.layout import draw_pathway
from build_scripts.pages.quality_view import drug_rows
from build_scripts.pages.unbroken import joined
from checker import Assessment

LINE = "xamplin 0.01 mg/kg intramuscularly once, at most 0.5 mg"
NOTES = ("Not twice into one thigh.", "Into the thigh.")

REGISTER = """drugs:
  - name: examplin
    names: [exa]
    routes:
      - {route: intramuscular, statements: ["example:S02"]}
      - {route: oral, basis: Made up.}
    limits:
      - single: {amount: 0.5, unit: mg}
        for: child
        route: intramuscular
        statements: ["example:S02"]
        basis: Made up.
  - name: unlimited
  - {name: examplins, kind: class}
"""


@pytest.fixture
def dosed(workshop):
    """A workshop whose protocol gives a single dose by weight, with its largest amount and two notes."""
    file = write_skeleton(workshop, "example") / "protocol.yml"
    dose = (
        "{drug: examplin, amount: 0.01, unit: mg/kg, route: intramuscular, once: true, statements: [S02], "
        f"largest: {{amount: 0.5, unit: mg}}, note: {NOTES[0]}}}"
    )
    action = "when: {criterion: suspected}\n    # doses:"
    text = file.read_text()
    assert text.count(action) == 1
    text = text.replace(
        action, f"when: {{criterion: suspected}}\n    note: {NOTES[1]}\n    doses: [{dose}]\n    # doses:"
    )
    text = text.replace("    # drugs: [name] ", "    drugs: [examplin, unlimited, examplins] # ")
    text = text.replace("Do what", "With examplin, unlimited, examplins do what")
    file.write_text(text.replace("do what the example says.\n", f"give e{LINE}; beside it unlimited and examplins.\n"))
    register = workshop.docs / "vocabulary" / "drugs.yml"
    register.parent.mkdir()
    register.write_text(REGISTER)
    return workshop


@pytest.mark.parametrize("page", ["index", "treat", "card", "checker"])
def test_every_page_with_the_dose_has_its_largest_amount_and_its_notes(dosed, rendered, page):
    soup = BeautifulSoup(rendered()[page], "html.parser")
    text = " ".join(soup.get_text(" ").split())
    assert LINE in text
    assert [note for note in NOTES if note not in text] == []
    assert "not state the" not in text
    assert "not stated in the source" not in text


def test_what_to_do_first_has_them_in_its_own_box(dosed, rendered):
    box = BeautifulSoup(rendered()["index"], "html.parser").select_one(".wb-first")
    assert box is not None
    assert [node.get_text() for node in box.select(".wb-first__note")] == list(NOTES)


def test_the_pathway_has_them_in_the_box_of_the_action(dosed):
    protocol = load_content(dosed.docs).protocols[0].protocol
    for picture in draw_pathway(protocol, lambda anchor: f"x.html#{anchor}"):
        (box,) = [box for box in picture.boxes if box.recommendation == "example-action"]
        assert joined(LINE) in " ".join(line.text for line in box.lines if line.role == "dose")
        assert " ".join(line.text for line in box.lines if line.role == "note") == " ".join(NOTES)


def test_the_answer_has_the_note_beside_the_dose(dosed):
    (view,) = form_model(load_content(dosed.docs).protocols[0].protocol).answer.recommendations
    assert [(dose.note, dose.unstated) for dose in view.doses] == [(NOTES[0], None)]


def test_a_terminal_has_the_note_behind_the_dose(dosed):
    checker = load_content(dosed.docs).checkers["example"]
    case = {"protocol": "example", "findings": {"example-treatment": "given", "example-sign": True}}
    assessment = checker.assess(case)
    assert isinstance(assessment, Assessment)
    console = Console(file=io.StringIO(), record=True, width=200)
    print_assessment(console, checker, assessment, datetime.date(2026, 1, 2))
    text = " ".join(console.export_text().split())
    assert f"e{LINE}. {NOTES[0]}" in text
    assert NOTES[1] in text


def test_the_page_on_quality_lists_drugs_with_their_limits_and_those_without(dosed, rendered):
    soup = BeautifulSoup(rendered()["quality"], "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select(".wb-drugs tbody tr")]
    limit = "Child's dose: 0.5 mg at once, intramuscularly S02 Made up."
    assert rows == [
        f"examplin also: exa intramuscularly by mouth (Made up.) {limit}",
        "unlimited No route is known to us. No limit is known to us.",
        "examplins – A class of drugs, of which no dose is given.",
    ]
    (loaded,) = load_content(dosed.docs).protocols
    assert drug_rows(loaded.drugs, "another")[0].limits[0].elsewhere == ("example:S02",)
    (for_all,) = loaded.drugs[0].limits
    own = replace(loaded.drugs[0], limits=(replace(for_all, protocols=("example",)),))
    assert drug_rows([own], "example")[0].limits[0].text.endswith("intramuscularly, in this protocol")


def test_a_page_of_a_protocol_without_drugs_has_no_list_of_them(workshop, rendered):
    write_skeleton(workshop, "example")
    assert "wb-drugs" not in rendered()["quality"]
