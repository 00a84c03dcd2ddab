"""The same id means the same in every protocol, and the check names both places where it does not."""

import pytest

from build_scripts.content.load import read_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.vocabulary.meanings import difference
from tests.support.protocols.rules import data_from, protocol_from
from tests.support.shared_words import FINDINGS


def problems(docs):
    return [str(problem).removeprefix(f"{docs.as_posix()}/") for problem in read_content(docs)[1]]


def line_of(file, text):
    return file.read_text().split(text)[0].count("\n") + 1


def test_two_protocols_that_ask_the_same_may_both_ask_it(workshop):
    for name in ("first", "second"):
        write_skeleton(workshop, name)
    assert problems(workshop.docs) == []


def test_two_protocols_that_mean_different_things_by_one_id(workshop):
    first, second = (write_skeleton(workshop, name) / "protocol.yml" for name in ("first", "second"))
    second.write_text(second.read_text().replace("plausible: [0.1, 100]", "plausible: [0.1, 90]"))
    second.write_text(second.read_text().replace("year: 2000", "year: 2001"))
    level, reference = line_of(first, "- id: example-level"), line_of(first, "- id: example-2000")
    found = problems(workshop.docs)
    assert [problem.split(":", 3)[:3] for problem in found] == [
        ["protocols/second/protocol.yml", str(line), "9"] for line in (level, reference)
    ]
    told = "the same id means the same everywhere; give one of them another id, or let both 'use' the vocabulary"
    assert [problem.split(": ", 1)[1] for problem in found] == [
        f"{said} in protocols/first/protocol.yml:{line}: {told}"
        for line, said in (
            (level, "finding 'example-level' is plausible from 0.1 to 90 here and plausible from 0.1 to 100"),
            (reference, "reference 'example-2000' is year 2001 here and 2000"),
        )
    ]


def test_a_protocol_that_means_something_else_than_the_vocabulary(workshop, vocabulary):
    vocabulary(FINDINGS.replace("id: level", "id: example-level"))
    file = write_skeleton(workshop, "example") / "protocol.yml"
    assert problems(workshop.docs) == []
    vocabulary(FINDINGS.replace("id: level", "id: example-sign"))
    (problem,) = problems(workshop.docs)
    assert problem.startswith(f"protocols/example/protocol.yml:{line_of(file, '- id: example-sign')}:9: ")
    assert "is of type boolean here and of type quantity in vocabulary/findings.yml:2: " in problem


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("{type: boolean}", "{type: boolean}", None),
        ("{type: boolean}", "{type: date, precision: day}", ("of type boolean", "of type date")),
        (
            "{type: date, precision: minute}",
            "{type: date, precision: day}",
            ("precise to the minute", "precise to the day"),
        ),
        (
            "{type: integer, plausible: [0, 4]}",
            "{type: integer, plausible: [0, 10]}",
            ("plausible from 0 to 4", "plausible from 0 to 10"),
        ),
        (
            "{type: choice, choices: [{id: b, label: B}, {id: a, label: A}]}",
            "{type: choice, choices: [{id: a, label: A}, {id: c, label: C}]}",
            ("one of a, b", "one of a, c"),
        ),
        (
            "{type: choice, choices: [{id: b, label: B}, {id: a, label: A}]}",
            "{type: choice, choices: [{id: a, label: Other words}, {id: b, label: B}]}",
            None,
        ),
        (
            "{type: quantity, unit: mg/dL, plausible: [0, 1]}",
            "{type: quantity, unit: g/L, plausible: [0, 1]}",
            ("in mg/dL", "in g/L"),
        ),
        (
            "{type: quantity, unit: g/L, plausible: [1.0, 2]}",
            "{type: quantity, unit: g/L, plausible: [1, 2], also: [{unit: mg/dL, times: 0.01}]}",
            None,
        ),
        (
            "{type: quantity, unit: mmol/L, plausible: [1, 2], also: [{unit: mg/dL, times: 0.25}]}",
            "{type: quantity, unit: mmol/L, plausible: [1, 2], also: [{unit: mg/dL, times: 0.2495}]}",
            ("converted from mg/dL by 0.25", "by 0.2495"),
        ),
    ],
)
def test_what_a_finding_means(one, other, said):
    first, second = (
        protocol_from([{"id": "x", "label": "X", "group": "g", **data_from(text)}], {"finding": "x"}).findings[0]
        for text in (one, other)
    )
    assert difference(first, second) == said
