"""Cases, against JSONTestSuite (Nicolas Seriot, MIT): what is no JSON is refused, what is JSON is read.

The suite's names say what is expected: `y_` is JSON, `n_` is none, `i_` is left to the reader.
"""

from __future__ import annotations

import json

import pytest

from checker import Checker, RefusedCase
from checker.answers.assessment import assess_json
from checker.answers.cases import decoded, parse_case
from tests.support.protocols.rules import protocol_from

NO_JSON = ("not valid JSON: ", "not UTF-8: ", "the JSON is nested too deeply")

OTHERWISE = {
    "n_number_NaN.json": "read as a number, so that the message can name its finding",
    "n_number_infinity.json": "read as a number, so that the message can name its finding",
    "n_number_minus_infinity.json": "read as a number, so that the message can name its finding",
    "y_object_duplicated_key.json": "which of two answers is meant cannot be known",
    "y_object_duplicated_key_and_value.json": "which of two answers is meant cannot be known",
}
"""File that is not judged as its name says → why."""

LEFT_TO_THE_READER = {
    "i_string_UTF-16LE_with_BOM.json",
    "i_string_utf16BE_no_BOM.json",
    "i_string_utf16LE_no_BOM.json",
    "i_structure_500_nested_arrays.json",
}
"""Files that nobody has to refuse, and that are refused: in another encoding, or nested too deeply."""

NO_UTF_8 = {
    "a byte that goes on from nothing": b'["\x81"]',
    "a byte order mark that breaks off": b"\xef\xbb{}",
    "a character that is not whole": b'["\xe0\xff"]',
    "a letter of Latin 1": b'["\xe9"]',
    "a surrogate": b'["\xed\xa0\x80"]',
    "a spelling that is too long": b'["\xc0\xaf"]',
    "beyond Unicode": b'["\xf4\xbf\xbf\xbf"]',
    "in a number": b"[0\xe5]",
    "UTF-16 with a byte order mark": '["é"]'.encode("utf-16"),
}
"""Kind of text that is no UTF-8, which the package cannot carry → one such."""


@pytest.fixture(scope="module")
def checkers():
    finding = {"id": "a", "type": "boolean", "label": "A", "group": "g"}
    protocol = protocol_from([finding], {"finding": "a"})
    return {protocol.id: Checker(protocol)}


def _said(data):
    """What is said against a text as JSON, whatever a case has to look like; nothing where it is JSON."""
    try:
        parse_case(decoded(data))
    except RefusedCase as refused:
        (first, *_) = refused.errors
        if first.message.startswith(NO_JSON) or "is given twice" in first.message:
            return first.message
    return ""


def test_the_suite_is_whole(json_files):
    assert sorted({name[0] for name in json_files}) == ["i", "n", "y"]
    assert len(json_files) == 318


def test_what_is_no_json_is_refused_and_the_rest_is_read(json_files):
    expected = {"n": True, "y": False}
    judged = {name: bool(_said(text.encode())) for name, text in json_files.items()}
    differ = {name for name, refused in judged.items() if refused is not expected.get(name[0], refused)}
    assert differ == set(OTHERWISE)
    assert {name for name, refused in judged.items() if name[0] == "i" and refused} == LEFT_TO_THE_READER


def test_json_is_read_with_its_value(json_files):
    """As the findings of a case, with every digit."""
    for name, text in json_files.items():
        if name[0] == "y" and name not in OTHERWISE:
            read = parse_case(f'{{"protocol": "toy", "findings": {{"x": {text.lstrip("\ufeff")}}}}}').findings["x"]
            assert json.loads(json.dumps(read, default=float)) == json.loads(text.lstrip("\ufeff"), parse_int=float)


def test_every_file_gets_an_answer_in_words(json_files, checkers):
    """As a whole case, and as the value of a finding: nothing but an answer, which is JSON itself."""
    for name, text in json_files.items():
        for case in (text, f'{{"protocol": "toy", "findings": {{"a": {text}}}}}'):
            answer, good = assess_json(checkers, case)
            errors = json.loads(answer.encode()).get("errors", [])
            assert good is (not errors), name
            assert all(error["message"].strip() for error in errors), name
            assert not good or json.loads(text) in (None, True, False), name


@pytest.mark.parametrize("kind", NO_UTF_8)
def test_what_is_no_utf_8_is_refused(kind):
    with pytest.raises(RefusedCase, match=r"not UTF-8: byte [0-9]+ cannot be read"):
        decoded(NO_UTF_8[kind])
