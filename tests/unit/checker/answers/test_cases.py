"""What a case may hold, and the exact words in which it is refused."""

import json
from decimal import Decimal

import pytest

from checker import Checker, RefusedCase, assess_json, parse_case
from tests.support.protocols.kinds import DIGITS, FINDINGS, errors_of
from tests.support.protocols.rules import protocol_from


@pytest.fixture(scope="module")
def checker():
    return Checker(protocol_from(FINDINGS, {"finding": "sign"}))


BOOLEAN = "expected true, false or null (not assessed), found "
CHOICE = "expected one of given, held, or null (not assessed), found "
BARE = 'expected a value with its unit, {"value": …, "unit": "mg/dL"} (units: mg/dL or mmol/L), found '
UNIT = "expected the unit mg/dL or mmol/L, found "
RANGE = " is outside the plausible range 0.2 to 12 mg/dL"


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


def test_a_refusal_says_every_reason_in_one_line(checker):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": {"sign": 1, "count": 9}})
    assert str(caught.value) == (
        "sign: expected true, false or null (not assessed), found 1; count: 9 is outside the plausible range 0 to 4"
    )
    with pytest.raises(RefusedCase) as caught:
        parse_case("[]")
    assert str(caught.value) == 'expected an object {"protocol": "…", "findings": {…}}'
