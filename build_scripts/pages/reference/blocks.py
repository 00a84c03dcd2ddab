"""What stands together in a section: one block a decision, with all that it rests on and all that is open about it.

Every element has one place. A statement that a recommendation of its section rests on stands in the block of the first
that does; what belongs to no recommendation there stands by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker import Protocol
from checker.language.conditions import CriterionHolds
from checker.protocol.layout import Section
from checker.protocol.model import Criterion, Recommendation
from checker.protocol.sources import Disagreement, Statement
from checker.protocol.traversal import walk

SHORT = 100
"""Characters of a note, about two lines on a phone, below which it costs no more room than a line to unfold it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A recommendation with what belongs to it."""

    recommendation: Recommendation
    statements: tuple[Statement, ...]
    """The statements that have their place here."""
    elsewhere: tuple[str, ...]
    """Ids of the other statements that it rests on; their sentences stand in another block."""
    criteria: tuple[Criterion, ...]
    """The criteria that have their place here: those that its rule uses."""
    disagreements: tuple[Disagreement, ...]
    """The disagreements that have their place here: those on its statements."""
    also: tuple[Disagreement, ...]
    """Disagreements on its statements that have their place in another section."""
    note_said: bool
    """Whether a block above in the section says its note word for word."""

    @property
    def is_ruled_by(self) -> Criterion | None:
        """The criterion that has its place here and is the whole rule."""
        rule = self.recommendation.when
        return next((c for c in self.criteria if rule == CriterionHolds(c.id)), None)

    @property
    def note_at_once(self) -> bool:
        """Whether the note is never folded: it goes with a dose, or is for somebody with no time to unfold it."""
        item = self.recommendation
        if item.note is None or self.note_said:
            return False
        alone = not (item.no_rule or self.disagreements)
        return bool(item.doses) or item.urgency == "immediate" or (alone and len(item.note) <= SHORT)


@dataclass(frozen=True, slots=True)
class SectionBlocks:
    """The blocks of a section, and ids of the elements that stand by themselves."""

    decisions: tuple[Decision, ...]
    statements: tuple[str, ...]
    criteria: tuple[str, ...]
    disagreements: tuple[str, ...]


def blocks_of(protocol: Protocol, section: Section) -> SectionBlocks:
    """Return what stands together in a section."""
    by_id = {r.id: r for r in protocol.recommendations}
    found = [by_id[name] for name in section.recommendations]
    resting = {r.id: frozenset(r.statements) for r in found}
    ruled = {r.id: _criteria_in(r) for r in found}
    disputed = {d.id: frozenset(d.statements) for d in protocol.disagreements}
    whole = {r.when.criterion: r.id for r in reversed(found) if isinstance(r.when, CriterionHolds)}

    def first(fits: Callable[[str], bool]) -> str | None:
        return next((item.id for item in found if fits(item.id)), None)

    statements = {name: first(lambda r, name=name: name in resting[r]) for name in section.statements}  # type: ignore[misc]
    criteria = {name: whole.get(name) or first(lambda r, name=name: name in ruled[r]) for name in section.criteria}  # type: ignore[misc]
    disagreements = {
        name: first(lambda r, name=name: bool(resting[r] & disputed[name]))  # type: ignore[misc]
        for name in section.disagreements
    }

    def decision(item: Recommendation) -> Decision:
        here = [name for name, home in statements.items() if home == item.id]
        own = [name for name, home in disagreements.items() if home == item.id]
        return Decision(
            item,
            _named(protocol.statements, here),
            tuple(name for name in item.statements if name not in here),
            _named(protocol.criteria, [name for name, home in criteria.items() if home == item.id]),
            _named(protocol.disagreements, own),
            tuple(d for d in protocol.disagreements if disputed[d.id] & resting[item.id] and d.id not in disagreements),
            item.note in [above.note for above in found[: found.index(item)]],
        )

    return SectionBlocks(
        tuple(decision(item) for item in found),
        *(tuple(name for name, home in of.items() if home is None) for of in (statements, criteria, disagreements)),
    )


def _criteria_in(item: Recommendation) -> frozenset[str]:
    return frozenset(part.criterion for part in walk(item.when) if isinstance(part, CriterionHolds))


def _named[Element: (Statement, Criterion, Disagreement)](
    elements: Iterable[Element], names: Iterable[str]
) -> tuple[Element, ...]:
    by_id = {element.id: element for element in elements}
    return tuple(by_id[name] for name in names)
