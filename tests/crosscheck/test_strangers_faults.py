"""Clinical faults by strangers, who had seen the YAML and the pages and nothing of the code; reported by themselves.

What no check holds is marked in the table, with the reason: words of which the data say nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support.protocols.faults import read_faults, refused_by
from tests.support.protocols.faulty import Sound

STRANGERS = read_faults(Path(__file__).resolve().parents[1] / "fixtures" / "strangers_faults.yml")
HELD = [fault for fault in STRANGERS if "by" in fault]
LEFT = [fault for fault in STRANGERS if "by" not in fault]


@pytest.fixture(scope="module")
def sound():
    return Sound()


@pytest.mark.parametrize("fault", HELD, ids=lambda fault: fault["name"])
def test_what_a_check_holds_is_refused_by_it(sound, tmp_path, fault):
    assert refused_by(sound, fault, tmp_path) == fault["by"]


@pytest.mark.soak
@pytest.mark.parametrize("fault", LEFT, ids=lambda fault: fault["name"])
def test_what_no_check_holds_is_told_with_its_reason(sound, tmp_path, fault):
    assert fault["unnoticed"]
    assert refused_by(sound, fault, tmp_path) == "nothing"


def test_none_of_the_faults_is_left_out():
    assert Counter(fault["who"] for fault in STRANGERS) == {"pharmacist": 70, "haematologist": 60}
    assert len({(fault["who"], fault["name"]) for fault in STRANGERS}) == 130
