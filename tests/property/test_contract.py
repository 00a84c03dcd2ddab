"""Laws that hold for every case of the real protocols, tried on generated ones."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.content.validation.rules import accepted_units
from checker import RefusedCase, Status, assess_json, parse_case, to_json
from checker.language.comparisons import Comparison
from checker.language.findings import QuantityFinding
from checker.language.operands import FindingValue
from checker.protocol.traversal import elements
from tests.support.protocols.patients import CASES, CHECKER, CHECKERS, PROTOCOL, limits_in, values_of


def assess(findings):
    try:
        return CHECKER.assess({"protocol": PROTOCOL.id, "findings": findings})
    except RefusedCase:
        return None  # contradictory; what is plausible is refused for nothing else


def statuses(assessment):
    return {answer.id: answer.status for answer in assessment.recommendations}


@given(CASES, st.data())
def test_knowing_more_never_turns_an_answer_round(findings, data):
    before = assess(findings)
    unknown = [finding for finding in PROTOCOL.findings if finding.id not in findings]
    if before is None or not unknown:
        return
    more = data.draw(st.sampled_from(unknown))
    after = assess({**findings, more.id: data.draw(values_of(more))})
    if after is None:
        return
    now = statuses(after)
    for name, status in statuses(before).items():
        if status is not Status.UNDETERMINED:
            assert now[name] is status
    for name, truth in before.criteria.items():
        if truth.value != "unknown":
            assert after.criteria[name] is truth
    for name, score in before.scores.items():
        assert score.low <= after.scores[name].low <= after.scores[name].high <= score.high
        assert set(after.scores[name].bands) <= set(score.bands)


@given(CASES, st.data())
def test_supplying_what_is_missing_settles_it(findings, data):
    before = assess(findings)
    if before is None:
        return
    by_id = {finding.id: finding for finding in PROTOCOL.findings}
    for answer in before.recommendations:
        assert bool(answer.missing) is (answer.status is Status.UNDETERMINED)
        assert not set(answer.missing) & set(findings)
        if answer.missing:
            supplied = {name: data.draw(values_of(by_id[name])) for name in answer.missing}
            after = assess({**findings, **supplied})
            if after is not None:
                assert statuses(after)[answer.id] is not Status.UNDETERMINED


@given(CASES)
def test_reasons_are_known_findings(findings):
    assessment = assess(findings)
    if assessment is None:
        return
    known = set(findings) | set(assessment.inferred)
    for answer in assessment.recommendations:
        assert set(answer.because) <= known
        if answer.status is not Status.UNDETERMINED:
            assert answer.because


@given(CASES)
def test_reasons_are_enough(findings):
    """With nothing but what a settled answer rests on, it is settled the same way."""
    assessment = assess(findings)
    if assessment is None:
        return
    known = {**findings, **assessment.inferred}
    for answer in assessment.recommendations:
        if answer.because:
            alone = assess({name: known[name] for name in answer.because})
            assert alone is not None
            assert statuses(alone)[answer.id] is answer.status


@given(CASES)
def test_a_null_is_the_same_as_leaving_out(findings):
    nulls = {finding.id: None for finding in PROTOCOL.findings} | findings
    assert assess(nulls) == assess(findings)


def test_each_limit_is_exact_in_each_unit():
    """At the limit, and one digit to either side, whatever unit the limit is entered in."""
    compared = {
        (e.left.finding, e.relation)
        for _, e in elements(PROTOCOL)
        if isinstance(e, Comparison) and isinstance(e.left, FindingValue)
    }
    assert len(compared) >= 8
    by_id = {finding.id: finding for finding in PROTOCOL.findings}
    for finding_id in sorted({name for name, _ in compared}):
        finding = by_id[finding_id]
        assert isinstance(finding, QuantityFinding)
        for limit in limits_in(finding):
            for unit in accepted_units(by_id, FindingValue(finding_id)):
                conversion = finding.conversion(unit)
                assert conversion is not None
                entered = conversion.from_own(limit)
                if not isinstance(entered, Decimal):
                    continue  # a limit that this unit cannot write exactly
                case = {
                    "protocol": PROTOCOL.id,
                    "findings": {"atra": "given", "ato": "given", finding_id: {"value": entered, "unit": unit}},
                }
                own = {
                    "protocol": PROTOCOL.id,
                    "findings": {"atra": "given", "ato": "given", finding_id: {"value": limit, "unit": finding.unit}},
                }
                assert CHECKER.assess(case) == CHECKER.assess(own), (finding_id, unit)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.sampled_from([f.id for f in PROTOCOL.findings]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(st.text(), st.sampled_from(["value", "unit"])), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.one_of(st.sampled_from([f.id for f in PROTOCOL.findings]), st.text()), JSON, max_size=6))
def test_any_findings_are_answered_or_refused_by_name(findings):
    text = json.dumps({"protocol": PROTOCOL.id, "findings": findings})
    answer, accepted = assess_json(CHECKERS, text)
    data = json.loads(answer)
    answer.encode("utf-8")
    if not accepted:
        assert data["errors"]
        assert all(error["message"] for error in data["errors"])


@given(st.one_of(JSON, st.dictionaries(st.sampled_from(["protocol", "findings", "more"]), JSON)))
def test_any_json_is_answered(data):
    answer, accepted = assess_json(CHECKERS, json.dumps(data))
    assert not accepted or data["protocol"] in CHECKERS
    assert ("errors" in json.loads(answer)) is not accepted


NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,24})?", fullmatch=True)


@given(st.sampled_from([f for f in PROTOCOL.findings if isinstance(f, QuantityFinding)]), NUMBERS)
def test_any_number_is_answered(finding, number):
    """Whatever its digits and its exponent: accepted where it is plausible, else refused, never anything else."""
    value = f'{{"value": {number}, "unit": "{finding.unit}"}}'
    answer, accepted = assess_json(
        CHECKERS, f'{{"protocol": "{PROTOCOL.id}", "findings": {{"{finding.id}": {value}}}}}'
    )
    data = json.loads(answer)
    if accepted:
        low, high = finding.plausible
        assert low <= Decimal(number) <= high
    else:
        assert [error["finding"] for error in data["errors"]] == [finding.id]
        assert len(answer) < 2_000


@given(st.text())
def test_any_text_is_answered(text):
    answer, accepted = assess_json(CHECKERS, text)
    assert not accepted
    assert "errors" in json.loads(answer)


@given(CASES)
def test_json_and_python_give_the_same_answer(findings):
    text = json.dumps({"protocol": PROTOCOL.id, "findings": findings}, default=float)
    try:
        expected = to_json(CHECKER.assess(parse_case(text)).to_data())
    except RefusedCase as refused:
        expected = to_json(refused.to_data())
    assert assess_json(CHECKERS, text)[0] == expected


# The same laws on far more cases: `make soak`.

LONG = settings(deadline=None, max_examples=4_000, derandomize=False)


@pytest.mark.soak
@pytest.mark.parametrize(
    "law",
    [
        test_reasons_are_known_findings,
        test_a_null_is_the_same_as_leaving_out,
        test_json_and_python_give_the_same_answer,
    ],
    ids=lambda law: law.__name__,
)
def test_laws_on_single_cases(law):
    LONG(given(CASES)(law.hypothesis.inner_test))()


@pytest.mark.soak
@pytest.mark.parametrize(
    "law",
    [test_knowing_more_never_turns_an_answer_round, test_supplying_what_is_missing_settles_it],
    ids=lambda law: law.__name__,
)
def test_laws_on_cases_that_grow(law):
    LONG(given(CASES, st.data())(law.hypothesis.inner_test))()
