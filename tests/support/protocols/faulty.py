"""The first protocol with one fault in it, and everything that refuses it, each check by itself."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import MappingNode

from build_scripts.content.doses.limits import register_objections
from build_scripts.content.doses.possible import possibility_objections
from build_scripts.content.doses.register import DrugRegister, read_register, with_names
from build_scripts.content.doses.sourced import source_problems
from build_scripts.content.double_entry.objections import double_entry_objections
from build_scripts.content.load import load_protocol, protocol_folders
from build_scripts.content.markup.sections import section_problems
from build_scripts.content.schema import parse
from build_scripts.content.validation.plain_doses import plain_dose_objections
from build_scripts.content.validation.units import with_factors
from build_scripts.content.validation.validate import problems_in
from build_scripts.content.worked_cases import CaseFile, WorkedCase, case_problems
from build_scripts.content.yaml_source import YamlDocument, yaml_from
from build_scripts.project.problems import ContentError, Problem
from checker import Checker, Protocol
from checker.language.keys import YamlPath

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "docs" / "protocols" / "differentiation-syndrome"
FILES = {
    "protocol": FOLDER / "protocol.yml",
    "cases": FOLDER / "cases.yml",
    "drugs": ROOT / "docs" / "vocabulary" / "drugs.yml",
}
_ANSWERING = (
    *("findings", "constraints", "criteria", "scores", "grades", "recommendations", "warnings", "applicable"),
    "first_actions",
)
_TOP = re.compile(r"^(?=[a-z])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What one check says of a fault."""

    by: str
    """The check: schema, check, plain dose, possibility, register, double entry, worked case."""
    line: str
    """The line of the file that the message names, without its indent."""
    number: int
    """Number of this line."""
    message: str


class Sound:
    """The first protocol as it is, read once."""

    def __init__(self) -> None:
        self.texts = {name: file.read_text(encoding="utf-8") for name, file in FILES.items()}
        self.texts["protocol"] = with_its_words(self.texts["protocol"])
        self.document = yaml_from(self.texts["protocol"], FILES["protocol"])
        self.register = _register(self.texts["drugs"])

    @cached_property
    def protocol(self) -> Protocol:
        """The protocol, with its factors."""
        return with_factors(parse(self.document, Protocol))

    @cached_property
    def others(self) -> Mapping[str, Protocol]:
        """The other protocols by id: the register of drugs cites them as well."""
        folders = [folder for folder in protocol_folders(ROOT / "docs") if folder != FOLDER]
        return {folder.name: load_protocol(folder, past=True) for folder in folders}

    @cached_property
    def cases(self) -> tuple[WorkedCase, ...]:
        """Its worked cases."""
        return _cases(yaml_from(self.texts["cases"], FILES["cases"]))[0]

    def document_of(self, text: str) -> YamlDocument:
        """Return a changed text of the protocol as a document; only the part that was changed is read anew.

        Raises:
            ContentError: as `yaml_from` does.
        """
        old, new = _parts(self.texts["protocol"]), _parts(text)
        changed = [place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
        if len(old) != len(new) or len(changed) != 1 or text.count("\n") != self.texts["protocol"].count("\n"):
            return yaml_from(text, FILES["protocol"])
        place = changed[0]
        part = yaml_from("\n" * "".join(new[:place]).count("\n") + new[place], FILES["protocol"])
        assert isinstance(self.document.root, MappingNode)
        assert isinstance(part.root, MappingNode)
        ((key, node),) = part.root.value
        pairs = [(k, node if k.value == key.value else value) for k, value in self.document.root.value]
        root = MappingNode(self.document.root.tag, pairs, self.document.root.start_mark)
        return YamlDocument(FILES["protocol"], {**self.document.data, **part.data}, root)

    def refuses(self, path: YamlPath, value: object) -> bool:
        """Return whether the protocol is refused with another value at a path of its data."""
        document = YamlDocument(self.document.file, _put(self.document.data, path, value), self.document.root)
        try:
            protocol = with_factors(parse(document, Protocol))
        except ContentError:
            return True
        # What refuses most comes first: names and types are right, since only a number was changed.
        found = chain(
            double_entry_objections(with_names(protocol, self.register)),
            _of_protocol(self, protocol, document, self.register),
        )
        return next(iter(found), None) is not None


def with_its_words(text: str) -> str:
    """Return the text of a protocol in which what it uses of the vocabulary is written out, so that faults reach it."""
    for name in ("findings", "references"):
        shared = (ROOT / "docs" / "vocabulary" / f"{name}.yml").read_text(encoding="utf-8")
        for entry in re.split(r"^(?=  - id: )", shared, flags=re.MULTILINE)[1:]:
            first, *rest = re.split(r"^    (?=[a-z])", entry.rstrip("\n") + "\n", flags=re.MULTILINE)
            found = re.search(rf"^  - use: {first[8:-1]}\n(?:    .*\n)*", text, re.MULTILINE)
            if found is not None:
                own = re.findall(r"^    ([a-z-]+):", found[0], re.MULTILINE)
                words = "".join(f"    {part}" for part in rest if part.split(":")[0] not in own)
                text = text.replace(found[0], found[0].replace("use: ", "id: ").replace("\n", f"\n{words}", 1))
    return text


def _put(data: Any, path: YamlPath, value: object) -> Any:
    if not path:
        return value
    first, *rest = path
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    changed = {key: _put(inner, tuple(rest), value) if key == first else inner for key, inner in pairs}
    return changed if isinstance(data, dict) else list(changed.values())


def with_fault(text: str, at: str, old: str, new: str) -> tuple[str, int]:
    """Return a text with one fault, and the number of the line in which it begins.

    Args:
        text: The text.
        at: Text behind which the first `old` is taken.
        old: What stands there.
        new: What stands there then.
    """
    assert text.count(at) >= 1, f"no '{at}'"
    place = text.index(old, text.index(at))
    return text[:place] + new + text[place + len(old) :], text.count("\n", 0, place) + 1


def refusals(sound: Sound, text: str, file: str = "protocol") -> list[Refusal]:
    """Return what refuses a changed file of the first protocol, each check by itself; nothing where all goes through.

    A check that takes another one for granted does not run where that one refused.
    """
    lines = text.split("\n")
    found: list[Refusal] = []
    for by, problem in _problems(sound, text, file):
        line = lines[problem.line - 1].strip() if problem.file.name == FILES[file].name else ""
        found.append(Refusal(by, line, problem.line, problem.message))
    return found


def _problems(sound: Sound, text: str, file: str) -> Iterator[tuple[str, Problem]]:
    try:
        if file == "cases":
            cases, document = _cases(yaml_from(text, FILES["cases"]))
            for objection in case_problems(Checker(sound.protocol), cases):
                yield "worked case", document.problem(*objection)
            return
        register = _register(text) if file == "drugs" else sound.register
        document = sound.document_of(text) if file == "protocol" else sound.document
        protocol = with_factors(parse(document, Protocol)) if file == "protocol" else sound.protocol
    except ContentError as error:
        yield from (("schema", problem) for problem in error.problems)
        return
    if file == "drugs":
        yield from (
            ("register", problem)
            for problem in source_problems(
                register, {**sound.others, protocol.id: protocol}, [*sound.others, FOLDER.name]
            )
        )
    yield from _of_protocol(sound, protocol, document, register)


def _of_protocol(
    sound: Sound, protocol: Protocol, document: YamlDocument, register: DrugRegister
) -> Iterator[tuple[str, Problem]]:
    plain = [document.problem(*objection) for objection in plain_dose_objections(protocol)]
    wrong = [problem for problem in problems_in(protocol, document) if problem not in plain]
    wrong += [] if wrong else section_problems(protocol, document)
    impossible = [document.problem(*objection) for objection in possibility_objections(protocol, document)]
    yield from (("check", problem) for problem in wrong)
    yield from (("plain dose", problem) for problem in plain)
    yield from (("possibility", problem) for problem in impossible)
    if not impossible:
        for objection in register_objections(protocol, register):
            yield "register", document.problem(*objection)
    if wrong or impossible:
        return
    for objection in double_entry_objections(with_names(protocol, register)):
        yield "double entry", document.problem(*objection)
    if all(getattr(protocol, part) == getattr(sound.protocol, part) for part in _ANSWERING):
        return  # texts of statements and the like change no answer
    for path, message in case_problems(Checker(protocol), sound.cases):
        yield "worked case", Problem(FILES["cases"], 1, 1, f"{'/'.join(map(str, path))}: {message}")


def _parts(text: str) -> list[str]:
    return _TOP.split(text)


def _register(text: str) -> DrugRegister:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vocabulary" / "drugs.yml"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        return read_register(Path(folder))


def _cases(document: YamlDocument) -> tuple[tuple[WorkedCase, ...], YamlDocument]:
    written: list[Mapping[str, Any]] = document.data["cases"]
    parsed = parse(document, CaseFile).cases
    return tuple(
        replace(case, findings=data["findings"] or {}) for case, data in zip(parsed, written, strict=True)
    ), document
