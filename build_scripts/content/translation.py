"""The content in another language: the texts that authors translated replace the English ones, the others stay English.

A protocol's folder holds `translations/CODE.yml`: the version that was translated, and texts by the ids of elements.
A translation of another version is refused, and so is one whose numbers differ: it might say another dose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from build_scripts.content.labels import folded, same_labels
from build_scripts.content.translatable import (
    OWN,
    element_class,
    leaves_of,
    named_by,
    place_of,
    translatable_parts,
    with_texts,
)
from build_scripts.content.validation.plain_doses import open_texts
from build_scripts.project.problems import ContentError, Problem
from build_scripts.words.dose_words import doses_in, objection_to_plain_dose
from checker import Protocol
from checker.answers.echo import unknown, visible
from checker.language.keys import YamlPath, field_name

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Translation:
    """A protocol in another language, as far as it was translated."""

    protocol: Protocol
    """The protocol with the translated texts in the place of the English ones."""
    texts: frozenset[str]
    """The translated texts."""
    done: int
    """Number of texts that were translated."""
    total: int
    """Number of texts that can be translated."""


def load_translations(folder: Path, protocol: Protocol) -> dict[str, Translation]:
    """Load the translations of a protocol, by language.

    Raises:
        ContentError: with every problem found.
    """
    from build_scripts.content.markup.sections import translated_section_problems
    from build_scripts.content.yaml_source import read_yaml

    result: dict[str, Translation] = {}
    problems: list[Problem] = []
    for file in sorted((folder / "translations").glob("*.yml")):
        try:
            document = read_yaml(file)
        except ContentError as error:
            problems += error.problems
            continue
        found = [
            document.problem(path, visible(message))
            for path, message in _objections(document.data, protocol, file.stem)
        ]
        if not found:
            translation = _translated(protocol, document.data["texts"])
            found += translated_section_problems(protocol, document)
            same = _same_labels(protocol, translation.protocol, document.data)
            found += [document.problem(path, visible(message)) for path, message in same]
            found += [document.problem(*dose) for dose in _plain_doses(protocol, translation.protocol, document.data)]
            result[file.stem] = translation
        problems += found
    if problems:
        raise ContentError(problems)
    return result


def _objections(data: Any, protocol: Protocol, code: str) -> Iterator[tuple[YamlPath, str]]:
    try:
        Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        yield (), f"the file is named for '{code}', expected the code of a language, such as de.yml"
    if not isinstance(data, dict) or data.keys() != {"version", "texts"}:
        yield (), "expected the keys 'version' and 'texts'"
        return
    if str(data["version"]) != protocol.version:
        versions = f"of version {data['version']}, and the protocol is {protocol.version}"
        yield ("version",), f"these are translations {versions}: compare them with it, then name its version here"
    if not isinstance(data["texts"], dict):
        yield ("texts",), "expected texts by the part of the protocol that they belong to"
        return
    parts = translatable_parts(protocol)
    for part, given in data["texts"].items():
        path: YamlPath = ("texts", part)
        if part not in parts:
            yield path, unknown("part", str(part), list(parts))
            continue
        cls = element_class(part)
        name = named_by(cls) if cls is not None else None
        if name is None or not isinstance(getattr(protocol, field_name(part)), tuple):
            yield from _texts(given, parts[part], path)
        elif not isinstance(given, dict):
            yield path, f"expected texts by the {name} of the element"
        else:
            for element, texts in given.items():
                if element not in parts[part]:
                    yield (*path, element), unknown(name, str(element), list(parts[part]))
                else:
                    yield from _texts(texts, parts[part][element], (*path, element))


def _texts(given: Any, source: Mapping[str, Any], path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    if not isinstance(given, dict):
        yield path, f"expected texts by name: {', '.join(source)}"
        return
    for name, text in given.items():
        place = (*path, name)
        if name not in source:
            yield place, unknown("text", str(name), list(source))
        elif isinstance(source[name], Mapping):
            yield from _texts(text, source[name], place)
        elif not isinstance(text, str) or not folded(text):
            yield place, "expected a text"
        elif source[name] is None:
            yield place, "there is no such text in English, which says what holds"
        elif _numbers(text) != _numbers(source[name]):
            yield place, f"its numbers differ from those of the English text: {source[name]!r}"


def _same_labels(source: Protocol, translated: Protocol, data: Any) -> Iterator[tuple[YamlPath, str]]:
    """Yield each translated label that looks like another in its list, be that one translated or left in English."""
    for later, first, _ in same_labels(translated):
        one, other = ("texts", *place_of(source, later)), ("texts", *place_of(source, first))
        if _given(data, one) is None:
            one, other = other, one
        label = _given(data, one)
        if label is not None:
            where = ".".join(map(str, other[1:]))
            yield one, f"'{label}' is what readers see for {where} already: they could not tell the two apart"


def _plain_doses(source: Protocol, translated: Protocol, data: Any) -> Iterator[tuple[YamlPath, str]]:
    """Yield each translated text for patients and carers that holds a dose; the English one holds none."""
    for path, text in open_texts(translated):
        place = (OWN, *path) if len(path) == 1 else path if path[0] == "terms" else place_of(source, path)
        if _given(data, ("texts", *place)) is not None:
            for dose in doses_in(text):
                yield ("texts", *place), objection_to_plain_dose(dose)


def _given(data: Any, path: YamlPath) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _numbers(text: str) -> Counter[str]:
    """Return the numbers in a text, with either mark before their decimals."""
    return Counter(number.replace(",", ".") for number in NUMBER.findall(text))


def _translated(protocol: Protocol, given: Mapping[str, Any]) -> Translation:
    texts = leaves_of(given)
    return Translation(with_texts(protocol, given), frozenset(texts), len(texts), _count(protocol))


def _count(protocol: Protocol) -> int:
    return len(leaves_of(translatable_parts(protocol)))


def untranslated(protocol: Protocol) -> Translation:
    """Return the translation of a protocol of which no text was translated."""
    return Translation(protocol, frozenset(), 0, _count(protocol))
