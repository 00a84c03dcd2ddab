"""The page on the rule language, made from the tables that the tests run: what it shows is what holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_scripts.yaml_source import read_yaml

HEAD = """---
title: The rule language
description: Every construct of the rule language, with its truth table.
---

# The rule language

Rules are data. Each construct below stands with its truth table. The tables are those that the tests run, so that this
page says what the engine does. A `?` stands for a finding that was not assessed.
"""


def render_language_page(folder: Path) -> str:
    """Return the page as Markdown.

    Args:
        folder: Holds a YAML file a chapter: `title`, `text` and `sections`, each with `title`, `text`, `with` (further
            parts of a protocol), `when` (the rule), `columns` and `rows`.

    Raises:
        ContentError: when a file is no YAML.
    """
    return "\n".join(
        [HEAD, *(line for file in sorted(folder.glob("*.yml")) for line in _chapter(read_yaml(file).data))]
    )


def _chapter(chapter: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {chapter['title']}\n\n{chapter['text']}\n"
    for section in chapter["sections"]:
        yield f"### {section['title']}\n"
        if "text" in section:
            yield f"{section['text']}\n"
        with_ = f"{section['with'].rstrip()}\n" if "with" in section else ""
        when = section["when"].rstrip()
        rule = f"when: {when}" if "\n" not in when else "when:\n" + "\n".join(f"  {line}" for line in when.splitlines())
        yield f"```yaml\n{with_}{rule}\n```\n"
        yield _row(section["columns"])
        yield _row("---" for _ in section["columns"])
        yield from map(_row, section["rows"])
        yield ""


def _row(cells: Any) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
