"""Other names of things: listed once by an author, so that who searches by one finds what is written with another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_scripts.labels import folded
from checker import Protocol


def other_names(protocol: Protocol, text: str) -> list[str]:
    """Return the synonyms of what a text names, without those that it uses itself.

    Args:
        protocol: The protocol whose `synonyms` are asked.
        text: What is written.
    """
    found = []
    for group in protocol.synonyms:
        if any(_named(name).search(text) for name in group):
            found += [name for name in group if not _named(name).search(text)]
    return found


@lru_cache(maxsize=4096)
def _named(name: str) -> re.Pattern[str]:
    """Match a name as words of their own. An abbreviation counts only in capitals: 'DS' is not in 'ds'."""
    short = name.isupper() or len(name) <= 3
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", 0 if short else re.IGNORECASE)


def synonym_objections(protocol: Protocol) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the synonyms of a protocol: a group of one, or a name that stands twice."""
    first: dict[str, int] = {}
    for index, group in enumerate(protocol.synonyms):
        if len(group) < 2:
            yield ("synonyms", index), "expected two names or more for the same thing"
        for place, name in enumerate(group):
            seen = folded(name)
            if seen in first:
                yield (
                    ("synonyms", index, place),
                    f"'{name}' stands in the synonyms already (number {first[seen] + 1}); put both lists together",
                )
            first.setdefault(seen, index)
