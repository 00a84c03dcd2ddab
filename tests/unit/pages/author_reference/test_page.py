"""The reference for authors has every key of every file that they write, each with its type, meaning and an example."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, make_dataclass
from pathlib import Path

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.yaml_source import yaml_from
from build_scripts.exports.json_schemas import TITLES, file_classes
from build_scripts.pages.author_reference.described import base_of, described, reached_from, written_fields
from build_scripts.pages.author_reference.found import found_in, place_of, spelled
from build_scripts.pages.author_reference.page import render_reference
from build_scripts.pages.author_reference.stage import reference_page
from build_scripts.pages.author_reference.type_words import type_in_words
from build_scripts.pages.authored import written_nav
from build_scripts.project.store import Store
from checker import Protocol
from checker.language.findings import BooleanFinding, QuantityFinding
from checker.protocol.model import Recommendation
from checker.protocol.model_fields import fields_of

CLASSES = list(dict.fromkeys(cls for root in file_classes().values() for cls in reached_from(root)))
FIELDS = [(cls, field) for cls in CLASSES for field in written_fields(cls)]
ANCHOR = re.compile(r"\{ #([\w-]+) \}")


@pytest.fixture(scope="module")
def page(project, content, tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("store"))
    return reference_page(content.protocols, project.docs, project.root / "tests" / "spec" / "language", store)


@pytest.mark.parametrize(("cls", "field"), FIELDS, ids=[f"{cls.__name__}.{field.key}" for cls, field in FIELDS])
def test_every_key_is_there_with_its_meaning(page, cls, field):
    (key,) = [key for key in described(cls).keys if key.name == field.key]
    assert key.meaning, "write a docstring below the field: what its key means, for an author"
    assert key.type
    declaring = place_of(cls, field).partition(".")[0]
    (owner,) = [each for each in CLASSES if each.__name__ == declaring]
    head = f"**`{field.key}`**{{ #{described(owner).anchor}_{field.key} }} · "
    assert page.count(head) == 1
    line, meaning = page[page.index(head) + len(head) :].split("\n", maxsplit=2)[:2]
    needed, _, shown = line.partition(" · ")
    assert (needed == "required") is key.required
    assert shown == key.type
    assert meaning.startswith(":   ")
    entry = page[page.index(head) : page.find("\n**`", page.index(head) + 1)]
    assert bool(field.classes) or "Example: `" in entry


@pytest.mark.parametrize("cls", CLASSES)
def test_every_class_has_an_anchor_and_says_what_it_is(page, cls):
    shown = described(cls)
    assert page.count(f"### {shown.title} {{ #{shown.anchor} }}\n") == 1
    assert shown.text


def test_links_lead_to_anchors_of_which_there_is_one_each(page):
    anchors = ANCHOR.findall(page)
    assert len(anchors) == len(set(anchors))
    in_words = re.sub(r"(?<!\[)`[^`\n]+`", "", page)  # code is shown as it is
    assert set(re.findall(r"\]\(#([\w-]+)\)", in_words)) <= set(anchors)


def test_examples_are_yaml_that_spells_the_class_under_which_they_stand(page):
    shown = 0
    for section in page.split("\n### ")[1:]:
        classes = [each for each in CLASSES if described(each).title == section.partition(" {")[0]]
        for text in re.findall(r"```\{ \.yaml [^\n]*\n(.*?)\n```", section, re.DOTALL):
            assert [spelled(classes, yaml_from(text, Path("x.yml")).data)] == classes
            shown += 1
    assert shown > len(CLASSES) / 2


def test_a_field_without_words_has_no_meaning_so_that_the_test_above_fails():
    odd = make_dataclass("Odd", [("unheard_of", str, field(default=""))])
    assert [key.meaning for key in described(odd).keys] == [""]


def test_types_are_said_in_words():
    types = {key.name: key.type for cls in (Recommendation, QuantityFinding) for key in described(cls).keys}
    assert types["drugs"] == "list of texts"
    assert types["statements"] == "list of ids of statements"
    assert types["urgency"] == "`immediate`, `today` or `ongoing`"
    assert types["when"] == "[rule](#rules)"
    assert types["doses"] == "list of [Dose](#dose)"
    assert types["plausible"] == "list of 2: number, number"
    assert types["group"] == "id of a group"
    assert type_in_words(dict[str, int]) == "dict"
    assert base_of(BooleanFinding) is base_of(QuantityFinding)


def test_only_what_records_fill_in_is_left_out(page):
    left_out = {(cls.__name__, each.key) for cls in CLASSES for each in fields_of(cls)} - {
        (cls.__name__, each.key) for cls, each in FIELDS
    }
    assert left_out == {("Review", "approvals")}
    assert "`approved`" not in page


def test_what_lies_in_no_file_has_an_example_all_the_same():
    text = render_reference(file_classes(), [], has_language=False)
    assert "Example: `decision: place of care`" in text  # quoted in its docstring
    assert "Example: `url: https://example.org/page`" in text
    assert "Example: `raises: [example-finding]`" in text
    assert "language.md" not in text


def test_new_classes_come_by_themselves():
    @dataclass(frozen=True, slots=True)
    class Unheard:
        """Something that did not exist before."""

        most: int = 3
        """How many at most."""

    outer = make_dataclass("Outer", [("unheard", Unheard)])
    text = render_reference({"new.yml": outer}, [])
    assert "## new.yml { #new-yml }" in text
    assert "### Unheard { #unheard }\n\nSomething that did not exist before.\n" in text
    assert "**`most`**{ #unheard_most } · `3` unless given · whole number\n:   How many at most." in text


def test_the_page_is_made_again_only_when_an_example_changed(workshop, monkeypatch):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    from build_scripts.content.load import load_content
    from build_scripts.pages.author_reference import page as module

    store, made, whole = Store(workshop.cache), [], module.render_reference

    def counted(*arguments, **more):
        made.append(arguments)
        return whole(*arguments, **more)

    monkeypatch.setattr(module, "render_reference", counted)

    def render():
        return reference_page(load_content(workshop.docs).protocols, workshop.docs, workshop.root / "none", store)

    first = render()
    assert "../protocols/example/index.md" in first
    file.write_text(file.read_text() + "\n# a comment\n")
    assert (render(), len(made)) == (first, 1)
    file.write_text(file.read_text().replace("example-level", "another-level"))
    cases = file.with_name("cases.yml")
    cases.write_text(cases.read_text().replace("example-level", "another-level"))
    assert render() != first


def test_an_example_is_cut_only_where_none_is_short(tmp_path):
    file = tmp_path / "protocol.yml"
    long, short = (f"  - {{id: a, label: {label}, when: {{finding: a}}}}\n" for label in ("b " * 60 + "b", "c"))
    file.write_text(f"criteria:\n{long}")
    assert found_in(file, Protocol)["keys"]["Criterion.label"].endswith("…")
    file.write_text(f"criteria:\n{long}{short}")
    assert found_in(file, Protocol)["keys"]["Criterion.label"] == "c"


def test_it_stands_beside_the_page_on_the_rule_language():
    (section,) = written_nav(["developers/index.md", "developers/mutants.md"], has_language=True)
    (pages,) = section.values()
    assert pages[:3] == ["developers/index.md", "developers/authors.md", "developers/language.md"]
    assert set(TITLES) == set(file_classes())


def test_every_file_that_protocols_share_is_one_of_its_files(project):
    shared = {file.stem for file in (project.docs / "vocabulary").rglob("*.yml")}
    assert shared <= set(TITLES), "name its class in build_scripts.exports.json_schemas.file_classes"
