"""Places within texts: the line and column of a part of a text that spans lines of a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.nodes import ScalarNode

from build_scripts.project.problems import Problem
from checker.language.keys import YamlPath

if TYPE_CHECKING:
    from build_scripts.content.yaml_source import YamlDocument


def place_in(document: YamlDocument, path: YamlPath, line: int, quote: str, message: str) -> Problem:
    """Return a problem at a part of a text.

    Args:
        document: The file.
        path: Path of the text.
        line: Line within the text, counted from 0.
        quote: What stands there. It finds the place where the file folds lines, so that they count differently.
        message: What is wrong.
    """
    start = document.problem(path, message)
    node = document.node_at(path)
    rows = document.file.read_text(encoding="utf-8").removeprefix("\ufeff").split("\n")
    first, last = start.line - 1, node.end_mark.line
    if isinstance(node, ScalarNode) and node.style == "|":
        row = min(first + 1 + line, len(rows) - 1)
        return Problem(document.file, row + 1, _column(rows[row], quote), message)
    for row in range(first, min(last + 1, len(rows))):
        if quote and quote in rows[row]:
            return Problem(document.file, row + 1, _column(rows[row], quote), message)
    return start


def _column(row: str, quote: str) -> int:
    found = row.find(quote) if quote else -1
    return (found if found >= 0 else len(row) - len(row.lstrip())) + 1
