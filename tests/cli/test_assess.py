"""`wardbook assess` as its users meet it: in a pipe, line by line and on a terminal."""

from __future__ import annotations

import datetime
import io
import json
import os
import pty
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from build_scripts.command.assessment_table import print_assessment
from build_scripts.exports.compiled import load_checkers
from build_scripts.project.store import Store
from checker import assess_json, parse_case
from tests.support.command import wardbook

FEVER = {"protocol": "differentiation-syndrome", "findings": {"atra": "given", "unexplained-fever": True}}


@pytest.fixture(scope="module")
def checkers(project):
    return load_checkers(project.docs, Store(project.build / "compiled"))


def test_assess_in_a_pipe_gives_the_bytes_of_the_python_interface(project, tmp_path, checkers):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(FEVER))
    expected = assess_json(checkers, json.dumps(FEVER))[0].encode() + b"\n"
    assert wardbook("assess", str(file), cwd=project.root).stdout == expected
    assert wardbook("assess", "-", cwd=project.root, given=file.read_bytes()).stdout == expected
    assert (
        wardbook("assess", "--json", "-", cwd=project.root, given=b"\xef\xbb\xbf" + file.read_bytes()).stdout
        == expected
    )


REFUSED = [
    (b"", "not valid JSON"),
    (b"{", "not valid JSON"),
    (b"\xff\xfe", "not UTF-8"),
    (b"[]", "expected an object"),
    (b'{"protocol": "x", "findings": {}}', "unknown protocol 'x'"),
    (b'{"protocol": "differentiation-syndrome", "findings": {"magnesium": 1.8}}', "expected a value with its unit"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_a_refused_case_is_answered_by_its_errors_and_status_2(project, given, message):
    result = wardbook("assess", "-", cwd=project.root, given=given)
    assert result.returncode == 2
    assert result.stderr == b""
    (error,) = json.loads(result.stdout)["errors"]
    assert message in error["message"]


def test_json_lines_answer_each_line_in_order(project, checkers):
    good = json.dumps(FEVER).encode()
    lines = [good, b"", b"no json", b"\xff", good.replace(b"true", b'"yes"'), good]
    result = wardbook("assess", "--jsonl", "-", cwd=project.root, given=b"\n".join(lines))
    answers = result.stdout.splitlines()
    assert result.returncode == 2
    assert [b"errors" in answer for answer in answers] == [False, True, True, True, True, False]
    assert answers[0] == answers[-1] == assess_json(checkers, good.decode())[0].encode()
    assert wardbook("assess", "--jsonl", "-", cwd=project.root, given=good + b"\n").returncode == 0


def test_a_case_has_at_most_a_mebibyte(project, checkers):
    good = json.dumps(FEVER).encode()
    for given, options in ((good.ljust((1 << 20) + 1), ["-"]), (good.ljust((1 << 20) + 1) + b"\n", ["--jsonl", "-"])):
        refused = wardbook("assess", *options, cwd=project.root, given=given)
        assert refused.returncode == 2
        (error,) = json.loads(refused.stdout)["errors"]
        assert error["message"] == "longer than 1,048,576 bytes (1 MiB), the most that a case may have"
    for end in (b"", b"\n", b"\r\n"):
        taken = wardbook("assess", "--jsonl", "-", cwd=project.root, given=good.ljust(1 << 20) + end)
        assert taken.stdout == assess_json(checkers, good.decode())[0].encode() + b"\n"


@contextmanager
def answering(project):
    """The command, answering line by line, with the ends of its two pipes."""
    command = [sys.executable, "-m", "build_scripts.command.main", "assess", "--jsonl", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=project.root, stdin=pipe, stdout=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process, process.stdin, process.stdout


def test_a_line_without_end_takes_no_memory(project, checkers):
    good = json.dumps(FEVER).encode() + b"\n"
    with answering(project) as (process, stdin, stdout):

        def most():
            status = Path(f"/proc/{process.pid}/status").read_text()
            return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

        stdin.write(good)
        stdin.flush()
        first = stdout.readline()
        before = most()
        for _ in range(100):
            stdin.write(b"x" * (1 << 20))
        stdin.write(b"\n" + good)
        stdin.flush()
        assert b"the most that a case may have" in stdout.readline()
        assert stdout.readline() == first
        assert most() - before < 8 * 1024  # KiB, where the line has 102,400
        stdin.close()
        assert process.wait(30) == 2


def test_json_lines_answer_as_they_come(project):
    """Another program can ask, read the answer, and ask again."""
    with answering(project) as (process, stdin, stdout):
        for _ in range(2):
            stdin.write(json.dumps(FEVER).encode() + b"\n")
            stdin.flush()
            assert b'"suspected":"true"' in stdout.readline()
        stdin.close()
        assert process.wait(30) == 0


def test_explain_adds_the_tree(project):
    result = wardbook("assess", "--explain", "-", cwd=project.root, given=json.dumps(FEVER).encode())
    answer = json.loads(result.stdout)
    tree = answer["explanation"]["recommendations"]["give-dexamethasone"]
    assert tree["truth"] == "true"
    assert tree["criterion"] == "suspected"
    assert {part["truth"] for part in answer["explanation"]["criteria"]["suspected"]["parts"]} == {"true"}


def _on_a_terminal(arguments, cwd):
    """Run the command with a terminal as its output, and return what it showed."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "build_scripts.command.main", *arguments],
        cwd=cwd,
        stdout=follower,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(60)
    os.close(leader)
    return shown.decode(), process.returncode


def test_on_a_terminal_the_answer_is_a_table(project, tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(FEVER))
    shown, status = _on_a_terminal(["assess", str(file)], project.root)
    assert status == 0
    assert "under review, not approved" in shown
    assert shown.index("indicated") < shown.index("undetermined") < shown.index("not called")
    assert "not-indicated" not in shown
    assert "dexamethasone" in shown
    explained, _ = _on_a_terminal(["assess", "--explain", str(file)], project.root)
    assert len(explained) > len(shown)
    file.write_text("{}")
    refused, status = _on_a_terminal(["assess", str(file)], project.root)
    assert status == 2
    assert "Nothing was evaluated" in refused


def test_on_a_terminal_an_overdue_review_is_said_before_the_answer(checkers):
    case = parse_case(json.dumps(FEVER))
    checker = checkers[case.protocol]
    due = checker.protocol.review.due

    def shown(today):
        out = io.StringIO()
        print_assessment(Console(file=out, width=200), checker, checker.assess(case), today)
        return out.getvalue()

    late = shown(due + datetime.timedelta(days=1))
    assert f"Review overdue. This content should have been compared with its sources by {due}." in late
    assert late.index("Review overdue") < late.index("Recommendation")
    assert "overdue" not in shown(due)
