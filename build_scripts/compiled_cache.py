"""Protocols compiled once: the command answers in a blink instead of reading YAML each time."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import checker
from build_scripts.content import load_protocol, protocol_folders
from checker import Checker, dump, load


def load_checkers(docs: Path, cache: Path) -> dict[str, Checker]:
    """Return a checker for every protocol below a docs folder.

    Args:
        docs: The folder that holds `protocols/`.
        cache: The folder for compiled forms, keyed by a digest of the YAML and of the checker's own source; it may be
            removed at any time.

    Raises:
        ContentError: when a protocol that is not compiled yet has problems.
    """
    source = Path(checker.__file__).parent
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(source.glob("*.py")))).hexdigest()
    checkers = {}
    for folder in protocol_folders(docs):
        file = folder / "protocol.yml"
        text = file.read_bytes() if file.is_file() else b""
        digest = hashlib.sha256(version.encode() + text).hexdigest()[:32]
        compiled = cache / f"{folder.name}-{digest}.json"
        if compiled.is_file():
            protocol = load(json.loads(compiled.read_text(encoding="utf-8")))
        else:
            protocol = load_protocol(folder)
            _remember(compiled, json.dumps(dump(protocol), ensure_ascii=False), folder.name)
        checkers[protocol.id] = Checker(protocol)
    return checkers


def _remember(compiled: Path, text: str, name: str) -> None:
    try:
        compiled.parent.mkdir(parents=True, exist_ok=True)
        for old in compiled.parent.glob(f"{name}-{'?' * 32}.json"):
            old.unlink()
        temporary = compiled.with_suffix(".part")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(compiled)
    except OSError:
        pass  # a read-only project is answered all the same, only more slowly
