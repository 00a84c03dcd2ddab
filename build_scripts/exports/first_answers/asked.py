"""Which cases are asked about, and in which order: what a reader enters first comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from build_scripts.exports.first_answers.entered import Enterable
from checker.protocol.model import Protocol
from checker.protocol.traversal import findings_read, named_rules

Together = tuple[int, ...]
"""Findings that are entered together, by their positions in the order of the form."""

CORE = 2
"""Any so many findings are asked about before anything else."""

MOST = 4
"""Findings that a case may hold."""


def asked_first(protocol: Protocol) -> frozenset[str]:
    """Return the ids of the findings that say whether a protocol is about a patient at all."""
    named = named_rules(protocol)
    return frozenset(findings_read(named, named["criterion", protocol.applicable].when))


def together(entered: Sequence[Enterable], first: frozenset[str]) -> Iterator[Together]:
    """Yield which findings are entered together, what is likeliest first.

    None, any one and any two, of these first those of which one says whether the protocol is about a patient; then,
    beside those, one more, two more and three more, in the order of the form. Where not all two fit, the first do.
    """
    positions = range(len(entered))
    for size in range(CORE):
        yield from combinations(positions, size)
    yield from sorted(
        combinations(positions, CORE), key=lambda asked: all(entered[each].id not in first for each in asked)
    )
    scope = [position for position in positions if entered[position].id in first]
    others = [position for position in positions if position not in scope]
    for more in range(MOST):
        for beside in _early_first(others, more):
            for size in range(min(len(scope), MOST - more), 0, -1):
                if more + size > CORE:
                    yield from (tuple(sorted((*asked, *beside))) for asked in combinations(scope, size))


def _early_first(positions: Sequence[int], size: int) -> Iterator[Together]:
    """Yield combinations so that all of the first positions come before any with a later one."""
    if size == 0:
        yield ()
        return
    for last in range(size - 1, len(positions)):
        yield from ((*before, positions[last]) for before in _early_first(positions[:last], size - 1))
