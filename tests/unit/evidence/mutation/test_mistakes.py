"""Small mistakes: each is noticed, or told in words with the case that would notice it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from build_scripts.content.load import load_alone
from build_scripts.evidence.mutation import act_mutants, try_out
from build_scripts.evidence.mutation.mistakes import mistakes_of, pasteable, unnoticed_problems
from build_scripts.evidence.noticed import MISTAKES
from build_scripts.evidence.unnoticed import tally_text, unnoticed_text
from tests.support.protocols.pasted import pasted
from tests.support.protocols.signed import notice_all, with_dose
from tests.support.protocols.toys import toy


def test_the_cases_of_every_protocol_notice_every_mistake(each, quality):
    score = quality[each.protocol.id].mutation
    assert [unnoticed_text(each.protocol, mistake) for mistake in score.survivors] == []
    assert {tally.kind for tally in score.tallies if tally.made} == MISTAKES.keys()
    assert score.made >= 1000
    assert score.made == score.caught + score.equivalent + score.undecided
    if not each.protocol.values:  # only what is computed of a patient's numbers can be undecidable
        assert score.undecided == 0


def test_the_case_beside_a_mistake_notices_it():
    protocol = toy()
    before = try_out(protocol, [])
    assert len(before.survivors) > 40
    cases = [pasted(case) for case in dict.fromkeys(mistake.case for mistake in before.survivors)]
    after = try_out(protocol, cases)
    assert after.survivors == ()
    assert after.made == before.made


def test_what_goes_unnoticed_is_told_in_labels_and_never_in_code():
    protocol = toy()
    told = [unnoticed_text(protocol, mistake) for mistake in try_out(protocol, []).survivors]
    assert "watch: 'high' → 'not “high”'." in " ".join(told)
    assert "keep, kind of action: continue → resume." in " ".join(told)
    for text in told:
        assert "smallest" in text
        assert not re.search(r"[A-Za-z]\w*\(|Decimal|[a-z]_[a-z]|[{}\[\]]", text), text


@pytest.mark.parametrize(
    "change",
    [
        "amount: 10 → 100",
        "amount: 10 → 1",
        "amount: 10 → 9",
        "amount: 10 → 11",
        "unit: mg → g",
        "route: intravenous → oral",
        "urgency: immediate → ongoing",
        "strength: do → consider",
        "action: start → ",
        "drug: dexamethasone → ",
        "left out",
    ],
)
def test_every_kind_of_mistake_is_made_in_what_a_recommendation_says(first, change):
    protocol = first.protocol
    place = next(i for i, each in enumerate(protocol.recommendations) if each.id == "give-dexamethasone")
    changes = [mutant.change for mutant in act_mutants(protocol) if mutant.path[1] == place]
    assert [each for each in changes if change in each], changes


def test_frequencies_are_changed(first):
    changes = {mutant.change for mutant in act_mutants(first.protocol)}
    assert len([change for change in changes if "frequency" in change]) >= 5


@pytest.fixture
def loaded(workshop):
    """A made protocol with a dose whose limits no worked case holds."""
    return load_alone(with_dose(workshop).parent)


def test_a_mistake_has_its_line_and_the_cases_can_be_pasted_together(loaded):
    score = mistakes_of(loaded)
    lines = (loaded.folder / "protocol.yml").read_text().splitlines()
    assert score.survivors
    assert all(
        "plausible" in lines[mistake.line - 1] or "g/L" in lines[mistake.line - 1] for mistake in score.survivors
    )
    file = loaded.folder / "cases.yml"
    cases = [case.replace("To be written: why", "Why") for _, case in pasteable(loaded, score)]
    file.write_text(file.read_text().rstrip("\n") + "\n\n" + "\n".join(cases))
    assert mistakes_of(load_alone(loaded.folder)).survivors == ()


def test_a_suggested_case_takes_no_name_that_there_is(loaded):
    score = mistakes_of(loaded)
    ((_, case), *_rest) = pasteable(loaded, score)
    name = pasted(case).name
    taken = replace(loaded, cases=(*loaded.cases, replace(loaded.cases[0], name=name.upper())))
    ((_, other), *_rest) = pasteable(taken, score)
    assert pasted(other).name == f"{name}, 2"


def test_past_submitted_no_mistake_may_go_unnoticed(loaded):
    score = mistakes_of(loaded)
    assert unnoticed_problems(loaded, score) == []
    entered = replace(loaded.protocol.review.events[-1], state="under-review")
    review = replace(loaded.protocol.review, state="under-review", events=(entered,))
    problems = unnoticed_problems(replace(loaded, protocol=replace(loaded.protocol, review=review)), score)
    assert len(problems) == len(score.survivors)
    assert "a mistake here would go unnoticed" in problems[0].message
    assert problems[0].line == score.survivors[0].line


def test_with_a_case_for_each_nothing_is_left(workshop):
    file = with_dose(workshop)
    notice_all(file)
    score = mistakes_of(load_alone(file.parent))
    assert score.survivors == ()
    assert all(tally_text(tally) for tally in score.tallies)
