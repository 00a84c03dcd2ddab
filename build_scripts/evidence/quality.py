"""The quality of a protocol: what was proved, tested and left open, for its page and for the build."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.evidence.coverage import Coverage, coverage
from build_scripts.evidence.noticed import MutationScore
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import Store
from checker import Checker, Protocol

if TYPE_CHECKING:
    from build_scripts.evidence.proofs import Proofs
    from build_scripts.evidence.reviews.crossed import Pair
    from build_scripts.evidence.reviews.review import Between, Reviews


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
    """Return the quality of every protocol, by id; results for the same files and code come from the store.

    Raises:
        ContentError: when a property does not hold, with the smallest counterexample, or when no author accepted
            something that a review found, or when a mistake in a protocol past `submitted` would go unnoticed.
    """
    result, problems = {}, []
    code = code_of(__name__)
    for loaded in content.protocols:
        name = f"quality-{loaded.protocol.id}"
        key = key_of([code, *_files_and_names(loaded), repr(loaded.drugs), loaded.folder / "cases.yml"])
        quality: Quality | None = store.find(name, key)
        if quality is None:
            quality, found = _establish(loaded)
            problems += found
            if quality is not None:
                store.keep(name, key, quality)
        if quality is not None:
            result[loaded.protocol.id] = quality
    between, found = _between(content, store, code)
    problems += found
    if problems:
        raise ContentError(problems)
    return {name: replace(quality, between=between[name].pairs) for name, quality in result.items()}


def _files_and_names(loaded: LoadedProtocol) -> tuple[Path, str]:
    """Return what the rules of a protocol rest on: its file, and the protocol with all that it takes from elsewhere.

    From elsewhere are shared findings, rules of other protocols, and names of drugs. A review changes nothing of them.
    """
    whole = [getattr(loaded.protocol, field.name) for field in fields(Protocol) if field.name != "review"]
    return loaded.folder / "protocol.yml", repr(whole)


def _between(content: Content, store: Store, code: str) -> tuple[dict[str, Between], list[Problem]]:
    """Return the crossed reasons between the protocols, by protocol, and the problems."""
    from build_scripts.evidence.proofs.texts import fault_problems
    from build_scripts.evidence.reviews.review import review_between

    key = key_of([code, *(part for loaded in content.protocols for part in _files_and_names(loaded))])
    found: dict[str, Between] | None = store.find("between", key)
    if found is not None:
        return found, []
    found = review_between([loaded.protocol for loaded in content.protocols])
    problems = [p for loaded in content.protocols for p in fault_problems(loaded, found[loaded.protocol.id].faults)]
    if not problems:
        store.keep("between", key, found)
    return found, problems


def _establish(loaded: LoadedProtocol) -> tuple[Quality | None, list[Problem]]:
    from build_scripts.evidence.mistakes import mistakes_of, unnoticed_problems  # with the solver, slow to load
    from build_scripts.evidence.proofs import prove
    from build_scripts.evidence.proofs.texts import fault_problems
    from build_scripts.evidence.reviews.review import review

    proofs, reviews = prove(loaded.protocol), review(loaded.protocol)
    problems = fault_problems(loaded, (*proofs.faults, *reviews.faults))
    if problems:
        return None, problems
    score = mistakes_of(loaded)
    if problems := unnoticed_problems(loaded, score):
        return None, problems
    return Quality(proofs, score, coverage(Checker(loaded.protocol), loaded.cases), reviews), []
