"""What worked cases expect of computed values."""

import pytest

from build_scripts.content.load import load_content
from build_scripts.project.problems import ContentError
from tests.support.own.values import ID, write_calculated

SETTLED = "      values: {corrected: 10.3}\n"
FINDINGS = "{example-treatment: given, example-level: {value: 9.8, unit: mg/dL}, carrier: {value: 3, unit: g/dL}}"


@pytest.fixture
def told(workshop):
    """What is said of the cases of the protocol with values when the first of them expects something else."""
    write_calculated(workshop)
    file = workshop.docs / "protocols" / ID / "cases.yml"

    def of(values, findings=FINDINGS):
        text = file.read_text(encoding="utf-8")
        assert text.count(SETTLED) == text.count(FINDINGS) == 1
        text = text.replace(SETTLED, f"      values: {values}\n")
        file.write_text(text.replace(FINDINGS, findings), encoding="utf-8")
        try:
            load_content(workshop.docs)
        except ContentError as error:
            return [f"{problem.column}: {problem.message}" for problem in error.problems]
        return []

    return of


MORE = FINDINGS.replace("}}", "}, parts: 3}")


@pytest.mark.parametrize(
    "values",
    [
        "{corrected: 10.30}",
        "{corrected: {value: 10.3, unit: mg/dL, measured: false}}",
        "{share: {low: 1.14, high: 10.3}}",
    ],
)
def test_a_number_or_a_range_is_expected(told, values):
    assert told(values) == []


@pytest.mark.parametrize("values", ["{share: 3}", "{share: 3.43}", "{share: 3.4333}"])
def test_a_number_without_end_is_compared_with_the_digits_that_are_given(told, values):
    assert told(values, MORE) == []


def test_measured_numbers_can_be_told_apart(told):
    findings = "{example-treatment: given, reported: {value: 10.3, unit: mg/dL}}"
    assert told("{corrected: {value: 10.3, measured: true}}", findings) == []


CASE = "case 'A corrected level above the limit': "


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ("{corrected: 10.2}", f"27: {CASE}corrected: expected 10.2 mg/dL, found 10.30 mg/dL"),
        ("{share: 3}", f"23: {CASE}share: expected 3 mg/dL, found between 1.144 and 10.3 mg/dL"),
        (
            "{share: {low: 2, high: 10.3}}",
            f"23: {CASE}share: expected 2 to 10.3 mg/dL, found between 1.144 and 10.3 mg/dL",
        ),
        (
            "{corrected: {value: 10.3, unit: g/L}}",
            f"47: {CASE}corrected: expected in 'g/L', and the value is in 'mg/dL'",
        ),
        ("{corrected: {value: 10.3, measured: true}}", f"51: {CASE}corrected: not measured here"),
        ("{corected: 10.3}", f"26: {CASE}unknown value 'corected' (did you mean 'corrected'?)"),
        ("{corrected: {low: 1}}", "27: an expected value needs either 'value', or 'low' and 'high'"),
        ("{corrected: {valu: 10.3}}", "28: unknown key 'valu' (did you mean 'value'?)"),
        ("{corrected: ten}", '27: expected a number, found "ten"'),
        ("{corrected: [10]}", "27: expected a number, found [10]"),
    ],
)
def test_what_differs_is_told_at_its_place(told, values, message):
    assert told(values) == [message]


def test_a_value_of_which_nothing_is_known_has_its_range_all_the_same(told):
    assert told("{share: 3}", "{example-treatment: given, example-sign: true}") == [
        f"23: {CASE}share: expected 3 mg/dL, found −2.9 to 101.5 mg/dL",
    ]
