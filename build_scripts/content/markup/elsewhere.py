"""Links of section texts out of their protocol: to pages of other protocols, and to pages that authors wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from build_scripts.content.markup.links import DeadLink, target
from build_scripts.content.markup.parse import parsed
from build_scripts.content.markup.places import place_in
from build_scripts.content.markup.sections import section_texts, translated_section_texts
from build_scripts.content.markup.written import ids_in
from build_scripts.project.problems import Problem
from checker import Protocol
from checker.answers.echo import cut, unknown
from checker.language.keys import YamlPath

if TYPE_CHECKING:
    from build_scripts.content.yaml_source import YamlDocument


def outward_problems(
    protocol: Protocol, folder: Path, languages: Iterable[str], every: Mapping[str, Protocol | None], docs: Path
) -> Iterator[Problem]:
    """Yield a problem for each link out of a protocol that leads nowhere.

    Args:
        protocol: The protocol.
        folder: Its folder.
        languages: Codes of the languages that it is translated into.
        every: All protocols by id; None for one that has problems of its own, whose pages are not known.
        docs: The folder of all content.
    """
    from build_scripts.content.yaml_source import read_yaml

    yield from _pointers(protocol, folder, every)
    if any("../" in text for _, text in section_texts(protocol)):
        document = read_yaml(folder / "protocol.yml")
        yield from _problems(document, section_texts(protocol), protocol, every, docs)
    for code in languages:
        document = read_yaml(folder / "translations" / f"{code}.yml")
        yield from _problems(document, translated_section_texts(protocol, document.data), protocol, every, docs)


def _pointers(protocol: Protocol, folder: Path, every: Mapping[str, Protocol | None]) -> Iterator[Problem]:
    """Yield a problem for each element under `see` that is none of another protocol."""
    from build_scripts.content.yaml_source import read_yaml

    for page, listed in enumerate(protocol.pages):
        for number, section in enumerate(listed.sections):
            for index, name in enumerate(section.see):
                objection = _objection_to_pointer(name, protocol, every)
                if objection:
                    path = ("pages", page, "sections", number, "see", index)
                    yield read_yaml(folder / "protocol.yml").problem(path, objection)


def _objection_to_pointer(name: str, protocol: Protocol, every: Mapping[str, Protocol | None]) -> str | None:
    of, mark, element = name.partition(":")
    if not mark or of == protocol.id:
        return f"'{cut(name)}' is no element of another protocol: expected protocol:element, such as other:S01"
    if of not in every:
        return unknown("protocol", of, every)
    other = every[of]
    if other is None:  # it has problems of its own
        return None
    known = [*(each.id for each in other.recommendations), *(each.id for each in other.statements)]
    return None if element in known else f"{unknown('recommendation or statement', element, known)} of protocol '{of}'"


def _problems(
    document: YamlDocument,
    texts: Iterator[tuple[YamlPath, str]],
    protocol: Protocol,
    every: Mapping[str, Protocol | None],
    docs: Path,
) -> Iterator[Problem]:
    for path, text in texts:
        for line, href in _outward(text, protocol):
            objection = _objection(href, every, docs)
            if objection:
                message = f"the link to '{cut(href)}' leads nowhere: {objection}"
                yield place_in(document, path, line, href, message)


def _outward(text: str, protocol: Protocol) -> Iterator[tuple[int, str]]:
    tokens, _ = parsed(text)
    for token in tokens:
        line = token.map[0] if token.map else 0
        for inner in token.children or []:
            if inner.type in ("softbreak", "hardbreak"):
                line += 1
            elif inner.type == "link_open":
                elsewhere = target(str(inner.attrGet("href")), protocol).elsewhere
                if elsewhere is not None:
                    yield line, elsewhere


def _objection(href: str, every: Mapping[str, Protocol | None], docs: Path) -> str | None:
    address, _, anchor = href.partition("#")
    if not address.startswith("../../"):
        name, page = PurePosixPath(address).parts[1:]
        if name not in every:
            return unknown("protocol", name, every)
        other = every[name]
        try:
            if other is not None:
                target(f"{page}#{anchor}" if anchor else page, other)
        except DeadLink as error:
            return re.sub(r"^.*? leads nowhere: ", "", str(error))
        return None
    file = docs / address.removeprefix("../../")
    if address.startswith("../../protocols/") or not file.is_file():
        return "there is no such page"
    return unknown("heading", anchor, ids) if anchor and anchor not in (ids := ids_in(file, docs)) else None
