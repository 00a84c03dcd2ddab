"""The lexicon: what it holds, and what is refused, with its place."""

from __future__ import annotations

import pytest

from build_scripts.content.lexicon.lexicon import Lexicon, read_lexicon
from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.exports.questions import lexicon_data
from build_scripts.project.problems import ContentError

HEAD = """\
sources:
  - {id: general, title: General knowledge, note: Written here.}
sections:
  - title: Signs
    source: general
    entries:
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        (tmp_path / "vocabulary").mkdir(exist_ok=True)
        (tmp_path / "vocabulary" / "lexicon.yml").write_text(text)
        return tmp_path

    return write


def test_the_lexicon_of_this_project_is_sound_and_says_where_its_words_come_from(repository):
    lexicon = read_lexicon(repository / "docs")
    assert len(lexicon.entries) > 150
    assert all(source.note for source in lexicon.sources)
    assert {entry.role for entry in lexicon.entries} >= {"dose", "treat", "stop", "go-on", "when-asked", "child"}
    assert "lp" not in " ".join(lexicon.idle).split()


def test_a_project_without_one_has_an_empty_lexicon(tmp_path):
    assert read_lexicon(tmp_path) == Lexicon()
    assert lexicon_data(Lexicon()) == {"entries": [], "idle": ""}


def test_what_a_script_gets(written):
    docs = written(
        HEAD + "      - {names: [fever], german: [Fieber], found-by: [temp], role: dose}\nidle: [the a, of]\n"
    )
    assert lexicon_data(read_lexicon(docs)) == {
        "entries": [{"names": ["fever", "Fieber"], "by": ["temp"], "role": "dose"}],
        "idle": "the a of",
    }


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("      - names: [fever, Fever]\n", "lexicon.yml:7:24: 'Fever' is a name in the entry 'fever' already"),
        (
            "      - names: [fever]\n      - names: [heat]\n        german: [fever]\n",
            "lexicon.yml:9:18: 'fever' is a name in the entry 'fever' already",
        ),
        ("      - names: []\n", "lexicon.yml:7:16: expected a name, by which the entry is known"),
        (
            "      - {names: [fever], found-by: [FEVER]}\n",
            "lexicon.yml:7:37: 'FEVER' is a name of the entry itself",
        ),
        (
            "      - {names: [fever, 38.5 °]}\n",
            "lexicon.yml:7:25: '38.5 °' has no letter, and would be any number",
        ),
        ("      - {names: [fever], synonyms: [heat]}\n", "lexicon.yml:7:26: unknown key 'synonyms'"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(written, entries, message):
    with pytest.raises(ContentError) as caught:
        read_lexicon(written(HEAD + entries))
    (problem,) = caught.value.problems
    assert message in str(problem)


def test_a_section_names_a_source_that_is_listed(written):
    with pytest.raises(ContentError, match="unknown source 'another'"):
        read_lexicon(written(HEAD.replace("source: general", "source: another") + "      - names: [fever]\n"))


def test_a_mistake_in_the_lexicon_stops_a_build(workshop):
    write_skeleton(workshop, "example")
    (workshop.docs / "vocabulary").mkdir(exist_ok=True)
    (workshop.docs / "vocabulary" / "lexicon.yml").write_text(HEAD + "      - names: [fever, fever]\n")
    with pytest.raises(ContentError, match="'fever' is a name in the entry 'fever' already"):
        load_content(workshop.docs)
