"""Numbers of formulas: texts of a value may state them, and where statements give some of them they give all."""

import pytest

from build_scripts.content.load import load_content
from build_scripts.project.problems import ContentError
from tests.support.own.values import ID, write_calculated

SAID = "      or the corrected level is above 10 mg/dL.\n"


@pytest.fixture
def objections(workshop):
    """What is said of the protocol with values after some changes."""
    write_calculated(workshop)
    file = workshop.docs / "protocols" / ID / "protocol.yml"

    def of(*changes):
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        try:
            load_content(workshop.docs)
        except ContentError as error:
            return [problem.message for problem in error.problems]
        return []

    return of


TEXT = "the corrected level is above 10 mg/dL."


def test_the_protocol_itself_is_sound(objections):
    assert objections() == []


@pytest.mark.parametrize(
    "said",
    [
        "It is the level + 0.5 × (4 − carrier).",
        "It is the level and 0.5 mg/dL for each g/dL of carrier below 4 g/dL.",
        "It is the level and 0.5 mg/dL for each g/dL of carrier below 40 g/L.",
    ],
)
def test_a_statement_may_give_the_formula(objections, said):
    assert objections((TEXT, f"{TEXT} {said}")) == []


def test_a_statement_that_gives_part_of_a_formula_gives_all_of_it(objections):
    (message,) = objections((TEXT, f"{TEXT} It is the level + 0.5 for each step."))
    assert message == (
        "the number 4 g/dL of the formula 'corrected' is given by no statement that it rests on (S01), and others of "
        "it are: correct the one or the other"
    )


def test_a_note_says_no_other_numbers(objections):
    assert objections(("note: Made for the example.", "note: Made with 0.5 and 4.")) == []


def test_a_note_with_a_number_of_nothing_is_refused(objections):
    (message,) = objections(("note: Made for the example.", "note: Made for 17 patients."))
    assert message.startswith("the number 17 in this text belongs to no dose, limit or declared figure")


def test_an_amount_is_no_number_of_a_formula(objections):
    (message,) = objections(("note: Made for the example.", "note: Give 4 mg."))
    assert message.startswith("the number 4 mg in this text belongs to no dose")


def test_the_limit_of_a_value_stands_in_a_statement(objections):
    message, *_cases = objections(
        ("{value-of: corrected, above: {value: 10,", "{value-of: corrected, above: {value: 10.2,")
    )
    assert message.startswith(
        "the limit above 10.2 mg/dL of 'corrected' is given by no statement that the rule rests on"
    )
