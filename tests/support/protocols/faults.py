"""Faults written by strangers: put into the first protocol, one at a time, and tried as `wardbook build` does it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from build_scripts.content.load import load_alone
from build_scripts.evidence.proofs import prove
from build_scripts.evidence.proofs.texts import fault_problems
from build_scripts.evidence.reviews.kept import reviewed
from build_scripts.evidence.uncovered import uncovered
from build_scripts.project.problems import ContentError
from tests.support.protocols.faulty import FILES, FOLDER, Sound, refusals

Fault = Mapping[str, Any]
"""A fault as it stands in the table: its name; `edits`, or one `find` and `put`; `by` where it is refused."""


def read_faults(file: Path) -> list[Fault]:
    """Read a table of faults."""
    return list(YAML(typ="safe").load(file))


def edited(text: str, fault: Fault) -> str:
    """Return a protocol's text with a fault in it.

    Raises:
        ValueError: when what the fault replaces does not stand where it should: once, or first behind `after`.
    """
    for edit in fault.get("edits", (fault,)):
        after, old = edit.get("after", ""), edit["find"]
        start = text.index(after)
        found = text.count(old, start)
        if not found or (found > 1 and not after):
            raise ValueError(f"{fault['name']}: {old!r} stands {found} times, expected once")
        place = text.index(old, start)
        text = text[:place] + edit["put"] + text[place + len(old) :]
    return text


def refused_by(sound: Sound, fault: Fault, copy: Path) -> str:
    """Return the first check that refuses a fault, `nothing` where none does.

    Args:
        sound: The first protocol.
        fault: The fault.
        copy: An empty folder, for what is only tried with the files as a build reads them.
    """
    text = edited(sound.texts["protocol"], fault)
    found = refusals(sound, text)
    return found[0].by if found else _refused_by_a_build(text, copy)


def _refused_by_a_build(text: str, copy: Path) -> str:
    folder = copy / "protocols" / FOLDER.name
    shutil.copytree(FOLDER, folder)
    shutil.copytree(FILES["drugs"].parent, copy / "vocabulary")
    (folder / "protocol.yml").write_text(text, encoding="utf-8")
    try:
        loaded = load_alone(folder)
    except ContentError:
        return "content"
    for name, problems in (
        ("coverage", lambda: uncovered(loaded)),
        ("reviews", lambda: reviewed([loaded])[2]),
        ("proofs", lambda: fault_problems(loaded, prove(loaded.protocol).faults)),
    ):
        if list(problems()):
            return name
    return "nothing"
