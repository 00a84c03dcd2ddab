"""One builder at a time: the lock of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout


@contextmanager
def one_at_a_time(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a folder; the system releases it when the process ends, however it ends.

    Who holds the lock already gets it again, so that a function may ask for it whoever called it.

    Args:
        folder: The folder that only one process may work in; made where it is missing.
        tell: Called with one line when another process holds the lock, before waiting for it.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock", is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell(f"Another process is at work in {folder.name}/; this one goes on when it has finished …")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
