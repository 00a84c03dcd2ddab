"""Small mistakes in a protocol, tried out; and the refusal of those that nothing would notice.

A protocol that only its author has seen may still lack cases. Once others look at it, none may be missing.
"""

from __future__ import annotations

import json
from dataclasses import replace

from ruamel.yaml import YAML

from build_scripts.content.labels import folded
from build_scripts.content.loaded import LoadedProtocol
from build_scripts.evidence.noticed import MutationScore, Unnoticed
from build_scripts.evidence.unnoticed import unnoticed_text
from build_scripts.project.problems import Problem
from build_scripts.words.review_state import DRAFT


def mistakes_of(loaded: LoadedProtocol) -> MutationScore:
    """Return which small mistakes in a protocol would be noticed, those that would not with their lines."""
    from build_scripts.evidence.mutation import try_out  # with the solver, which takes a while to load

    return with_lines(loaded, try_out(loaded.protocol, loaded.cases, loaded.drugs))


def with_lines(loaded: LoadedProtocol, score: MutationScore) -> MutationScore:
    """Return a score in which each mistake that nothing noticed has the line on which it would stand today."""
    from build_scripts.content.yaml_source import read_yaml

    if not score.survivors:
        return score
    document = read_yaml(loaded.folder / "protocol.yml")
    placed = (replace(mistake, line=document.problem(mistake.path, "").line) for mistake in score.survivors)
    return replace(score, survivors=tuple(placed))


def unnoticed_problems(loaded: LoadedProtocol, score: MutationScore) -> list[Problem]:
    """Return a problem for each unnoticed mistake of a protocol that may have none, at its place."""
    review = loaded.protocol.review
    if review.state == DRAFT or not score.survivors:
        return []
    from build_scripts.content.yaml_source import read_yaml

    document = read_yaml(loaded.folder / "protocol.yml")
    hint = f"; 'wardbook mutants {loaded.protocol.id}' suggests cases"
    return [
        document.problem(
            mistake.path,
            f"a mistake here would go unnoticed, which is refused once the review state is past '{DRAFT}': "
            f"{unnoticed_text(loaded.protocol, mistake)}{hint}",
        )
        for mistake in score.survivors
    ]


def pasteable(loaded: LoadedProtocol, score: MutationScore) -> list[tuple[list[Unnoticed], str]]:
    """Return each case that would notice mistakes which now go unnoticed, with those mistakes.

    The cases can be pasted into cases.yml together: each has a name that no other has.
    """
    by_case: dict[str, list[Unnoticed]] = {}
    for mistake in score.survivors:
        by_case.setdefault(mistake.case, []).append(mistake)
    taken = {folded(case.name) for case in loaded.cases}
    found = []
    for case, mistakes in by_case.items():
        first, rest = case.split("\n", 1)
        given = name = str(YAML(typ="safe").load(first)[0]["name"])
        number = 1
        while folded(name) in taken:
            number += 1
            name = f"{given}, {number}"
        taken.add(folded(name))
        found.append((mistakes, f"  - name: {json.dumps(name, ensure_ascii=False)}\n{rest}"))
    return found
