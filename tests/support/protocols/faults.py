"""Faults put into a protocol, one at a time, and what refuses each, found as `wardbook build` does it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from build_scripts.content.doses.limits import register_objections
from build_scripts.content.doses.possible import possibility_objections
from build_scripts.content.doses.register import read_register
from build_scripts.content.load import load_alone
from build_scripts.content.schema import parse
from build_scripts.content.validation.units import with_factors
from build_scripts.content.validation.validate import problems_in
from build_scripts.content.yaml_source import read_yaml
from build_scripts.evidence.coverage import uncovered
from build_scripts.evidence.proofs.texts import fault_problems, told
from build_scripts.evidence.reviews.tell import reviewed
from build_scripts.project.problems import ContentError, Problem
from checker import Protocol

Fault = Mapping[str, Any]
"""A fault as it stands in a table: its name; `edits`, or one `find` and `put`; `by` and `says` where it is refused."""


def read_faults(file: Path) -> list[Fault]:
    """Read a table of faults."""
    return list(YAML(typ="safe").load(file))


def with_fault(text: str, fault: Fault) -> str:
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


def faulty_copy(folder: Path, copy: Path, fault: Fault) -> Path:
    """Copy a protocol with the register of drugs, put a fault into it, and return its new folder."""
    if not (copy / "protocols").exists():
        shutil.copytree(folder, copy / "protocols" / folder.name)
        shutil.copytree(folder.parents[1] / "vocabulary", copy / "vocabulary")
    file = copy / "protocols" / folder.name / "protocol.yml"
    file.write_text(with_fault((folder / "protocol.yml").read_text(encoding="utf-8"), fault), encoding="utf-8")
    return file.parent


def refusal(folder: Path) -> tuple[str, list[Problem]]:
    """Return the check that refuses a protocol, and all that it says; `("nothing", [])` where none does."""
    try:
        loaded = load_alone(folder)
    except ContentError as error:
        cases = all(problem.file.name == "cases.yml" for problem in error.problems)
        return "cases" if cases else _check_of_content(folder), list(error.problems)
    for name, problems in (
        ("coverage", lambda: uncovered(loaded)),
        ("reviews", lambda: reviewed([loaded])[2]),
        ("proofs", lambda: fault_problems(loaded, told(loaded)[0].faults)),
    ):
        if found := list(problems()):
            return name, found
    return "nothing", []


def _check_of_content(folder: Path) -> str:
    try:
        document = read_yaml(folder / "protocol.yml")
        protocol = with_factors(parse(document, Protocol))
    except ContentError:
        return "schema"
    if problems_in(protocol, document):
        return "validation"
    if list(possibility_objections(protocol, document)):
        return "possibility"
    if list(register_objections(protocol, read_register(folder.parents[1]))):
        return "register"
    return "words"
