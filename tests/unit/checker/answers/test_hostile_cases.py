"""Cases that no ward would write: numbers of any length, brackets without end, keys that only Python has."""

import json
import time
from decimal import Decimal

import pytest

from checker import Checker, RefusedCase, assess_json, parse_case, to_json
from checker.answers.cases import MOST_BYTES, decoded
from checker.answers.echo import cut, echo
from tests.support.protocols.kinds import DIGITS, FINDINGS, errors_of, spelled_case
from tests.support.protocols.rules import protocol_from


@pytest.fixture(scope="module")
def checker():
    return Checker(protocol_from(FINDINGS, {"finding": "sign"}))


@pytest.mark.parametrize("number", ["1e1000000", "-1E-1000000", "1e99999999999999999999", "0e99999999999999999999"])
def test_a_number_too_far_out_for_some_platforms_is_refused_alike_on_all(checker, number):
    """Python's decimals end at other exponents in a browser, where 32 bits are all that there is."""
    text = spelled_case("level", f'{{"value": {number}, "unit": "mg/dL"}}')
    answer, accepted = assess_json({"toy": checker}, text)
    assert not accepted
    (error,) = json.loads(answer)["errors"]
    assert error == {"finding": "level", "value": {"value": number, "unit": "mg/dL"}, "message": f'{DIGITS}"{number}"'}


@pytest.mark.parametrize("brackets", ["[" * 200, '\\"' + "{" * 200, "\\\\" + "]" * 200])
def test_brackets_within_a_text_are_no_nesting(checker, brackets):
    text = spelled_case("sign", f'"{brackets}"')
    assert errors_of(checker, sign=json.loads(f'"{brackets}"'))[0][0] == "sign"
    answer, _ = assess_json({"toy": checker}, text)
    assert json.loads(answer)["errors"][0]["finding"] == "sign"


def test_many_levels_side_by_side_are_no_nesting(checker):
    text = spelled_case("sign", f"[{','.join(['[]'] * 500)}]")
    answer, _ = assess_json({"toy": checker}, text)
    assert json.loads(answer)["errors"][0]["finding"] == "sign"


def test_depth_is_measured_in_time_that_grows_with_the_length_only():
    """An open string full of quotation marks is where a careless pattern would start over at each of them."""
    text = "[" * 70 + '"' + '\\"' * 200_000
    start = time.process_time()
    with pytest.raises(RefusedCase, match="nested too deeply"):
        parse_case(text)
    with pytest.raises(RefusedCase, match="not valid JSON"):
        parse_case('"' + '\\"[' * 200_000)
    assert time.process_time() - start < 5


def test_only_the_first_unknown_names_are_looked_up(checker):
    found = errors_of(checker, **{f"sign{number}": True for number in range(100)})
    assert len(found) == 100
    assert [message.endswith("(did you mean 'sign'?)") for _, message in found] == [True] * 20 + [False] * 80


def test_keys_that_only_python_has_are_refused_like_any_other(checker):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": {7: True}})
    assert [(error.finding, error.message) for error in caught.value.errors] == [("7", "unknown finding '7'")]


@pytest.mark.parametrize(
    ("python", "spelled"),
    [(float("nan"), "NaN"), (float("inf"), "Infinity"), (1e22, "1e22"), (2**70, "1180591620717411303424")],
)
def test_a_number_is_repeated_alike_from_python_and_from_json(checker, python, spelled):
    text = spelled_case("level", f'{{"value": {spelled}, "unit": "mg/dL"}}')
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": {"level": {"value": python, "unit": "mg/dL"}}})
    assert to_json(caught.value.to_data()) == assess_json({"toy": checker}, text)[0]


def test_an_integer_too_long_to_print_is_refused_in_a_short_answer(checker):
    with pytest.raises(RefusedCase) as caught:
        checker.assess(
            {"protocol": "toy", "findings": {"level": {"value": 10**5000, "unit": "mg/dL"}, "sign": 10**5000}}
        )
    assert len(to_json(caught.value.to_data())) < 2_000


class Measured(float):
    def __repr__(self):
        return f"Measured({float(self)})"


def test_a_float_that_calls_itself_otherwise_is_still_a_float(checker):
    checker.assess({"protocol": "toy", "findings": {"level": {"value": Measured(4.8), "unit": "mmol/L"}}})


@pytest.mark.parametrize(
    ("value", "repeated"),
    [
        (None, None),
        (True, True),
        (Decimal("1.8"), 1.8),
        (Decimal("1.80"), 1.8),
        (Decimal("2.0"), 2),
        (Decimal("0.1000000000000000055511151231257827"), "0.1000000000000000055511151231257827"),
        ("x" * 201, "x" * 200 + "…"),
        ("\ud800", "\\ud800"),
        ({str(number): number for number in range(20)}, {str(number): number for number in range(8)}),
        (list(range(20)), list(range(8))),
        ({"a": {"b": {"c": {"d": 1}}}}, {"a": {"b": {"c": "…"}}}),
        (object, "<class 'object'>"),
    ],
)
def test_what_was_refused_is_repeated_in_a_form_that_json_can_carry(value, repeated):
    assert echo(value) == repeated
    json.dumps(repeated).encode("utf-8")


def test_a_character_that_cannot_be_seen_is_repeated_as_its_number():
    assert cut("4.1\u200b") == "4.1\\u200b"
    assert cut("4\U000e0041") == "4\\U000e0041"


def test_a_case_that_is_too_long_is_refused_before_it_is_read():
    assert decoded(b" " * MOST_BYTES) == " " * MOST_BYTES
    with pytest.raises(RefusedCase, match="longer than 1,048,576 bytes"):
        decoded(b"\xff" * (MOST_BYTES + 1))
