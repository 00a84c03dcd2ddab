"""Cards printed from the built site, and small sites made of nothing but cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from build_scripts.bundle.printed_cards import print_cards
from build_scripts.content.loaded import Content, LoadedProtocol
from build_scripts.project.paths import Project
from build_scripts.project.static_server import serving
from checker import Protocol
from tests.support.site.cards import ADDRESS, Printed, sheet


@pytest.fixture(scope="session")
def host(site: Project) -> Iterator[str]:
    """Where the built site is served."""
    with serving(site.site) as address:
        yield address


@pytest.fixture(scope="session")
def cards(site: Project, content: Content, tmp_path_factory) -> dict[str, Printed]:
    """The cards of the built site: on A4 without an address, on Letter with one."""
    printed = {}
    for paper, address in (("A4", None), ("Letter", ADDRESS)):
        said: list[str] = []
        folder = tmp_path_factory.mktemp(paper)
        printed[paper] = Printed(
            print_cards(site, content, folder, address=address, paper=paper, progress=said.append), said
        )
    return printed


@pytest.fixture
def printed(cards: dict[str, Printed], each: LoadedProtocol) -> dict[str, Printed]:
    """The card of a protocol by the size of its paper, for each protocol in a test of its own."""
    return {size: card.of(each.protocol) for size, card in cards.items()}


@pytest.fixture
def print_alone(workshop: Project, tmp_path: Path) -> Callable[[Protocol], Printed]:
    """Print the card of a protocol that no site holds, from a page with nothing but the card and our styles."""

    def printing(protocol: Protocol) -> Printed:
        folder = workshop.site / "protocols" / protocol.id
        folder.mkdir(parents=True)
        sheets = ("tokens", "reading", "elements", "lists", "pathway", "controls", "card", "paper", "paper-card")
        styles = [(workshop.templates / "styles" / f"{name}.css").read_text() for name in sheets]
        (folder / "card.html").write_text(
            f'<!doctype html><meta charset="utf-8"><title>x</title><style>{"".join(styles)}</style>'
            f'<body dir="ltr" data-md-color-scheme="default"><div class="md-typeset">{sheet(workshop, protocol)}</div>',
            encoding="utf-8",
        )
        said: list[str] = []
        content = Content((LoadedProtocol(protocol, (), tmp_path),))
        return Printed(print_cards(workshop, content, tmp_path / "paper", progress=said.append), said)

    return printing
