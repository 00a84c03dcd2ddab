"""Passages: every text of a protocol that readers take for the protocol's own word, with the element it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.content.markup.parse import words_of
from checker import Protocol
from checker.language.fields import TEXT
from checker.language.keys import YamlPath
from checker.protocol.layout import Page, Section
from checker.protocol.model_fields import fields_of
from checker.protocol.sources import Statement
from checker.protocol.traversal import elements

ELSEWHERE = frozenset({"terms", "synonyms", "review", "source", "references", "changes", "figures"})
"""Parts of a protocol whose texts state no clinical fact: names, bookkeeping and literature."""

ASKED = frozenset({"settled_by"})
"""Fields that say what is to be found out: pages and limits in question, none of which this protocol says."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a protocol."""

    path: YamlPath
    text: str
    field: str
    """Field of the model that holds it: `text`, `plain`, `label`, …"""
    root: Any
    """The part of the protocol that it belongs to: a statement, a recommendation, a section; the protocol itself for
    its summary and the like."""
    id: str
    """Id by which a declared figure names this part."""


def passages(protocol: Protocol) -> Iterator[Passage]:
    """Yield every text of a protocol that may hold a dose, a limit or another figure."""
    for field in fields_of(Protocol):
        if field.name in ELSEWHERE:
            continue
        value = getattr(protocol, field.name)
        if TEXT in field.holds:
            yield Passage((field.key,), value, field.name, protocol, protocol.id)
        elif field.classes and isinstance(value, tuple):
            for index, root in enumerate(value):
                yield from _of_element((field.key, index), root, protocol)


def _of_element(path: YamlPath, root: Any, protocol: Protocol) -> Iterator[Passage]:
    nearest: Any = root
    for place, element in elements(root, path):
        nearest = element if isinstance(element, Section) else nearest
        owner = nearest if isinstance(root, Page) and isinstance(element, Section) else root
        for field in fields_of(type(element)):
            if field.name in ASKED:
                continue
            text = getattr(element, field.name)
            if TEXT in field.holds and isinstance(text, str):
                # The text of a section is Markdown; of a protocol's texts it alone.
                text = words_of(text) if isinstance(element, Section) and field.name == "text" else text
                yield Passage((*place, field.key), text, field.name, owner, name_of(root, protocol))


def name_of(element: Any, protocol: Protocol) -> str:
    """Return the id of an element, or the code of a warning; the protocol's id for what has no name of its own."""
    return str(getattr(element, "id", None) or getattr(element, "code", None) or protocol.id)


def statements_of(element: Any, protocol: Protocol) -> tuple[str, ...]:
    """Return the ids of the statements that an element of a protocol is, or rests on."""
    if isinstance(element, Statement):
        return (element.id,)
    if isinstance(element, Section):
        parts: dict[str, tuple[Any, ...]] = {
            "criteria": protocol.criteria,
            "recommendations": protocol.recommendations,
            "disagreements": protocol.disagreements,
        }
        shown: list[str] = []
        for field, collection in parts.items():
            for each in collection:
                if each.id in getattr(element, field):
                    shown += each.statements
        return tuple(dict.fromkeys((*element.statements, *shown)))
    if isinstance(element, Protocol):
        return tuple(statement.id for statement in protocol.statements)
    return tuple(getattr(element, "statements", ()))
