"""Checks of the form of entries under `accepted`: each names existing elements. The reviews check the rest."""

from __future__ import annotations

from collections.abc import Iterator

from checker import Protocol
from checker.answers.echo import unknown
from checker.language.keys import YamlPath
from checker.protocol.model import Acceptance

NUMBERS = {
    "alone": (1, None, "a recommendation or more"),
    "ends": (1, 1, "one recommendation"),
    "crossed": (2, None, "two recommendations or more, the bolder and then the more cautious,"),
}
"""Review → least and largest number of recommendations that an entry names, and this in words. In the review `alone`
one finding may leave any number of recommendations open."""


def acceptance_objections(protocol: Protocol) -> Iterator[tuple[YamlPath, str]]:
    """Yield an objection to each mistake in the entries under `accepted`."""
    recommendations = [recommendation.id for recommendation in protocol.recommendations]
    findings = [finding.id for finding in protocol.findings]
    counted = [*(score.id for score in protocol.scores), *(grade.id for grade in protocol.grades)]
    for index, entry in enumerate(protocol.accepted):
        path: YamlPath = ("accepted", index)
        least, most, words = NUMBERS[entry.review]
        if not least <= len(entry.recommendations) <= (most or len(entry.recommendations)):
            found = ", ".join(entry.recommendations) or "none"
            yield (*path, "recommendations"), f"expected {words} for the review '{entry.review}', found {found}"
        for place, name in enumerate(entry.recommendations):
            other = place and entry.review == "crossed" and protocol_of(name)
            if other and other != other_protocol(entry):
                yield (*path, "recommendations", place), "the more cautious ones are of different protocols"
            elif not other and name not in recommendations:
                yield (*path, "recommendations", place), unknown("recommendation", name, recommendations)
        known = [*findings, *counted] if entry.review == "crossed" else findings
        if not entry.findings:
            yield (*path, "findings"), "expected a finding or more, found none"
        for place, name in enumerate(entry.findings):
            if name not in known and other_protocol(entry) is None:
                yield (*path, "findings", place), unknown("finding", name, known)


def protocol_of(name: str) -> str:
    """Return the protocol of a recommendation named `protocol:recommendation`, nothing for one of the own protocol."""
    protocol, colon, _ = name.partition(":")
    return protocol if colon else ""


def other_protocol(entry: Acceptance) -> str | None:
    """Return the id of the other protocol that an entry is about; None where it is about its own protocol alone."""
    return protocol_of(entry.recommendations[-1]) or None if entry.recommendations else None
