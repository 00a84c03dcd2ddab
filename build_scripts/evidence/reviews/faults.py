"""The faults of reviews: marks that no author accepted, and acceptances that no review finds any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_scripts.content.validation.acceptances import names_another
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
        """Return the entry that accepts a result; for `alone` it may name more recommendations, else exactly these."""
        for place, entry in enumerate(self.entries):
            named = entry.recommendations
            fits = set(recommendations) <= set(named) if review == "alone" else named == recommendations
            if (entry.review, entry.finding) == (review, finding) and fits:
                self._used.update((place, name) for name in recommendations)
                return entry
        return None

    def stale(self, elsewhere: bool) -> Iterator[Fault]:
        """Yield a fault for each entry with a recommendation that it need not accept.

        Args:
            elsewhere: Whether to look at the entries that name another protocol, or at all others.
        """
        for place, entry in enumerate(self.entries):
            stale = [name for name in entry.recommendations if (place, name) not in self._used]
            if names_another(entry) == elsewhere and stale:
                message = (
                    f"accepts what no review finds any more: {entry.review}, '{entry.finding}', {', '.join(stale)}"
                )
                yield Fault(("accepted", place), message)


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
