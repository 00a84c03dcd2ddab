"""YAML as an author wrote it: plain data, and the line and column of every part of it.

YAML is read as a tree of nodes, not into objects: numbers keep their digits, every key keeps its place, and a file
cannot make the reader build objects, follow references or multiply data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError, MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from build_scripts.content.yaml_scalars import objection_to_character, objection_to_scalar, unseen_characters, value_of
from build_scripts.project.problems import ContentError, Problem
from checker.answers.echo import cut
from checker.language.keys import YamlPath

LARGEST_FILE = 4_000_000
"""Largest size of a file in bytes; a protocol has some hundred kilobytes, so a larger file is none."""

DEEPEST = 60
"""Levels of nesting; more would be a mistake, and would exhaust the stack of functions that walk the tree."""


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One YAML file: its data, and where each part of it stands."""

    file: Path
    data: Any
    """Mappings, lists, strings, booleans, None, integers, and decimals for numbers with a point. Dates stay text."""
    root: Node

    def problem(self, path: YamlPath, message: str, *, at_key: bool = False) -> Problem:
        """Return a problem at a part of the document.

        Args:
            path: Path of the part; in place of a part that does not exist, the nearest existing one is taken.
            message: What is wrong and what was expected.
            at_key: Whether the key itself is meant, not its value.
        """
        key_node, node = self._found(path)
        mark = (key_node if at_key and key_node is not None else node).start_mark
        return Problem(self.file, mark.line + 1, mark.column + 1, message)

    def holds(self, path: YamlPath) -> bool:
        """Return whether the element at a path stands in this file, and was not taken from another one."""
        if len(path) < 2 or not isinstance(path[1], int):
            return True
        return path[1] < len(self.data.get(str(path[0])) or ())

    def node_at(self, path: YamlPath) -> Node:
        """Return the node of a part of the document, or the nearest existing one."""
        return self._found(path)[1]

    def _found(self, path: YamlPath) -> tuple[Node | None, Node]:
        key_node, node = None, self.root
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        return key_node, node

    def spelled(self, path: YamlPath) -> str | None:
        """Return the value at a path as its author wrote it, without quotes; None where no plain value stands."""
        node: Node = self.root
        for step in path:
            found = _child(node, step)
            if found is None:
                return None
            node = found[1]
        return str(node.value) if isinstance(node, ScalarNode) else None


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def read_yaml(file: Path) -> YamlDocument:
    """Read a YAML file.

    Raises:
        ContentError: when the file cannot be read, is no YAML, is too large or too deep, is of another version of YAML,
            repeats a key, uses tags, anchors or aliases, which protocols do not need, or spells a value in a way that
            can be misread.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise ContentError([Problem(file, 1, 1, f"the file has {size} bytes, at most {LARGEST_FILE} are read")])
        data = file.read_bytes()
        text = data.decode("utf-8")
    except FileNotFoundError:
        raise ContentError([Problem(file, 1, 1, "the file does not exist")]) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte {error.start} cannot be read"
        raise ContentError([Problem(file, line, 1, message)]) from None
    except OSError as error:
        raise ContentError([Problem(file, 1, 1, f"the file cannot be read: {error.strerror}")]) from None
    return yaml_from(text, file)


def yaml_from(text: str, file: Path) -> YamlDocument:
    """Read YAML from a text.

    Args:
        text: The YAML.
        file: The file that problems name as their place.

    Raises:
        ContentError: as `read_yaml` does.
    """
    problems = [Problem(file, line, 1, message) for line, message in _directives(text)]
    if problems:
        raise ContentError(problems)
    root, objections = _composed(text, file)
    problems = list(unseen_characters(text, file))
    if not objections and not problems:  # an anchor could lead the walk in circles
        objections = list(_objections(root))
    problems += [Problem(file, mark.line + 1, mark.column + 1, message) for mark, message in objections]
    if problems:
        raise ContentError(problems)
    return YamlDocument(file, _data(root), root)


def _directives(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and what is wrong with it of each directive: another version of YAML reads `yes` as true."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.startswith("%"):
            words = line.split("#", 1)[0].split()
            if words != ["%YAML", "1.2"]:
                yield number, f"'{cut(line.strip())}' is not used here: expected YAML 1.2, which needs no such line"
        elif line.strip() and not line.lstrip().startswith(("#", "...")):
            return


MarkedObjection = tuple[Any, str]
"""An objection to a part of the file, with the mark of the YAML library that knows its line and column."""


class _NodeComposer(Composer):
    """A composer of nodes that also notes what authors wrote beside the values: tags and anchors."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self.warn_double_anchors = False
        self.objections: list[MarkedObjection] = []

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if not isinstance(event, AliasEvent):
            if event.anchor is not None:
                self.objections.append((event.start_mark, "anchors and aliases are not used here; write the value out"))
            if event.ctag is not None:
                tag = f"{event.ctag.handle or ''}{event.ctag.suffix}"
                message = f"the tag '{cut(tag)}' is not used here; write the value plainly, without a tag"
                self.objections.append((event.start_mark, message))
        return super().compose_node(parent, index)

    def get_single_node(self) -> Any:
        try:
            return super().get_single_node()
        except YAMLError:
            raise
        except Exception as error:  # the library has bugs of its own, which an author must not see
            mark = self.loader.reader.get_mark()
            raise ComposerError(None, None, "what stands up to here cannot be read", mark) from error


def _composed(text: str, file: Path) -> tuple[Node, list[MarkedObjection]]:
    """Return the tree that a text spells, and the objections to what its author wrote beside the values."""
    reader = YAML(typ="safe", pure=True)
    reader.Composer = _NodeComposer
    reader.max_depth = DEEPEST + 1
    line, column = 1, 1
    try:
        root = reader.compose(text)
        if root is not None:
            return root, reader.composer.objections
        message = "the file is empty"
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark:
            line, column = mark.line + 1, mark.column + 1
        if isinstance(error, MaxDepthExceededError):
            message = f"nested more than {DEEPEST} levels deep"
        else:
            message = f"not valid YAML: {_in_words(error.problem or error.context)}"
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"not valid YAML: {objection_to_character(error.character)}"
    except YAMLError as error:
        message = f"not valid YAML: {error}"
    raise ContentError([Problem(file, line, column, message)])


_IN_OTHER_WORDS = {
    "but found another document": "one document is expected in a file, and another begins here",
    "found unexpected document separator": "a text in quotes is still open where another document begins",
    "more indented follow up line than first in a block scalar": (
        "the text above begins with a line of nothing but blanks; take the blanks or the line away"
    ),
    "could not find expected ':'": (
        "a line above is neither a key with its colon nor part of the text before it; check its indentation"
    ),
    "mapping values are not allowed here": "no key with a colon can stand here; put a text with a colon in quotes",
    "sequence entries are not allowed here": "no item of a list can begin here; check the indentation",
    "found character '\\t' that cannot start any token": "a tab stands here, where only blanks may; put blanks",
    "found unexpected end of stream": "a text in quotes is still open where the file ends",
}
"""Message of the library that is no sentence, or names no problem → words that an author understands."""

_PARTS = {
    "<block end>": "the end of this list or mapping",
    "<block mapping start>": "a mapping that is indented otherwise",
    "<block sequence start>": "a list that is indented otherwise",
    "<scalar>": "a value",
    "the node content": "a value",
    "<alias>": "an alias",
    "<anchor>": "an anchor",
    "<tag>": "a tag",
    "<document start>": "'---'",
    "<document end>": "'...'",
    "<stream end>": "the end of the file",
}
"""The library's name of a part of YAML → an author's."""


def _in_words(said: str) -> str:
    """Return what the library says about a file, in words that an author understands."""
    if said.startswith("expected '<document start>'"):
        stands = "a directive stands" if "<stream end>" in said else "something stands"
        return f"{stands} behind the content"
    for name, words in _PARTS.items():
        for quoted in (f"('{name}',)", f"'{name}'", name):
            said = said.replace(quoted, words)
    return _IN_OTHER_WORDS.get(said, said)


def _objections(node: Node) -> Iterator[MarkedObjection]:
    if isinstance(node, ScalarNode):
        message = objection_to_scalar(node.value, _kind(node))
        if message:
            yield node.start_mark, message
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _objections(item)
    elif isinstance(node, MappingNode):
        keys: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                yield key.start_mark, "a key must be a plain text"
            elif key.value in keys:
                yield (
                    key.start_mark,
                    f"the key '{cut(key.value)}' is given twice (first in line {keys[key.value]})",
                )
            else:
                keys[key.value] = key.start_mark.line + 1
                message = objection_to_scalar(key.value, "str")  # every key is a text, whatever it looks like
                if message:
                    yield key.start_mark, message
            yield from _objections(value)


def _kind(node: Node) -> str:
    return str(node.tag).rsplit(":", 1)[1]


def _data(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _data(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_data(item) for item in node.value]
    return value_of(node.value, _kind(node))
