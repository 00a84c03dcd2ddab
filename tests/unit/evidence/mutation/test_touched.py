"""What a mistake cannot touch is left out of a trial, and a trial may be made in shares, with the same result."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest

from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.worked_cases import case_differences
from build_scripts.evidence.mutation import try_out
from build_scripts.evidence.mutation.mutants import mutants
from build_scripts.evidence.mutation.touched import Touched
from build_scripts.evidence.noticed import joined
from checker import Checker

SAMPLED = 60
"""Mutants of each real protocol."""


def test_what_is_not_touched_is_answered_as_before(each):
    """The cases of a real protocol are answered as they expect, so that a difference is the mistake's."""
    protocol, cases = each.protocol, each.cases
    touched = Touched(protocol, cases)
    made = list(mutants(protocol))
    left_out = 0
    for mutant in islice(made, 0, None, max(1, len(made) // SAMPLED)):
        try:
            checker = Checker(mutant.protocol)
            may_change = touched.by(mutant, checker)
        except (ValueError, KeyError):
            continue  # refused before any case is asked
        untouched = [case for case in cases if not may_change(case)]
        left_out += len(untouched)
        for case in untouched[:: max(1, len(untouched) // 10)]:
            assert list(case_differences(checker, case)) == [], (mutant.path, mutant.change, case.name)
    assert left_out > len(cases)


@pytest.fixture
def small(workshop):
    """The protocol that an author starts from, with its cases."""
    write_skeleton(workshop, "example")
    return load_content(workshop.docs).protocols[0]


@pytest.mark.parametrize("count", [2, 3])
def test_shares_make_up_the_whole(small, count):
    protocol, cases = small.protocol, small.cases
    shares = [try_out(protocol, cases, share=(place, count)) for place in range(count)]
    whole, together = try_out(protocol, cases), joined(shares)
    assert together.tallies == whole.tallies
    assert sorted(map(repr, together.survivors)) == sorted(map(repr, whole.survivors))


def test_cases_of_one_name_are_kept_apart(small):
    same = [replace(case, name="same") for case in small.cases]
    assert try_out(small.protocol, same).tallies == try_out(small.protocol, small.cases).tallies
