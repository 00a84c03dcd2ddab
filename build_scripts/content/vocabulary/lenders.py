"""Other protocols on which a protocol depends: what it reads of them, and their files, on which what is kept hangs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


_NAMED = re.compile(r"(?<![\w-])([a-z0-9-]+):[A-Za-z0-9]")
"""Name of an element of another protocol, as `names_elsewhere` finds it among the data, and much else."""


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
    for name in sorted(set(_NAMED.findall(text))):
        if (folder.parent / name / "protocol.yml").is_file():
            yield folder.parent / name


def content_files(folder: Path) -> list[Path]:
    """Return the files that a protocol depends on: those of its folder, what all share, and protocols that it reads."""
    shared = folder.parent.parent / "vocabulary"
    own = (path for place in (folder, shared) for path in place.rglob("*") if path.is_file())
    return sorted({*own, *files_of_lenders(folder)})
