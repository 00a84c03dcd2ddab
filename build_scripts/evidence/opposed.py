"""Opposed actions: which recommendations pull a drug, or a decision, in opposite directions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from checker import Protocol
from checker.protocol.model import GIVES, STOPS, Recommendation

BOLD = GIVES | {"send-home", "decide"}
CAUTIOUS = STOPS | {"keep-in", "avoid"}
OPPOSED = ((BOLD, CAUTIOUS), (frozenset({"taper"}), frozenset({"start", "give", "continue"})))
"""Bold actions, each group with the cautious actions that oppose it. Tapering a drug that still works is bold."""

EXCLUSIVE = (*OPPOSED, (frozenset({"resume"}), frozenset({"start", "give", "continue"})))
"""Actions that cannot both be right: the opposed ones, and resuming with starting, giving or continuing, since only a
drug that was stopped can be resumed. Starting and continuing a drug point the same way and are no such pair."""


def bold_against(one: Recommendation, other: Recommendation) -> bool:
    """Return whether one recommendation is the bold opposite of another, which is the cautious one."""
    return any(one.action in bold and other.action in cautious for bold, cautious in OPPOSED)


def exclude_each_other(one: Recommendation, other: Recommendation) -> bool:
    """Return whether two recommendations on the same drug or decision cannot both be right."""
    return any(
        (one.action in first and other.action in second) or (other.action in first and one.action in second)
        for first, second in EXCLUSIVE
    )


def on_the_same(one: Recommendation, other: Recommendation, protocols: Sequence[Protocol]) -> bool:
    """Return whether two recommendations are about the same drug, by any of its names, or the same decision.

    Args:
        one: A recommendation.
        other: Another, perhaps of another protocol.
        protocols: The protocols of the two; their synonyms say which names mean the same drug.
    """
    if one.decision is not None and other.decision is not None and _folded(one.decision) == _folded(other.decision):
        return True
    return bool(_names(one.drugs, protocols) & _names(other.drugs, protocols))


def _names(drugs: Collection[str], protocols: Sequence[Protocol]) -> set[str]:
    found = {_folded(drug) for drug in drugs}
    for protocol in protocols:
        for group in protocol.synonyms:
            names = {_folded(name) for name in group}
            found |= names if names & found else set()
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
