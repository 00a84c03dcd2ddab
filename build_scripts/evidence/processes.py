"""Work on several protocols side by side, each in a process of its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process

from build_scripts.project.problems import BuildError


class EndedProcess(BuildError):
    """A process that worked something out and was ended from outside, as a system does that is short of memory."""


def side_by_side[Given, Found](
    work: Callable[[Given], Found],
    given: Sequence[Given],
    following: Callable[[Given, Found], Sequence[Given]] = lambda given, found: (),
) -> Iterator[tuple[Given, Found]]:
    """Yield each thing with what a function makes of it, as soon as it is made; one alone is made in this process.

    Args:
        work: A function of a module that needs nothing else of this process.
        given: What it is called with, begun in this order.
        following: What else it is called with once one thing is made.

    Raises:
        EndedProcess: when a process was ended from outside.
    """
    if len(given) < 2:
        for each in given:
            found = work(each)
            yield each, found
            yield from side_by_side(work, following(each, found), following)
        return
    processes = os.cpu_count() or 1
    # Each begins anew: a copy of this process would have threads of the solver that nobody runs.
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_end_with_parent) as pool:
        try:
            asked = {pool.submit(work, each): each for each in given}
            while asked:
                for done in wait(asked, return_when=FIRST_COMPLETED).done:
                    each, found = asked.pop(done), done.result()
                    asked |= {pool.submit(work, other): other for other in following(each, found)}
                    yield each, found
        except BaseException as error:
            for child in active_children():
                child.terminate()
            if isinstance(error, BrokenProcessPool):
                raise EndedProcess(
                    "a process that worked on a protocol was ended from outside; perhaps the memory was not enough"
                ) from None
            raise


def _end_with_parent() -> None:
    """Leave Ctrl-C to the process that began this one, and end whenever it ends, however that was."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None  # only processes that were begun by another one come here

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
