"""Names for the same thing, from wherever they come, joined into one list, for those who search, ask or compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from build_scripts.content.labels import folded
from checker import Protocol


def joined(protocol: Protocol, named: Iterable[Sequence[str]]) -> Protocol:
    """Return a protocol whose synonyms have further names as well, joined with those that they share a name with.

    Args:
        protocol: The protocol.
        named: Names of one thing each.
    """
    groups = [list(group) for group in protocol.synonyms]
    for group in named:
        names, seen = list(group), {folded(name) for name in group}
        touching = [known for known in groups if seen & {folded(name) for name in known}]
        for known in touching:
            groups.remove(known)
            names += [name for name in known if folded(name) not in seen]
            seen |= {folded(name) for name in known}
        if len(names) > 1:
            groups.append(names)
    return replace(protocol, synonyms=tuple(map(tuple, groups)))


def finding_names(protocol: Protocol) -> list[tuple[str, ...]]:
    """Return the names of each finding of a protocol that has several."""
    return [(finding.label, *finding.synonyms) for finding in protocol.findings if finding.synonyms]
