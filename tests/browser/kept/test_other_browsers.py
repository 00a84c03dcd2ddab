"""Left and come back to in Firefox and in Chromium, with no page kept in the history: Back, reload, later, a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.node_walks import walked
from tests.support.site.visits import CHECKER

pytestmark = pytest.mark.browser

AGAIN = Path(__file__).parent / "again.mjs"
RESTORED = Path(__file__).parent / "restored.mjs"
KEPT = ["given", "true"]
STEPS = {"back": KEPT, "reload": KEPT, "later": ["", ""], "anew": ["", ""]}
AFTER_A_CRASH = {"crash": ["", ""], "continued": KEPT}


@pytest.mark.parametrize("name", ["chromium", "firefox"])
def test_entries_and_answer_are_of_one_patient_at_each_step(request, address, tmp_path, name):
    told = {
        "browser": name,
        "executable": str(request.getfixturevalue(name)),
        "profile": str(tmp_path / "profile"),
        "root": address,
    }
    seen = walked(AGAIN, told, tmp_path)

    assert seen["errors"] == seen["asked"] == []
    steps = {**STEPS, **(AFTER_A_CRASH if name == "chromium" else {})}
    assert {step: state["form"] for step, state in seen["steps"].items()} == steps
    for step, state in seen["steps"].items():
        there = state["form"] == KEPT
        assert state["number"] == ("440" if there else ""), step
        assert ("Give dexamethasone now" in state["answer"]) is there, step
        assert ("Nothing is entered yet" in state["answer"]) is not there, step
        assert state["line"].endswith("are put back.") is there, step
        assert state["undo"] is there, step
        assert state["offered"] is (step in ("crash", "later")), step


def test_a_tab_that_a_killed_firefox_brings_back_has_its_entries(firefox, address, tmp_path):
    told = {"executable": str(firefox), "profile": str(tmp_path / "profile"), "address": f"{address}/{CHECKER}"}
    assert walked(RESTORED, told, tmp_path)["form"] == KEPT
