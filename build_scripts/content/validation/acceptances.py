"""Checks of the form of entries under `accepted`: each names existing elements. The reviews check the rest."""

from __future__ import annotations

from collections.abc import Iterator

from checker import Protocol
from checker.answers.echo import unknown
from checker.language.keys import YamlPath
from checker.protocol.model import Acceptance

NUMBERS = {"ends": (1, "one recommendation"), "crossed": (2, "two recommendations, the bolder and the more cautious")}
"""Review → number of recommendations that an entry names, and this in words. In the review `alone` one finding may
leave any number of recommendations open."""


def acceptance_objections(protocol: Protocol) -> Iterator[tuple[YamlPath, str]]:
    """Yield an objection to each mistake in the entries under `accepted`."""
    recommendations = [recommendation.id for recommendation in protocol.recommendations]
    findings = [finding.id for finding in protocol.findings]
    counted = [*(score.id for score in protocol.scores), *(grade.id for grade in protocol.grades)]
    for index, entry in enumerate(protocol.accepted):
        path: YamlPath = ("accepted", index)
        number, words = NUMBERS.get(entry.review, (len(entry.recommendations) or 1, "a recommendation or more"))
        if len(entry.recommendations) != number:
            found = ", ".join(entry.recommendations) or "none"
            yield (*path, "recommendations"), f"expected {words} for the review '{entry.review}', found {found}"
        for place, name in enumerate(entry.recommendations):
            if ":" in name and (entry.review, place) == ("crossed", 1):
                continue  # of another protocol, as 'protocol:recommendation'
            if name not in recommendations:
                yield (*path, "recommendations", place), unknown("recommendation", name, recommendations)
        known = [*findings, *counted] if entry.review == "crossed" else findings
        if entry.finding not in known and not names_another(entry):
            yield (*path, "finding"), unknown("finding", entry.finding, known)


def names_another(entry: Acceptance) -> bool:
    """Return whether an entry is about a recommendation of another protocol, `protocol:recommendation`."""
    return any(":" in name for name in entry.recommendations)
