"""A share of one processor core for a browser, kept by the kernel: fair to every thread of it.

A browser's own throttling slows its main thread alone, which flatters what runs in a worker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PERIOD = 10_000
"""Microseconds in which a group gets its share."""
FIRST, SECOND = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
"""Where Linux keeps control groups of version 1 and 2."""


@contextmanager
def limited(share: float | None, program: str) -> Iterator[None]:
    """Let all processes of a program that this one started share a part of a core.

    Args:
        share: Of one core, above 0; None for no limit.
        program: The name of the executable, such as `chromium`, or its beginning.

    Raises:
        OSError: when control groups may not be written, which needs root on Linux.
        RuntimeError: when no such program runs.
    """
    if share is None:
        yield
        return
    below = FIRST if FIRST.is_dir() else SECOND
    group = below / f"wardbook-{os.getpid()}"
    group.mkdir(exist_ok=True)
    quota = max(1000, int(share * PERIOD))
    if below == FIRST:
        (group / "cpu.cfs_period_us").write_text(f"{PERIOD}")
        (group / "cpu.cfs_quota_us").write_text(f"{quota}")
    else:
        (group / "cpu.max").write_text(f"{quota} {PERIOD}")
    found = [number for number in _below(os.getpid()) if _name(number).startswith(program)]
    if not found:
        raise RuntimeError(f"no program of the name {program} runs")
    for number in found:
        _move(number, group)
    try:
        yield
    finally:
        for number in (group / "cgroup.procs").read_text().split():
            _move(int(number), below)
        group.rmdir()


def _below(process: int) -> Iterator[int]:
    """Yield the numbers of all processes that a process, or one of its, has started."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for number in task.read_text().split():
            yield int(number)
            yield from _below(int(number))


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/exe").readlink().name
    except OSError:  # it has ended
        return ""


def _move(process: int, group: Path) -> None:
    with suppress(ProcessLookupError):  # it may have ended
        (group / "cgroup.procs").write_text(f"{process}")
