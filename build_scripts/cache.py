"""What was worked out before, kept in the build folder under a digest of all that it was worked out from."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import checker
from build_scripts.cases import case_problems

if TYPE_CHECKING:
    from build_scripts.content import Content

CODE = (Path(checker.__file__).parent, Path(__file__).parent)
"""The folders whose code decides what comes out of a file."""


class Cache:
    """Results by digest. The folder may be removed at any time; it is only quicker with it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def text(self, name: str, sources: Iterable[Path], make: Callable[[], str]) -> str:
        """Return a text, made anew only when a source or the code changed.

        Args:
            name: Names the kind of text.
            sources: The files that it is made from.
            make: Makes it.
        """
        kept = self.folder / f"{name}-{digest(sources)}.txt"
        if kept.is_file():
            return kept.read_text(encoding="utf-8")
        made = make()
        self._keep(name, kept, made.encode())
        return made

    def content(self, docs: Path) -> Content:
        """Return the checked content below a docs folder.

        It is read and validated anew when a file or the code changed. The worked cases are run each time.

        Raises:
            ContentError: with every problem of every protocol.
        """
        from build_scripts.content import Content, load_content

        sources = sorted(path for path in (docs / "protocols").rglob("*") if path.is_file())
        kept = self.folder / f"content-{digest(sources)}.pickle"
        if kept.is_file():
            content = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file, beside the code that is run anyway
            if isinstance(content, Content):
                checkers = content.checkers  # one for each protocol, made once
                if not any(
                    True
                    for loaded in content.protocols
                    for _ in case_problems(checkers[loaded.protocol.id], loaded.cases)
                ):
                    return content
        content = load_content(docs)
        self._keep("content", kept, pickle.dumps(content))
        return content

    def _keep(self, name: str, file: Path, data: bytes) -> None:
        for old in self.folder.glob(f"{name}-{'?' * 32}.*"):
            old.unlink(missing_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(data)
        part.replace(file)


def digest(sources: Iterable[Path]) -> str:
    """Return a digest of files, by place and content, and of the code and the Python that work on them."""
    result = hashlib.sha256(sys.version.encode())
    code = [path for folder in CODE for path in sorted(folder.rglob("*.py"))]
    for path in (*sources, *code):
        result.update(f"{path.as_posix()}\0".encode())
        result.update(hashlib.sha256(path.read_bytes()).digest())
    return result.hexdigest()[:32]
