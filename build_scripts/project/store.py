"""The store: what was worked out before, under a key that names all that it was worked out from.

The folder may be removed at any time; without it everything is only slower.
"""

from __future__ import annotations

import json
import pickle
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from build_scripts.project.digests import sha256

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Form:
    """How a result becomes bytes and back."""

    suffix: str
    to_bytes: Callable[[Any], bytes]
    from_bytes: Callable[[bytes], Any]


PICKLE = Form("pickle", pickle.dumps, pickle.loads)
"""Any object. Only our own files are read, which lie beside the code that is run anyway."""
TEXT = Form("txt", str.encode, bytes.decode)
JSON = Form("json", lambda value: json.dumps(value, ensure_ascii=False).encode(), json.loads)
BYTES = Form("bin", bytes, bytes)


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


class Store:
    """Results by kind and key."""

    def __init__(self, folder: Path, tell: Callable[[str], None] = _tell) -> None:
        """Open a store.

        Args:
            folder: Where it keeps its entries; made when there is something to keep.
            tell: Told in one line of an entry that is damaged.
        """
        self.folder = folder
        self._told = tell

    def get(self, kind: str, key: str, make: Callable[[], Kept], form: Form = PICKLE, *, several: bool = False) -> Kept:
        """Return a result, made anew only when it is not there under its key, or damaged.

        Args:
            kind: Names what it is, for example `quality-differentiation-syndrome`. Of each kind the latest is kept.
            key: Names all that it depends on; see `build_scripts.project.digests.key_of`.
            make: Makes it. What it raises, is raised, and nothing is kept.
            form: How it is written.
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
        """Return what is kept under a key, None when there is nothing or when it is damaged, which is told."""
        file = self._file(kind, key, form)
        try:
            digest, _, content = file.read_bytes().partition(b"\n")
        except OSError:
            return None
        try:
            if digest.decode() == sha256(content):
                return form.from_bytes(content)
        except Exception:  # noqa: S110 - whatever cannot be read is made again
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

    def room(self, name: str) -> Path:
        """Return a folder for what another library keeps by itself, such as compiled templates."""
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def forget(self, kind: str) -> None:
        """Remove all that is kept of a kind."""
        for old in self.folder.glob(f"{kind}-{'?' * 32}.*"):
            old.unlink(missing_ok=True)

    def _file(self, kind: str, key: str, form: Form) -> Path:
        return self.folder / f"{kind}-{key}.{form.suffix}"


def write_whole(file: Path, content: bytes) -> None:
    """Write a file such that nobody ever sees half of it: beside its place, and then into it.

    Raises:
        OSError: when it cannot be written; what was there before stays.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", suffix=".part", delete=False) as part:
        try:
            part.write(content)
            part.close()
            Path(part.name).replace(file)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
