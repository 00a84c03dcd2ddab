"""The command as its users meet it: run for real, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.exports.compiled import load_checkers
from build_scripts.project.store import Store
from tests.support.command import wardbook
from tests.support.real_protocols import FIRST, NAMES


def test_check_names_what_it_checked(project):
    result = wardbook("check", cwd=project.root)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines if re.match(r"[a-z-]+ \d", line)] == NAMES
    (first,) = (line for line in lines if line.startswith(f"{FIRST} "))
    assert "50 statements" in first


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
