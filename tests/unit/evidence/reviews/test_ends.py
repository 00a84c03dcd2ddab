"""At the ends: what corrects a quantity that stands at the wrong end already, or does not say what it corrects."""

import pytest

from tests.support.protocols.review_toys import messages, reviewed
from tests.support.protocols.rules import data_from

TOO_HIGH = "'fix' asks to raise 'level', and is indicated while it stands at its highest, 100 mg/dL"
TOO_LOW = "'fix' asks to lower 'level', and is indicated while it stands at its lowest, 1 mg/dL"
LOW = "{not: {finding: level, above: {value: 10, unit: mg/dL}}}"
HIGH = "{finding: level, above: {value: 10, unit: mg/dL}}"
OTHER_HIGH = "{finding: other, above: {value: 4, unit: mmol/L}}"
NOT_BOTH = f"{{not: {{all: [{HIGH}, {OTHER_HIGH}]}}}}"
SPARED = [{"code": "w", "finding": "level", "when": {"finding": "level", "assessed": True}, "message": "Look."}]

CASES = {
    "raised at the highest": (
        "raises: [level], when: {criterion: on}",
        {},
        [f"{TOO_HIGH} (with drug given, other 2 mmol/L)"],
    ),
    "lowered at the lowest": (
        "lowers: [level], when: {criterion: on}",
        {},
        [f"{TOO_LOW} (with drug given, other 2 mmol/L)"],
    ),
    "raised only where it is low": (f"raises: [level], when: {LOW}", {}, []),
    "no warning makes it right": (
        "raises: [level], when: {criterion: on}",
        {"warnings": SPARED},
        [f"{TOO_HIGH} (with drug given, other 2 mmol/L)"],
    ),
    "several, one of them low": (f"raises: [level, other], when: {NOT_BOTH}", {}, []),
    "several, all at the highest": (
        "raises: [level, other], when: {criterion: on}",
        {},
        [
            f"{TOO_HIGH} (with drug given, other 9 mmol/L)",
            TOO_HIGH.replace("level", "other").replace("100 mg/dL", "9 mmol/L") + " (with drug given, level 100 mg/dL)",
        ],
    ),
    "several, the others unknown": (
        f"raises: [level, third], when: {{any: [{HIGH}, {{finding: third, below: {{value: 4, unit: mmol/L}}}}]}}",
        {},
        [f"{TOO_HIGH} (with drug given, other 2 mmol/L)"],
    ),
    "several, the others unknown, with a warning": (
        f"raises: [level, third], when: {{any: [{HIGH}, {{finding: third, below: {{value: 4, unit: mmol/L}}}}]}}",
        {"warnings": SPARED},
        [],
    ),
    "no word of what it corrects": (
        f"when: {HIGH}",
        {},
        ["'fix' does not say what it raises or lowers, and is indicated at other 9 as at 2 mmol/L"],
    ),
    "no word, and a warning at one end": (
        f"when: {HIGH}",
        {"warnings": data_from(f"[{{code: w, finding: other, when: {OTHER_HIGH}, message: Look.}}]")},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fix", "changes", "expected"), CASES.values(), ids=CASES)
def test_a_correction_at_the_wrong_end_is_found(fix, changes, expected):
    assert messages(reviewed(f"{{fix: {{action: correct, {fix}}}}}", **changes)) == expected


def test_it_can_be_accepted():
    entry = "[{review: ends, recommendations: [fix], findings: [level], why: w}]"
    assert messages(reviewed("{fix: {action: correct, raises: [level], when: {criterion: on}}}", entry)) == []


def test_states_that_lead_to_the_same_are_one_table_and_those_that_change_nothing_are_left_out():
    found = reviewed(
        f"{{fix: {{action: correct, raises: [level], when: {{all: [{LOW}, {{finding: drug, is: [held]}}]}}}}}}"
    )
    (table,) = found.ends
    assert table.states == ({"drug": "held"},)
    assert [(dict(row.ends), row.indicated) for row in table.rows] == [
        ({"level": "lowest", "other": "lowest"}, ("fix",)),
        ({"level": "lowest", "other": "highest"}, ("fix",)),
        ({"level": "highest", "other": "lowest"}, ()),
        ({"level": "highest", "other": "highest"}, ()),
    ]


def test_more_than_four_quantities_of_a_group_are_tried_one_at_a_time():
    choices = "[{id: given, label: G}, {id: held, label: H}]"
    findings = data_from(f"[{{id: drug, type: choice, label: D, group: g, choices: {choices}}}]")
    findings += [{"id": name, "type": "integer", "label": name, "group": "n", "plausible": [0, 5]} for name in "abcde"]
    on = [{"id": "on", "label": "On", "when": {"finding": "drug", "is": ["given", "held"]}}]
    found = reviewed("{act: {when: {finding: a, above: {value: 2, unit: '1'}}}}", findings=findings, criteria=on)
    (table,) = found.ends
    assert [dict(row.ends) for row in table.rows] == [{name: end} for name in "abcde" for end in ("lowest", "highest")]
    assert table.rows[1].indicated == ("act",)
