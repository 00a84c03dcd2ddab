"""What a case may hold, and the exact words in which it is refused."""

import json
import time
from decimal import Decimal

import pytest

from checker import Checker, RefusedCase, assess_json, parse_case, to_json
from checker.answers.cases import MOST_BYTES, decoded
from checker.answers.echo import echo
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from(
    """
- {id: sign, type: boolean, label: Sign, group: g}
- {id: drug, type: choice, label: Drug, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}
- {id: level, type: quantity, label: Level, group: g, unit: mg/dL, plausible: [0.2, 12],
   also: [{unit: mmol/L, times: 2.5, basis: test}]}
- {id: change, type: quantity, label: Change, group: g, unit: kg, plausible: [-30, 60]}
- {id: count, type: integer, label: Count, group: g, plausible: [0, 4]}
- {id: day, type: date, label: Day, group: g, precision: day}
- {id: moment, type: date, label: Moment, group: g, precision: minute}
"""
)


@pytest.fixture(scope="module")
def checker():
    return Checker(protocol_from(FINDINGS, {"finding": "sign"}))


def errors_of(checker, **findings):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": findings})
    return [(error.finding, error.message) for error in caught.value.errors]


def spelled_case(finding, value):
    """Return a case as text, for values that only a text can spell."""
    return f'{{"protocol": "toy", "findings": {{"{finding}": {value}}}}}'


BOOLEAN = "expected true, false or null (not assessed), found "
CHOICE = "expected one of given, held, or null (not assessed), found "
BARE = 'expected a value with its unit, {"value": …, "unit": "mg/dL"} (units: mg/dL or mmol/L), found '
UNIT = "expected the unit mg/dL or mmol/L, found "
RANGE = " is outside the plausible range 0.2 to 12 mg/dL"
DIGITS = "expected a number of at most 30 digits, found "

REFUSED = [
    ("sign", "yes", BOOLEAN + '"yes"'),
    ("sign", 1, BOOLEAN + "1"),
    ("sign", 0, BOOLEAN + "0"),
    ("sign", {}, BOOLEAN + "{}"),
    ("drug", "gven", CHOICE + '"gven"'),
    ("drug", True, CHOICE + "true"),
    ("drug", ["given"], CHOICE + '["given"]'),
    ("level", 1.8, BARE + "1.8"),
    ("level", "1.8 mg/dL", BARE + '"1.8 mg/dL"'),
    ("level", {"value": 1}, "expected exactly the keys 'value' and 'unit', found {\"value\": 1}"),
    (
        "level",
        {"value": 1, "unit": "mg/dL", "note": "x"},
        'expected exactly the keys \'value\' and \'unit\', found {"value": 1, "unit": "mg/dL", "note": "x"}',
    ),
    ("level", {"value": 1, "unit": "g"}, UNIT + '"g"'),
    ("level", {"value": 1, "unit": None}, UNIT + "null"),
    ("level", {"value": 1, "unit": ["mg/dL"]}, UNIT + '["mg/dL"]'),
    ("level", {"value": "1", "unit": "mg/dL"}, 'expected a number, found "1"'),
    ("level", {"value": None, "unit": "mg/dL"}, "expected a number, found null"),
    ("level", {"value": True, "unit": "mg/dL"}, "expected a number, found true"),
    ("level", {"value": float("nan"), "unit": "mg/dL"}, 'expected a finite number, found "NaN"'),
    ("level", {"value": float("inf"), "unit": "mg/dL"}, 'expected a finite number, found "Infinity"'),
    ("level", {"value": 0.19, "unit": "mg/dL"}, "0.19 mg/dL" + RANGE),
    ("level", {"value": 12.01, "unit": "mg/dL"}, "12.01 mg/dL" + RANGE),
    ("level", {"value": -1, "unit": "mg/dL"}, "−1 mg/dL" + RANGE),
    ("level", {"value": 4.81, "unit": "mmol/L"}, "4.81 mmol/L" + RANGE),
    ("level", {"value": Decimal("1e400"), "unit": "mg/dL"}, DIGITS + '"1E+400"'),
    ("level", {"value": Decimal("1e-400"), "unit": "mg/dL"}, DIGITS + '"1E-400"'),
    ("level", {"value": Decimal("0e400"), "unit": "mg/dL"}, DIGITS + '"0E+400"'),
    ("level", {"value": 1e300, "unit": "mg/dL"}, DIGITS + '"1E+300"'),
    ("level", {"value": Decimal("sNaN"), "unit": "mg/dL"}, 'expected a finite number, found "sNaN"'),
    ("level", {"value": Decimal("1." + "1" * 40), "unit": "mg/dL"}, DIGITS + '"1.' + "1" * 40 + '"'),
    ("count", 5, "5 is outside the plausible range 0 to 4"),
    ("count", 1.5, "expected a whole number from 0 to 4, found 1.5"),
    ("count", True, "expected a number, found true"),
    ("count", "2", 'expected a number, found "2"'),
    ("day", "2026-02-30", 'expected a date written as YYYY-MM-DD, found "2026-02-30"'),
    ("day", "20260201", 'expected a date written as YYYY-MM-DD, found "20260201"'),
    ("day", "2026-02-01T10:00", 'expected a date written as YYYY-MM-DD, found "2026-02-01T10:00"'),
    ("day", "2026-W05-1", 'expected a date written as YYYY-MM-DD, found "2026-W05-1"'),
    ("moment", "2026-02-01 10:00", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-02-01 10:00"'),
    ("day", 20260201, "expected a date written as YYYY-MM-DD, found 20260201"),
    ("moment", "2026-02-01", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-02-01"'),
    ("moment", "2026-02-01T24:00", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-02-01T24:00"'),
    ("moment", "0000-02-01T10:00", 'expected a date written as YYYY-MM-DDThh:mm, found "0000-02-01T10:00"'),
    ("moment", "2026-02-01T25:00", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-02-01T25:00"'),
    ("moment", "2026-02-01T10+01", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-02-01T10+01"'),
    ("moment", "٢٠٢٦-02-01T10:00", 'expected a date written as YYYY-MM-DDThh:mm, found "٢٠٢٦-02-01T10:00"'),
    ("sing", True, "unknown finding 'sing' (did you mean 'sign'?)"),
    ("zzz", None, "unknown finding 'zzz'"),
]


@pytest.mark.parametrize(("finding", "value", "message"), REFUSED)
def test_a_wrong_value_is_refused_by_name_and_reason(checker, finding, value, message):
    assert errors_of(checker, **{finding: value}) == [(finding, message)]


ACCEPTED = [
    ("sign", None),
    ("drug", None),
    ("level", None),
    ("level", {"value": 0.2, "unit": "mg/dL"}),
    ("level", {"value": 12, "unit": "mg/dL"}),
    ("level", {"value": Decimal("4.8"), "unit": "mmol/L"}),
    ("change", {"value": -30, "unit": "kg"}),
    ("change", {"value": Decimal("-0.0"), "unit": "kg"}),
    ("change", {"value": 0, "unit": "kg"}),
    ("count", 0),
    ("count", Decimal("3.0")),
    ("day", "2024-02-29"),
    ("moment", "2026-02-01T00:00"),
]


@pytest.mark.parametrize(("finding", "value"), ACCEPTED)
def test_limits_themselves_are_accepted(checker, finding, value):
    checker.assess({"protocol": "toy", "findings": {finding: value}})


def test_all_errors_are_reported_at_once_in_the_order_given(checker):
    found = errors_of(checker, level=1, sign="x", drug="held", other=1)
    assert [name for name, _ in found] == ["level", "sign", "other"]


TEXTS: list[tuple[str, object, str]] = [
    ("", None, "not valid JSON: Expecting value: line 1 column 1 (char 0)"),
    ("[]", [], 'expected an object {"protocol": "…", "findings": {…}}'),
    ("null", None, 'expected an object {"protocol": "…", "findings": {…}}'),
    ('{"protocol": "toy", "findings": {"sign": true, "sign": false}}', None, "the key 'sign' is given twice"),
    (
        '{"protocol": "toy", "findings": {"level": {"value": 1, "value": 2, "unit": "g"}}}',
        None,
        "the key 'value' is given twice",
    ),
    ('{"findings": {}}', None, "expected 'protocol' with the id of a protocol"),
    ('{"protocol": 7, "findings": {}}', 7, "expected 'protocol' with the id of a protocol"),
    ('{"protocol": "toy"}', None, "expected 'findings' with an object; leave out what was not assessed"),
    (
        '{"protocol": "toy", "findings": {}, "more": 1}',
        1,
        'unknown key \'more\', expected {"protocol": "…", "findings": {…}}',
    ),
    ('{"protocol": "tyo", "findings": {}}', "tyo", "unknown protocol 'tyo' (did you mean 'toy'?)"),
    ("[" * 100_000, None, "the JSON is nested too deeply"),
    ('{"protocol":' * 65, None, "the JSON is nested too deeply"),
    ("[" * 64 + "]" * 63, None, "not valid JSON: Expecting ',' delimiter: line 1 column 128 (char 127)"),
    ("[" * 64 + "]" * 64, "deep", 'expected an object {"protocol": "…", "findings": {…}}'),
    (
        '{"protocol": 1e9999999999999999999999, "findings": {}}',
        "1e9999999999999999999999",
        "unknown protocol '1e9999999999999999999999'",
    ),
]


@pytest.mark.parametrize(("text", "value", "message"), TEXTS, ids=lambda item: str(item)[:40])
def test_a_case_of_the_wrong_form_is_refused_as_a_whole(checker, text, value, message):
    answer, accepted = assess_json({"toy": checker}, text)
    assert not accepted
    value = [[["…"]]] if value == "deep" else value
    assert json.loads(answer) == {"errors": [{"finding": None, "value": value, "message": message}]}


@pytest.mark.parametrize(
    "text",
    [
        '{"protocol": "toy", "findings": {"\\ud800": true}}',
        '{"protocol": "\\ud800", "findings": {}}',
        '{"protocol": "toy", "findings": {"sign": "\\udfff"}}',
        '{"protocol": "toy", "findings": {}, "\\ud800": 1}',
        '{"protocol": "toy", "findings": {"sign": "' + "x" * 100_000 + '"}}',
        '{"protocol": "toy", "findings": {"sign": ' + "[" * 500 + "]" * 500 + "}}",
        '{"protocol": "toy", "findings": {"count": ' + "9" * 10_000 + "}}",
        '{"protocol": "toy", "findings": {"count": 1e999999999}}',
        '{"protocol": "toy", "findings": {"count": 1e99999999999999999999}}',
        '{"protocol": "toy", "findings": {"count": 0e-99999999999999999999}}',
        '{"protocol": "toy", "findings": {"sign": 1e99999999999999999999}}',
        '{"protocol": "toy", "findings": {"day": 1e99999999999999999999}}',
        '{"protocol": "toy", "findings": {"level": {"value": -1E-999999, "unit": "mg/dL"}}}',
    ],
)
def test_hostile_cases_are_refused_in_a_short_answer_that_can_be_sent(checker, text):
    answer, accepted = assess_json({"toy": checker}, text)
    assert not accepted
    assert len(answer.encode("utf-8")) < 2_000
    json.loads(answer)


def test_numbers_keep_every_digit_on_their_way_in():
    case = parse_case('{"protocol": "toy", "findings": {"x": {"value": 0.1000000000000000000001, "unit": "g"}}}')
    value = case.findings["x"]
    assert isinstance(value, dict)
    assert value["value"] == Decimal("0.1000000000000000000001")


def test_a_float_of_the_python_interface_is_what_was_typed(checker):
    """0.1 + 0.2 aside: the float 4.8 is taken as the decimal 4.8 that it was written as."""
    checker.assess({"protocol": "toy", "findings": {"level": {"value": 4.8, "unit": "mmol/L"}}})


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


def test_a_refusal_says_every_reason_in_one_line(checker):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": {"sign": 1, "count": 9}})
    assert str(caught.value) == (
        "sign: expected true, false or null (not assessed), found 1; count: 9 is outside the plausible range 0 to 4"
    )
    with pytest.raises(RefusedCase) as caught:
        parse_case("[]")
    assert str(caught.value) == 'expected an object {"protocol": "…", "findings": {…}}'


def test_a_case_that_is_too_long_is_refused_before_it_is_read():
    assert decoded(b" " * MOST_BYTES) == " " * MOST_BYTES
    with pytest.raises(RefusedCase, match="longer than 1,048,576 bytes"):
        decoded(b"\xff" * (MOST_BYTES + 1))
