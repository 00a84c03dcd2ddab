"""What a refused value is told, word for word: the finding's type, its units and limits, and what was found instead."""

from decimal import Decimal

import pytest

from checker import Checker, RefusedCase
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: sign, type: boolean, label: Sign, group: g}
- {id: drug, type: choice, label: Drug, group: g, choices: [{id: given, label: Given}, {id: held, label: Held}]}
- {id: level, type: quantity, label: Level, group: g, unit: umol/L, plausible: [2, 90.5],
   also: [{unit: 10*9/L, times: 2}]}
- {id: acidity, type: quantity, label: pH, group: g, unit: "[pH]", plausible: [6, 8]}
- {id: count, type: integer, label: Count, group: g, plausible: [1, 4]}
- {id: day, type: date, label: Day, group: g, precision: day}
- {id: moment, type: date, label: Moment, group: g, precision: minute}
""")
CHECKER = Checker(protocol_from(FINDINGS, {"finding": "sign"}))

MESSAGES = [
    ("sign", "yes", 'expected true, false or null (not assessed), found "yes"'),
    ("drug", "stopped", 'expected one of given, held, or null (not assessed), found "stopped"'),
    ("drug", 1, "expected one of given, held, or null (not assessed), found 1"),
    (
        "level",
        5,
        ('expected a value with its unit, {"value": …, "unit": "umol/L"}'
        " (units: µmol/L (umol/L) or × 10⁹/L (10*9/L)), found 5"),
    ),
    ("level", {"value": 5}, "expected exactly the keys 'value' and 'unit', found {\"value\": 5}"),
    ("level", {"value": 5, "unit": "mmol/L"}, 'expected the unit µmol/L (umol/L) or × 10⁹/L (10*9/L), found "mmol/L"'),
    (
        "level",
        {"value": 5, "unit": "UMOL/L"},
        'expected the unit µmol/L (umol/L) or × 10⁹/L (10*9/L), found "UMOL/L" (did you mean µmol/L (umol/L)?)',
    ),
    ("acidity", {"value": 7, "unit": "mmol/L"}, 'expected the unit [pH], found "mmol/L"'),
    ("acidity", {"value": 9, "unit": "pH"}, "9 is outside the plausible range 6 to 8"),
    ("level", {"value": 5, "unit": [1]}, "expected the unit µmol/L (umol/L) or × 10⁹/L (10*9/L), found [1]"),
    ("level", {"value": 1, "unit": "umol/L"}, "1 µmol/L is outside the plausible range 2 to 90.5 µmol/L"),
    ("level", {"value": 46, "unit": "10*9/L"}, "46 × 10⁹/L is outside the plausible range 2 to 90.5 µmol/L"),
    ("count", Decimal("1.5"), "expected a whole number from 1 to 4, found 1.5"),
    ("count", 5, "5 is outside the plausible range 1 to 4"),
    ("day", "2026-1-2", 'expected a date written as YYYY-MM-DD, found "2026-1-2"'),
    ("day", 20260102, "expected a date written as YYYY-MM-DD, found 20260102"),
    ("moment", "2026-01-02", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-01-02"'),
    ("moment", "2026-01-02T24:00", 'expected a date written as YYYY-MM-DDThh:mm, found "2026-01-02T24:00"'),
    ("elsewhere", 1, "unknown finding 'elsewhere'"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "value", "message"), MESSAGES)
def test_a_refused_value_is_told_what_was_expected(finding, value, message):
    with pytest.raises(RefusedCase) as refused:
        CHECKER.assess({"protocol": "toy", "findings": {finding: value}})
    (error,) = refused.value.errors
    assert (error.finding, error.message) == (finding, message)
    assert error.value == value


def test_dates_are_minutes_since_1970_and_whole_numbers_have_no_decimals():
    values, _ = CHECKER.values(
        {"protocol": "toy", "findings": {"moment": "1970-01-02T00:59", "day": "1970-02-01", "count": Decimal("3.0")}}
    )
    by_id = dict(zip([finding.id for finding in CHECKER.protocol.findings], values, strict=True))
    assert (by_id["moment"], by_id["day"], str(by_id["count"])) == (Decimal(1440 + 59), Decimal(31 * 1440), "3")


def test_another_protocol_is_named_in_the_refusal():
    with pytest.raises(RefusedCase) as refused:
        CHECKER.assess({"protocol": "toi", "findings": {}})
    assert refused.value.errors[0].value == "toi"
