"""What the overview gathers: what to do first, what to stop first, and what to watch."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.pathway.branches import branch_of, condition_on
from checker import Protocol
from checker.language.expressions import All
from checker.protocol.labels import Labels
from checker.protocol.model import STOPS, Recommendation
from checker.protocol.sources import Statement
from checker.words.messages import marked

START, STOP = marked("Start"), marked("Stop")


@dataclass(frozen=True, slots=True)
class FirstAction:
    """A recommendation that the overview opens with."""

    recommendation: Recommendation
    when: str
    """Its condition in words: on the pathway the question and what is left of the rule, else the whole rule."""


@dataclass(frozen=True, slots=True)
class FirstActions:
    """The first actions of one kind."""

    title: str
    actions: tuple[FirstAction, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """Statements on what to watch that have their place in one section."""

    page: str
    title: str
    """Title of the section."""
    statements: tuple[Statement, ...]


def first_actions_of(protocol: Protocol) -> tuple[FirstActions, ...]:
    """Return what to start first and what to stop first, each where there is any."""
    by_id = {r.id: r for r in protocol.recommendations}
    named = [by_id[name] for name in protocol.first_actions]
    kinds = (
        (START, [item for item in named if item.action not in STOPS]),
        (STOP, [item for item in named if item.action in STOPS]),
    )
    return tuple(
        FirstActions(title, tuple(FirstAction(item, _when(protocol, item)) for item in items))
        for title, items in kinds
        if items
    )


def _when(protocol: Protocol, item: Recommendation) -> str:
    place = branch_of(protocol, item.id)
    if place is None:
        return item.when.describe(Labels(protocol))
    more = condition_on(protocol, item, place)
    rule = place.answer if isinstance(more, bool) else All((place.answer, more))
    return rule.describe(Labels(protocol))


def watched_in(protocol: Protocol) -> tuple[Watched, ...]:
    """Return the statements on what to watch by the section that shows them, in the order in which they are named."""
    by_id = {statement.id: statement for statement in protocol.statements}
    places = [(page.id, section) for page in protocol.pages for section in page.sections]
    found: dict[tuple[str, str], list[Statement]] = {}
    for name in protocol.watch:
        page, title = next(((page, s.title) for page, s in places if name in s.statements), ("index", ""))
        found.setdefault((page, title), []).append(by_id[name])
    return tuple(Watched(page, title, tuple(statements)) for (page, title), statements in found.items())
