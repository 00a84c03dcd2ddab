"""What another answer would change is what assessing the other case says."""

import json
import random
from decimal import Decimal

import pytest

from checker import Checker, Status, alternatives
from checker.answers.pending import pending
from tests.support.protocols.next_protocols import protocols
from tests.support.protocols.random_cases import some_cases
from tests.support.protocols.rules import NEVER_ASKED
from tests.support.protocols.toys import toy
from tests.support.real_protocols import NAMES, named

CHECKER = Checker(toy())


REAL = {f"real {name}": name for name in NAMES}
TRIALS = dict(protocols())


@pytest.fixture(params=[*REAL, *TRIALS])
def of_any_kind(request, content):
    """The real protocols, and those that try the language."""
    return named(content, REAL[request.param]).protocol if request.param in REAL else TRIALS[request.param]


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


@pytest.mark.parametrize("lot", range(4))
def test_it_agrees_with_the_assessment_of_the_other_case(each, lot):
    protocol = each.protocol
    checker = Checker(protocol)
    units = {finding.id: getattr(finding, "unit", None) for finding in protocol.findings}
    tried = 0
    for text in list(some_cases(protocol, 200))[5 * lot :: 20]:
        case = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        try:
            before = {r.id: r.status for r in checker.assess(case).recommendations}
        except ValueError:
            continue
        for other in alternatives(checker, case):
            unit = units[other.finding]
            answer = {"value": other.answer, "unit": unit} if unit else other.answer
            after = checker.assess({**case, "findings": {**case["findings"], other.finding: answer}})
            changed = {r.id: r.status for r in after.recommendations if r.status is not before[r.id]}
            assert changed == other.changes
            tried += 1
    assert tried > 0


def decided(checker, findings):
    """What is decided of a case: everything but its warnings, and values that are no more than numbers on the way."""
    answer = checker.assess({"protocol": checker.protocol.id, "findings": findings}).to_data()
    recommendations = {result["id"]: result["status"] for result in answer["recommendations"]}
    headlines = {value.id for value in checker.protocol.values if value.headline}
    values = {name: value for name, value in answer.get("values", {}).items() if name in headlines}
    return {**answer, "recommendations": recommendations, "values": values, "warnings": None, "inferred": None}


def test_what_is_not_pending_makes_no_difference_whatever_else_becomes_known(of_any_kind):
    """Some findings of a case are taken as known; the others come in with and without each that is not pending."""
    tried, protocol = 0, of_any_kind
    checker = Checker(protocol)
    dice = random.Random(protocol.id)  # noqa: S311 - no secret
    for text in some_cases(protocol, 1000):
        full = json.loads(text, parse_float=Decimal, parse_int=Decimal)["findings"]
        known = {name: value for name, value in full.items() if dice.random() < 0.6}
        try:
            everything = decided(checker, full)
            case = {"protocol": protocol.id, "findings": known}
            waited = pending(checker, case)
            inferred = checker.assess(case).inferred
        except ValueError:
            continue
        assert not set(waited) & {name for name, value in known.items() if value is not None}
        # (The rules for tests ask whether one finding was assessed at all, which only warnings may.)
        for name in set(full) - set(known) - set(waited) - set(inferred) - {NEVER_ASKED["id"]}:
            tried += 1
            without = {other: value for other, value in full.items() if other != name}
            assert decided(checker, without) == everything, (protocol.id, name, known)
    assert tried > 10


def test_everything_is_pending_at_first_and_nothing_that_is_answered(first):
    protocol = first.protocol
    checker = Checker(protocol)
    first = pending(checker, {"protocol": protocol.id, "findings": {}})
    asked = {f.id for f in protocol.findings}
    assert set(first) <= asked
    assert len(first) > len(asked) / 2
    later = pending(checker, {"protocol": protocol.id, "findings": {"ato": "not-given", "atra": "given"}})
    assert {"ato", "atra", "qtc", "potassium"}.isdisjoint(later)
    assert "dyspnea" in later


def test_what_a_warning_beside_a_dose_asks_for_stays_open_as_long_as_the_dose_may_be_read(content):
    checker = content.checkers["differentiation-syndrome"]

    def waits_for_age(**findings):
        return "age" in pending(checker, {"protocol": checker.protocol.id, "findings": findings})

    assert waits_for_age(atra="given", dyspnea=True)
    assert waits_for_age()
    assert not waits_for_age(atra="not-given", ato="not-given")
    assert not waits_for_age(atra="given", dyspnea=True, age={"value": 40, "unit": "a"})
