"""Words of the vocabulary in a protocol's file: each `use` is replaced by what the vocabulary says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from build_scripts.content.vocabulary.shared import SharedWords, Vocabulary
from build_scripts.content.vocabulary.used_values import unmet, with_literature
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.problems import ContentError, Objection
from checker.answers.echo import shown, unknown, visible
from checker.language.fields import Code, FindingId, GroupId, StatementId, Text
from checker.language.keys import key

USE = "use"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFinding:
    """A finding of the vocabulary, `docs/vocabulary/findings.yml`, in a protocol."""

    use: Code
    """Id of the finding in the vocabulary, and in the protocol."""
    group: GroupId
    """Id of the group of the form in which the finding is asked for."""
    statements: tuple[StatementId, ...] = ()
    """Ids of the statements that the finding comes from."""
    help: Text | None = None
    """Explanation in the place of that of the vocabulary, where this protocol's reader needs another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedReference:
    """An entry of the shared literature, `docs/vocabulary/references.yml`, in a protocol."""

    use: Code
    """Key of the entry in the vocabulary, and in the protocol."""
    read: Text
    """How much of the work was read for this protocol."""
    note: Text | None = None
    """A note in the place of that of the vocabulary."""
    accessed: date | None = None
    """Day on which it was read at its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedValue:
    """A computed value of the vocabulary, `docs/vocabulary/values.yml`, in a protocol. Its literature comes along."""

    use: Code
    """Id of the value in the vocabulary, and in the protocol."""
    label: Text | None = None
    """Name in the place of that of the vocabulary."""
    measured: FindingId | None = None
    """Id of the finding that is this quantity as measured, which counts where it is known."""
    headline: bool = False
    """Whether the value stands at the top of the answer."""
    statements: tuple[StatementId, ...] = ()
    """Ids of the statements that ask for the value."""


USED: dict[str, type] = {"findings": UsedFinding, "references": UsedReference, "values": UsedValue}
"""List of a protocol → how an element of it is taken from the vocabulary."""

OWN_KEYS = {
    collection: tuple(key(field.name) for field in fields(cls) if field.name != USE) for collection, cls in USED.items()
}
"""List of a protocol → the keys that an element beside its `use` can have of its own."""


def with_words(document: YamlDocument, vocabulary: Vocabulary) -> YamlDocument:
    """Return a protocol's file in which nothing is borrowed: places are those of the protocol's own file.

    Raises:
        ContentError: with every `use` that cannot be replaced.
    """
    if not isinstance(document.data, dict):
        return document
    data, objections = dict(document.data), list[Objection]()
    for collection in OWN_KEYS:
        listed = data.get(collection)
        if isinstance(listed, list):
            words = vocabulary.of(collection)
            objections += [
                ((collection, index, *path), message)
                for index, entry in enumerate(listed)
                if borrows(entry)
                for path, message in _objections(entry, collection, words)
            ]
            if not objections:
                data[collection] = [_whole(entry, words) for entry in listed]
    objections = objections or list(unmet(document.data, vocabulary))
    if objections:
        raise ContentError(
            [
                document.problem(path, visible(message), at_key=path[-1] not in (USE, path[1]))
                for path, message in objections
            ]
        )
    return replace(document, data=with_literature(data, vocabulary))


def borrows(entry: Any) -> bool:
    """Return whether an element of a list of a protocol is one of the vocabulary."""
    return isinstance(entry, dict) and USE in entry


def _whole(entry: Any, words: SharedWords) -> Any:
    if not borrows(entry):
        return entry
    return {**words.entries[entry[USE]], **{name: value for name, value in entry.items() if name != USE}}


def _objections(entry: dict[str, Any], collection: str, words: SharedWords) -> Iterator[Objection]:
    name = entry[USE]
    if not isinstance(name, str):
        yield (USE,), f"expected the id of an element of vocabulary/{collection}.yml, found {shown(name)}"
    elif name not in words.entries:
        yield (USE,), f"{unknown('word', name, words.entries)} of vocabulary/{collection}.yml"
    else:
        for own in entry:
            if own not in (USE, *OWN_KEYS[collection]):
                said = f"{words.place(name)} says what '{name}' is"
                added = ", ".join(OWN_KEYS[collection])
                yield (own,), f"'{own}' has no place beside 'use': {said}; a protocol adds {added}"
