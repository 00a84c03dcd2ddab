"""The staging folder: ordinary Markdown and assets, which any site builder can take from there."""

from __future__ import annotations

import shutil
from pathlib import Path


class Stage:
    """A writer into a folder: it writes only changed files, and in the end removes those not written this time.

    Leaving unchanged files alone keeps their modification time, by which a site builder that serves with live reload
    knows what to rebuild.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._kept: set[Path] = set()

    def write(self, relative: str, content: str | bytes) -> Path:
        """Write a file unless it already has that content, and return its path.

        Raises:
            ValueError: when the same file is written twice in one run.
        """
        target = self._claim(relative)
        data = content.encode() if isinstance(content, str) else content
        if not target.is_file() or target.read_bytes() != data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return target

    def copy(self, source: Path, relative: str) -> Path:
        """Copy a file unless the copy has the same size and time already, and return the copy's path."""
        target = self._claim(relative)
        given = source.stat()
        if target.is_file():
            there = target.stat()
            if (there.st_size, there.st_mtime_ns) == (given.st_size, given.st_mtime_ns):
                return target
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
        return target

    def copy_tree(self, source: Path, relative: str) -> None:
        """Copy every file below a folder."""
        for path in sorted(source.rglob("*")):
            if path.is_file():
                self.copy(path, f"{relative}/{path.relative_to(source).as_posix()}")

    def finish(self) -> None:
        """Remove every file that was not written or copied this time, and the folders left empty by it."""
        for path in sorted(self.root.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in self._kept:
                path.unlink()

    def _claim(self, relative: str) -> Path:
        target = self.root / relative
        if target in self._kept:
            raise ValueError(f"two sources for the staged file {relative}")
        self._kept.add(target)
        return target
