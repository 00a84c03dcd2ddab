"""The same laws on far more cases: `make soak`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patients import CASES
from tests.property import test_contract as laws

pytestmark = pytest.mark.soak

LONG = settings(deadline=None, max_examples=4_000, derandomize=False)


@pytest.mark.parametrize(
    "law",
    [
        laws.test_reasons_are_known_findings,
        laws.test_a_null_is_the_same_as_leaving_out,
        laws.test_json_and_python_give_the_same_answer,
    ],
    ids=lambda law: law.__name__,
)
def test_laws_on_single_cases(law):
    LONG(given(CASES)(law.hypothesis.inner_test))()


@pytest.mark.parametrize(
    "law",
    [laws.test_knowing_more_never_turns_an_answer_round, laws.test_supplying_what_is_missing_settles_it],
    ids=lambda law: law.__name__,
)
def test_laws_on_cases_that_grow(law):
    LONG(given(CASES, st.data())(law.hypothesis.inner_test))()
