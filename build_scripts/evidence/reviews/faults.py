"""The faults of reviews: marks that no author accepted, and acceptances that no review finds any more."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from build_scripts.content.validation.acceptances import other_protocol
from build_scripts.evidence.proofs.claims import Fault
from build_scripts.evidence.reviews.alone import Alone
from build_scripts.evidence.reviews.bench import Bench
from build_scripts.evidence.reviews.crossed import Crossing, Pair, crossing_case
from build_scripts.evidence.reviews.ends import Clash
from checker import Protocol
from checker.protocol.model import Acceptance


class Accepted:
    """The acceptances of a protocol's authors, with a record of those that were used."""

    def __init__(self, protocol: Protocol) -> None:
        self.entries = protocol.accepted
        self._used: set[tuple[int, str]] = set()

    def by(self, review: str, finding: str, recommendations: tuple[str, ...]) -> Acceptance | None:
        """Return the entry that accepts a result.

        Args:
            review: The review.
            finding: Id of the finding, score or grade.
            recommendations: Ids of the recommendations; for `crossed` first the bold one.
        """
        for place, entry in enumerate(self.entries):
            bold = entry.recommendations[:1] if review == "crossed" else ()
            fits = recommendations[: len(bold)] == bold and set(recommendations) <= set(entry.recommendations)
            if entry.review == review and finding in entry.findings and fits:
                self._used.update((place, name) for name in (f"'{finding}'", *recommendations))
                return entry
        return None

    def stale(self, others: Container[str] | None = None) -> Iterator[Fault]:
        """Yield a fault for each entry with a finding or a recommendation that it need not accept.

        Entries about a protocol that is not there are left alone, so that a host can leave it out; where only its name
        is misspelt, the result that the entry should accept is a fault itself.

        Args:
            others: Ids of other protocols, to look at the entries about them; None, to look at those about none.
        """
        for place, entry in enumerate(self.entries):
            other = other_protocol(entry)
            looked_at = other is None if others is None else other is not None and other in others
            named = [*(f"'{finding}'" for finding in entry.findings), *entry.recommendations]
            stale = [name for name in named if (place, name) not in self._used]
            if looked_at and stale:
                yield Fault(
                    ("accepted", place), f"accepts what no review finds any more: {entry.review}, {', '.join(stale)}"
                )


def alone_faults(bench: Bench, found: Alone, accepted: Accepted) -> Iterator[Fault]:
    """Yield a fault for each marked row that no author accepted."""
    for row in found.rows:
        for mark in row.marks:
            name = row.answer.finding
            left = [one for one in mark.open if accepted.by("alone", name, (one,)) is None]
            if not left:
                continue
            answer = row.answer.said(bench.findings[name], bench.words)
            reason = f"a reason for '{mark.criterion}'" if mark.criterion is not None else "a reason in its own rule"
            message = (
                f"'{name}' ({answer}) alone leaves open what is immediate, although it is {reason}: {', '.join(left)}"
            )
            yield Fault(mark.path, message)


def ends_faults(clashes: Iterable[Clash], accepted: Accepted) -> Iterator[Fault]:
    """Yield a fault for each correction at the wrong end that no author accepted."""
    for clash in clashes:
        if accepted.by("ends", clash.finding, (clash.recommendation,)) is None:
            yield Fault(clash.path, clash.message)


def crossed_faults(protocol: Protocol, pairs: Iterable[Pair], accepted: Accepted) -> Iterator[Fault]:
    """Yield a fault for each pair of actions with crossed reasons that no author accepted."""
    places = {recommendation.id: place for place, recommendation in enumerate(protocol.recommendations)}
    for pair in pairs:
        left = [one for one in pair.crossings if accepted.by("crossed", one.finding, pair.named) is None]
        if left:
            there = f" of '{pair.other}'" if pair.other else ""
            message = (
                f"'{pair.bold}' can be indicated while {_present(left[0])}, "
                f"which is a reason for '{pair.cautious}'{there}"
            )
            if left[1:]:
                message += f"; likewise while {', or '.join(map(_present, left[1:]))}"
            case = crossing_case(pair, left[0])
            yield Fault(("recommendations", places[pair.bold], "when"), message, case)


def _present(crossing: Crossing) -> str:
    return f"'{crossing.finding}' is present"
