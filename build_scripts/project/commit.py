"""The time of the commit: the one time that a site or a bundle carries. The time of the build stands nowhere."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

from build_scripts.project.problems import BuildError


class UnknownMomentError(BuildError):
    """An unknown time of the sources: neither git nor the environment gives it."""


class WrongMomentError(UnknownMomentError):
    """A SOURCE_DATE_EPOCH that holds no time; nobody meant the time of the commit by it."""


def moment_of(root: Path) -> datetime:
    """Return the time of the sources, in UTC: SOURCE_DATE_EPOCH (in seconds) if set, else that of the last commit.

    The files in the zip carry this time. It must differ between two versions of the content, since most servers tell a
    changed file by its time and size alone: with one time for all versions, a reader with the old page would not get a
    corrected digit.

    Raises:
        UnknownMomentError: when there is neither variable nor commit.
        WrongMomentError: when the variable holds no time.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(root)
    if not text:
        raise UnknownMomentError(
            "the time of the sources is not known: make the bundle in a git checkout, or set SOURCE_DATE_EPOCH to the "
            "time of the commit (git log -1 --format=%ct)"
        )
    try:
        moment = datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise WrongMomentError(f"SOURCE_DATE_EPOCH must be a whole number of seconds, not '{text}'") from None
    if not 1980 <= moment.year <= 2107:
        raise WrongMomentError(f"SOURCE_DATE_EPOCH is in the year {moment.year}; a zip holds 1980 to 2107")
    return moment


def day_of(root: Path) -> date | None:
    """Return the day of the sources in UTC, None where it is not known.

    Raises:
        WrongMomentError: when SOURCE_DATE_EPOCH holds no time.
    """
    try:
        return moment_of(root).date()
    except WrongMomentError:
        raise
    except UnknownMomentError:
        return None


def changed_since_commit(root: Path) -> bool:
    """Return whether the checkout has changes outside of any commit; then nobody else can make the same bundle."""
    return bool(_git(root, "status", "--porcelain"))


def head_of(root: Path) -> str | None:
    """Return the commit that is checked out, in 40 hexadecimal digits; None where there is none."""
    return _git(root, "rev-parse", "--verify", "HEAD") or None


def _commit_time(root: Path) -> str:
    return _git(root, "log", "-1", "--format=%ct")


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
