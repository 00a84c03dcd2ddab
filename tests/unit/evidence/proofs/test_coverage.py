"""Every rule has a case for each way in which it can come out; what is missing is named, with a case that would do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.worked_cases import Expectation, WorkedCase
from build_scripts.content.yaml_source import yaml_from
from build_scripts.evidence.coverage import coverage, situations
from build_scripts.evidence.mutation import mutants, try_out
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from checker import Checker
from tests.support.protocols.toys import SOUND, toy


def pasted(text):
    """The case that an author gets by pasting the text into cases.yml."""
    (case,) = yaml_from("cases:\n" + text, Path("cases.yml")).data["cases"]
    kinds: dict[str, Any] = {kind: tuple(e) if isinstance(e, list) else e for kind, e in case["expect"].items()}
    return WorkedCase(name=case["name"], why=case["why"], findings=case["findings"], expect=Expectation(**kinds))


def test_suggested_cases_cover_everything_that_nothing_covered():
    protocol = toy(warnings=[{"code": "w", "finding": "level", "message": "m", "when": {"finding": "gone"}}])
    checker = Checker(protocol)
    nothing = coverage(checker, [])
    assert nothing.missing == list(situations(protocol))

    cases = [pasted(suggested_case(protocol, situation)) for situation in nothing.missing]

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


def test_the_cases_of_every_protocol_notice_every_mistake(content):
    for loaded in content.protocols:
        trial = try_out(loaded.protocol, loaded.cases)
        assert [f"{mutant.path} {mutant.change}: {effect}" for mutant, effect in trial.survivors] == []
        assert trial.made >= 200


def test_a_mistake_that_no_case_would_notice_is_told_with_its_effect():
    trial = try_out(toy(), [])
    assert trial.survivors == ()  # without cases nothing is covered, and that itself is noticed
    cases = [pasted(suggested_case(toy(), situation)) for situation in situations(toy())]
    survivors = [mutant.change for mutant, _ in try_out(toy(), cases).survivors]
    assert "10 → 11" in survivors or "above → at-least" in survivors


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
