"""Places that cannot be written, and kept results that were damaged: the site stays whole, and one line says why."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess

import pytest

from build_scripts.project.paths import Project
from tests.support.site.whole_sites import Ground, build, builds_again, left_over

pytestmark = pytest.mark.xdist_group("whole-sites")


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
