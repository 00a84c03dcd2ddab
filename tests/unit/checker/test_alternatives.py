"""What another answer would change is what assessing the other case says."""

import json
from decimal import Decimal

import pytest

from checker import Checker, Status, alternatives
from tests.crosscheck.cases import some_cases
from tests.proofs.toys import toy

CHECKER = Checker(toy())


def ask(**findings):
    return alternatives(CHECKER, {"protocol": "toy", "findings": findings})


def test_each_other_answer_is_tried_alone():
    found = ask(drug="given", sign=True, grave=False)
    by = {(other.finding, other.answer): dict(other.changes) for other in found}
    assert by[("grave", True)] == {"keep": Status.NOT_INDICATED, "hold": Status.INDICATED}
    assert by[("drug", "none")] == {"keep": Status.NOT_INDICATED, "watch": Status.NOT_INDICATED}
    assert ("grave", False) not in by  # the answer as it is
    assert ("drug", "held") not in by  # changes nothing
    assert ("gone", True) not in by  # contradicts the sign


def test_a_number_is_tried_on_each_side_of_its_limits():
    found = [other for other in ask(drug="given", level={"value": 5, "unit": "mg/dL"}) if other.finding == "level"]
    assert [(other.beside, dict(other.changes)) for other in found] == [
        (("above", Decimal(10)), {"watch": Status.INDICATED})
    ]
    assert found[0].to_data() == {"finding": "level", "side": "above", "limit": "10", "changes": {"watch": "indicated"}}


def test_what_is_inferred_gives_way_to_another_answer():
    found = ask(drug="given", gone=True)  # which infers that there is no sign
    assert [other for other in found if other.finding == "gone"] != []
    assert [other for other in found if other.finding == "sign"] == []  # a yes would contradict, a no is the case


@pytest.mark.parametrize("number", range(40))
def test_it_agrees_with_the_assessment_of_the_other_case(content, number):

    protocol = content.protocols[0].protocol
    checker = Checker(protocol)
    text = list(some_cases(protocol, 200))[number * 5]
    case = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    try:
        before = {r.id: r.status for r in checker.assess(case).recommendations}
    except ValueError:
        return
    units = {finding.id: getattr(finding, "unit", None) for finding in protocol.findings}
    for other in alternatives(checker, case):
        unit = units[other.finding]
        answer = {"value": other.answer, "unit": unit} if unit else other.answer
        after = checker.assess({**case, "findings": {**case["findings"], other.finding: answer}})
        changed = {r.id: r.status for r in after.recommendations if r.status is not before[r.id]}
        assert changed == other.changes
