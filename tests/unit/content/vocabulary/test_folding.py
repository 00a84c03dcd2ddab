"""Rules of another protocol are folded in, with the findings that they read; what cannot be is told with its place."""

import json

import pytest

from build_scripts.content.approval.scopes import scope_digests
from build_scripts.content.load import load_content, load_protocol
from build_scripts.content.schema import parse
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.validation.units import with_factors
from build_scripts.content.vocabulary.lenders import content_files
from build_scripts.content.vocabulary.written_out import kept_copy
from build_scripts.content.yaml_source import yaml_from
from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.quality import quality_of
from build_scripts.project.problems import ContentError
from build_scripts.project.store import Store
from checker import Checker, Protocol, assess_json, dump, load
from checker.language.conditions import CriterionHolds
from tests.support.shared_words import READS, change, problems_of


def assessed(checker, findings):
    told, sound = assess_json({"second": checker}, json.dumps({"protocol": "second", "findings": findings}))
    assert sound
    return json.loads(told)


def place(file, text):
    row = file.read_text().split(text)[0]
    return f"protocols/{file.parent.name}/protocol.yml:{row.count(chr(10)) + 1}:{len(row) - row.rfind(chr(10))}"


def test_a_criterion_comes_with_all_that_it_reads(reader):
    protocol = load_protocol(reader("{criterion: 'first:suspected'}").parent)
    assert [criterion.id for criterion in protocol.criteria] == [
        "applicable",
        "suspected",
        "first:suspected",
        "first:applicable",
    ]
    suspected, applicable = protocol.criteria[2:]
    assert suspected.label == "The example condition is suspected (First)"
    assert applicable.label == "The example treatment is given"
    assert suspected.statements == ()
    added = protocol.findings[-1]
    assert (added.id, added.group, added.statements) == ("lent-sign", "first:signs", ())
    assert [group.id for group in protocol.groups] == ["treatment", "laboratory", "first:signs"]
    assert (protocol.groups[2].label, protocol.groups[2].short) == ("Signs there (First)", "Signs there")
    assert protocol.terms["LS"] == "lent sign"
    assert protocol.constraints == ()  # the other finding that it binds is not asked here


def test_a_case_of_the_reading_protocol_answers_it(reader):
    protocol = load_protocol(reader("{criterion: 'first:suspected'}").parent)
    for checker in (Checker(protocol), Checker(load(json.loads(json.dumps(dump(protocol)))))):
        given = {"example-treatment": "given", "example-sign": True, "lent-sign": True}
        answer = assessed(checker, given)
        assert answer["criteria"]["first:suspected"] == "true"
        assert answer["recommendations"][0]["status"] == "indicated"
        without = assessed(checker, {**given, "lent-sign": None})
        assert without["recommendations"][0]["missing"] == ["example-level", "lent-sign"]


def test_a_grade_and_a_value_can_be_read(reader):
    file = reader(
        "{grade: 'first:severity', at-least: bad}",
        "{value-of: 'first:doubled', above: {value: 10, unit: mg/dL}}",
    )
    figure = '{says: 10 mg/dL, at: [suspected], why: "A limit for tests, which no source gives."}'
    change(file, {"# figures: ": f"figures:\n  - {figure}\n# figures: "})
    protocol = load_protocol(file.parent)
    (grade,), (value,) = protocol.grades, protocol.values
    assert (grade.id, grade.label, grade.references) == ("first:severity", "Severity there (First)", ())
    assert (value.id, value.headline, value.statements) == ("first:doubled", False, ())
    assert grade.domains[0].levels[0].when == CriterionHolds("first:suspected")
    assert "first:suspected" in [criterion.id for criterion in protocol.criteria]
    given = {"example-treatment": "given", "lent-sign": True, "example-level": {"value": 20, "unit": "mg/dL"}}
    answer = assessed(Checker(protocol), given)
    assert answer["grades"] == {"first:severity": ["bad"]}
    assert answer["recommendations"][0]["status"] == "indicated"


def test_a_finding_can_be_asked_in_a_group_of_ones_own_and_constraints_come_along(reader):
    file = reader("{criterion: 'first:suspected'}", "{finding: lent-sign}", "{finding: on-the-ward}")
    own = (
        "  - {id: lent-sign, type: boolean, label: The sign, group: laboratory}\n"
        "  - {id: on-the-ward, type: boolean, label: On the ward, group: laboratory}\n"
    )
    change(file, {"  - id: example-level\n": own + "  - id: example-level\n"})
    protocol = load_protocol(file.parent)
    assert [finding.id for finding in protocol.findings].count("lent-sign") == 1
    assert [group.id for group in protocol.groups] == ["treatment", "laboratory"]
    assert [constraint.id for constraint in protocol.constraints] == ["first:sign-means-treatment"]
    answer = assessed(Checker(protocol), {"lent-sign": True})
    assert answer["inferred"] == {"on-the-ward": True}


def test_a_third_protocol_is_read_through_the_second(workshop, reader):
    reader("{criterion: 'first:suspected'}")
    third = write_skeleton(workshop, "third") / "protocol.yml"
    change(third, {READS: f"{READS}        - {{criterion: 'second:suspected'}}\n"})
    (third.parent / "cases.yml").write_text("cases: []\n")
    protocol = load_protocol(third.parent)
    assert {"second:suspected", "first:suspected", "first:applicable"} <= {each.id for each in protocol.criteria}
    change(third, {READS: f"{READS}        - {{criterion: 'first:applicable'}}\n"})
    labels = {each.id: each.label for each in load_protocol(third.parent).criteria}
    assert labels["first:applicable"] == "The example treatment is given (First)"


@pytest.mark.parametrize(
    ("read", "message"),
    [
        ("first:suspect", "unknown criterion 'suspect' (did you mean 'suspected'?) of protocol 'first'"),
        ("frist:suspected", "unknown protocol 'frist' (did you mean 'first'?)"),
        ("second:applicable", "'second' is this protocol itself: name its own elements without it"),
    ],
)
def test_what_is_not_there_has_its_place(reader, workshop, read, message):
    file = reader(f"{{criterion: '{read}'}}")
    assert problems_of(workshop.docs) == [f"{place(file, chr(39) + read)}: {message}"]


def test_protocols_that_read_each_other_are_refused(reader, lender, workshop):
    file = reader("{criterion: 'first:suspected'}")
    change(lender, {READS: f"{READS}        - {{criterion: 'second:applicable'}}\n"})
    told = "protocols read each other in a circle"
    assert sorted(problems_of(workshop.docs)) == [
        f"{place(lender, chr(39) + 'second:')}: {told}: second → first → second",
        f"{place(file, chr(39) + 'first:')}: {told}: first → second → first",
    ]


def test_a_protocol_with_faults_lends_nothing_and_they_are_told_once(reader, lender, workshop):
    reader("{criterion: 'first:suspected'}")
    change(
        lender,
        {"{finding: lent-sign}\n        - {finding": "{finding: lent-sing}\n        - {finding"}
        if False
        else {
            "        - any:\n            - {finding: lent-sign}": "        - any:\n            - {finding: lent-sing}"
        },
    )
    with pytest.raises(ContentError) as caught:
        load_content(workshop.docs)
    assert [problem.message for problem in caught.value.problems] == [
        "unknown finding 'lent-sing' (did you mean 'lent-sign'?)"
    ]


def test_a_finding_that_differs_is_told_at_the_rule_that_reads_it(reader, workshop):
    file = reader("{criterion: 'first:suspected'}")
    change(file, {"plausible: [0.1, 100]": "plausible: [0.1, 90]"})
    (problem,) = problems_of(workshop.docs)
    assert problem.startswith(
        f"{place(file, chr(39) + 'first:')}: protocol 'first' reads finding 'example-level' here, "
    )
    assert "which is plausible from 0.1 to 100 there and plausible from 0.1 to 90 in this protocol" in problem


def test_a_change_there_changes_what_is_approved_and_kept_here(reader, lender, workshop):
    file = reader("{criterion: 'first:suspected'}")
    store = Store(workshop.cache)
    before = scope_digests(load_protocol(file.parent), file.parent)
    load_content(workshop.docs, store)
    assert lender in content_files(file.parent)
    change(lender, {"{value: 10, unit: mg/dL}": "{value: 11, unit: mg/dL}", "is above 10 mg/dL": "is above 11 mg/dL"})
    (lender.parent / "cases.yml").write_text("cases: []\n")
    after = scope_digests(load_protocol(file.parent), file.parent)
    assert after.rules != before.rules
    (loaded,) = (each for each in load_content(workshop.docs, store).protocols if each.protocol.id == "second")
    assert loaded.protocol == load_protocol(file.parent)


def test_a_translation_there_is_among_the_texts_that_are_approved_here(reader, lender):
    file = reader("{criterion: 'first:suspected'}")
    before = scope_digests(load_protocol(file.parent), file.parent)
    folder = lender.parent / "translations"
    folder.mkdir()
    (folder / "de.yml").write_text("version: 0.1.0\ntexts:\n  protocol: {title: Erstes}\n")
    after = scope_digests(load_protocol(file.parent), file.parent)
    assert (after.rules, after.texts != before.texts) == (before.rules, True)


def test_a_copy_for_the_records_holds_what_was_read(reader, tmp_path):
    file = reader("{criterion: 'first:suspected'}")
    protocol = load_protocol(file.parent)
    document = yaml_from(kept_copy(protocol, file.parent).decode(), tmp_path / "kept.yml")
    assert with_factors(parse(document, Protocol)) == protocol


def test_what_was_read_is_mutated_and_proved_where_it_stands(reader):
    protocol = load_protocol(reader("{criterion: 'first:suspected'}").parent)
    touched = {mutant.path[:2] for mutant in mutants(protocol)}
    assert ("criteria", 1) in touched
    assert not touched & {("criteria", 2), ("criteria", 3), ("findings", 3)}


def test_it_is_proved_with_what_it_reads(reader, workshop):
    file = reader("{criterion: 'first:suspected'}")
    change(file, {"warnings": "warnings"})
    content = load_content(workshop.docs)
    assert set(quality_of(content, Store(workshop.cache))) == {"first", "second"}


def test_a_finding_that_was_brought_along_is_compared_where_it_stands(reader, lender, workshop):
    file = reader("{criterion: 'first:suspected'}")
    other = write_skeleton(workshop, "another") / "protocol.yml"
    change(other, {"example-sign\n    type: boolean": "lent-sign\n    type: boolean"})
    change(other, {"{finding: example-sign}": "{finding: lent-sign}"})
    assert file.is_file()
    change(other.with_name("cases.yml"), {"example-sign": "lent-sign"})
    assert problems_of(workshop.docs) == []
    change(lender, {"plausible: [0.1, 100]": "plausible: [0.1, 100.5]"})
    assert {problem.split(":")[0] for problem in problems_of(workshop.docs)} == {
        "protocols/first/protocol.yml",
        "protocols/second/protocol.yml",
    }
