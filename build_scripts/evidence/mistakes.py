"""Small mistakes in a protocol, tried out and kept; and the refusal of those that nothing would notice.

A protocol that only its author has seen may still lack cases. Once others look at it, none may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.evidence.noticed import MutationScore
from build_scripts.evidence.unnoticed import tally_text, unnoticed_text
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import Problem
from build_scripts.project.store import Store

ONLY_SUBMITTED = "submitted"
"""The state of review in which mistakes may still go unnoticed."""


def mistakes_of(loaded: LoadedProtocol, store: Store | None = None) -> MutationScore:
    """Return which small mistakes in a protocol would be noticed; a result for the same files and code is kept."""
    if store is None:
        return _tried(loaded)
    # The text of the approvals is no part of the key: nobody's signature changes what would be noticed.
    parts = (loaded.folder / "protocol.yml", repr(loaded.protocol.synonyms), repr(loaded.drugs))
    key = key_of([code_of(__name__), *parts, loaded.folder / "cases.yml"])
    return store.get(f"mistakes-{loaded.protocol.id}", key, partial(_tried, loaded))


def _tried(loaded: LoadedProtocol) -> MutationScore:
    from build_scripts.content.yaml_source import read_yaml
    from build_scripts.evidence.mutation import try_out  # with the solver, which takes a while to load

    score = try_out(loaded.protocol, loaded.cases, loaded.drugs)
    if not score.survivors:
        return score
    document = read_yaml(loaded.folder / "protocol.yml")
    placed = (replace(mistake, line=document.problem(mistake.path, "").line) for mistake in score.survivors)
    return replace(score, survivors=tuple(placed))


def unnoticed_problems(loaded: LoadedProtocol, score: MutationScore) -> list[Problem]:
    """Return a problem for each unnoticed mistake of a protocol that may have none, at its place."""
    if loaded.protocol.review.state == ONLY_SUBMITTED or not score.survivors:
        return []
    from build_scripts.content.yaml_source import read_yaml

    document = read_yaml(loaded.folder / "protocol.yml")
    hint = f" 'wardbook mutants {loaded.protocol.id}' suggests a case"
    return [
        document.problem(
            mistake.path,
            f"a mistake here would go unnoticed, which is refused once the review state is past 'submitted': "
            f"{unnoticed_text(loaded.protocol, mistake)}{hint}",
        )
        for mistake in score.survivors
    ]


def held_to_their_cases(protocols: Iterable[LoadedProtocol], store: Store | None = None) -> list[Problem]:
    """Return a problem for each unnoticed mistake of the protocols that may have none; the others are not tried out."""
    return [
        problem
        for loaded in protocols
        if loaded.protocol.review.state != ONLY_SUBMITTED
        for problem in unnoticed_problems(loaded, mistakes_of(loaded, store))
    ]


def told_mistakes(loaded: LoadedProtocol, score: MutationScore, place: Callable[[str], str] = str) -> str:
    """Return the trial of a protocol in words, and each unnoticed mistake with the case that would notice it.

    Mistakes that the same case would notice stand above it together, as comments, so that all can be pasted.

    Args:
        loaded: The protocol.
        score: What came of the trial.
        place: How the path of a file is said.
    """
    protocol, file = loaded.protocol, place((loaded.folder / "protocol.yml").as_posix())
    lines = [f"{protocol.id} {protocol.version}, {score.made} small mistakes, one at a time:"]
    lines += [f"  {tally_text(tally)}" for tally in score.tallies if tally.made]
    by_case: dict[str, list[str]] = {}
    for mistake in score.survivors:
        by_case.setdefault(mistake.case, []).append(f"# {file}:{mistake.line}: {unnoticed_text(protocol, mistake)}")
    for case, mistakes in by_case.items():
        lines += ["", *mistakes, case]
    left = len(score.survivors)
    if not left:
        lines.append("None of them goes unnoticed.")
    elif protocol.review.state == ONLY_SUBMITTED:
        lines += ["", f"# {left} unnoticed; none may be once the review state is past 'submitted'."]
    return "\n".join(lines)
