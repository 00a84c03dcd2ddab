"""The texts of all sections of a protocol and its translations, held against what pages can show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from build_scripts.content.markup.objections import text_objections
from build_scripts.content.markup.places import place_in
from build_scripts.project.problems import Problem
from checker import Protocol
from checker.language.keys import YamlPath

if TYPE_CHECKING:
    from build_scripts.content.yaml_source import YamlDocument


def section_texts(protocol: Protocol) -> Iterator[tuple[YamlPath, str]]:
    """Yield the text of each section that has one, with its path."""
    for index, page in enumerate(protocol.pages):
        for n, section in enumerate(page.sections):
            if section.text is not None:
                yield ("pages", index, "sections", n, "text"), section.text


def section_problems(protocol: Protocol, document: YamlDocument) -> Iterator[Problem]:
    """Yield everything in the section texts of a protocol that its pages could not show, with file and line."""
    for path, text in section_texts(protocol):
        for objection in text_objections(text, protocol, document.file.parent):
            yield place_in(document, path, objection.line, objection.quote, objection.message)


def translated_section_texts(protocol: Protocol, data: Any) -> Iterator[tuple[YamlPath, str]]:
    """Yield the text of each section that a file of translations gives, with its path in that file.

    Args:
        protocol: The English protocol: texts stand under the id of their page and the English text.
        data: The content of the file, of which only the outer form is known to be right.
    """
    for (_, index, *_), english in section_texts(protocol):
        page = protocol.pages[int(index)].id
        path = ("texts", "pages", page, "sections", english)
        text = data
        for step in path:
            text = text.get(step) if isinstance(text, Mapping) else None
        if isinstance(text, str):
            yield path, text


def translated_section_problems(protocol: Protocol, document: YamlDocument) -> Iterator[Problem]:
    """Yield everything in the section texts of a file of translations that pages could not show."""
    folder = document.file.parent.parent
    for path, text in translated_section_texts(protocol, document.data):
        for objection in text_objections(text, protocol, folder):
            yield place_in(document, path, objection.line, objection.quote, objection.message)
