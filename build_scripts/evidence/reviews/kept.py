"""Reviews that are kept: those of one protocol, and those between two, until one of these or the code changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from functools import partial

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.evidence.proofs.texts import fault_problems
from build_scripts.evidence.reviews.crossed import Pair
from build_scripts.evidence.reviews.review import Between, Reviews, pairs_between, review, review_between
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import Problem
from build_scripts.project.store import Store
from checker import Protocol


def rests_on(protocol: Protocol) -> str:
    """Return all of a protocol that evidence for it rests on, with what it takes from elsewhere, as text for a key.

    From elsewhere are shared findings, rules of other protocols, and names of drugs. It holds no place in a file: a
    comment changes no evidence, and in another folder the same is found. A state of review changes nothing of it.
    """
    return repr([getattr(protocol, field.name) for field in fields(Protocol) if field.name != "review"])


def reviewed(
    protocols: Sequence[LoadedProtocol], store: Store | None = None, chosen: Collection[str] | None = None
) -> tuple[dict[str, Reviews], dict[str, Between], list[Problem]]:
    """Review protocols, each on its own and with all others; return the reviews of both kinds, and the problems.

    Args:
        protocols: All protocols.
        store: Keeps the reviews; without one each is made.
        chosen: Ids of those that are reviewed; all unless given.
    """
    wanted = [loaded for loaded in protocols if chosen is None or loaded.protocol.id in chosen]
    reviews = {loaded.protocol.id: review_of(loaded.protocol, store) for loaded in wanted}
    between = between_of(protocols, store, chosen)
    problems = [
        problem
        for loaded in wanted
        for found in (reviews, between)
        for problem in fault_problems(loaded, found[loaded.protocol.id].faults)
    ]
    return reviews, between, problems


def review_of(protocol: Protocol, store: Store | None) -> Reviews:
    """Return the reviews of a protocol on its own, with their faults."""
    if store is None:
        return review(protocol)
    return store.get(_kind(protocol), _key(protocol), partial(review, protocol))


def keep_review(protocol: Protocol, reviews: Reviews, store: Store) -> None:
    """Keep the reviews of a protocol that were made elsewhere, for `review_of`."""
    store.keep(_kind(protocol), _key(protocol), reviews)


def _kind(protocol: Protocol) -> str:
    return f"reviews-{protocol.id}"


def between_of(
    protocols: Sequence[LoadedProtocol], store: Store | None, chosen: Collection[str] | None = None
) -> dict[str, Between]:
    """Return the crossed reasons between protocols, by the protocol to which the bold action belongs.

    Args:
        protocols: All protocols.
        store: Keeps the pairs of each two protocols; what is accepted of them, and what not, is looked at each time.
        chosen: Ids of the protocols whose bold actions are looked at; all unless given.
    """

    def pairs(one: Protocol, other: Protocol) -> tuple[Pair, ...]:
        if store is None:
            return pairs_between(one, other)
        return store.get(f"between-{one.id}+{other.id}", _key(one, other), partial(pairs_between, one, other))

    return review_between([loaded.protocol for loaded in protocols], pairs, chosen)


def _key(*protocols: Protocol) -> str:
    return key_of([code_of(__name__), *map(rests_on, protocols)])
