"""What doses lack is asked for while their recommendation is not ruled out, and changes no status."""

from decimal import Decimal

import pytest

from build_scripts.content.doses.resolved import rules_only, with_dose_factors
from checker import Checker
from checker.answers.pending import pending
from checker.protocol.doses import DosePer, DoseRounding
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: sign, type: boolean, label: Sign, group: g}
- {id: severe, type: boolean, label: Severe, group: g}
- {id: weight, type: quantity, label: Weight, group: g, unit: kg, plausible: [1, 300]}
""")

DOSES = data_from("""
- {drug: x, amount: 1, unit: mg/kg, per: {finding: weight}, when: {not: {finding: severe}}, statements: [],
   rounded: {to: 1, unit: mg, half: up}}
- {drug: x, amount: 9, unit: mg, when: {finding: severe}, statements: []}
""")

PROTOCOL = with_dose_factors(protocol_from(FINDINGS, {"finding": "sign"}, {"doses": DOSES}))
WEIGHT = {"value": Decimal(70), "unit": "kg"}


def asked(protocol=PROTOCOL, **findings):
    return pending(Checker(protocol), {"protocol": "toy", "findings": findings})


def test_what_a_dose_lacks_is_asked_for_while_it_can_be_for_the_patient():
    assert asked() == ("sign", "severe", "weight")
    assert asked(sign=True) == ("severe", "weight")
    assert asked(sign=True, severe=False) == ("weight",)
    assert asked(sign=True, severe=True) == ()
    assert asked(sign=True, severe=False, weight=WEIGHT) == ()
    assert asked(sign=False) == ()


def test_where_nothing_is_worked_out_the_number_is_not_asked_for():
    assert asked(rules_only(PROTOCOL), sign=True, severe=False) == ()
    assert asked(rules_only(PROTOCOL), sign=True) == ("severe",)


def test_no_status_depends_on_it():
    for findings in ({}, {"severe": True}, {"weight": WEIGHT}):
        answer = Checker(PROTOCOL).assess({"protocol": "toy", "findings": {"sign": True, **findings}})
        assert answer.recommendations[0].status.value == "indicated"
        assert answer.recommendations[0].missing == ()


@pytest.mark.parametrize("given", [{}, {"finding": "weight", "value_of": "lean"}])
def test_a_dose_goes_by_one_number(given):
    with pytest.raises(ValueError, match="either a 'finding' or a computed value"):
        DosePer(**given)


@pytest.mark.parametrize("given", [{}, {"half": "up", "always": "up"}])
def test_a_rounding_has_one_way(given):
    with pytest.raises(ValueError, match="either 'half'"):
        DoseRounding(to=Decimal(1), unit="mg", **given)
