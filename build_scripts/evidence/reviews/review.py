"""The three reviews of a protocol together, and the crossed reasons between protocols."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from build_scripts.evidence.proofs.claims import Fault
from build_scripts.evidence.reviews.alone import Alone, try_alone
from build_scripts.evidence.reviews.answers import answers_to, base_of, states_of
from build_scripts.evidence.reviews.bench import Bench
from build_scripts.evidence.reviews.crossed import Pair, try_between, try_crossed
from build_scripts.evidence.reviews.ends import Table, try_ends
from build_scripts.evidence.reviews.faults import Accepted, alone_faults, crossed_faults, ends_faults
from build_scripts.evidence.reviews.remarks import Remark, remarks
from checker import Protocol


@dataclass(frozen=True, slots=True)
class Reviews:
    """The three reviews of a protocol, and the faults that they found."""

    alone: Alone
    ends: tuple[Table, ...]
    crossed: tuple[Pair, ...]
    remarks: tuple[Remark, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The crossed reasons between a protocol and all others."""

    pairs: tuple[Pair, ...]
    faults: tuple[Fault, ...]


def review(protocol: Protocol) -> Reviews:
    """Review one protocol.

    Args:
        protocol: A protocol that `wardbook check` accepts.

    Raises:
        EngineDisagreement: when the engine judges a patient that the solver found differently.
    """
    bench = Bench(protocol)
    answers = answers_to(bench)
    base = base_of(bench, answers)
    found = try_alone(bench, answers, base)
    tables, clashes = try_ends(bench, answers, states_of(bench, answers, base))
    pairs = try_crossed(bench)
    accepted = Accepted(protocol)
    faults = [
        *alone_faults(bench, found, accepted),
        *ends_faults(clashes, accepted),
        *crossed_faults(protocol, pairs, accepted),
    ]
    faults += accepted.stale()
    return Reviews(found, tables, pairs, tuple(remarks(protocol)), tuple(faults))


def pairs_between(one: Protocol, other: Protocol) -> tuple[Pair, ...]:
    """Return the pairs of a bold action of one protocol and a cautious one of another, with their crossed reasons.

    Raises:
        EngineDisagreement: in the same case as `review`.
    """
    return try_between(Bench(one), Bench(other))


def review_between(
    protocols: Sequence[Protocol],
    pairs: Callable[[Protocol, Protocol], tuple[Pair, ...]] = pairs_between,
    chosen: Collection[str] | None = None,
) -> dict[str, Between]:
    """Return the crossed reasons between protocols, by the protocol to which the bold action belongs.

    Args:
        protocols: All protocols.
        pairs: A function that returns the pairs between two of them.
        chosen: Ids of the protocols whose bold actions are looked at; all unless given.

    Raises:
        EngineDisagreement: in the same case as `review`.
    """
    found = {}
    for one in (each for each in protocols if chosen is None or each.id in chosen):
        own = tuple(pair for other in protocols if other is not one for pair in pairs(one, other))
        accepted = Accepted(one)
        faults = [*crossed_faults(one, own, accepted), *accepted.stale(others=[each.id for each in protocols])]
        found[one.id] = Between(own, tuple(faults))
    return found
