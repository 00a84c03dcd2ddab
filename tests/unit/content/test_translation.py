"""What authors translate: put in its place, counted, and refused where it could mislead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.translation import load_translations, untranslated
from build_scripts.project.problems import ContentError
from checker.language.conditions import FindingHolds
from checker.language.scores import Band, Domain, Grade, GradeStep, Level, Score, ScoreItem
from checker.protocol.layout import Page, Section
from checker.protocol.model import Acceptance, Invariant
from tests.support.protocols.toys import toy


@pytest.fixture
def translated(workshop):
    """Write a translation of the skeleton, and return the folder and the protocol."""
    folder = write_skeleton(workshop, "example")
    (loaded,) = load_content(workshop.docs).protocols

    def write(text, name="de.yml"):
        (folder / "translations").mkdir(exist_ok=True)
        (folder / "translations" / name).write_text(text)
        return folder, loaded.protocol

    return write


GOOD = """\
version: 0.1.0
texts:
  findings:
    example-sign: {label: Beispielzeichen}
"""


def test_translated_texts_stand_in_the_place_of_the_english(translated):
    folder, protocol = translated(GOOD)
    german = load_translations(folder, protocol)["de"]
    labels = {finding.id: finding.label for finding in german.protocol.findings}
    assert labels["example-sign"] == "Beispielzeichen"
    assert {n: x for n, x in labels.items() if n != "example-sign"} == {
        f.id: f.label for f in protocol.findings if f.id != "example-sign"
    }
    assert (german.done, german.total) == (1, untranslated(protocol).total)
    assert german.protocol.criteria == protocol.criteria


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        (
            "version: 0.0.9\ntexts: {}\n",
            "de.yml",
            r"de.yml:1:10: these are translations of version 0.0.9",
        ),
        ("texts: {}\n", "de.yml", r"de.yml:1:1: expected the keys 'version' and 'texts'"),
        (GOOD, "nowhere.yml", r"nowhere.yml:1:1: the file is named for 'nowhere', expected the code of a language"),
        (
            GOOD.replace("example-sign", "example-sing"),
            "de.yml",
            r"de.yml:4:\d+: unknown id 'example-sing'",
        ),
        (
            GOOD.replace("findings", "finding"),
            "de.yml",
            r"de.yml:4:\d+: unknown part 'finding' \(did you mean",
        ),
        (GOOD.replace("label", "labels"), "de.yml", r"de.yml:4:\d+: unknown text 'labels' \(did you mean 'label'"),
        (
            GOOD.replace("Beispielzeichen", "Zeichen 10"),
            "de.yml",
            r"de.yml:4:\d+: its numbers differ from those of",
        ),
        (GOOD.replace("Beispielzeichen", "''"), "de.yml", r"de.yml:4:\d+: expected a text"),
        (GOOD.replace("Beispielzeichen", '"\\u00a0"'), "de.yml", r"de.yml:4:\d+: expected a text"),
        (
            GOOD.replace("Beispielzeichen", "example LEVEL"),
            "de.yml",
            r"de.yml:4:27: 'example LEVEL' is what readers see for findings.example-level.label already",
        ),
        (
            f"{GOOD}    example-level: {{label: beispielzeichen}}\n",
            "de.yml",
            r"de.yml:5:28: 'beispielzeichen' is what readers see for findings.example-sign.label already",
        ),
        (
            f"{GOOD}    example-treatment: {{choices: {{given: ja, not-given: Ja}}}}\n",
            "de.yml",
            r"de.yml:5:\d+: 'ja' is what readers see for findings.example-treatment.choices.not-given already",
        ),
        (
            "version: 0.1.0\ntexts: {pages: {treat: {title: Recognise}}}\n",
            "de.yml",
            r"de.yml:2:\d+: 'Recognise' is what readers see for pages.recognise.title already: they could not tell",
        ),
        (GOOD.replace("{label: Beispielzeichen}", "Zeichen"), "de.yml", r"de.yml:4:\d+: expected texts by name: label"),
        ("version: 0.1.0\ntexts: []\n", "de.yml", r"de.yml:2:\d+: expected texts by the part of the protocol"),
        ("version: 0.1.0\ntexts: {pages: []}\n", "de.yml", r"de.yml:2:\d+: expected texts by the id of the element"),
    ],
)
def test_a_translation_that_could_mislead_is_refused(translated, text, name, message):
    folder, protocol = translated(text, name)
    with pytest.raises(ContentError, match=message):
        load_translations(folder, protocol)


EVERYWHERE = """\
version: 0.1.0
texts:
  protocol: {summary: Kurz.}
  terms: {DS: Differenzierungssyndrom}
  source: {kind: Lehrtext}
  scores:
    s:
      items: {Item of a score: Teil des Scores}
      bands: {low: Niedrig}
  grades:
    g:
      domains: {Axis: Achse}
      scale: {good: Gut}
  pages:
    p:
      sections: {A title: Ein Titel, An introduction.: Eine Einleitung.}
  invariants: {It would contradict itself.: Es widerspräche sich.}
  accepted: {It is right all the same.: Es stimmt trotzdem.}
"""


def test_every_text_of_the_model_can_be_translated(tmp_path):
    """What has no id is named by its English text."""
    rule, section = FindingHolds("sign"), Section(title="A title", text="An introduction.")
    protocol = replace(
        toy(),
        version="0.1.0",
        terms={"DS": "differentiation syndrome"},
        scores=(
            Score(
                id="s",
                label="S",
                items=(ScoreItem(label="Item of a score", points=1, when=rule),),
                bands=(Band(id="low", label="Low", from_=0, to=1),),
            ),
        ),
        grades=(
            Grade(
                id="g", label="G", scale=(GradeStep("good", "Good"),), domains=(Domain("Axis", (Level("good", rule),)),)
            ),
        ),
        pages=(Page(id="p", title="P", description="D", sections=(section,)),),
        invariants=(Invariant(never=("keep", "hold"), why="It would contradict itself."),),
        accepted=(
            Acceptance(review="ends", recommendations=("keep",), findings=("level",), why="It is right all the same."),
        ),
    )
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "de.yml").write_text(EVERYWHERE)
    german = load_translations(tmp_path, protocol)["de"]
    said = german.protocol
    assert said.terms == {"DS": "Differenzierungssyndrom"}
    assert said.source.kind == "Lehrtext"
    assert (said.scores[0].items[0].label, said.scores[0].bands[0].label) == ("Teil des Scores", "Niedrig")
    assert (said.grades[0].domains[0].label, said.grades[0].scale[0].label) == ("Achse", "Gut")
    assert said.pages[0].sections[0] == Section(title="Ein Titel", text="Eine Einleitung.")
    assert (said.invariants[0].why, said.accepted[0].why) == ("Es widerspräche sich.", "Es stimmt trotzdem.")
    assert german.done == len(german.texts) == 11
    assert said.scores[0].items[0].when == rule
