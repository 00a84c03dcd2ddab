"""The exchange of the old site for the new one, in one step: there is no moment at which a reader meets half of one.

A site is built in a folder beside it, and takes its place when it is finished. Whatever happens before leaves the old
site alone; what is left over then is removed by the next build.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_WORKING_DIRECTORY = -100
_EXCHANGE = 2
_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)
"""Errors of a system, or a file system, that cannot exchange two folders."""


@contextmanager
def new_site(site: Path) -> Iterator[Path]:
    """Give an empty folder for a new site, which takes the place of the old one if nothing is raised until the end.

    Only one process may do this at a time; see `build_scripts.project.lock`.

    Args:
        site: The place of the site; where it is a link, the folder that it leads to.

    Raises:
        OSError: when a folder cannot be written; the old site is as it was.
    """
    recover(site)
    new = _new(site)
    new.mkdir(parents=True)
    try:
        yield new
        _put(new, site.resolve())
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _discard(new, site.resolve())


def recover(site: Path) -> None:
    """Finish or undo what a killed build left: a half-made site is removed, a half-done exchange is completed."""
    place, new, old = site.resolve(), _new(site), _old(site)
    if old.is_dir() and not place.exists():
        # Killed between the two renames of `_put`, before which the new site was finished.
        (new if new.is_dir() else old).rename(place)
    for left in (new, old):
        if left.is_dir():
            _discard(left, place)


def _new(site: Path) -> Path:
    place = site.resolve()
    return place.with_name(f".{place.name}-new")


def _old(site: Path) -> Path:
    place = site.resolve()
    return place.with_name(f".{place.name}-old")


def _put(new: Path, place: Path) -> None:
    """Put the new site in its place. Then the old one, if there was one, lies at `new`."""
    if not place.exists():
        new.rename(place)
        return
    shutil.copymode(place, new)
    if not exchange(new, place):
        old = _old(place)
        place.rename(old)
        try:
            new.rename(place)
        except BaseException:
            old.rename(place)
            raise
        old.rename(new)


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step, so that each is there all the time; False where it is impossible.

    Raises:
        OSError: when the folders may not be renamed.
    """
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:  # another C library, or an old one
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    if rename(_AT_WORKING_DIRECTORY, paths[0], _AT_WORKING_DIRECTORY, paths[1], ctypes.c_uint(_EXCHANGE)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _discard(old: Path, place: Path) -> None:
    """Remove a folder that is no site any more, except for what its owner put there: names that begin with a dot."""
    if not old.is_dir():
        return
    if place.is_dir():
        for entry in old.glob(".*"):
            if not (place / entry.name).exists():
                entry.rename(place / entry.name)
    shutil.rmtree(old, ignore_errors=True)
