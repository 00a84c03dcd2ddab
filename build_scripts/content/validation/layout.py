"""Checks that every element has its place: used by a rule, shown on a page, named in the change log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from build_scripts.content.page_names import RESERVED_PAGES
from build_scripts.content.validation.model_ids import references
from build_scripts.content.validation.names import COLLECTIONS
from build_scripts.project.filenames import objection_to_file_name
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.answers.echo import unknown
from checker.protocol.model import Recommendation, Warning
from checker.protocol.traversal import COLLECTIONS as RULES
from checker.protocol.traversal import elements


def unused_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield findings that no rule asks for, groups without findings, and literature that nothing cites."""
    rules = (
        protocol.constraints,
        protocol.values,
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
        for field in ("references", "sources")
        for name in getattr(element, field, ())
        if not isinstance(element, Protocol)
    }
    for index, reference in enumerate(protocol.references):
        if reference.id not in cited:
            yield ("references", index, "id"), f"reference '{reference.id}' is not cited anywhere"


def layout_objections(protocol: Protocol) -> Iterator[Objection]:
    """Check that every element has one place on the pages, where its anchor is, and that pages' names suit files."""
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
    yield from _twice_on_a_page(protocol)
    yield from _headings_like_ids(protocol)


def _twice_on_a_page(protocol: Protocol) -> Iterator[Objection]:
    """Yield what stands in two sections of one page, where its anchor would stand twice."""
    for index, page in enumerate(protocol.pages):
        for kind, collection in RULES.items():
            seen: dict[str, str] = {}
            for place, section in enumerate(page.sections):
                for n, name in enumerate(getattr(section, collection)):
                    if name in seen:
                        yield (
                            ("pages", index, "sections", place, collection, n),
                            f"{kind} '{name}' stands in the section '{seen[name]}' of this page already",
                        )
                    seen.setdefault(name, section.title)


def _headings_like_ids(protocol: Protocol) -> Iterator[Objection]:
    """Yield headings whose anchor is the id of what stands on the same page, to which links would not lead any more."""
    for index, page in enumerate(protocol.pages):
        shown: set[str] = set()
        for section in page.sections:
            shown |= {*section.statements, *section.recommendations, *section.disagreements}
        for place, section in enumerate(page.sections):
            anchor = slugify(section.title, "-")
            if anchor in shown:
                message = f"the heading '{section.title}' has the anchor '{anchor}', as has '{anchor}' on this page"
                yield ("pages", index, "sections", place, "title"), f"{message}: expected another heading"


def bookkeeping_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield objections to the version, the review, the change log and the statements of doses."""
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
