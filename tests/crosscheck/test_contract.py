"""The first protocol against its contract: an oracle by somebody who had seen neither its YAML nor its code.

The oracle restates the contract in plain Python. What it says of criteria, scores, recommendations, warnings and
inferred findings must be what the engine makes of the YAML, for cases made at random. Those that were written by hand,
for patients as they come, stand in `strangers/`.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from checker import RefusedCase
from checker.answers.cases import parse_case
from tests.crosscheck import differentiation_syndrome as contract
from tests.support.protocols.patients import CASES, CHECKER, PROTOCOL
from tests.support.protocols.random_cases import some_cases


def engine(findings) -> dict[str, Any] | None:
    """What the engine makes of a case; None where it is contradictory."""
    try:
        answer = CHECKER.assess({"protocol": PROTOCOL.id, "findings": findings})
    except RefusedCase:
        return None
    score = answer.scores["count-grade"]
    return {
        "criteria": {name: truth.value for name, truth in answer.criteria.items()},
        "score": (score.low, score.high, score.bands),
        "inferred": dict(answer.inferred),
        "recommendations": {r.id: r.status.value for r in answer.recommendations},
        "warnings": tuple(warning.code for warning in answer.warnings),
    }


def oracle(findings) -> dict[str, Any] | None:
    """What the contract says of it, with its invariants held against the answer."""
    answer = contract.judge(findings)
    if isinstance(answer, contract.Contradiction):
        return None
    assert contract.broken_invariants(answer) == []
    return {
        "criteria": dict(answer.criteria),
        "score": (answer.count_low, answer.count_high, answer.count_grades),
        "inferred": dict(answer.inferred),
        "recommendations": dict(answer.recommendations),
        "warnings": answer.warnings,
    }


@settings(max_examples=1_500)
@given(CASES)
def test_the_engine_answers_as_the_contract_says(findings):
    assert engine(findings) == oracle(findings)


def test_so_it_does_for_the_cases_of_the_other_checks():
    compared = 0
    for text in some_cases(PROTOCOL, 5_000):
        findings = parse_case(text).findings
        try:
            CHECKER.values({"protocol": PROTOCOL.id, "findings": findings})
        except RefusedCase as refused:
            if not all("contradicts" in error.message for error in refused.errors):
                continue  # a value that the contract refuses, of which the oracle knows nothing
        assert engine(findings) == oracle(findings), text
        compared += 1
    assert compared > 2_000


def test_elements_stand_in_the_order_of_the_contract():
    answer = engine({"atra": "given"})
    said = oracle({"atra": "given"})
    assert answer is not None
    assert said is not None
    for part in ("criteria", "recommendations"):
        assert list(answer[part]) == list(said[part])


@pytest.mark.soak
def test_the_engine_answers_as_the_contract_says_for_many_more():
    for text in some_cases(PROTOCOL, 200_000):
        findings = parse_case(text).findings
        try:
            CHECKER.values({"protocol": PROTOCOL.id, "findings": findings})
        except RefusedCase as refused:
            if not all("contradicts" in error.message for error in refused.errors):
                continue
        assert engine(findings) == oracle(findings), text
