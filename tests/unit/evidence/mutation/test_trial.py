"""Each small mistake is noticed by something, or told with a case that notices it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from build_scripts.content.doses.register import DrugRoute, RegisteredDrug
from build_scripts.content.worked_cases import case_differences
from build_scripts.evidence.coverage import situations
from build_scripts.evidence.mutation import act_mutants, mutants, try_out
from build_scripts.evidence.mutation import trial as trial_module
from build_scripts.evidence.noticed import NOTICERS
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from build_scripts.evidence.unnoticed import tally_text, unnoticed_text
from checker import Checker
from checker.protocol.doses import Dose, Frequency
from checker.protocol.sources import Statement
from tests.support.protocols.pasted import pasted
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND, part, rule, toy

PARTS = {
    "warning": {"warnings": [{"code": "w", "finding": "level", "message": "m", "when": {"finding": "gone"}}]},
    "counted": rule("keep", "continue", "{at-least: 2, of: [{finding: sign}, {finding: grave}, {criterion: high}]}"),
    "scored": rule("keep", "continue", "{score: s, is: [big]}"),
    "constrained": {
        "constraints": [
            *SOUND["constraints"],
            *data_from(
                "[{id: n, if: {finding: grave}, then: {finding: level, above: {value: 20, unit: mg/dL}}, message: m}]"
            ),
        ]
    },
    "in two units": part(
        "criteria",
        2,
        when=data_from("{finding: level, above: {value: 10.4, unit: mg/dL}, or: {value: 0.10, unit: g/L}}"),
    ),
    "another unit": part("findings", 4, also=[{"unit": "[arb'U]", "times": "7", "basis": "Made for a test."}]),
    "graded": {
        "grades": data_from("""
            - id: g
              label: G
              scale: [{id: i, label: I}, {id: ii, label: II}, {id: iii, label: III}]
              domains:
                - {label: D, levels: [{grade: ii, when: {finding: sign}}, {grade: iii, when: {finding: grave}}]}
                - {label: E, levels: [{grade: ii, when: {finding: gone}}]}
        """),
        **rule("keep", "continue", "{grade: g, at-least: ii}"),
    },
}


def with_dose(protocol):
    """The protocol with a dose in its first recommendation."""
    dose = Dose(
        drug="x",
        amount=Decimal(12),
        unit="mg",
        route="oral",
        frequency=Frequency(every=Decimal(8), unit="h"),
        statements=("S01",),
    )
    first, *others = protocol.recommendations
    silent = Statement(id="S01", topic="t", text="It says nothing of a dose.", plain="p", known="source")
    return replace(protocol, recommendations=(replace(first, doses=(dose,)), *others), statements=(silent,))


def few_cases(protocol):
    """One case for each recommendation, when it is indicated, that expects no dose."""
    wanted = [s for s in situations(protocol) if (s.kind, s.outcome) == ("recommendation", "indicated")]
    cases = [pasted(str(suggested_case(protocol, situation))) for situation in wanted]
    return [replace(case, expect=replace(case.expect, doses=None)) for case in cases if case.expect is not None]


@pytest.mark.parametrize("changes", PARTS.values(), ids=list(PARTS))
def test_whatever_goes_unnoticed_is_noticed_by_the_case_that_is_suggested(changes):
    protocol = with_dose(toy(**changes))
    cases = few_cases(protocol)
    made = {(mutant.path, mutant.change): mutant.protocol for mutant in (*mutants(protocol), *act_mutants(protocol))}
    survivors = try_out(protocol, cases).survivors
    assert {mistake.kind for mistake in survivors} >= {"doses"}
    for mistake in survivors:
        case = pasted(mistake.case)
        assert list(case_differences(Checker(protocol), case)) == [], mistake
        assert list(case_differences(Checker(made[mistake.path, mistake.change]), case)) != [], mistake
        text = unnoticed_text(protocol, mistake)
        assert not any(code in text for code in ("Decimal(", "Fraction(", "not-indicated", "{", "()")), text
    more = [pasted(case) for case in dict.fromkeys(mistake.case for mistake in survivors)]
    again = try_out(protocol, [*cases, *more])
    assert [(mistake.path, mistake.change) for mistake in again.survivors] == []


def test_a_factor_between_units_that_only_the_author_knows_is_held_by_a_case_alone():
    protocol = toy(**PARTS["another unit"])
    survivors = try_out(protocol, few_cases(protocol)).survivors
    changes = {mistake.change: mistake for mistake in survivors if "also" in mistake.path}
    assert set(changes) == {"7 → 6", "7 → 8", "7 → 70", "[arb'U] left out"}
    assert "further unit: 7 → 8. Then the smallest such patient (Level: 14.28" in unnoticed_text(
        protocol, changes["7 → 8"]
    )


def test_a_mistake_in_a_dose_that_no_case_expects_is_told_as_a_reader_would_see_it():
    protocol = with_dose(toy())
    told = [unnoticed_text(protocol, m) for m in try_out(protocol, few_cases(protocol)).survivors if m.kind == "doses"]
    dose = "x 12 mg by mouth every 8 hours"
    for slip in (
        "x 120 mg by mouth every 8 hours",
        "x 1.2 mg by mouth every 8 hours",
        "x 22 mg by mouth every 8 hours",
        "x 12 g by mouth every 8 hours",
        "x 12 mg/kg by mouth every 8 hours",
        "x 12 mg intravenously every 8 hours",
        "x 12 mg by mouth every 16 hours",
        "x 12 mg by mouth every 8 days",
    ):
        line = (
            f"keep, dose: '{dose}' → '{slip}'. No worked case would notice it. The smallest patient who is shown it: "
        )
        assert any(text.startswith(line) for text in told), (slip, told)
    assert any(text.startswith(f"keep, dose: '{dose}' → left out.") for text in told)


def test_it_is_said_what_notices_a_mistake():
    protocol = with_dose(toy())
    nothing = try_out(protocol, few_cases(protocol))
    doses = next(tally for tally in nothing.tallies if tally.kind == "doses")
    assert doses.caught == doses.noticed["possible"] < doses.made
    drugs = [RegisteredDrug(name="x", routes=(DrugRoute(route="oral", basis="Made for a test."),))]
    registered = try_out(protocol, few_cases(protocol), drugs)
    by_register = next(tally for tally in registered.tallies if tally.kind == "doses").noticed["register"]
    assert by_register >= 11  # each other route
    cases = [pasted(str(suggested_case(protocol, s))) for s in situations(protocol) if s.kind != "threshold"]
    expected = try_out(protocol, cases)
    doses = next(tally for tally in expected.tallies if tally.kind == "doses")
    assert (doses.unnoticed, doses.noticed["cases"]) == (0, doses.made - doses.noticed["possible"])
    assert f"{doses.noticed['cases']} by the worked cases" in tally_text(doses)


def test_every_mistake_is_counted_once():
    protocol = with_dose(toy(constraints=SOUND["constraints"]))
    score = try_out(protocol, few_cases(protocol))
    assert score.made == len(list(mutants(protocol))) + len(list(act_mutants(protocol)))
    assert score.total == score.caught + len(score.survivors)
    assert {by for tally in score.tallies for by in tally.noticed} <= set(NOTICERS)


def test_in_every_protocol_the_worked_cases_hold_each_act_and_dose_by_themselves(each):
    # The words, the register and the possible doses are put aside: a dose may be wrong in the words and the data alike.
    trial = trial_module._Tryout(each.protocol, each.cases, ())
    trial.checks = {}
    found = [(mutant, trial.notice_act(mutant)) for mutant in act_mutants(each.protocol)]
    assert [(mutant.path, mutant.change) for mutant, by in found if by != "cases"] == []
    assert len(found) > 250
