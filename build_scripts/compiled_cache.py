"""Protocols compiled once: the command answers in a blink instead of reading YAML each time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import build_scripts
import checker
from build_scripts.content import load_protocol, protocol_folders
from build_scripts.problems import ContentError
from checker import Checker, Protocol, dump, load


def load_checkers(
    docs: Path, cache: Path, left_out: Callable[[Path, ContentError], None] | None = None
) -> dict[str, Checker]:
    """Return a checker for every protocol below a docs folder.

    Args:
        docs: The folder that holds `protocols/`.
        cache: The folder for compiled forms, keyed by a digest of the YAML and of the code that reads and evaluates it;
            it may be removed at any time.
        left_out: Told of the folder of each protocol that has problems, which then keeps no other from answering;
            when None, every protocol has to be sound.

    Raises:
        ContentError: when a protocol has problems and nobody is to be told, or when none is sound.
    """
    code = [path for package in (build_scripts, checker) for path in sorted(_folder(package).rglob("*.py"))]
    version = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    checkers: dict[str, Checker] = {}
    broken: dict[Path, ContentError] = {}
    for folder in protocol_folders(docs):
        try:
            protocol = _compiled(folder, cache, version)
        except ContentError as error:
            broken[folder] = error
        else:
            checkers[protocol.id] = Checker(protocol)
    if broken and (left_out is None or not checkers):
        raise ContentError([problem for each in broken.values() for problem in each.problems])
    if left_out is not None:
        for folder, each in broken.items():
            left_out(folder, each)
    return checkers


def _folder(package: ModuleType) -> Path:
    return Path(str(package.__file__)).parent


def _compiled(folder: Path, cache: Path, version: str) -> Protocol:
    file = folder / "protocol.yml"
    text = file.read_bytes() if file.is_file() else b""
    digest = hashlib.sha256(version.encode() + text).hexdigest()[:32]
    compiled = cache / f"{folder.name}-{digest}.json"
    if compiled.is_file():
        return load(json.loads(compiled.read_text(encoding="utf-8")))
    protocol = load_protocol(folder)
    _remember(compiled, json.dumps(dump(protocol), ensure_ascii=False), folder.name)
    return protocol


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
