"""The vocabulary: findings, computed values and literature that protocols share, written down in docs/vocabulary/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from build_scripts.content.labels import empty_texts
from build_scripts.content.schema import parse
from build_scripts.content.validation.names import NAME
from build_scripts.content.validation.units import with_factors_of_finding
from build_scripts.content.validation.validate import finding_objections
from build_scripts.content.yaml_source import YamlDocument, read_yaml
from build_scripts.project.paths import SHARED_FINDINGS, SHARED_REFERENCES, SHARED_VALUES
from build_scripts.project.problems import ContentError, Objection, Problem
from checker.answers.echo import visible
from checker.language.findings import ChoiceFinding, Finding
from checker.protocol.sources import Reference
from checker.values.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFile:
    """The file `vocabulary/findings.yml`: findings that protocols take over with `use`."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFile:
    """The file `vocabulary/references.yml`: literature that protocols take over with `use`."""

    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFile:
    """The file `vocabulary/values.yml`: computed values that protocols take over with `use`."""

    values: tuple[Value, ...]


LEFT_TO_PROTOCOLS = {
    "findings": ("group", "statements"),
    "references": (),
    "values": ("statements", "headline", "measured"),
}
"""List of shared elements → the keys that only a protocol can say."""

PLACEHOLDERS = {
    "findings": {"group": "of the protocol"},
    "references": {"read": "as the protocol says"},
    "values": {},
}
"""What stands in the place of what a protocol says, while an element of the vocabulary is checked by itself."""


@dataclass(frozen=True, slots=True)
class SharedWords:
    """One list of the vocabulary."""

    entries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Id → what its author wrote, as plain data."""
    elements: tuple[Finding | Reference | Value, ...] = ()
    """The same as elements of the model, of which only ids, types, units, ranges and choices mean anything."""
    document: YamlDocument | None = None
    """The file, which knows the places; None where a project has none."""

    def place(self, name: str) -> str:
        """Return file and line of an entry, as a message names them."""
        assert self.document is not None
        collection = next(iter(self.document.data))
        index = [entry.get("id") for entry in self.document.data[collection]].index(name)
        problem = self.document.problem((collection, index), "")
        return f"vocabulary/{problem.file.name}:{problem.line}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What protocols share: findings, literature and computed values."""

    findings: SharedWords = SharedWords()
    references: SharedWords = SharedWords()
    values: SharedWords = SharedWords()

    def of(self, collection: str) -> SharedWords:
        """Return the words for one of the lists of a protocol: `findings`, `references` or `values`."""
        words: SharedWords = getattr(self, collection)
        return words


def read_vocabulary(docs: Path) -> Vocabulary:
    """Read the vocabulary of a docs folder; a folder without one shares nothing.

    Raises:
        ContentError: with every problem of its files.
    """
    found: dict[str, SharedWords] = {}
    problems: list[Problem] = []
    for collection, place, cls in (
        ("findings", SHARED_FINDINGS, FindingFile),
        ("references", SHARED_REFERENCES, ReferenceFile),
        ("values", SHARED_VALUES, ValueFile),
    ):
        if (docs / place).exists():
            try:
                found[collection] = _words(docs / place, collection, cls)
            except ContentError as error:
                problems += error.problems
    if problems:
        raise ContentError(problems)
    return Vocabulary(**found)


def _words(file: Path, collection: str, cls: type) -> SharedWords:
    document = read_yaml(file)
    listed = document.data.get(collection) if isinstance(document.data, dict) else None
    entries = listed if isinstance(listed, list) else []
    misplaced = [
        document.problem(
            (collection, index, name), f"'{name}' is for each protocol to say, beside its 'use'", at_key=True
        )
        for index, entry in enumerate(entries)
        for name in LEFT_TO_PROTOCOLS[collection]
        if isinstance(entry, dict) and name in entry
    ]
    if entries:
        filled = [{**PLACEHOLDERS[collection], **entry} if isinstance(entry, dict) else entry for entry in entries]
        parsed = parse(replace(document, data={**document.data, collection: filled}), cls)
    else:
        parsed = parse(document, cls)
    elements = getattr(parsed, collection)
    if collection == "findings":
        elements = tuple(map(with_factors_of_finding, elements))
    objections = [*empty_texts(parsed), *_objections(collection, elements)]
    problems = misplaced + [document.problem(path, visible(message)) for path, message in objections]
    if problems:
        raise ContentError(problems)
    return SharedWords({entry["id"]: entry for entry in entries}, elements, document)


def _objections(collection: str, elements: tuple[Any, ...]) -> Iterator[Objection]:
    first: dict[str, int] = {}
    for index, element in enumerate(elements):
        path = (collection, index, "id")
        if element.id in first:
            yield path, f"duplicate id '{element.id}' (first is number {first[element.id] + 1} of {collection})"
        first.setdefault(element.id, index)
        if not NAME.fullmatch(element.id):
            yield path, f"'{element.id}' is no id: expected small letters, digits and hyphens"
        if isinstance(element, ChoiceFinding):
            for name, count in Counter(choice.id for choice in element.choices).items():
                if count > 1:
                    yield (collection, index, "choices"), f"duplicate id '{name}' in choices"
    if collection == "findings":
        yield from finding_objections(elements)
