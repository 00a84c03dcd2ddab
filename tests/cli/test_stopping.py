"""The end of a command: by a signal in whatever it is doing, by a reader who has seen enough, and of what it started."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.support.site.whole_sites import ended, environment, wait_until_started

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
    command = [sys.executable, "-m", "build_scripts.command.main", "serve", "--address", address]
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


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7])
def test_control_c_ends_proofs_at_once_even_in_the_solver(project, share):
    since = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "build_scripts.command.main", "prove"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    wait_until_started(process)
    time.sleep(share * 4)
    asked = time.monotonic()
    process.send_signal(signal.SIGINT)
    result = ended(process, since)
    assert (result.status, result.said) == (130, "")
    assert time.monotonic() - asked < 6
