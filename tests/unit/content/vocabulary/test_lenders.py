"""Protocols whose rules another one reads: found in its file, also while that file cannot be read as a protocol."""

import pytest

from build_scripts.content import load
from build_scripts.content.load import load_alone
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.lenders import content_files, lenders
from build_scripts.project.problems import ContentError
from tests.support.shared_words import change


def test_what_cannot_be_read_lends_nothing(workshop):
    folder = write_skeleton(workshop, "first")
    assert lenders(folder) == []
    (folder / "protocol.yml").write_bytes(b"\xff")
    assert lenders(folder) == []


@pytest.fixture
def loads(monkeypatch):
    """The names of the folders whose protocols are loaded, one for each time."""
    names = []
    whole = load.load_protocol

    def counted(folder, **more):
        names.append(folder.name)
        return whole(folder, **more)

    monkeypatch.setattr(load, "load_protocol", counted)
    return names


def test_a_lender_is_loaded_once_however_often_it_is_named(reader, lender, loads):
    file = reader("{criterion: 'first:suspected'}", "{criterion: 'first:applicable'}", "{finding: example-sign}")
    for folder in (file.parent, lender.parent):
        (folder / "translations").mkdir(exist_ok=True)
        (folder / "translations" / "de.yml").write_text("version: 0.1.0\ntexts: {}\n")
    assert load_alone(file.parent).translations
    assert sorted(loads) == ["first", "second"]


def test_a_lender_with_a_fault_is_loaded_once_as_well(reader, lender, loads):
    file = reader("{criterion: 'first:suspected'}", "{criterion: 'first:applicable'}")
    change(lender, {"\napplicable: applicable\n": "\napplicable: applicabel\n"})
    with pytest.raises(ContentError, match="applicabel"):
        load_alone(file.parent)
    assert loads.count("first") == 1


ACCEPTED = """\
accepted:
  - review: crossed

    recommendations: [treat, 'first:treat']
  # one more
  - {review: crossed, recommendations: [treat, first:treat]}
"""


def test_what_is_accepted_beside_another_protocol_or_pointed_to_reads_nothing_of_it(workshop):
    """An edit of one protocol would else have each protocol beside it read anew."""
    write_skeleton(workshop, "first")
    file = write_skeleton(workshop, "second") / "protocol.yml"
    without = file.read_text()
    read = "criteria:\n  - {id: a, when: {criterion: first:suspected}}\n"
    for text, found in (
        (f"{without}\n{ACCEPTED}", []),
        (f"{without}\npages:\n  - {{see: [first:S01, treat]}}\n", []),
        (f"{without}\n{read}", ["first"]),
        (f"{without}\n{ACCEPTED}{read}", ["first"]),
        (f"{without}\n{read}{ACCEPTED}", ["first"]),
        (f"{without}\nseen: [first:suspected]\n", ["first"]),
        (f"{without}\naccepted: [\n{{why: of a kind}}]\nrest: {{criterion: first:suspected}}\n", ["first"]),
    ):
        file.write_text(text)
        assert [folder.name for folder in lenders(file.parent)] == found, text


def test_words_for_those_who_search_are_no_part_of_a_protocol(workshop):
    folder = write_skeleton(workshop, "first")
    vocabulary = workshop.docs / "vocabulary"
    vocabulary.mkdir(exist_ok=True)
    for name in ("lexicon.yml", "drugs.yml", "findings.yml"):
        (vocabulary / name).write_text("")
    names = {path.name for path in content_files(folder)}
    assert {"protocol.yml", "cases.yml", "drugs.yml", "findings.yml"} <= names
    assert "lexicon.yml" not in names
