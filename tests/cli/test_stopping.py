"""The end of a command: by a signal in whatever it is doing, or by a reader who has seen enough."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.real_protocols import FIRST
from tests.support.site.whole_sites import ended, environment, wait_until_started

WARDBOOK = [sys.executable, "-m", "build_scripts.command.main"]

pytestmark = pytest.mark.xdist_group("whole-sites")


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def answers(address):
    with urllib.request.urlopen(f"http://{address}/", timeout=5) as response:
        return response.read().decode()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_serving_leaves_nothing_behind(ground, tmp_path, name):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = tmp_path / "log"
    command = [*WARDBOOK, "serve", "--address", address]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ground.project.root, env=environment(), stdout=output, stderr=output)
    try:
        until = time.monotonic() + 120
        while "Serving at" not in log.read_text() and server.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(0.3)
        assert "Wardbook" in answers(address), log.read_text()
        assert children_of(server.pid) == []
        number = getattr(signal, name)
        server.send_signal(number)
        assert server.wait(10) == (-number if name == "SIGKILL" else 128 + number)
    finally:
        server.kill()
        server.wait()
    assert "Traceback" not in log.read_text()
    with pytest.raises(OSError, match="refused"):
        answers(address)


# The end of any command


def test_a_reader_that_has_seen_enough_ends_the_command_quietly(project):
    command = f"{sys.executable} -m build_scripts.command.main prove | head -1"
    result = subprocess.run(["bash", "-c", command], cwd=project.root, capture_output=True, text=True, check=False)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def stopped_by_control_c(process, since, last_words=None):
    """Press Ctrl-C and assert that the command ends soon, with status 130 and no traceback. Return what it said.

    Where the command had said its last words before it was hit, there was nothing left to stop: then return None.
    """
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    result = ended(process, since)
    if last_words is not None and last_words in result.said and result.status == 0:
        return None
    assert result.status == 130, result.said
    assert "Traceback" not in result.said
    assert time.monotonic() - asked < 6
    return result.said


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.9])
def test_control_c_ends_proofs_at_once(project, share):
    whole = None
    for _ in range(8):  # until it is hit: how long the proofs take is known only afterwards
        since = time.monotonic()
        process = subprocess.Popen(
            [*WARDBOOK, "prove", FIRST], cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        wait_until_started(process)
        begun = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60 if whole is None else share * whole)
        if process.poll() is None:
            said = stopped_by_control_c(process, since, last_words="properties in")
            if said is not None:
                assert said == ""
                return
        else:
            ended(process, since)
        whole = min(whole or 60, time.monotonic() - begun)
    pytest.fail("the proofs were never hit")


@pytest.mark.parametrize("wait", [0, 0.02, 0.05, 0.1])
def test_a_signal_after_the_last_word_changes_nothing(ground, wait):
    """The work is done, and the interpreter takes its time to leave, without our handlers."""
    process = subprocess.Popen(
        [*WARDBOOK, "prove"], cwd=ground.project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    since = time.monotonic()
    assert process.stdout is not None
    assert any(b"properties in" in line for line in iter(process.stdout.readline, b""))
    time.sleep(wait)
    process.send_signal(signal.SIGTERM)
    result = ended(process, since)
    assert (result.status, result.said) in ((0, ""), (128 + signal.SIGTERM, ""))


BUSY = """
import sys, z3
from build_scripts.command.main import main

def busy(self, *wanted):
    print("the solver is busy", flush=True)
    cubes = [number**3 for number in z3.Ints("x y z")]
    hard = z3.Solver()  # the numbers are known since 2019, and have 17 digits: nobody waits for so long
    hard.add(sum(cubes) == 42)
    return whole(hard)

whole = z3.Solver.check
z3.Solver.check = z3.Optimize.check = busy
sys.argv = ["wardbook", *sys.argv[1:]]
main()
"""
"""A command in which the solver is in one long call, which no signal interrupts."""


@pytest.fixture
def earlier(ground, tmp_path):
    """A copy of the content from before one plausible range was raised: there is something to compare."""
    shutil.copytree(ground.project.docs, tmp_path / "docs")
    file = tmp_path / "docs" / "protocols" / "example" / "protocol.yml"
    text = file.read_text()
    assert "plausible:" in text
    before, after = text.split("plausible: [", 1)
    low, rest = after.split(",", 1)
    file.write_text(f"{before}plausible: [{float(low) + 1:g},{rest}")
    return tmp_path


@pytest.mark.parametrize("command", [["prove"], ["build"], ["diff"], ["coverage"]], ids=lambda each: each[0])
def test_control_c_ends_a_busy_solver(ground, earlier, command):
    for kept in ground.project.cache.glob("quality-*"):
        kept.unlink()
    file = ground.project.docs / "protocols" / "example" / "cases.yml"
    cases = file.read_text()
    if command == ["coverage"]:
        file.write_text("cases: []\n")
    since = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", BUSY, *command, *([str(earlier)] if command == ["diff"] else [])],
        cwd=ground.project.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, b"")
        assert any(b"the solver is busy" in line for line in lines)
        time.sleep(0.5)
        assert process.poll() is None
        assert stopped_by_control_c(process, since) == ""
    finally:
        process.kill()
        file.write_text(cases)
    assert ground.faults() == []
