"""The command as its users meet it: run for real, in a process of its own."""

from __future__ import annotations

import datetime
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from build_scripts.command.assessment_table import print_assessment
from build_scripts.content.skeleton import write_skeleton
from build_scripts.exports.compiled import load_checkers
from build_scripts.project.store import Store
from checker import assess_json, parse_case
from tests.support.command import wardbook

FEVER = {"protocol": "differentiation-syndrome", "findings": {"atra": "given", "unexplained-fever": True}}


@pytest.fixture(scope="module")
def checkers(project):
    return load_checkers(project.docs, Store(project.build / "compiled"))


def test_check_names_what_it_checked(project):
    result = wardbook("check", cwd=project.root)
    assert result.returncode == 0, result.stderr
    assert b"differentiation-syndrome" in result.stdout
    assert b"50 statements" in result.stdout


def test_a_typo_is_reported_by_file_line_and_column(workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    file.write_text(file.read_text().replace("finding: example-sign}", "finding: exampel-sign}"))
    result = wardbook("check", cwd=workshop.root)
    assert result.returncode == 1
    first, last = result.stderr.decode().splitlines()
    assert first.startswith("docs/protocols/example/protocol.yml:")
    assert first.endswith("unknown finding 'exampel-sign' (did you mean 'example-sign'?)")
    assert last == "1 problem found; nothing was built."


def test_new_makes_a_protocol_that_passes_check(workshop):
    assert wardbook("new", "tumour-lysis", cwd=workshop.root).returncode == 0
    assert wardbook("check", cwd=workshop.root).returncode == 0


@pytest.mark.parametrize("name", ["Tumour_Lysis", "../escape", "", "a--b", "ä"])
def test_new_refuses_what_is_no_id(workshop, name):
    result = wardbook("new", "--", name, cwd=workshop.root)
    assert result.returncode == 2
    assert b"is no id for a protocol" in result.stderr
    assert not (workshop.docs / "protocols").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("con", "'con' is a device on Windows"),
        ("aux", "'aux' is a device on Windows"),
        ("nul", "'nul' is a device on Windows"),
        ("lpt1", "'lpt1' is a device on Windows"),
        ("a" * 300, "a name of 300 letters is too long for some systems, expected at most 80"),
    ],
)
def test_new_refuses_what_is_no_file_name_everywhere(workshop, name, message):
    result = wardbook("new", name, cwd=workshop.root)
    assert result.returncode == 2
    assert result.stderr.decode().startswith(f"wardbook: {message}")
    assert not (workshop.docs / "protocols").exists()


def test_new_says_why_a_folder_cannot_be_made(workshop):
    (workshop.docs / "protocols").write_text("a file where the folder belongs")
    result = wardbook("new", "example", cwd=workshop.root)
    assert result.returncode == 2
    assert b"docs/protocols/example/ cannot be written: " in result.stderr


def test_new_overwrites_nothing(workshop):
    wardbook("new", "example", cwd=workshop.root)
    result = wardbook("new", "example", cwd=workshop.root)
    assert result.returncode == 2
    assert b"exists already; nothing was changed" in result.stderr


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


def test_a_line_without_end_takes_no_memory(project, checkers):
    good = json.dumps(FEVER).encode() + b"\n"
    with subprocess.Popen(
        [sys.executable, "-m", "build_scripts.command.main", "assess", "--jsonl", "-"],
        cwd=project.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def most():
            status = Path(f"/proc/{process.pid}/status").read_text()
            return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

        process.stdin.write(good)
        process.stdin.flush()
        first = process.stdout.readline()
        before = most()
        for _ in range(100):
            process.stdin.write(b"x" * (1 << 20))
        process.stdin.write(b"\n" + good)
        process.stdin.flush()
        assert b"the most that a case may have" in process.stdout.readline()
        assert process.stdout.readline() == first
        assert most() - before < 8 * 1024  # KiB, where the line has 102,400
        process.stdin.close()
        assert process.wait(30) == 2


def test_json_lines_answer_as_they_come(project):
    """Another program can ask, read the answer, and ask again."""
    with subprocess.Popen(
        [sys.executable, "-m", "build_scripts.command.main", "assess", "--jsonl", "-"],
        cwd=project.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(2):
            process.stdin.write(json.dumps(FEVER).encode() + b"\n")
            process.stdin.flush()
            assert b'"suspected":"true"' in process.stdout.readline()
        process.stdin.close()
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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["assess", "no-such-file.json"], "cannot read no-such-file.json"),
        (["assess"], "Missing argument"),
        (["asess"], "No such command"),
        (["assess", "--jsonl", "--explain", "-"], "do not go together"),
        (["build", "--root", "no-such-folder"], "does not exist"),
    ],
)
def test_wrong_usage_says_so_with_status_2(project, arguments, message):
    result = wardbook(*arguments, cwd=project.root)
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert b"Traceback" not in result.stderr


def test_outside_of_a_project_the_command_says_what_it_looked_for(tmp_path, project):
    result = subprocess.run(
        [sys.executable, "-m", "build_scripts.command.main", "check"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(project.root)},
    )
    assert result.returncode == 2
    assert b"no Wardbook project" in result.stderr


@pytest.mark.parametrize("command", [[], ["check"], ["build"], ["serve"], ["assess"], ["new"]])
def test_help_says_what_the_exit_status_means(project, command):
    result = wardbook(*command, "--help", cwd=project.root)
    assert result.returncode == 0
    assert "Exit status" in result.stdout.decode()


def test_the_compiled_cache_follows_the_yaml(workshop):
    folder = write_skeleton(workshop, "example")
    store = Store(workshop.build / "compiled")
    first = load_checkers(workshop.docs, store)["example"].protocol
    assert load_checkers(workshop.docs, store)["example"].protocol.version == first.version
    file = folder / "protocol.yml"
    file.write_text(file.read_text().replace("0.1.0", "0.2.0"))
    assert load_checkers(workshop.docs, store)["example"].protocol.version == "0.2.0"
    assert len(list(store.folder.iterdir())) == 1


BROKEN = {
    "a unit that is none": lambda folder: _edit(folder, "unit: mg/dL  ", "unit: mgdL  "),
    "no protocol at all": lambda folder: [file.unlink() for file in folder.iterdir()],
    "a copy of another": lambda folder: _edit(folder, "id: broken", "id: example"),
}


def _edit(folder, old, new):
    file = folder / "protocol.yml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("breaks", BROKEN.values(), ids=BROKEN)
def test_a_broken_protocol_keeps_no_other_from_answering(workshop, breaks):
    write_skeleton(workshop, "example")
    case = b'{"protocol": "example", "findings": {"example-treatment": "given", "example-sign": true}}'
    alone = wardbook("assess", "-", cwd=workshop.root, given=case)
    assert (alone.returncode, alone.stderr) == (0, b"")

    breaks(write_skeleton(workshop, "broken"))
    result = wardbook("assess", "-", cwd=workshop.root, given=case)
    assert (result.returncode, result.stdout) == (0, alone.stdout)
    said = result.stderr.decode()
    assert said.startswith("docs/protocols/broken")
    assert said.endswith("wardbook: 'broken' is left out and cannot answer.\n")
    checked = wardbook("check", cwd=workshop.root)
    assert checked.returncode == 1
    assert said.splitlines()[0] in checked.stderr.decode().splitlines()


def test_where_no_protocol_is_sound_the_problems_are_the_answer(workshop):
    _edit(write_skeleton(workshop, "example"), "unit: mg/dL  ", "unit: mgdL  ")
    result = wardbook("assess", "-", cwd=workshop.root, given=b"{}")
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"'mgdL' is not a UCUM unit" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("name", [".git", "__MACOSX"])
def test_folders_of_other_programs_are_no_protocols(workshop, name):
    folder = write_skeleton(workshop, "example")
    (folder.parent / name).mkdir()
    assert wardbook("check", cwd=workshop.root).returncode == 0
    assert wardbook("coverage", cwd=workshop.root).returncode == 0
