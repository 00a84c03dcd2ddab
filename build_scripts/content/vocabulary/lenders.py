"""Other protocols on which a protocol depends: what it reads of them, and their files, on which what is kept hangs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from build_scripts.project.paths import LEXICON
from build_scripts.project.problems import ContentError
from checker import Protocol
from checker.protocol.model_fields import fields_of
from checker.protocol.traversal import COLLECTIONS, elements, named_rules

MARK = ":"
"""What stands between the id of a protocol and that of its element."""


def lender_of(name: str) -> str | None:
    """Return the id of the protocol that an element was folded in from; None for an element of the protocol's own."""
    lender, mark, _ = name.partition(MARK)
    return lender if mark else None


def lenders_of(protocol: Protocol) -> list[str]:
    """Return the ids of the protocols whose rules a protocol reads, directly or through others."""
    return list(dict.fromkeys(lender for _, name in named_rules(protocol) if (lender := lender_of(name)) is not None))


def names_in(value: Any, kind: str) -> Iterator[str]:
    """Yield each id of a kind that a part of the model names, at any depth."""
    for _, element in elements(value):
        for each in fields_of(type(element)):
            if each.id is not None and each.name != "id" and each.id.of == (kind,):
                yield from each.named_in(element)


def read_by(protocol: Protocol, parts: Iterable[Any]) -> set[tuple[str, str]]:
    """Return what parts of a protocol read by name, directly or through others: the kind and the id of each.

    Args:
        protocol: The protocol.
        parts: Its rules, or parts of the model that hold some.
    """
    named = named_rules(protocol)
    found: set[tuple[str, str]] = set()
    queue = list(parts)
    while queue:
        part = queue.pop()
        new = {(kind, name) for kind in (*COLLECTIONS, "finding") for name in names_in(part, kind)} - found
        found |= new
        queue += [named[each] for each in new if each in named]
    return found


def only_lent(protocol: Protocol) -> frozenset[tuple[str, str]]:
    """Return the elements of a protocol that are another's to prove and to try, each as the list and its id.

    They are the elements that were folded in, and the findings that nothing else reads.
    """
    lists = (*COLLECTIONS.values(), "constraints")
    lent = {
        (collection, element.id)
        for collection in lists
        for element in getattr(protocol, collection)
        if lender_of(element.id) is not None
    }
    own = [each for name in lists for each in getattr(protocol, name) if (name, each.id) not in lent]
    read = set(names_in((*own, *protocol.recommendations, *protocol.warnings), "finding"))
    return frozenset(
        {*lent, *(("findings", finding.id) for finding in protocol.findings if lent and finding.id not in read)}
    )


class Lent:
    """Other protocols as one protocol reads them, directly or through others: each is loaded once."""

    def __init__(self, load: Callable[..., Protocol]) -> None:
        """Begin with none.

        Args:
            load: The function that loads a protocol; see `build_scripts.content.load.load_protocol`.
        """
        self._load = load
        self._found: dict[Path, Protocol | ContentError] = {}

    def get(self, folder: Path, readers: tuple[str, ...] = ()) -> Protocol:
        """Return the protocol of a folder.

        Args:
            folder: The folder.
            readers: Ids of the protocols that read it, the first of them first.

        Raises:
            ContentError: with every problem of the protocol, each time that it is asked for.
        """
        if folder not in self._found:
            try:
                self._found[folder] = self._load(folder, past=True, readers=readers, lent=self)
            except ContentError as error:
                self._found[folder] = error
        found = self._found[folder]
        if isinstance(found, ContentError):
            raise found
        return found


_NAMED = re.compile(r"(?<![\w-])([a-z0-9-]+):[A-Za-z0-9]")
"""Name of an element of another protocol, as `names_elsewhere` finds it among the data, and much else."""

_ONLY_POINTED_TO = re.compile(
    r"^accepted: *\n(?:(?:[ #-][^\n]*)?\n)*|(?<![\w-])see: *\[[A-Za-z0-9:, -]*\]", re.MULTILINE
)
"""Parts of a protocol's file that name elements of another one without reading them: what its authors accepted beside
them, and what its sections point to. Where they are written otherwise, a lender is found too many."""


def lenders(folder: Path) -> list[Path]:
    """Return the folders of all protocols that a protocol may read, directly or through others; rather one too many."""
    found: dict[Path, None] = {}
    queue = [folder]
    while queue:
        each = queue.pop()
        for other in _named_in(each):
            if other != folder and other not in found:
                found[other] = None
                queue.append(other)
    return sorted(found)


def files_of_lenders(folder: Path) -> list[Path]:
    """Return the files of other protocols that a protocol's own answers and texts may rest on."""
    return [
        file
        for lender in lenders(folder)
        for file in (lender / "protocol.yml", *sorted((lender / "translations").glob("*.yml")))
        if file.is_file()
    ]


def _named_in(folder: Path) -> Iterator[Path]:
    try:
        text = (folder / "protocol.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for name in sorted(set(_NAMED.findall(_ONLY_POINTED_TO.sub("", text)))):
        if (folder.parent / name / "protocol.yml").is_file():
            yield folder.parent / name


def content_files(folder: Path) -> list[Path]:
    """Return the files that a protocol depends on: those of its folder, what all share, and protocols that it reads.

    The lexicon is shared by those who search; no protocol reads it.
    """
    docs = folder.parent.parent
    own = {path for place in (folder, docs / "vocabulary") for path in place.rglob("*") if path.is_file()}
    return sorted({*own, *files_of_lenders(folder)} - {docs / LEXICON})
