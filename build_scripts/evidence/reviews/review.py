"""The three reviews of a protocol together, and the crossed reasons between protocols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

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
        *crossed_faults(bench, pairs, accepted),
    ]
    faults += accepted.stale()
    return Reviews(found, tables, pairs, tuple(remarks(protocol)), tuple(faults))


def review_between(protocols: Sequence[Protocol]) -> dict[str, Between]:
    """Return the crossed reasons between protocols, by the protocol to which the bold action belongs.

    Raises:
        EngineDisagreement: in the same case as `review`.
    """
    benches = [Bench(protocol) for protocol in protocols]
    pairs: dict[str, list[Pair]] = {protocol.id: [] for protocol in protocols}
    for one, other in permutations(benches, 2):
        pairs[one.protocol.id] += try_between(one, other)
    found = {}
    for bench in benches:
        accepted, own = Accepted(bench.protocol), tuple(pairs[bench.protocol.id])
        faults = [*crossed_faults(bench, own, accepted), *accepted.stale(others=pairs.keys())]
        found[bench.protocol.id] = Between(own, tuple(faults))
    return found
