"""A protocol takes a computed value over from the vocabulary, with its literature, and names its findings itself."""

import pytest

from build_scripts.content.load import load_content, load_protocol
from build_scripts.project.problems import ContentError

VALUES = """\
values:
  - id: third
    label: Third of the level
    unit: mg/dL
    formula: {quotient: [{finding: level}, {value: 3, unit: "1"}]}
    plausible: [0, 40]
    references: [example-2001]
  - id: sixth
    label: Sixth of the level
    unit: mg/dL
    formula: {quotient: [{value-of: third}, {value: 2, unit: "1"}]}
    plausible: [0, 20]
    references: [example-2001]
"""

MORE = """\
  - id: example-2001
    type: article-journal
    authors: [{family: Exempla}]
    container-title: Journal of Examples
    year: 2001
    read: Not read.
"""

ADDED = "label, measured, headline, statements"
THIRD = "  - {use: third}\n"


@pytest.fixture
def example(workshop, borrower):
    """Write the example protocol with further values, and load it."""
    vocabulary = workshop.docs / "vocabulary"
    (vocabulary / "values.yml").write_text(VALUES)
    (vocabulary / "references.yml").write_text((vocabulary / "references.yml").read_text() + MORE)

    def load(used, *changes):
        text = borrower.read_text()
        for old, new in (
            ("criteria:\n  - id: applicable", f"values:\n{used}\ncriteria:\n  - id: applicable"),
            *changes,
        ):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        borrower.write_text(text)
        return load_protocol(borrower.parent)

    return load


def told(load, *arguments):
    with pytest.raises(ContentError) as refused:
        load(*arguments)
    return [problem.message for problem in refused.value.problems]


def test_a_value_is_taken_over_with_its_literature(example):
    protocol = example(THIRD)
    (value,) = protocol.values
    assert (value.id, value.label, value.unit) == ("third", "Third of the level", "mg/dL")
    (added,) = [reference for reference in protocol.references if reference.id == "example-2001"]
    assert added.read == "Not read."


def test_a_protocol_adds_what_only_it_can_say(example):
    more = "  - id: reported\n    type: quantity\n    label: As reported\n    group: laboratory\n    unit: mg/dL\n"
    protocol = example(
        "  - {use: third, label: Its third, headline: true, measured: reported, statements: [S01]}\n",
        ("# constraints:", f"{more}    plausible: [0, 40]\n\n# constraints:"),
    )
    (value,) = protocol.values
    assert (value.label, value.headline, value.measured, value.statements) == ("Its third", True, "reported", ("S01",))


def test_a_missing_finding_is_named(example, borrower):
    text = borrower.read_text()
    start, end = text.index("  - use: level\n"), text.index("# constraints:")
    own = "  - {id: own, type: quantity, label: Own, group: laboratory, unit: mg/dL, plausible: [0, 9]}\n"
    borrower.write_text(f"{text[:start]}{own}\n{text[end:]}")
    (message,) = told(example, THIRD)
    assert message == (
        "'third' reads the finding 'level', which this protocol does not have: take it over with "
        "'- {use: level, group: …}'"
    )


def test_a_missing_value_is_named(example):
    assert told(example, "  - {use: sixth}\n") == [
        "'sixth' reads the value 'third', which this protocol does not have: take it over with '- {use: third}'"
    ]


@pytest.mark.parametrize(
    ("used", "message"),
    [
        ("  - {use: thirds}\n", "unknown word 'thirds' (did you mean 'third'?) of vocabulary/values.yml"),
        (
            "  - {use: third, unit: g/L}\n",
            f"'unit' has no place beside 'use': vocabulary/values.yml:2 says what 'third' is; a protocol adds {ADDED}",
        ),
        ("  - {use: [third]}\n", 'expected the id of an element of vocabulary/values.yml, found ["third"]'),
    ],
)
def test_a_mistake_is_named(example, used, message):
    assert told(example, used) == [message]


def test_the_same_id_means_the_same_everywhere(workshop, example):
    own = VALUES.removeprefix("values:\n").split("  - id: sixth")[0].replace("value: 3", "value: 4")
    example(own)
    with pytest.raises(ContentError) as refused:
        load_content(workshop.docs)
    (message,) = [problem.message for problem in refused.value.problems]
    assert message.startswith("value 'third' is formula {")
    assert message.endswith(
        "in vocabulary/values.yml:2: the same id means the same everywhere; give one of them another id, or let both "
        "'use' the vocabulary"
    )
