"""Left and come back to in Firefox and in Chromium, with no page kept in the history: Back, reload, later, a crash."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AGAIN = Path(__file__).parent / "again.mjs"
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
    done = subprocess.run(
        ["node", AGAIN, json.dumps(told)],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert "failure" not in seen, seen

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
