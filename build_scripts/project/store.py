"""The store: results that were worked out before, each under a key that names everything that it depends on.

The folder may be removed at any time; without it a build is only slower.
"""

from __future__ import annotations

import json
import pickle
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from build_scripts.project.digests import sha256

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a result as bytes, there and back."""

    suffix: str
    to_bytes: Callable[[Any], bytes]
    from_bytes: Callable[[bytes], Any]


PICKLE = Form("pickle", pickle.dumps, pickle.loads)
"""Form of any object. Only our own files are read, which lie beside the code that is run anyway."""
TEXT = Form("txt", str.encode, bytes.decode)
JSON = Form("json", lambda value: json.dumps(value, ensure_ascii=False).encode(), json.loads)
BYTES = Form("bin", bytes, bytes)

PART = ".part"
"""Ending of a file that is being written."""

AN_HOUR = 3600
"""Seconds after which nobody is writing a file any more."""


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


class Store:
    """Results by kind and key."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = _tell) -> None:
        """Open a store.

        Args:
            folder: Folder of the entries; made when there is something to keep.
            tell: A function that is called with one line on each damaged entry.
        """
        self.folder = folder
        self._told = tell

    def get(self, kind: str, key: str, make: Callable[[], Kept], form: Form = PICKLE, *, several: bool = False) -> Kept:
        """Return a result, made anew only when none is kept under its key, or the kept one is damaged.

        Args:
            kind: Name of its kind, for example `quality-differentiation-syndrome`. Of each kind the latest is kept.
            key: Name of all that the result depends on; see `build_scripts.project.digests.key_of`.
            make: The function that makes the result. Its errors pass through, and nothing is kept then.
            form: The form in which the result is written.
            several: Whether results of this kind under other keys are still of use.
        """
        found = self.find(kind, key, form)
        if found is not None:
            result: Kept = found
            return result
        made = make()
        self.keep(kind, key, made, form, several=several)
        return made

    def find(self, kind: str, key: str, form: Form = PICKLE) -> Any:
        """Return the result under a key; None when there is none, or when it is damaged, which is reported."""
        file = self._file(kind, key, form)
        try:
            digest, _, content = file.read_bytes().partition(b"\n")
        except OSError:
            return None
        try:
            if digest.decode() == sha256(content):
                return form.from_bytes(content)
        except Exception:  # noqa: S110 - a result that cannot be read is made again
            pass
        self._told(f"{file.name} in {self.folder.name}/ is damaged; it is made again.")
        return None

    def keep(self, kind: str, key: str, what: object, form: Form = PICKLE, *, several: bool = False) -> None:
        """Keep a result. Where nothing can be written, as in a read-only project, nothing is kept."""
        file, content = self._file(kind, key, form), form.to_bytes(what)
        try:
            write_whole(file, sha256(content).encode() + b"\n" + content)
            if not several:
                for old in self.folder.glob(f"{kind}-{'?' * 32}.{form.suffix}"):
                    if old != file:
                        old.unlink(missing_ok=True)
        except OSError:
            pass

    def tidy(self) -> None:
        """Remove what killed processes left behind: files that were being written, and are an hour old by now."""
        for part in self.folder.glob(f".*{PART}"):
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > AN_HOUR:
                    part.unlink()

    def forget(self, kind: str) -> None:
        """Remove all that is kept of a kind."""
        for old in self.folder.glob(f"{kind}-{'?' * 32}.*"):
            old.unlink(missing_ok=True)

    def _file(self, kind: str, key: str, form: Form) -> Path:
        return self.folder / f"{kind}-{key}.{form.suffix}"


def write_whole(file: Path, content: bytes) -> None:
    """Write a file first beside its place and then move it there, so that no reader ever sees half of it.

    Raises:
        OSError: when the file cannot be written; a former one stays.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=PART, delete=False) as part:
        try:
            part.write(content)
            part.close()
            Path(part.name).replace(file)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
