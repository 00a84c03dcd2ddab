"""What a card leaves to the pages of its protocol: named on the card, with the page that shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from build_scripts.content.page_names import GENERATED_PAGES
from build_scripts.content.vocabulary.lenders import lender_of
from build_scripts.pages.card.model import Card, LeftOut
from checker.protocol.model import Warning as ProtocolWarning
from checker.protocol.traversal import anchor_of
from checker.words.messages import _

if TYPE_CHECKING:
    from build_scripts.pages.view import ProtocolView

NamedPage = tuple[str, str]
"""The name of something, and the address where it stands."""


def left_out(
    card: Card, view: ProtocolView, raised: Sequence[ProtocolWarning], defined: Collection[str]
) -> tuple[LeftOut, ...]:
    """Return what a card leaves out, by kinds; what belongs to another protocol is named by the card itself.

    Args:
        card: The card.
        view: The protocol.
        raised: The warnings that the card holds.
        defined: Ids of the criteria that its blocks spell out, or that it needs not.
    """
    protocol = view.protocol
    blocks = (*card.first, *card.second)
    here = {action.recommendation.id for block in blocks for branch in block.branches for action in branch.actions}
    shown = {item.criterion.id for item in card.definitions} | set(defined)
    findings = {finding.id: finding.label for finding in protocol.findings}
    others = [item for item in protocol.warnings if item not in raised]
    kinds: tuple[tuple[str, list[NamedPage]], ...] = (
        (
            _("What is only considered, and not immediate:"),
            [(item.label, view.link(item.id)) for item in protocol.recommendations if item.id not in here],
        ),
        (
            _("Definitions:"),
            [
                (item.label, view.link(anchor_of("criterion", item.id)))
                for item in protocol.criteria
                if item.id not in shown
            ],
        ),
        (_("Scores and grades:"), list(_scales(card, view))),
        (
            _("Formulas:"),
            [
                (item.label, view.link(anchor_of("value", item.id)))
                for item in protocol.values
                if lender_of(item.id) is None
            ],
        ),
        (
            _("Where sources differ or are silent:"),
            [(item.title, view.link(item.id)) for item in protocol.disagreements if item not in card.disagreements],
        ),
        (_("What a source leaves open about:"), list(_open(card, view))),
        (
            _("Warnings on:"),
            [(label, "checker.html") for label in dict.fromkeys(findings[item.finding] for item in others)],
        ),
    )
    return tuple(LeftOut(kind, _by_page(named, view)) for kind, named in kinds if named)


def _scales(card: Card, view: ProtocolView) -> Iterator[NamedPage]:
    protocol = view.protocol
    for kind, items, kept in (("score", protocol.scores, card.scores), ("grade", protocol.grades, card.grades)):
        for item in items:
            if lender_of(item.id) is None and item not in kept:
                yield item.label, view.link(anchor_of(kind, item.id))


def _open(card: Card, view: ProtocolView) -> Iterator[NamedPage]:
    """Yield the statements with an open point that neither the card nor any disagreement tells."""
    covered = {name for item in view.protocol.disagreements for name in item.statements}
    for item in view.protocol.statements:
        if item.conflict and item.id not in covered and item not in card.open_points:
            yield item.id, view.link(item.id)


def _by_page(named: Sequence[NamedPage], view: ProtocolView) -> tuple[tuple[str, tuple[NamedPage, ...]], ...]:
    titles = {page.name: _(page.title) for page in GENERATED_PAGES} | {p.id: p.title for p in view.protocol.pages}
    found: dict[str, list[NamedPage]] = {}
    for name, address in named:
        page = address.partition(".html")[0]
        found.setdefault(titles.get(page, page), []).append((name, address))
    return tuple((page, tuple(items)) for page, items in found.items())
