"""Checks of names: ids are unique and well-formed, and each name of another element leads to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from build_scripts.content.page_names import GENERATED_PAGES
from build_scripts.content.validation.model_ids import collections, inner_references, references
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.answers.echo import unknown
from checker.language.findings import ChoiceFinding
from checker.language.keys import YamlPath
from checker.language.scores import ScoreItem
from checker.protocol.traversal import elements

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]\d+")
"""Ids are kebab-case, and statements a letter with a number: they stand in URLs."""


COLLECTIONS = collections()
"""Kind of element that an id can name → the field of the protocol that holds such elements."""


def id_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each malformed id, and to each that stands twice where an id must name one thing."""
    for what, collection in COLLECTIONS.items():
        first: dict[str, int] = {}
        for index, element in enumerate(getattr(protocol, collection)):
            path: YamlPath = (collection, index, "id")
            if element.id in first:
                yield (
                    path,
                    f"duplicate {what} id '{element.id}' (first is number {first[element.id] + 1} of {collection})",
                )
            first.setdefault(element.id, index)
            if not NAME.fullmatch(element.id):
                yield path, f"'{element.id}' is no id: expected small letters, digits and hyphens, or S01"
    told: dict[tuple[str, str], int] = {}
    for index, warning in enumerate(protocol.warnings):
        place: YamlPath = ("warnings", index, "code")
        if not NAME.fullmatch(warning.code):
            yield place, f"'{warning.code}' is no code: expected small letters, digits and hyphens"
        before = told.setdefault((warning.code, warning.finding), index)
        if before != index:
            where = f"finding '{warning.finding}' stands twice (first is number {before + 1} of warnings)"
            yield place, f"the warning '{warning.code}' of {where}; give it another code, or make one rule of the two"
    for path, element in elements(protocol):
        for field in ("choices", "bands", "scale"):
            ids = [item.id for item in getattr(element, field, None) or () if hasattr(item, "id")]
            for name, count in Counter(ids).items():
                if count > 1 and field != "bands":
                    yield (*path, field), f"duplicate id '{name}' in {field}"
    anchors = Counter(
        name
        for what in ("statement", "recommendation", "disagreement")
        for name in {element.id for element in getattr(protocol, COLLECTIONS[what])}
    )
    for name, count in anchors.items():
        if count > 1:
            yield (
                (),
                f"'{name}' names more than one statement, recommendation or disagreement: their anchors would clash",
            )


def reference_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each name of an element that does not exist, or that is named twice."""
    known = {
        what: [element.id for element in getattr(protocol, collection)] for what, collection in COLLECTIONS.items()
    }
    known["page"] += [page.name for page in GENERATED_PAGES]
    for path, element in elements(protocol):
        for field, what in references(type(element)):
            names = field.named_in(element)
            for name, count in Counter(names).items():
                if count > 1:
                    yield (*path, field.key), f"'{name}' is named {count} times, expected once"
            several = isinstance(getattr(element, field.name), tuple)
            for index, name in enumerate(names):
                if name not in known[what]:
                    yield (*path, field.key, index) if several else (*path, field.key), unknown(what, name, known[what])
    yield from _inner_references(protocol)
    yield from _outcomes(protocol)


def _outcomes(protocol: Protocol) -> Iterator[Objection]:
    """Check the ids in invariants, which name recommendations or criteria."""
    outcomes = Counter([r.id for r in protocol.recommendations] + [c.id for c in protocol.criteria])
    for index, invariant in enumerate(protocol.invariants):
        for field in ("never", "implies", "then"):
            for n, name in enumerate(getattr(invariant, field) or ()):
                path: YamlPath = ("invariants", index, field, n)
                if name not in outcomes:
                    yield path, unknown("recommendation or criterion", name, sorted(outcomes))
                elif outcomes[name] > 1:
                    yield path, f"'{name}' names both a recommendation and a criterion; rename one of them"


def _inner_references(protocol: Protocol) -> Iterator[Objection]:
    """Check ids that are looked up inside another element: choices, bands, steps."""
    findings = {finding.id: finding for finding in protocol.findings}
    inner: dict[str, Mapping[str, list[str]]] = {
        "choice": {f.id: [c.id for c in f.choices] for f in protocol.findings if isinstance(f, ChoiceFinding)},
        "band": {s.id: [b.id for b in s.bands] for s in protocol.scores},
        "step": {g.id: [s.id for s in g.scale] for g in protocol.grades},
    }
    for path, element in elements(protocol):
        for field, what, container in inner_references(element):
            known = inner[what].get(container)
            kind = str(field.id.within) if field.id is not None else ""
            several = isinstance(getattr(element, field.name), tuple)
            for index, name in enumerate(field.named_in(element)):
                if known is not None and name not in known:
                    place = (*path, field.key, index) if several else (*path, field.key)
                    yield place, f"{unknown(what, name, known)} of {kind} '{container}'"
        if isinstance(element, ScoreItem) and element.choices is not None:
            finding = findings.get(element.finding or "")
            wanted = {choice.id for choice in finding.choices} if isinstance(finding, ChoiceFinding) else set()
            if set(element.choices) != wanted:
                yield (
                    (*path, "choices"),
                    f"expected points for exactly the choices {', '.join(sorted(wanted)) or '(none)'}",
                )
    for index, grade in enumerate(protocol.grades):
        steps = [step.id for step in grade.scale]
        for d, domain in enumerate(grade.domains):
            for n, level in enumerate(domain.levels):
                if level.grade not in steps:
                    yield ("grades", index, "domains", d, "levels", n, "grade"), unknown("step", level.grade, steps)
