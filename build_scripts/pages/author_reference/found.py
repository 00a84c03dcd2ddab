"""Examples of keys and mappings, found in the files that authors wrote and in the tables of the rule language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from textwrap import indent
from typing import Any, Literal, get_args, get_origin

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from build_scripts.content.yaml_source import read_yaml, yaml_from
from build_scripts.content.yaml_text import value_text
from build_scripts.pages.author_reference.type_words import held_by
from checker import Protocol
from checker.protocol.model import Recommendation
from checker.protocol.model_fields import ModelField, fields_of

LONGEST_VALUE = 72
"""Most characters of the example of one key; a longer text is cut."""

MOST_LINES = 24
"""Most lines of the example of a whole mapping; a longer one says less than its keys do."""

Found = Mapping[str, Mapping[str, str]]
"""Examples as plain data: under `keys` those of keys by their place, under `whole` those of classes by their name."""


def place_of(cls: type, field: ModelField) -> str:
    """Return the place of a key: the name of the class that declares it, and the key."""
    bases = (base for base in reversed(cls.__mro__) if is_dataclass(base))
    declaring = next(base for base in bases if any(each.name == field.name for each in fields(base)))
    return f"{declaring.__name__}.{field.key}"


def found_in(file: Path, root: type) -> Found:
    """Return the examples in a file.

    Args:
        file: The file.
        root: The class that the file spells.

    Raises:
        ContentError: when it is no YAML.
    """
    return _found(file.read_text(encoding="utf-8"), file, root)


def found_in_language(folder: Path) -> list[Found]:
    """Return the examples in the tables of the rule language.

    Args:
        folder: The folder of the tables; it may be missing.

    Raises:
        ContentError: when one of them is no YAML.
    """
    return [
        _found(text, chapter, root)
        for chapter in sorted(folder.glob("*.yml"))
        for text, root in _pieces(read_yaml(chapter).data)
    ]


def _pieces(chapter: Mapping[str, Any]) -> Iterator[tuple[str, type]]:
    """Yield the pieces of YAML in a chapter on the rule language, each with the class of which it is a part."""
    if "findings" in chapter:
        yield f"findings:\n{indent(chapter['findings'], '  ')}", Protocol
    for section in chapter.get("sections", ()):
        if "with" in section:
            yield section["with"], Protocol
        for rule in section.get("rules", {"": section.get("when")}).values():
            if rule is not None:
                yield f"when:\n{indent(rule, '  ')}", Recommendation


def _found(text: str, file: Path, root: type) -> Found:
    document = yaml_from(text, file)
    reading = _Reading(text.splitlines())
    reading.walk(root, document.root, document.data)
    whole = {cls.__name__: example for cls, (_rank, example) in reading.whole.items() if cls is not root}
    return {"keys": reading.keys, "whole": whole}


class _Reading:
    """What one document has."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.keys: dict[str, str] = {}
        self.whole: dict[type, tuple[tuple[int, int], str]] = {}

    def walk(self, cls: type, node: Node, data: Any) -> None:
        """Take the examples from a mapping that spells a class, and from all within it."""
        if not isinstance(node, MappingNode):
            return
        text = self._source(node)
        rank = len(node.value), -len(text)
        if text.count("\n") < MOST_LINES and (cls not in self.whole or rank > self.whole[cls][0]):
            self.whole[cls] = rank, text
        nodes = {key.value: value for key, value in node.value}
        for field in fields_of(cls):
            if data.get(field.key) is None:
                continue
            part, value = nodes[field.key], data[field.key]
            if not field.classes:
                self._take(cls, field, part, value)
            for held, inner, inside in _mappings(held_by(cls, field), part, value):
                self.walk(held, inner, inside)

    def _take(self, cls: type, field: ModelField, node: Node, value: Any) -> None:
        start, end = node.start_mark, node.end_mark
        one_line = start.line == end.line
        text = self._lines[start.line][start.column : end.column] if one_line else value_text(value)
        if len(text) > LONGEST_VALUE:
            text = f"{text[: LONGEST_VALUE - 1].rstrip()}…"
        place = place_of(cls, field)
        if place not in self.keys or (self.keys[place].endswith("…") and not text.endswith("…")):
            self.keys[place] = text

    def _source(self, node: MappingNode) -> str:
        """Return a mapping as its author wrote it, without the indentation of its place."""
        start, end = node.start_mark, node.end_mark
        lines = self._lines[start.line : end.line + 1]
        if end.line < len(self._lines):
            lines[-1] = lines[-1][: end.column]
        indents = [min(start.column, len(line) - len(line.lstrip())) for line in lines[1:]]
        lines = [lines[0][start.column :], *(line[indent:] for line, indent in zip(lines[1:], indents, strict=True))]
        while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()  # what stands before the next element
        return "\n".join(line.rstrip() for line in lines)


def _mappings(classes: tuple[type, ...], node: Node, data: Any) -> Iterator[tuple[type, Node, Mapping[str, Any]]]:
    """Yield each mapping within a value that spells one of some classes, with its class."""
    if isinstance(node, SequenceNode):
        for part, inside in zip(node.value, data, strict=True):
            yield from _mappings(classes, part, inside)
    elif isinstance(node, MappingNode):
        cls = spelled(classes, data)
        if cls is not None:
            yield cls, node, data
        elif classes:
            for (_key, part), inside in zip(node.value, data.values(), strict=True):
                yield from _mappings(classes, part, inside)


def spelled(classes: Iterable[type], data: Mapping[str, Any]) -> type | None:
    """Return which of some classes a mapping spells, the one with the fewest keys if several; None if it is none."""
    fitting = [cls for cls in classes if _fits(cls, data)]
    return min(fitting, key=lambda cls: len(fields_of(cls)), default=None)


def _fits(cls: type, data: Mapping[str, Any]) -> bool:
    known = {field.key: field for field in fields_of(cls)}
    needed = {
        described.key
        for described, field in zip(fields_of(cls), fields(cls), strict=True)
        if field.default is MISSING and field.default_factory is MISSING
    }
    if not (needed <= data.keys() <= known.keys()):
        return False
    fixed = ((name, field.hint) for name, field in known.items() if get_origin(field.hint) is Literal)
    return all(data.get(name) in get_args(hint) for name, hint in fixed if name in data)
