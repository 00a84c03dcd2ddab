"""Checks of synonyms: groups of several names, of which each stands once."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.content.labels import folded
from checker import Protocol


def synonym_objections(protocol: Protocol) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield an objection to each group of a single synonym, and to each name that stands twice."""
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
