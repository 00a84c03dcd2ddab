"""What the worked cases of a protocol leave open, as problems of its files: one line for each rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.content.load import read_content
from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.content.vocabulary.lenders import content_files
from build_scripts.content.worked_cases import unjudged
from build_scripts.evidence.coverage import ACT_WORDS, Kind, Situation, coverage
from build_scripts.project.digests import code_of, key_of
from build_scripts.project.problems import ContentError, Problem
from build_scripts.project.store import Store
from build_scripts.words.review_state import DRAFT
from checker import Checker, Protocol
from checker.language.keys import YamlPath, field_name

CASES = "cases.yml"

MAY_LACK = f"a draft ('{DRAFT}') may lack cases"


def gap_problems(loaded: LoadedProtocol) -> list[Problem]:
    """Return what the worked cases of a protocol do not show; nothing where they show all.

    The first problem stands at the head of the cases and says for how many rules they lack something; then follows one
    for each of these rules, at its place.
    """
    from build_scripts.content.yaml_source import read_yaml

    protocol = loaded.protocol
    by_element: dict[YamlPath, list[Situation]] = {}
    for situation in coverage(Checker(protocol), loaded.cases).missing:
        by_element.setdefault(situation.path[:2], []).append(situation)
    if not by_element:
        return []
    document = read_yaml(loaded.folder / "protocol.yml")
    count = f"{len(by_element)} {'rule lacks' if len(by_element) == 1 else 'rules lack'} worked cases"
    head = Problem(loaded.folder / CASES, 1, 1, f"{count}; 'wardbook coverage {protocol.id}' suggests some")
    lines = (document.problem(gaps[0].path, gap_line(protocol, gaps)) for gaps in by_element.values())
    return [head, *sorted(lines)]


def gap_line(protocol: Protocol, gaps: Sequence[Situation]) -> str:
    """Return in one line what no worked case shows of one rule.

    Args:
        protocol: The protocol.
        gaps: Situations that no case shows, all of the same element of the protocol.
    """
    outcomes: dict[tuple[Kind, str], list[str]] = {}
    for gap in gaps:
        outcomes.setdefault((gap.kind, gap.name), []).append(gap.outcome.replace("not-indicated", "not indicated"))
    said = list(dict.fromkeys(ACT_WORDS[kind] for kind, _name in outcomes if kind in ACT_WORDS))
    parts = [_lack(kind, name, some) for (kind, name), some in outcomes.items() if kind not in ACT_WORDS]
    parts += [f"that expects its {', '.join(said)}"] if said else []
    return f"{_heading(protocol, gaps[0].path)}: no case {'; none '.join(parts)}"


def _heading(protocol: Protocol, path: YamlPath) -> str:
    """Return the element to which a rule belongs: its id, with its kind where it is neither action nor criterion."""
    part, index = str(path[0]), int(path[1])
    element: Any = getattr(protocol, field_name(part))[index]
    name = f"'{getattr(element, 'id', None) or element.code}'"
    return name if part in ("recommendations", "criteria") else f"{part.removesuffix('s')} {name}"


def _lack(kind: Kind, name: str, outcomes: Sequence[str]) -> str:
    listed = " or ".join(filter(None, (", ".join(outcomes[:-1]), outcomes[-1])))
    match kind:
        case "threshold":
            return f"where '{name}' is {listed}"
        case "band":
            return f"in band {listed}"
        case "value":
            return "that expects its number"
        case "warning":
            return "that expects it"
        case "silence":
            return "that expects it to say that the source has no rule"
        case "under-way":
            return "that expects it to be under way already"
        case _:
            return f"where it is {listed}"


def unjudged_problems(loaded: LoadedProtocol) -> list[Problem]:
    """Return a problem for each suggested case for which nobody has said why its answer is right."""
    from build_scripts.content.yaml_source import read_yaml

    unreasoned = list(unjudged(loaded.cases))
    cases = read_yaml(loaded.folder / CASES) if unreasoned else None
    return [cases.problem(*objection) for objection in unreasoned if cases is not None]


def uncovered(loaded: LoadedProtocol, store: Store | None = None) -> list[Problem]:
    """Return what refuses a protocol for want of worked cases: cases without a reason, and past a draft every gap.

    Args:
        loaded: The protocol.
        store: Keeps the gaps until a file of the protocol or the code changes.
    """
    gaps = [] if is_draft(loaded.protocol) else _gaps(loaded, store)
    return [*gaps, *unjudged_problems(loaded)]


def is_draft(protocol: Protocol) -> bool:
    """Return whether nobody but its author has looked at a protocol yet, so that it may lack worked cases."""
    return protocol.review.state == DRAFT


def draft_gaps(content: Content, store: Store | None = None) -> Iterator[tuple[LoadedProtocol, list[Problem]]]:
    """Yield each draft that lacks worked cases, with what it lacks as `gap_problems` returns it."""
    for loaded in content.protocols:
        gaps = _gaps(loaded, store) if is_draft(loaded.protocol) else []
        if gaps:
            yield loaded, gaps


def draft_lines(content: Content, store: Store | None = None) -> Iterator[Problem]:
    """Yield one line for each draft that lacks worked cases: for how many rules it does."""
    for _loaded, (head, *_rules) in draft_gaps(content, store):
        yield replace(head, message=f"{MAY_LACK}, {head.message}")


def _gaps(loaded: LoadedProtocol, store: Store | None) -> list[Problem]:
    if store is None:
        return gap_problems(loaded)
    key = key_of([code_of(__name__), *content_files(loaded.folder)])
    kept: list[Problem] = store.get(f"uncovered-{loaded.protocol.id}", key, partial(gap_problems, loaded))
    return kept


def covered_content(docs: Path, store: Store | None = None) -> Content:
    """Return everything that authors wrote, once the worked cases of each protocol cover all its rules.

    A draft is returned without that; `draft_gaps` says what it lacks.

    Args:
        docs: The folder that holds `protocols/`.
        store: Keeps what was read; see `build_scripts.content.load.read_content`.

    Raises:
        ContentError: with every problem of every protocol.
    """
    loaded, problems = read_content(docs, store)
    problems += [problem for entry in loaded for problem in uncovered(entry, store)]
    if problems:
        raise ContentError(problems)
    return Content(tuple(loaded))
