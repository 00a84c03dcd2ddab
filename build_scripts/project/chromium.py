"""A Chromium for cards and browser tests: found on this machine, or installed.

Run as `python -m build_scripts.project.chromium`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from build_scripts.project.problems import UserError
from build_scripts.project.programs import install_packages

VARIABLE = "WARDBOOK_CHROMIUM"
"""Environment variable that names the executable to use, before any other is looked for."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Names of executables, looked for on the PATH in this order."""

APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
"""Places where macOS keeps programs that are not on the PATH."""

_ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
"""Flags with which we start a Chromium, so that it works in a container and asks for nothing from outside."""


class BrowserError(UserError):
    """A missing Chromium that cannot be installed; the message says in words what was tried."""


def find_chromium(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return a Chromium that starts on this machine, or nothing.

    Args:
        environment: Where `WARDBOOK_CHROMIUM` and `PATH` are read.

    Raises:
        BrowserError: when `WARDBOOK_CHROMIUM` names something that does not start.
    """
    named = environment.get(VARIABLE)
    if named:
        if not _starts(Path(named)):
            raise BrowserError(f"{VARIABLE} is {named}, which does not start as a browser")
        return Path(named)
    return next((path for path in _candidates(environment) if _starts(path)), None)


def install_chromium(tell: Callable[[str], None]) -> Path:
    """Install a Chromium by Playwright, else by the system's package manager.

    Args:
        tell: A function that is called with one line on each step.

    Raises:
        BrowserError: when neither succeeds.
    """
    tried = []
    for describe, install in ((_PLAYWRIGHT, _install_by_playwright), (_SYSTEM, _install_by_apt)):
        tell(f"Installing Chromium: {describe}")
        failure = install()
        found = None if failure else find_chromium()
        if found:
            return found
        tried.append(f"  {describe}: {failure or 'installed, but what was installed does not start'}")
        tell(tried[-1].strip())
    raise BrowserError(
        "the browser tests need a Chromium, and none could be found or installed.\n"
        f"Looked for: {', '.join(NAMES)} on the PATH, and Playwright's own. Tried to install:\n"
        + "\n".join(tried)
        + f"\nInstall Chromium or Chrome by hand, or set {VARIABLE} to the path of one."
    )


def main() -> int:
    """Find or install a Chromium and print which; exit status 1 when there is none to be had."""
    try:
        found = find_chromium()
        if found is None:
            print("No Chromium on this machine yet", flush=True)
            found = install_chromium(lambda line: print(line, flush=True))
    except BrowserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"Browser for the tests: {found}", flush=True)
    return 0


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            yield Path(found)
    yield from APPLICATIONS
    # Playwright is asked last, because it takes about a second to answer.
    answer = subprocess.run(
        [sys.executable, "-c", _ASK_PLAYWRIGHT], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    if answer.returncode == 0 and answer.stdout.strip():
        yield Path(answer.stdout.strip())


def _starts(path: Path) -> bool:
    """Whether the program answers with its version; a stub, or a program that lacks a system library, does not."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


_PLAYWRIGHT = "Playwright's own build"
_SYSTEM = "the system's package manager"


def _install_by_playwright() -> str | None:
    """Return the reason of a failure, or None.

    Playwright's progress is passed on. Of a failure, which it describes at length and once for each attempt, only the
    reason is returned.
    """
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    printed: list[str] = []
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            if line.startswith(("Downloading", "|")) and line not in printed:
                print(f"  {line.rstrip()}", flush=True)
            printed.append(line)
    if process.returncode == 0:
        return None
    reasons = [line.removeprefix("Error: ").strip() for line in printed if line.startswith("Error: ")]
    return reasons[0] if reasons else f"exit status {process.returncode}"


def _install_by_apt() -> str | None:
    """Return the reason of a failure, or None."""
    return install_packages(["chromium"], lambda line: print(line, flush=True))


if __name__ == "__main__":
    sys.exit(main())
