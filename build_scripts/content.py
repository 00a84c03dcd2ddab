"""All content of a site, loaded and checked before anything is rendered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_scripts.cases import CaseFile, WorkedCase, case_problems
from build_scripts.coverage import coverage
from build_scripts.labels import empty_texts
from build_scripts.problems import ContentError, Problem
from build_scripts.translation import Translation, load_translations
from checker import Checker, Protocol
from checker.answers.echo import unknown


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """A protocol with its worked cases, as loaded from its folder."""

    protocol: Protocol
    cases: tuple[WorkedCase, ...]
    folder: Path
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """What was translated, by the code of the language."""


@dataclass(frozen=True, slots=True)
class Content:
    """Every protocol below a docs folder, in the order of their ids."""

    protocols: tuple[LoadedProtocol, ...]

    @property
    def checkers(self) -> dict[str, Checker]:
        """A checker for each protocol, by id."""
        return {loaded.protocol.id: Checker(loaded.protocol) for loaded in self.protocols}


def protocol_folders(docs: Path) -> list[Path]:
    """Return the folders of the protocols below a docs folder, in the order of their ids.

    What other programs put there for themselves (`.git`, `__MACOSX`) is none of them.

    Raises:
        ContentError: when there is no folder `protocols`, or none in it.
    """
    root = docs / "protocols"
    found = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    folders = [path for path in found if not path.name.startswith((".", "__"))]
    if not folders:
        raise ContentError([Problem(root, 1, 1, "no protocol here; 'wardbook new ID' makes one")])
    return folders


def load_protocol(folder: Path, *, past: bool = False) -> Protocol:
    """Load and validate the protocol of a folder, without its cases, with the factor of every unit filled in.

    Args:
        folder: The folder.
        past: Whether it is an earlier version, which only has to be able to answer.

    Raises:
        ContentError: with every problem found.
    """
    from build_scripts.schema import parse  # reading takes far more code than what was read
    from build_scripts.units import with_factors
    from build_scripts.validate import problems_in
    from build_scripts.yaml_source import read_yaml

    if not (folder / "protocol.yml").exists():
        raise ContentError([Problem(folder, 1, 1, "no protocol.yml in this folder, so it is no protocol; remove it")])
    document = read_yaml(folder / "protocol.yml")
    protocol = with_factors(parse(document, Protocol))
    problems = problems_in(protocol, document, past=past)
    if protocol.id != folder.name:
        problems.append(document.problem(("id",), f"id '{protocol.id}' differs from its folder '{folder.name}'"))
    if problems:
        raise ContentError(problems)
    return protocol


def load_cases(folder: Path, protocol: Protocol) -> tuple[WorkedCase, ...]:
    """Load the worked cases of a protocol's folder and run each of them.

    Raises:
        ContentError: with every problem found, a case whose answer is not the expected one included.
    """
    from build_scripts.schema import parse
    from build_scripts.yaml_source import read_yaml

    document = read_yaml(folder / "cases.yml")
    parsed: CaseFile = parse(document, CaseFile)
    # The findings stand as they were written: a case's numbers keep their digits.
    cases = tuple(
        replace(case, findings=document.data["cases"][index]["findings"] or {})
        for index, case in enumerate(parsed.cases)
    )
    checker = Checker(protocol)
    objections = [*empty_texts(parsed), *case_problems(checker, cases)]
    problems = [document.problem(path, message) for path, message in objections]
    if problems:
        raise ContentError(problems)
    return cases


def uncovered(folder: Path, protocol: Protocol, cases: Sequence[WorkedCase]) -> list[Problem]:
    """Return a problem for each rule that no worked case holds to its meaning, at the rule's place in the YAML."""
    from build_scripts.yaml_source import read_yaml

    missing = coverage(Checker(protocol), cases).missing
    document = read_yaml(folder / "protocol.yml") if missing else None
    hint = f"; 'wardbook coverage {protocol.id}' suggests one"
    return [document.problem(situation.path, f"{situation}{hint}") for situation in missing if document is not None]


def load_alone(folder: Path) -> LoadedProtocol:
    """Load a protocol and its cases, whatever the others say and whether or not its cases cover every rule.

    Raises:
        ContentError: with every problem found.
    """
    protocol = load_protocol(folder)
    return LoadedProtocol(protocol, load_cases(folder, protocol), folder, load_translations(folder, protocol))


def load_content(docs: Path) -> Content:
    """Load, validate and try out everything that an author wrote.

    Args:
        docs: The folder that holds `protocols/<id>/protocol.yml` and `cases.yml`.

    Raises:
        ContentError: with every problem of every protocol.
    """
    from build_scripts.yaml_source import read_yaml

    problems: list[Problem] = []
    loaded = []
    folders = protocol_folders(docs)
    for folder in folders:
        try:
            protocol = load_protocol(folder)
            cases = load_cases(folder, protocol)
            problems += uncovered(folder, protocol, cases)
            loaded.append(LoadedProtocol(protocol, cases, folder, load_translations(folder, protocol)))
        except ContentError as error:
            problems += error.problems
    names = [folder.name for folder in folders]
    for entry in loaded:
        document = read_yaml(entry.folder / "protocol.yml") if entry.protocol.related else None
        for index, name in enumerate(entry.protocol.related):
            if document is not None and name not in names:
                problems.append(document.problem(("related", index), unknown("protocol", name, names)))
    if problems:
        raise ContentError(problems)
    return Content(tuple(loaded))


PROTOCOL_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a protocol's id, and so its folder, looks like."""
