"""Never half a site: whatever happens to a build, the site that was there stays whole until the new one is."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from build_scripts.content.skeleton import write_skeleton
from build_scripts.project.lock import one_at_a_time
from build_scripts.project.paths import Project
from tests.support.site.whole_sites import (
    Ground,
    build,
    digest_of,
    ended,
    environment,
    faults_of,
    start,
    wait_until_started,
)

pytestmark = pytest.mark.xdist_group("whole-sites")

MISTAKES = {
    "a link to nowhere": ("docs/index.md", "\n[x](nowhere.md)\n"),
    "a handler of an event": ("docs/index.md", "\n<p onclick='x()'>x</p>\n"),
    "a page from another host": ("docs/index.md", "\n<iframe src='https://example.org'></iframe>\n"),
    "a key that is none": ("docs/protocols/example/protocol.yml", "\nnonsense: 1\n"),
    "no UTF-8": ("docs/protocols/example/protocol.yml", "\udcff\n"),
}


@pytest.fixture(scope="module")
def ground(tmp_path_factory, repository) -> Ground:
    root = tmp_path_factory.mktemp("ground")
    shutil.copy(repository / "mkdocs.yml", root)
    for name in ("site_templates", "node_modules"):
        (root / name).symlink_to(repository / name, target_is_directory=True)
    project = Project(root)
    project.docs.mkdir()
    write_skeleton(project, "example")
    project.build.mkdir()
    for kept in ("runtime", "disk"):  # they know nothing of protocols, and take long to make
        (project.build / kept).symlink_to(repository / "build" / kept, target_is_directory=True)
    made = Ground(project, {}, 0)
    for text in ("The first.", "The second."):
        made.write(text)
        result = build(project)
        assert result.status == 0, result.said
        made.sites[text] = digest_of(project.site)
        assert faults_of(project.site) == []
        seconds = result.seconds
    assert len(set(made.sites.values())) == 2
    return Ground(project, made.sites, seconds)


def left_over(project):
    """What a build left behind beside the site, and in the folder of the build."""
    places = [*project.root.glob(".site*"), *project.build.glob("runtime/making-*"), *project.cache.glob(".*")]
    return [path.name for path in places]


def killed(ground, chance, wanted):
    """Kill builds at random moments until that many were hit. Return how many were tried, and the faults after each."""
    faults: list[str] = []
    hits = tries = 0
    while hits < wanted:
        result = ground.stopped(signal.SIGKILL, chance.uniform(0, 1.05))
        hits += result.status == -signal.SIGKILL
        tries += 1
        faults += ground.faults()
    return tries, faults


def builds_again(ground):
    text = ground.other()
    result = build(ground.project)
    assert result.status == 0, result.said
    assert digest_of(ground.project.site) == ground.sites[text]
    assert left_over(ground.project) == []


def test_a_killed_build_leaves_a_whole_site(ground):
    _, faults = killed(ground, random.Random(8), 8)  # noqa: S311 - nothing secret
    assert faults == []
    builds_again(ground)


@pytest.mark.soak
def test_a_hundred_killed_builds_leave_a_whole_site(ground):
    tries, faults = killed(ground, random.Random(), 100)  # noqa: S311 - nothing secret
    print(f"100 of {tries} builds were killed before their end; faults: {len(faults)}")
    assert faults == []
    builds_again(ground)


def fails(ground, mistake):
    """Build with a mistake in a file, mend the file, and return what was said."""
    name, added = MISTAKES[mistake]
    ground.other()
    file = ground.project.root / name
    good = file.read_bytes()
    file.write_bytes(good + added.encode(errors="surrogateescape"))
    try:
        result = build(ground.project)
    finally:
        file.write_bytes(good)
    assert result.status == 1, result.said
    assert "Traceback" not in result.said
    return result.said


@pytest.mark.parametrize("mistake", list(MISTAKES)[:4])
def test_a_failing_build_leaves_the_site_alone(ground, mistake):
    before = {path: path.stat().st_mtime_ns for path in ground.project.site.rglob("*")}
    fails(ground, mistake)
    assert {path: path.stat().st_mtime_ns for path in ground.project.site.rglob("*")} == before
    assert left_over(ground.project) == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_build_with_its_own_status(ground, name):
    number = getattr(signal, name)
    result = ground.stopped(number, random.Random(name).uniform(0, 0.5))  # noqa: S311 - nothing secret
    assert result.status == 128 + number, result.said
    assert "Traceback" not in result.said
    assert "rror" not in result.said
    assert ground.faults() == []
    assert left_over(ground.project) == []


@pytest.mark.soak
def test_thirty_failing_or_interrupted_builds_leave_a_whole_site(ground):
    chance = random.Random()  # noqa: S311 - nothing secret
    for turn in range(10):
        fails(ground, list(MISTAKES)[turn % len(MISTAKES)])
        assert ground.faults() == []
    hits = tries = 0
    while hits < 20:
        number = chance.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
        result = ground.stopped(number, chance.uniform(0, 1.05))
        assert result.status in (0, 128 + number), result.said
        assert "Traceback" not in result.said
        assert ground.faults() == []
        hits, tries = hits + (result.status != 0), tries + 1
    print(f"10 builds failed, 20 of {tries} were interrupted before their end")
    builds_again(ground)


def test_a_reader_never_meets_anything_but_a_whole_site(ground):
    ground.other()
    process, since = start(ground.project), time.monotonic()
    seen = set()
    while process.poll() is None:
        texts = [(ground.project.site / name).read_bytes() for name in ("index.html", "service-worker.js")]
        seen.add(b"Content-Security-Policy" in texts[0] and b"self.WARDBOOK=" in texts[1])
    assert ended(process, since).status == 0
    assert seen == {True}


def test_two_builds_at_once_wait_for_each_other(ground):
    text = ground.other()
    with one_at_a_time(ground.project.build, lambda line: None):
        since = time.monotonic()
        both = [start(ground.project), start(ground.project)]
        for process in both:
            assert process.stdout is not None
            assert (
                b"Another process is at work in build/; this one goes on when it has finished"
                in process.stdout.readline()
            )
    results = [ended(process, since) for process in both]
    assert [result.status for result in results] == [0, 0], results
    assert all("Traceback" not in result.said for result in results)
    assert sum("site/ is up to date" in result.said for result in results) == 1
    assert digest_of(ground.project.site) == ground.sites[text]


def test_nothing_changed_writes_nothing(ground):
    build(ground.project)
    places = [ground.project.site, *ground.project.site.rglob("*"), *ground.project.staged.rglob("*")]
    before = {path: path.stat().st_mtime_ns for path in places}
    assert "site/ is up to date" in build(ground.project).said
    assert {path: path.stat().st_mtime_ns for path in places} == before


def test_what_an_owner_keeps_in_the_site_under_a_dot_stays(ground):
    kept = ground.project.site / ".well-known"
    kept.mkdir()
    (kept / "security.txt").write_text("ours")
    ground.other()
    assert build(ground.project).status == 0
    assert (kept / "security.txt").read_text() == "ours"
    shutil.rmtree(kept)


# A disk that is full, and places that cannot be written


def too_small():
    """Forbid the process files of more than 200 kB: what a full disk does, on every machine."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_a_file_that_cannot_be_written_is_said_in_one_line(ground):
    ground.other()
    result = build(ground.project, "--force", before=too_small)
    assert result.status == 1
    assert result.said.splitlines()[-1].startswith("wardbook: site/ could not be written, ")
    assert "File too large; the site is as it was" in result.said
    assert "Traceback" not in result.said
    assert ground.faults() == []
    assert left_over(ground.project) == []


@pytest.fixture
def small_disk(ground, tmp_path):
    """A copy of the project on a disk of its own, and how to set that disk's free space in kilobytes."""
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "none", tmp_path], check=False)
    if made.returncode:
        pytest.skip("this machine lets nobody mount a disk; the test before this one shows the same by a limit")
    shutil.copytree(ground.project.root, tmp_path, symlinks=True, dirs_exist_ok=True)

    def leave(free):
        disk = os.statvfs(tmp_path)
        used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize // 1024
        subprocess.run(["mount", "-o", f"remount,size={used + free}k", tmp_path], check=True)

    yield Ground(Project(tmp_path), ground.sites, ground.seconds), leave
    subprocess.run(["umount", tmp_path], check=True)


def test_a_full_disk_leaves_the_site_whole_and_is_said_in_one_line(small_disk):
    ground, leave = small_disk
    for free in (8, 12_000):  # kilobytes: too few for the staged pages, and for the site
        ground.other()
        leave(free)
        result = build(ground.project)
        assert result.status == 1, (free, result.said)
        assert "No space left on device; the site is as it was" in result.said.splitlines()[-1], result.said
        assert "Traceback" not in result.said
        assert ground.faults() == []
        leave(100_000)
    builds_again(ground)


def test_a_folder_that_may_not_be_changed_is_said_in_one_line(ground, tmp_path):
    root = tmp_path / "fixed"
    shutil.copytree(ground.project.root, root, symlinks=True)
    shutil.rmtree(root / "build")
    (root / "build").write_text("a file where the folder belongs")
    result = build(Project(root))
    assert (result.status, "Traceback" in result.said) == (1, False)
    assert result.said.splitlines()[-1].startswith(f"wardbook: {root}/build: ")


# Kept results, and times


def test_damaged_kept_results_are_made_again_with_a_line_each(ground):
    build(ground.project)
    kept = sorted(path for path in ground.project.cache.rglob("*") if path.is_file())
    damages = (lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"\0garbled\n" + data)
    for place, path in enumerate(kept):
        path.write_bytes(damages[place % 3](path.read_bytes()))
    result = build(ground.project)
    assert result.status == 0, result.said
    assert "Traceback" not in result.said
    told = [line for line in result.said.splitlines() if line.endswith("is damaged; it is made again.")]
    kinds = {line.split("-")[0] for line in told}
    assert {"quality", "policy", "content", "site", "template", "scripts"} <= kinds
    assert len(told) == len(set(told))
    assert ground.faults() == []
    assert "damaged" not in build(ground.project).said


@pytest.mark.parametrize("wrong", ["abc", "-1", "99999999999999"])
def test_a_time_that_is_none_is_said_in_one_line(ground, wrong):
    result = build(ground.project, SOURCE_DATE_EPOCH=wrong)
    assert (result.status, "Traceback" in result.said) == (1, False)
    assert result.said.splitlines()[-1].startswith("wardbook: SOURCE_DATE_EPOCH ")


# Serving


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
