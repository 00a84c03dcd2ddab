"""What a protocol uses of the vocabulary becomes its own, and every mistake has its place in the protocol's file."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.content.load import load_content, load_protocol
from build_scripts.content.schema import parse
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.validation.units import with_factors
from build_scripts.content.vocabulary.editors import protocol_schema, vocabulary_schema
from build_scripts.content.vocabulary.shared import Vocabulary
from build_scripts.content.vocabulary.used import with_words
from build_scripts.content.vocabulary.written_out import kept_copy, written_out
from build_scripts.content.yaml_source import yaml_from
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from checker import Protocol
from checker.language.findings import Codes, QuantityFinding
from tests.support.shared_words import FINDINGS, REFERENCES


def problems(docs):
    with pytest.raises(ContentError) as caught:
        load_content(docs)
    return [str(problem).removeprefix(f"{docs.as_posix()}/") for problem in caught.value.problems]


def test_a_used_finding_is_an_ordinary_one(borrower, workshop):
    (loaded,) = load_content(workshop.docs).protocols
    (level,) = (finding for finding in loaded.protocol.findings if isinstance(finding, QuantityFinding))
    assert (level.label, level.unit, level.plausible) == ("Example level", "mg/dL", (Decimal("0.1"), Decimal(100)))
    assert (level.group, level.statements, level.help) == ("laboratory", ("S01",), "Mind the unit.")
    assert level.codes == Codes(loinc="2823-3")
    (reference,) = loaded.protocol.references
    assert (reference.kind, reference.year, reference.read) == ("guideline", 2000, "Its abstract.")


def test_its_other_names_join_the_synonyms(borrower):
    file = borrower
    text = file.read_text()
    assert ("Example level", "blood level", "serum level") in load_protocol(file.parent).synonyms
    file.write_text(text.replace("# related:", "synonyms:\n  - [blood level, titre]\n# related:"))
    assert ("Example level", "blood level", "serum level", "titre") in load_protocol(file.parent).synonyms


def test_a_protocol_may_explain_it_in_its_own_words(borrower):
    borrower.write_text(
        borrower.read_text().replace("  - use: level\n", "  - use: level\n    help: Taken in the morning.\n")
    )
    assert next(f for f in load_protocol(borrower.parent).findings if f.id == "level").help == "Taken in the morning."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "use: level",
            "use: levle",
            "{line}:10: unknown word 'levle' (did you mean 'level'?) of vocabulary/findings.yml",
        ),
        ("use: level", "use: 5", "{line}:10: expected the id of an element of vocabulary/findings.yml, found 5"),
        (
            "  - use: level\n",
            "  - use: level\n    unit: g/L\n",
            (
                "{line+1}:5: 'unit' has no place beside 'use': vocabulary/findings.yml:2 says what 'level' is; "
                "a protocol adds group, statements, help"
            ),
        ),
        (
            "    group: laboratory\n    statements: [S01]",
            "    statements: [S01]",
            "{line-1}:5: the key 'group' is missing",
        ),
        (
            "use: example-2000",
            "use: example-2001",
            "{line}:10: unknown word 'example-2001' (did you mean 'example-2000'?) of vocabulary/references.yml",
        ),
        ("    read: Its abstract.\n", "", "{line-1}:5: the key 'read' is missing"),
    ],
)
def test_a_mistake_beside_use_has_its_place(borrower, workshop, old, new, message):
    text = borrower.read_text()
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    borrower.write_text(text.replace(old, new))
    for step in (-1, 0, 1):
        message = message.replace(f"{{line{step or '':+}}}" if step else "{line}", str(line + step))
    assert problems(workshop.docs) == [f"protocols/example/protocol.yml:{message}"]


def test_without_a_vocabulary_nothing_can_be_used(borrower, workshop):
    (workshop.docs / "vocabulary" / "findings.yml").unlink()
    (problem,) = problems(workshop.docs)
    assert "unknown word 'level' of vocabulary/findings.yml" in problem


def test_a_fault_of_the_vocabulary_is_told_once(borrower, vocabulary, workshop):
    vocabulary(FINDINGS.replace("unit: mg/dL", "unit: mgs"), REFERENCES.replace("year: 2000", "year: soon"))
    findings, references = problems(workshop.docs)
    assert findings.startswith("vocabulary/findings.yml:7:11: 'mgs' is not a UCUM unit")
    assert references == 'vocabulary/references.yml:8:11: expected a whole number, found "soon"'


def test_a_change_of_the_vocabulary_reaches_a_kept_protocol(borrower, vocabulary, workshop):
    store = Store(workshop.cache)
    load_content(workshop.docs, store)
    vocabulary(FINDINGS.replace("Example level", "Level of example"))
    (loaded,) = load_content(workshop.docs, store).protocols
    assert "Level of example" in [finding.label for finding in loaded.protocol.findings]


def test_a_copy_for_the_records_says_all_that_was_borrowed(borrower, tmp_path):
    protocol = load_protocol(borrower.parent)
    copy = kept_copy(protocol, borrower.parent)
    document = yaml_from(copy.decode(), tmp_path / "kept.yml")
    assert with_factors(parse(document, Protocol)) == protocol


def test_a_copy_of_what_borrows_nothing_is_its_file(workshop):
    folder = write_skeleton(workshop, "example")
    assert kept_copy(load_protocol(folder), folder) == (folder / "protocol.yml").read_bytes()


def test_fractions_keep_their_form_when_written_out(borrower, tmp_path):
    text = borrower.parent.parents[1].joinpath("vocabulary", "findings.yml")
    text.write_text(FINDINGS.replace("{unit: g/L, times: 100}", "{unit: '[lb_av]/L'}"))
    protocol = load_protocol(borrower.parent)
    document = yaml_from(written_out(protocol).decode(), tmp_path / "kept.yml")
    assert parse(document, Protocol) == protocol


def test_editors_know_use_and_what_is_left_to_protocols():
    schema = json.loads(protocol_schema("t"))
    for collection, cls in (("findings", "UsedFinding"), ("references", "UsedReference")):
        assert {"$ref": f"#/$defs/{cls}"} in schema["properties"][collection]["items"]["anyOf"]
    assert set(schema["$defs"]["UsedFinding"]["required"]) == {"use", "group"}
    shared = json.loads(vocabulary_schema("findings", "t"))["$defs"]["QuantityFinding"]
    assert "group" not in shared["required"]
    assert not {"group", "statements"} & shared["properties"].keys()
    assert {"unit", "also", "plausible", "help", "plain", "synonyms", "codes"} <= shared["properties"].keys()
    reference = json.loads(vocabulary_schema("references", "t"))["$defs"]["Reference"]
    assert "read" in reference["properties"]
    assert "read" not in reference["required"]


def test_a_file_that_is_no_protocol_uses_nothing(tmp_path):
    document = yaml_from("[]", tmp_path / "protocol.yml")
    assert with_words(document, Vocabulary()) is document


def test_what_is_empty_is_written_out_too(workshop, tmp_path):
    protocol = replace(load_protocol(write_skeleton(workshop, "example")), terms={}, first_actions=())
    document = yaml_from(written_out(protocol).decode(), tmp_path / "kept.yml")
    assert with_factors(parse(document, Protocol)) == protocol
