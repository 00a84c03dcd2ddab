"""Every rule has a case for each way in which it can come out; what is missing is named, with a case that would do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.content.worked_cases import Expectation, WorkedCase, case_problems
from build_scripts.evidence.coverage import coverage, situations
from build_scripts.evidence.mutation import mutants
from build_scripts.evidence.proofs.suggested_cases import suggested_case, suggestions
from build_scripts.evidence.proofs.typical import typical_answers
from checker import Checker
from checker.language.findings import QuantityFinding
from checker.protocol.thresholds import thresholds
from tests.support.protocols.next_protocols import FIXTURES, protocols
from tests.support.protocols.pasted import pasted
from tests.support.protocols.toys import SOUND, toy


def test_suggested_cases_cover_everything_that_nothing_covered():
    protocol = toy(warnings=[{"code": "w", "finding": "level", "message": "m", "when": {"finding": "gone"}}])
    checker = Checker(protocol)
    nothing = coverage(checker, [])
    assert nothing.missing == list(situations(protocol))

    for cases in (
        [pasted(str(suggested_case(protocol, situation))) for situation in nothing.missing],
        [pasted(str(case)) for _closed, case in suggestions(protocol, nothing.missing)],
    ):
        assert coverage(checker, cases).missing == []
        assert not list(case_problems(checker, [replace(case, name=str(n)) for n, case in enumerate(cases)]))


@pytest.mark.parametrize("name", ["sound", *FIXTURES])
def test_a_few_patients_show_everything_that_can_be_shown(name):
    protocol = dict(protocols())[name]
    checker, wanted = Checker(protocol), list(situations(protocol))
    made = list(suggestions(protocol, wanted))

    assert sorted(map(str, wanted)) == sorted(str(s) for closed, _case in made for s in closed)
    cases = [pasted(case) for _closed, case in made if case is not None]
    # The limit of a computed value is met by numbers that meet no other limit.
    assert len(cases) <= len(wanted) / (2 if protocol.values else 3)
    assert len({case.name for case in cases}) == len(cases)
    impossible = {s for closed, case in made if case is None for s in closed}
    assert set(coverage(checker, cases).missing) == impossible
    assert impossible <= {s for s in wanted if s.outcome == "unknown"}  # what holds always is never unknown


def test_suggested_numbers_are_those_of_plausible_patients():
    protocol = toy()
    (level,) = [finding for finding in protocol.findings if isinstance(finding, QuantityFinding)]
    low, high = level.plausible
    limits = {limit for threshold in thresholds(protocol) for limit in [threshold.limit]}
    given = [
        pasted(str(case)).findings["level"]["value"]
        for _closed, case in suggestions(protocol, list(situations(protocol)))
        if "level:" in str(case)
    ]
    assert given
    assert not set(given) & {low, high, *limits}

    usual = WorkedCase(
        name="n", why="w", findings={"level": {"value": Decimal("12.5"), "unit": level.unit}}, expect=Expectation()
    )
    extreme = replace(usual, findings={"level": {"value": low, "unit": level.unit}})
    with_cases = typical_answers(protocol, [usual, extreme, extreme])
    assert with_cases["level"][0] == usual.findings["level"]
    assert low not in [answer["value"] for answer in with_cases["level"]]
    assert typical_answers(protocol)["sign"] == [False, True]


def test_a_suggested_case_has_a_name_that_no_case_has():
    protocol = toy()
    (situation,) = [s for s in situations(protocol) if (s.kind, s.name, s.outcome) == ("criterion", "on", "true")]
    case = pasted(str(suggested_case(protocol, situation)))
    ((_closed, again),) = suggestions(protocol, [situation], [case])
    assert pasted(str(again)).name == f"{case.name} (2)"


def test_an_answer_that_no_case_expects_covers_nothing():
    case = WorkedCase(name="n", why="w", findings={"drug": "given", "sign": True}, expect=Expectation())
    shown = coverage(Checker(toy()), [case])
    assert [s for s in shown.covered if s.kind == "recommendation" and shown.covered[s]] == []
    assert [s.name for s in shown.covered if s.kind == "criterion" and shown.covered[s] and s.outcome == "true"] == [
        "on",
        "suspected",
    ]


def test_a_situation_that_no_patient_shows_has_no_case():
    protocol = toy(criteria=[*SOUND["criteria"], {"id": "never", "label": "n", "when": NEVER}])
    (never,) = [s for s in situations(protocol) if (s.name, s.outcome) == ("never", "true")]
    assert suggested_case(protocol, never) is None


NEVER = {"all": [{"finding": "sign"}, {"not": {"finding": "sign"}}]}


@pytest.mark.parametrize(
    "change",
    [
        "all → any",
        "any → all",
        "'not' left out",
        "above → at-least",
        "500 → 499",
        "ms → s",
        "qtc-prolonged → applicable",
    ],
)
def test_every_kind_of_mistake_is_made(first, change):
    changes = {mutant.change for mutant in mutants(first.protocol)}
    assert change in changes, sorted(changes)
