"""One builder at a time."""

from __future__ import annotations

import subprocess
import sys

from build_scripts.project.lock import one_at_a_time

HOLD = """
import sys
from pathlib import Path
from build_scripts.project.lock import one_at_a_time
with one_at_a_time(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(folder):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_the_second_says_that_it_waits_and_goes_on(tmp_path):
    with one_at_a_time(tmp_path / "build", lambda line: None):
        other = holding(tmp_path / "build")
        assert other.stdout is not None
        assert other.stdout.readline() == (
            "Another process is at work in build/; this one goes on when it has finished …\n"
        )
    assert other.stdout.readline() == "held\n"
    other.communicate("")


def test_a_killed_process_holds_nothing(tmp_path):
    other = holding(tmp_path)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    other.kill()
    other.communicate()
    told: list[str] = []
    with one_at_a_time(tmp_path, told.append):
        assert told == []


def test_who_holds_it_gets_it_again(tmp_path):
    with one_at_a_time(tmp_path, lambda line: None), one_at_a_time(tmp_path, lambda line: None):
        other = holding(tmp_path)
        assert other.stdout is not None
        assert "Another process" in other.stdout.readline()
    other.communicate("")
