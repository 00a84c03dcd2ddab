"""Which protocols are measured: the first, by which versions are compared, and the heaviest, which waits longest."""

from __future__ import annotations

from pathlib import Path

from build_scripts.content.load import load_content
from build_scripts.content.loaded import LoadedProtocol

ROOT = Path(__file__).parent.parent
FIRST = "differentiation-syndrome"
CHECKER_PAGE = f"protocols/{FIRST}/checker.html"
"""The page of its checker, from the top of the site."""


def measured_protocols() -> list[LoadedProtocol]:
    """Return the first protocol, and behind it the one with the most findings where that is another."""
    loaded = load_content(ROOT / "docs").protocols
    heaviest = max(loaded, key=lambda each: len(each.protocol.findings))
    first = next(each for each in loaded if each.protocol.id == FIRST)
    return [first] if heaviest is first else [first, heaviest]


def measured_checkers(site: Path) -> list[str]:
    """Return the checker page of the first protocol, and behind it the largest one where that is another."""
    largest = max(site.glob("protocols/*/checker.html"), key=lambda page: page.stat().st_size)
    return list(dict.fromkeys([CHECKER_PAGE, largest.relative_to(site).as_posix()]))
