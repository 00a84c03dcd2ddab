"""The `wardbook` command: its start, and its stop by a signal. All else is loaded only when a signal can stop it.

Exit statuses: 0 all is well; 1 the content has problems, the site could not be built, or a folder differs from its
sums; 2 a case was refused, or the command was used wrongly; 128 and the number of the signal when one stopped it, which
is 130 for Ctrl-C.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Names of the signals that stop the command; Windows lacks the last."""

GRACE_SECONDS = 2.0
"""Seconds in which the command can tidy up after a signal. Then it ends wherever it is: in the solver, which no signal
reaches, or in a library that took the interruption for an error of its own and went on."""

_stopped_by: list[int] = []


class Stopped(SystemExit):
    """The end by a signal. It is no error: nothing that handles errors may take it for one."""


def main() -> None:
    """Run the command; the entry point of the package."""
    stop_on_signals()
    try:
        from build_scripts.command.listed import app

        app()
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has seen enough
        raise SystemExit(1) from None
    except Exception:
        if _stopped_by:  # what a signal interrupted may fail in its own way
            raise Stopped(128 + _stopped_by[0]) from None
        raise


def stop_on_signals() -> None:
    """Let signals end this process with their own status and without a traceback. A signal that is ignored stays so."""
    numbers = [number for name in SIGNALS if (number := getattr(signal, name, None)) is not None]
    for number in numbers:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    atexit.register(_finish, numbers)
    if os.name == "posix":  # elsewhere the interpreter wants a socket for this
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        threading.Thread(target=_end_in_any_case, args=(woken, numbers), daemon=True).start()


def _stop(number: int, frame: FrameType | None) -> None:
    """End at the next step of the interpreter; a second signal ends at once."""
    if _stopped_by:
        os._exit(128 + number)
    _stopped_by.append(number)
    sys.unraisablehook = lambda unraisable: None  # objects that were made by half may fail to go
    threading.excepthook = lambda failed: None
    raise Stopped(128 + number)


def _finish(numbers: list[int]) -> None:
    """Let nothing but the end happen at the end: the interpreter takes our handlers away before it has left."""
    for number in numbers:
        signal.signal(number, signal.SIG_IGN)


def _end_in_any_case(woken: int, numbers: list[int]) -> None:
    """Wait for a signal, which arrives here even while the main thread is in a long call of a library in C."""
    while True:
        for number in os.read(woken, 64):
            if number in numbers:
                threading.Event().wait(GRACE_SECONDS)
                os._exit(128 + number)


if __name__ == "__main__":
    main()
