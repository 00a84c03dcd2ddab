"""Every rule has a case for each way in which it can come out; what is missing is named, with a case that would do."""

from __future__ import annotations

import pytest

from build_scripts.content.worked_cases import Expectation, WorkedCase
from build_scripts.evidence.coverage import coverage, situations
from build_scripts.evidence.mutation import mutants
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from checker import Checker
from tests.support.protocols.pasted import pasted
from tests.support.protocols.toys import SOUND, toy


def test_suggested_cases_cover_everything_that_nothing_covered():
    protocol = toy(warnings=[{"code": "w", "finding": "level", "message": "m", "when": {"finding": "gone"}}])
    checker = Checker(protocol)
    nothing = coverage(checker, [])
    assert nothing.missing == list(situations(protocol))

    cases = [pasted(str(suggested_case(protocol, situation))) for situation in nothing.missing]

    assert coverage(checker, cases).missing == []


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
def test_every_kind_of_mistake_is_made(content, change):
    changes = {mutant.change for mutant in mutants(content.protocols[0].protocol)}
    assert change in changes, sorted(changes)
