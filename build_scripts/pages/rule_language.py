"""The page on the rule language, made from the tables that the tests run, so that it shows what is true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from build_scripts.content.yaml_source import read_yaml

HEAD = """---
title: The rule language
description: Every construct of the rule language, with its truth table.
---

# The rule language

Rules are data: there is no program text to write. This page shows every construct with cases, and what the engine
answers to them. It is made from the very tables that the tests run, so that it cannot say anything that does not hold.
"""


def render_language_page(folder: Path) -> str:
    """Return the page as Markdown.

    Args:
        folder: Holds one YAML file for each chapter: `title`, `text`, `findings` (in the first: those of all examples)
            and `sections`, each with `title`, `text`, `with` (further parts of a protocol), `when` (the rule) or
            `rules` (several, by the column of their result) or `dose`, `reads` (the rule in words), `columns` and
            `rows`.

    Raises:
        ContentError: when a file is not YAML.
    """
    return "\n".join(
        [HEAD, *(line for file in sorted(folder.glob("*.yml")) for line in _chapter(read_yaml(file).data))]
    )


def _chapter(chapter: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {chapter['title']}\n\n{chapter['text'].rstrip()}\n"
    if "findings" in chapter:
        yield _yaml(f"findings:\n{_indented(chapter['findings'])}")
    for section in chapter.get("sections", ()):
        yield f"### {section['title']}\n"
        if "text" in section:
            yield f"{section['text']}\n"
        yield _yaml("\n".join(_example(section)))
        if "reads" in section:
            yield f"It reads: {section['reads']}.\n"
        yield _row(section["columns"])
        yield _row("---" for _ in section["columns"])
        yield from map(_row, section["rows"])
        yield ""


def _example(section: Mapping[str, Any]) -> Iterator[str]:
    if "with" in section:
        yield section["with"].rstrip()
    if "when" in section:
        yield _rule(section["when"])
    if "dose" in section:
        yield f"doses:\n{_indented('- ' + section['dose'].rstrip())}"
    for column, rule in section.get("rules", {}).items():
        yield f"{_rule(rule)}  # {column}"


def _rule(rule: str) -> str:
    return f"when:\n{_indented(rule)}" if "\n" in rule.rstrip() else f"when: {rule.rstrip()}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.rstrip().splitlines())


def _yaml(text: str) -> str:
    return f"```yaml\n{text}\n```\n"


def _row(cells: Any) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
