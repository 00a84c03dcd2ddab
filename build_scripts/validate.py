"""What the shape of content cannot say: that names resolve, types and units fit, and nothing is left unused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from build_scripts.acceptances import acceptance_objections
from build_scripts.filenames import objection_to_file_name
from build_scripts.labels import empty_texts, label_objections
from build_scripts.model_ids import collections, inner_references, references
from build_scripts.problems import Path_, Problem
from build_scripts.rules import rule_objections
from build_scripts.synonyms import synonym_objections
from build_scripts.units import objection_to_dose_unit, objection_to_unit, objections_to_units
from build_scripts.yaml_source import YamlDocument
from checker import Protocol
from checker.answers.echo import unknown
from checker.language.findings import ChoiceFinding, QuantityFinding
from checker.language.scores import ScoreItem
from checker.protocol.model import Dose, Recommendation, Warning
from checker.protocol.traversal import CycleError, elements, evaluation_order

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|[A-Z]\d+")
"""Ids are kebab-case, and statements a letter with a number: they stand in URLs."""

RESERVED_PAGES = ("index", "ask", "history", "quality", "checker", "card")
"""Pages that every protocol has anyway. (`sources` may be described: its sections stand above the generated lists.)"""

COLLECTIONS = collections()
"""What an id can name → the field of the protocol that holds it."""


def problems_in(protocol: Protocol, document: YamlDocument, *, past: bool = False) -> list[Problem]:
    """Return everything that is wrong with a protocol whose shape is right.

    Args:
        protocol: The protocol.
        document: The file that it was read from, which knows the places.
        past: Whether it is an earlier version, to be compared and not to be published: the checks of its day took it,
            and those that were added since are left out.
    """
    objections = [*_ids(protocol), *_references(protocol), *acceptance_objections(protocol)]
    if not past:
        told = {path for path, _ in objections}
        objections += [(path, message) for path, message in empty_texts(protocol) if path not in told]
    if past and not objections:
        objections = [*_cycles(protocol), *rule_objections(protocol)]
    elif not objections:  # what follows takes for granted that names resolve
        objections = [
            *_cycles(protocol),
            *_types_and_units(protocol),
            *rule_objections(protocol),
            *_unused(protocol),
            *_layout(protocol),
            *label_objections(protocol, document),
            *_bookkeeping(protocol),
            *synonym_objections(protocol),
        ]
    return [document.problem(path, message) for path, message in objections]


Objection = tuple[Path_, str]


def _ids(protocol: Protocol) -> Iterator[Objection]:
    for what, collection in COLLECTIONS.items():
        first: dict[str, int] = {}
        for index, element in enumerate(getattr(protocol, collection)):
            path: Path_ = (collection, index, "id")
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
        place: Path_ = ("warnings", index, "code")
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


def _references(protocol: Protocol) -> Iterator[Objection]:
    known = {
        what: [element.id for element in getattr(protocol, collection)] for what, collection in COLLECTIONS.items()
    }
    known["page"] += [*RESERVED_PAGES, "sources"]
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
                path: Path_ = ("invariants", index, field, n)
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


def _cycles(protocol: Protocol) -> Iterator[Objection]:
    try:
        evaluation_order(protocol)
    except CycleError as error:
        for collection in ("criteria", "scores", "grades"):
            for index, element in enumerate(getattr(protocol, collection)):
                if element.id == error.circle[0]:
                    yield (collection, index), f"'{element.id}' {error}"
                    return


def _types_and_units(protocol: Protocol) -> Iterator[Objection]:
    for index, finding in enumerate(protocol.findings):
        path: Path_ = ("findings", index)
        if isinstance(finding, QuantityFinding):
            objection = objection_to_unit(finding.unit)
            if objection:
                yield (*path, "unit"), objection
                continue
            for n, objection in objections_to_units(finding):
                yield (*path, "also", n), objection
        low, high = getattr(finding, "plausible", (0, 1))
        if not low < high:
            yield (*path, "plausible"), f"expected the lowest value before the highest, found {low} and {high}"
    for index, recommendation in enumerate(protocol.recommendations):
        yield from _corrected(protocol, ("recommendations", index), recommendation)
    for place, element in elements(protocol):
        if isinstance(element, Dose):
            objection = objection_to_dose_unit(element.unit)
            if objection:
                yield (*place, "unit"), objection
            if element.to is not None and not element.amount < element.to:
                yield (*place, "to"), f"expected more than the amount {element.amount}, found {element.to}"


def _corrected(protocol: Protocol, path: Path_, recommendation: Recommendation) -> Iterator[Objection]:
    """Check that what a recommendation raises or lowers are quantities, and that it is one that corrects."""
    findings = {finding.id: finding for finding in protocol.findings}
    for field in ("raises", "lowers"):
        names: tuple[str, ...] = getattr(recommendation, field)
        if names and recommendation.action != "correct":
            yield (*path, field), f"only an action 'correct' has '{field}'; this one is '{recommendation.action}'"
        for index, name in enumerate(names):
            if not isinstance(findings[name], QuantityFinding):
                yield (*path, field, index), f"finding '{name}' is no quantity, which alone can be raised or lowered"
    for index, name in enumerate(recommendation.lowers):
        if name in recommendation.raises:
            yield (*path, "lowers", index), f"'{name}' cannot be raised and lowered at once"


def _unused(protocol: Protocol) -> Iterator[Objection]:
    rules = (
        protocol.constraints,
        protocol.criteria,
        protocol.scores,
        protocol.grades,
        protocol.recommendations,
        protocol.warnings,
    )
    asked: set[str] = set()
    for collection in rules:
        for _, element in elements(collection):
            if not isinstance(element, Warning | Recommendation):
                asked |= {
                    name
                    for field, what in references(type(element))
                    if what == "finding"
                    for name in field.named_in(element)
                }
    for index, finding in enumerate(protocol.findings):
        if finding.id not in asked:
            yield ("findings", index, "id"), f"finding '{finding.id}' is not used by any rule"
    groups = {finding.group for finding in protocol.findings}
    for index, group in enumerate(protocol.groups):
        if group.id not in groups:
            yield ("groups", index, "id"), f"group '{group.id}' has no finding"
    cited = {
        name
        for _, element in elements(protocol)
        for name in getattr(element, "references", ())
        if not isinstance(element, Protocol)
    }
    for index, reference in enumerate(protocol.references):
        if reference.id not in cited:
            yield ("references", index, "id"), f"reference '{reference.id}' is not cited anywhere"


def _layout(protocol: Protocol) -> Iterator[Objection]:
    """Check that every element has its one place on the pages, where its anchor is, and that files can hold these."""
    objection = objection_to_file_name(protocol.id)
    if objection:
        yield ("id",), objection
    for index, page in enumerate(protocol.pages):
        if page.id in RESERVED_PAGES:
            yield ("pages", index, "id"), f"the page '{page.id}' is generated; choose another id"
        objection = objection_to_file_name(page.id)
        if objection:
            yield ("pages", index, "id"), objection
    for what, collection in (
        ("statement", "statements"),
        ("recommendation", "recommendations"),
        ("disagreement", "disagreements"),
    ):
        placed = Counter(
            name for page in protocol.pages for section in page.sections for name in getattr(section, collection)
        )
        for index, element in enumerate(getattr(protocol, collection)):
            if placed[element.id] != 1:
                times = "no section" if not placed[element.id] else f"{placed[element.id]} sections"
                yield (
                    (collection, index, "id"),
                    f"{what} '{element.id}' stands in {times} of the pages, expected exactly one",
                )


def _bookkeeping(protocol: Protocol) -> Iterator[Objection]:
    if not protocol.changes or protocol.changes[0].version != protocol.version:
        yield ("version",), f"version {protocol.version} has no entry at the top of 'changes'"
    if protocol.review.due <= protocol.review.checked:
        yield ("review", "due"), f"expected a day after {protocol.review.checked}, found {protocol.review.due}"
    every = {element.id for what in COLLECTIONS.values() for element in getattr(protocol, what)}
    for index, change in enumerate(protocol.changes):
        for n, name in enumerate(change.affects):
            if name not in every:
                yield ("changes", index, "affects", n), unknown("element", name, sorted(every))
    for index, recommendation in enumerate(protocol.recommendations):
        for n, dose in enumerate(recommendation.doses):
            strangers = [name for name in dose.statements if name not in recommendation.statements]
            if strangers:
                yield (
                    ("recommendations", index, "doses", n, "statements"),
                    f"the dose rests on {', '.join(strangers)}, which the recommendation does not name",
                )
