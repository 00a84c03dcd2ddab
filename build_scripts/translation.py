"""The content in another language: what authors translated stands in the place of the English; the rest is left.

A protocol's folder holds `translations/CODE.yml`: the version that was translated, and texts by the ids of elements.
A translation of another version is refused, and so is one whose numbers differ: it might say another dose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from build_scripts.labels import folded, same_labels
from build_scripts.problems import ContentError, Path_, Problem
from checker import Protocol
from checker.cases import unknown
from checker.findings import ChoiceFinding
from checker.keys import key

TEXTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "groups": ("id", ("label", "help")),
    "findings": ("id", ("label", "plain", "help")),
    "constraints": ("id", ("message",)),
    "criteria": ("id", ("label", "note")),
    "scores": ("id", ("label", "note")),
    "grades": ("id", ("label", "note")),
    "recommendations": ("id", ("label", "plain", "note")),
    "warnings": ("code", ("message",)),
    "pathway": ("criterion", ("title",)),
    "statements": ("id", ("text", "plain", "conflict", "known")),
    "disagreements": ("id", ("title", "text", "handling")),
    "pages": ("id", ("title", "description")),
}
"""Field of a protocol → what its elements are named by, and those of their texts that can be translated."""

OWN = ("title", "summary", "not_applicable")
"""Texts of the protocol itself."""

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Translation:
    """A protocol in another language, as far as it was translated."""

    protocol: Protocol
    """With the translated texts in the place of the English."""
    texts: frozenset[str]
    """Those texts."""
    done: int
    """How many texts were translated."""
    total: int
    """How many there are."""


def load_translations(folder: Path, protocol: Protocol) -> dict[str, Translation]:
    """Load what was translated of a protocol, by language.

    Raises:
        ContentError: with every problem found.
    """
    from build_scripts.yaml_source import read_yaml

    result: dict[str, Translation] = {}
    problems: list[Problem] = []
    for file in sorted((folder / "translations").glob("*.yml")):
        try:
            document = read_yaml(file)
        except ContentError as error:
            problems += error.problems
            continue
        found = [document.problem(path, message) for path, message in _objections(document.data, protocol, file.stem)]
        if not found:
            translation = _translated(protocol, document.data["texts"])
            same = _same_labels(protocol, translation.protocol, document.data)
            found = [document.problem(path, message) for path, message in same]
            result[file.stem] = translation
        problems += found
    if problems:
        raise ContentError(problems)
    return result


def _objections(data: Any, protocol: Protocol, code: str) -> Iterator[tuple[Path_, str]]:
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
    for part, elements in data["texts"].items():
        path: Path_ = ("texts", part)
        if part == "protocol":
            yield from _texts(elements, {key(name): getattr(protocol, name) for name in OWN}, path)
        elif part not in TEXTS:
            yield path, unknown("part", str(part), ["protocol", *TEXTS])
        elif not isinstance(elements, dict):
            yield path, f"expected texts by the {TEXTS[part][0]} of the element"
        else:
            known = _elements(protocol, part)
            for name, texts in elements.items():
                if name not in known:
                    yield (*path, name), unknown(TEXTS[part][0], str(name), list(known))
                else:
                    yield from _texts(texts, known[name], (*path, name))


def _texts(given: Any, source: Mapping[str, Any], path: Path_) -> Iterator[tuple[Path_, str]]:
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


def _same_labels(source: Protocol, translated: Protocol, data: Any) -> Iterator[tuple[Path_, str]]:
    """Yield each translated label that looks like another in its list, be that one translated or left in English."""
    for later, first, _ in same_labels(translated):
        one, other = _in_texts(source, later), _in_texts(source, first)
        if _given(data, one) is None:
            one, other = other, one
        label = _given(data, one)
        if label is not None:
            where = ".".join(map(str, other[1:]))
            yield one, f"'{label}' is what readers see for {where} already: they could not tell the two apart"


def _in_texts(protocol: Protocol, path: Path_) -> Path_:
    """Return where a file of translations holds the text that stands at a path of the protocol."""
    part, index, *rest = path
    element: Any = getattr(protocol, str(part))[index]
    place: Path_ = ("texts", part, getattr(element, TEXTS[str(part)][0]))
    if len(rest) == 1 or rest[0] not in INNER:
        return (*place, *rest)
    return (*place, rest[0], getattr(getattr(element, str(rest[0]))[rest[1]], INNER[str(rest[0])][0]))


def _given(data: Any, path: Path_) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _numbers(text: str) -> Counter[str]:
    """Return the numbers in a text, whatever mark stands before their decimals."""
    return Counter(number.replace(",", ".") for number in NUMBER.findall(text))


def _elements(protocol: Protocol, part: str) -> dict[str, dict[str, Any]]:
    """Return the texts of the elements of a part, by what names them: name of the text → the text."""
    name, texts = TEXTS[part]
    result = {}
    for element in getattr(protocol, part):
        found: dict[str, Any] = {text: getattr(element, text, None) for text in texts}
        if isinstance(element, ChoiceFinding):
            found["choices"] = {choice.id: choice.label for choice in element.choices}
        if part == "scores":
            found["bands"] = {band.id: band.label for band in element.bands}
        if part == "grades":
            found["scale"] = {step.id: step.label for step in element.scale}
        if part == "recommendations" and element.no_rule:
            found["no-rule"] = {silence.says: silence.says for silence in element.no_rule}
        if part == "pages":
            found["sections"] = {section.title: section.title for section in element.sections}
        result[getattr(element, name)] = found
    return result


INNER = {
    "choices": ("id", "label"),
    "bands": ("id", "label"),
    "scale": ("id", "label"),
    "sections": ("title", "title"),
    "no-rule": ("says", "says"),
}
"""Field that holds further elements → what they are named by, and their text."""


def _translated(protocol: Protocol, texts: Mapping[str, Any]) -> Translation:
    used: list[str] = []

    def put(element: Any, given: Mapping[str, Any]) -> Any:
        changes: dict[str, Any] = {}
        for name, text in given.items():
            if isinstance(text, Mapping):
                field, (named_by, said) = name.replace("-", "_"), INNER[name]
                changes[field] = tuple(
                    put(inner, {said: text[getattr(inner, named_by)]}) if getattr(inner, named_by) in text else inner
                    for inner in getattr(element, field)
                )
            else:
                used.append(text)
                changes[name.replace("-", "_")] = text
        return replace(element, **changes)

    parts: dict[str, Any] = {}
    for part, given in texts.items():
        if part != "protocol":
            named_by = TEXTS[part][0]
            parts[part] = tuple(
                put(element, given[getattr(element, named_by)]) if getattr(element, named_by) in given else element
                for element in getattr(protocol, part)
            )
    result = put(replace(protocol, **parts), texts.get("protocol", {}))
    return Translation(result, frozenset(used), len(used), _count(protocol))


def _count(protocol: Protocol) -> int:
    def count(texts: Mapping[str, Any]) -> int:
        return sum(count(text) if isinstance(text, Mapping) else text is not None for text in texts.values())

    parts = sum(count(texts) for part in TEXTS for texts in _elements(protocol, part).values())
    return parts + len(OWN)


def untranslated(protocol: Protocol) -> Translation:
    """Return a protocol of which nothing was translated."""
    return Translation(protocol, frozenset(), 0, _count(protocol))
