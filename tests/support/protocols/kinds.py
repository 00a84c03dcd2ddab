"""A protocol with one finding of each kind, for tests of cases."""

import pytest

from checker import RefusedCase
from tests.support.protocols.rules import data_from

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

DIGITS = "expected a number of at most 30 digits, found "


def errors_of(checker, **findings):
    with pytest.raises(RefusedCase) as caught:
        checker.assess({"protocol": "toy", "findings": findings})
    return [(error.finding, error.message) for error in caught.value.errors]


def spelled_case(finding, value):
    """Return a case as text, for values that only a text can spell."""
    return f'{{"protocol": "toy", "findings": {{"{finding}": {value}}}}}'
