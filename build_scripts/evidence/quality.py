"""The quality of a protocol: what was proved, tested and left open, for its page and for the build."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.evidence.coverage import Coverage, coverage
from build_scripts.evidence.noticed import MutationScore, joined
from build_scripts.evidence.processes import side_by_side
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import Store
from checker import Checker

if TYPE_CHECKING:
    from build_scripts.evidence.proofs import Proofs
    from build_scripts.evidence.proofs.claims import Fault
    from build_scripts.evidence.reviews.crossed import Pair
    from build_scripts.evidence.reviews.review import Reviews


CASES_OF_A_SHARE = 150
"""Worked cases for which a further process is worth its start: a trial of mutants asks all of them again and again."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The evidence for a protocol."""

    proofs: Proofs
    mutation: MutationScore
    coverage: Coverage
    reviews: Reviews
    between: tuple[Pair, ...] = ()
    """Pairs of opposed actions of which one belongs to another protocol."""


def quality_of(content: Content, store: Store) -> dict[str, Quality]:
    """Return the quality of every protocol, by id; what rests on the same rules, cases and code comes from the store.

    Raises:
        ContentError: when a property does not hold, with the smallest counterexample, or when no author accepted
            something that a review found, or when a mistake in a protocol past `submitted` would go unnoticed.
        EndedProcess: when a process that worked some of it out was ended from outside.
    """
    from build_scripts.evidence.mutation.mistakes import unnoticed_problems, with_lines
    from build_scripts.evidence.proofs.texts import fault_problems
    from build_scripts.evidence.reviews.kept import between_of, keep_review

    result: dict[str, Quality] = {}
    problems: list[Problem] = []
    open_ = []
    for loaded in content.protocols:
        kept: Quality | None = store.find(_kind(loaded), _key(loaded))
        if kept is None:
            open_.append(loaded)
        else:
            result[loaded.protocol.id] = kept
    for loaded, found in _established(open_):
        if isinstance(found, Quality):
            result[loaded.protocol.id] = found
            store.keep(_kind(loaded), _key(loaded), found)
            keep_review(loaded.protocol, found.reviews, store)
        else:
            problems += fault_problems(loaded, found)
    between = between_of(content.protocols, store)
    whole = {}
    for loaded in content.protocols:
        name = loaded.protocol.id
        problems += fault_problems(loaded, between[name].faults)
        if name in result:
            # A state of review and a place in a file are no part of what is kept; both are looked at each time.
            score = with_lines(loaded, result[name].mutation)
            problems += unnoticed_problems(loaded, score)
            whole[name] = replace(result[name], mutation=score, between=between[name].pairs)
    if problems:
        raise ContentError(problems)
    return whole


def _kind(loaded: LoadedProtocol) -> str:
    return f"quality-{loaded.protocol.id}"


def _key(loaded: LoadedProtocol) -> str:
    """Return a key of all that `_establish` looks at, and of the code."""
    from build_scripts.evidence.reviews.kept import rests_on

    return key_of([code_of(__name__), rests_on(loaded.protocol), repr(loaded.cases), repr(loaded.drugs)])


def _established(open_: Sequence[LoadedProtocol]) -> Iterator[tuple[LoadedProtocol, Quality | tuple[Fault, ...]]]:
    """Yield each protocol with its quality: several are worked out side by side, the longest first.

    The mistakes that nothing noticed are among what is found, and have no lines. They are tried once the proofs of
    their protocol stand, by several processes for a large one.

    Raises:
        EndedProcess: when a process was ended from outside.
    """
    longest = sorted(open_, key=lambda loaded: -len(repr(loaded.protocol)) * (1 + len(loaded.cases)))
    proved: dict[str, Quality] = {}
    scores: dict[str, dict[int, MutationScore]] = {}
    for part, found in side_by_side(_work_out, [_Task(loaded) for loaded in longest], _shares):
        name = part.loaded.protocol.id
        if isinstance(found, MutationScore):
            scores[name][part.place] = found
            if len(scores[name]) == part.count:
                whole = joined([scores[name][place] for place in range(part.count)])
                yield part.loaded, replace(proved[name], mutation=whole)
        elif isinstance(found, Quality):
            proved[name], scores[name] = found, {}
        else:
            yield part.loaded, found


@dataclass(frozen=True, slots=True)
class _Task:
    """A part of the work on a protocol: its proofs, or where there are shares, one of the shares of its mistakes."""

    loaded: LoadedProtocol
    place: int = 0
    count: int = 0


type _Found = Quality | MutationScore | tuple[Fault, ...]


def _shares(part: _Task, found: _Found) -> Sequence[_Task]:
    """Return what follows on the proofs of a protocol: the trial of its mistakes."""
    if not isinstance(found, Quality):
        return ()
    count = min(os.cpu_count() or 1, 1 + len(part.loaded.cases) // CASES_OF_A_SHARE)
    return [_Task(part.loaded, place, count) for place in range(count)]


def _work_out(part: _Task) -> _Found:
    if not part.count:
        return _establish(part.loaded)
    from build_scripts.evidence.mutation import try_out  # with the solver, slow to load

    return try_out(part.loaded.protocol, part.loaded.cases, part.loaded.drugs, (part.place, part.count))


def _establish(loaded: LoadedProtocol) -> Quality | tuple[Fault, ...]:
    """Return the quality of a protocol apart from others and without a trial, or the faults that were found."""
    from build_scripts.evidence.proofs import prove
    from build_scripts.evidence.reviews.review import review

    proofs, reviews = prove(loaded.protocol), review(loaded.protocol)
    if faults := (*proofs.faults, *reviews.faults):
        return faults
    return Quality(proofs, MutationScore(), coverage(Checker(loaded.protocol), loaded.cases), reviews)
