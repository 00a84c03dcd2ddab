"""YAML as an author wrote it: plain data, and the line and column of every part of it.

YAML is read as a tree of nodes, not into objects: numbers keep their digits, every key keeps its place, and nothing in
a file can make the reader build, follow or multiply anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from build_scripts.problems import ContentError, Path_, Problem

LARGEST_FILE = 4_000_000
"""Bytes; a protocol is some hundred kilobytes, so that anything beyond this is not one."""

DEEPEST = 60
"""Levels of nesting; more would be a mistake, and would exhaust the stack of those who walk the tree."""

LONGEST_NUMBER = 60
"""Characters of a number."""


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One YAML file: its data, and where each part of it stands."""

    file: Path
    data: Any
    """Mappings, lists, strings, booleans, None, integers, and decimals for numbers with a point. Dates stay text."""
    root: Node

    def problem(self, path: Path_, message: str, *, at_key: bool = False) -> Problem:
        """Return a problem at a part of the document.

        Args:
            path: Where; a part that does not exist stands for the nearest that does.
            message: What is wrong and what was expected.
            at_key: Whether the key itself is meant, not its value.
        """
        node, key_node = self.root, None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        mark = (key_node if at_key and key_node is not None else node).start_mark
        return Problem(self.file, mark.line + 1, mark.column + 1, message)


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def read_yaml(file: Path) -> YamlDocument:
    """Read a YAML file.

    Raises:
        ContentError: when it cannot be read, is no YAML, is too large or too deep, repeats a key, or uses tags, anchors
            or aliases, which protocols have no need of.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise ContentError([Problem(file, 1, 1, f"the file has {size} bytes, at most {LARGEST_FILE} are read")])
        text = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(file, 1, 1, "the file does not exist")]) from None
    except UnicodeDecodeError as error:
        raise ContentError([Problem(file, 1, 1, f"the file is not UTF-8: byte {error.start} cannot be read")]) from None
    except OSError as error:
        raise ContentError([Problem(file, 1, 1, f"the file cannot be read: {error.strerror}")]) from None
    return yaml_from(text, file)


def yaml_from(text: str, file: Path) -> YamlDocument:
    """Read YAML from a text.

    Args:
        text: The YAML.
        file: What problems name as its place.

    Raises:
        ContentError: as `read_yaml` does.
    """
    reader = YAML(typ="safe", pure=True)
    try:
        root = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ContentError([Problem(file, line, column, f"not valid YAML: {error.problem}")]) from None
    except YAMLError as error:
        raise ContentError([Problem(file, 1, 1, f"not valid YAML: {error}")]) from None
    except RecursionError:
        raise ContentError([Problem(file, 1, 1, f"nested more than {DEEPEST} levels deep")]) from None
    if root is None:
        raise ContentError([Problem(file, 1, 1, "the file is empty")])
    problems = list(_objections(root, file, 0, set()))
    if problems:
        raise ContentError(problems)
    return YamlDocument(file, _data(root), root)


def _objections(node: Node, file: Path, depth: int, seen: set[int]) -> Iterator[Problem]:
    mark = node.start_mark
    line, column = mark.line + 1, mark.column + 1
    if id(node) in seen:
        yield Problem(file, line, column, "anchors and aliases are not used here; write the value out")
        return
    seen.add(id(node))
    if depth > DEEPEST:
        yield Problem(file, line, column, f"nested more than {DEEPEST} levels deep")
        return
    if not str(node.tag).startswith("tag:yaml.org,2002:") or str(node.tag).rsplit(":", 1)[1] not in _KNOWN_TAGS:
        yield Problem(file, line, column, f"the tag '{node.tag}' is not used here")
        return
    if str(node.tag).endswith((":int", ":float")) and len(node.value) > LONGEST_NUMBER:
        yield Problem(
            file, line, column, f"a number of {len(node.value)} characters, at most {LONGEST_NUMBER} are read"
        )
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _objections(item, file, depth + 1, seen)
    elif isinstance(node, MappingNode):
        keys: dict[str, int] = {}
        for key, value in node.value:
            at = key.start_mark
            if not isinstance(key, ScalarNode):
                yield Problem(file, at.line + 1, at.column + 1, "a key must be a plain text")
            elif key.value in keys:
                yield Problem(
                    file,
                    at.line + 1,
                    at.column + 1,
                    f"the key '{key.value}' is given twice (first in line {keys[key.value]})",
                )
            else:
                keys[key.value] = at.line + 1
            yield from _objections(value, file, depth + 1, seen)


_KNOWN_TAGS = frozenset({"str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge"})


def _data(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_data(item) for item in node.value]
    text, tag = node.value, str(node.tag).rsplit(":", 1)[1]
    match tag:
        case "int":
            digits = text.replace("_", "")
            return int(digits) if digits.lstrip("+-").isdecimal() else int(digits, 0)
        case "float":
            return Decimal(text.replace("_", "").replace(".inf", "Infinity").replace(".nan", "NaN"))
        case "bool":
            return text.lower() == "true"
        case "null":
            return None
        case _:
            return text
