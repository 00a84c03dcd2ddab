"""The programs that only the tests need: web servers, two more browsers, and Java, found here or installed by apt.

Run as `python -m build_scripts.project.programs`. Chromium has its own module, since readers' PDFs are printed with it
too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from build_scripts.project.problems import UserError

PACKAGES = {
    "nginx": ("nginx-light", "libnginx-mod-http-brotli-static"),
    "apache2": ("apache2-bin",),
    "caddy": ("caddy",),
    "firefox-esr": ("firefox-esr",),
    "WebKitWebDriver": ("webkit2gtk-driver",),
    "Xvfb": ("xvfb",),
    "java": ("default-jre-headless",),
}
"""Program → the packages of Debian that hold it, and those that its tests need as well."""

WELCOME = {"chromium-headless-shell": ("chromium-headless-shell",)}
"""The same of programs without which the tests pass too, only later."""

OTHER_NAMES = {"apache2": ("httpd",), "firefox-esr": ("firefox",)}
"""Program → its names on other systems."""

FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")
"""Folders that are searched beside the PATH, which for many users does not hold the servers."""


class ProgramError(UserError):
    """A missing program that cannot be installed; the message says in words what was tried."""


def find_program(name: str) -> Path | None:
    """Return the path of a program of `PACKAGES` or `WELCOME` on this machine, or nothing."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])
    found = (shutil.which(each, path=path) for each in (name, *OTHER_NAMES.get(name, ())))
    return next((Path(place) for place in found if place), None)


def install_packages(packages: Iterable[str], tell: Callable[[str], None]) -> str | None:
    """Install packages by apt, without starting any service.

    Returns:
        The reason of a failure, or None.
    """
    if not shutil.which("apt-get"):
        return "there is no apt-get here"
    root: list[str] = []
    if os.geteuid() != 0:
        root = ["sudo", "-n"]
        if not shutil.which("sudo") or subprocess.run([*root, "true"], capture_output=True, check=False).returncode:
            return "needs root, or sudo without a password"
    # `env` because sudo drops variables. Without the first variable a package may stop to ask a question; the second
    # keeps Debian's scripts from starting the servers that are installed.
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-qq"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        tell(f"  apt-get {' '.join(step)}")
        done = subprocess.run(
            [*apt, *step],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
            return f"apt-get {step[0]}: {last[0]}"
    return None


def require_programs(tell: Callable[[str], None]) -> dict[str, Path]:
    """Find every program, and install what is missing.

    What is only welcome is installed where that can be, and not missed elsewhere.

    Returns:
        Program → its path.

    Raises:
        ProgramError: when one is missing and cannot be installed.
    """
    missing = [name for name in PACKAGES if find_program(name) is None]
    if missing:
        tell(f"Installing for the tests: {', '.join(missing)}")
        failure = install_packages([package for name in missing for package in PACKAGES[name]], tell)
        still = [name for name in missing if find_program(name) is None]
        if still:
            raise ProgramError(
                f"the tests need {', '.join(still)}, and could not install them ({failure or 'no reason was given'}). "
                f"Install them by hand; on Debian: apt-get install {' '.join(p for n in still for p in PACKAGES[n])}"
            )
    welcome = [package for name in WELCOME if find_program(name) is None for package in WELCOME[name]]
    if welcome:
        install_packages(welcome, tell)
    return {name: path for name in PACKAGES if (path := find_program(name))}


def main() -> int:
    """Find or install every program, and print where each is; exit status 1 when one is not to be had."""
    try:
        programs = require_programs(lambda line: print(line, flush=True))
    except ProgramError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"Programs for the tests: {', '.join(str(path) for path in programs.values())}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
