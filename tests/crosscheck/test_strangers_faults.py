"""Clinical faults by strangers, who had seen the YAML and the pages and nothing of the code; reported by themselves.

What no check holds is marked in the table, with the reason: words of which the data say nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.protocols.faults import faulty_copy, read_faults, refusal

TESTS = Path(__file__).resolve().parents[1]
FOLDER = TESTS.parent / "docs" / "protocols" / "differentiation-syndrome"
STRANGERS = read_faults(TESTS / "fixtures" / "strangers_faults.yml")
HELD = [fault for fault in STRANGERS if "by" in fault]
LEFT = [fault for fault in STRANGERS if "by" not in fault]


@pytest.mark.parametrize("fault", HELD, ids=lambda fault: fault["name"])
def test_what_a_check_holds_is_refused_by_it(tmp_path, fault):
    by, problems = refusal(faulty_copy(FOLDER, tmp_path, fault))
    assert (by, bool(problems)) == (fault["by"], True)


@pytest.mark.soak
@pytest.mark.parametrize("fault", LEFT, ids=lambda fault: fault["name"])
def test_what_no_check_holds_is_told_with_its_reason(tmp_path, fault):
    assert fault["unnoticed"]
    assert refusal(faulty_copy(FOLDER, tmp_path, fault)) == ("nothing", [])


def test_none_of_the_faults_is_left_out():
    assert Counter(fault["who"] for fault in STRANGERS) == {"pharmacist": 70, "haematologist": 60}
    assert len({(fault["who"], fault["name"]) for fault in STRANGERS}) == 130
