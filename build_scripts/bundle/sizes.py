"""The room that a site takes on a disk, and the way over the wire to the first answer of a checker."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_scripts.site.finishing.loading import scripts_brought
from build_scripts.site.site_files import ONLY_FROM_DISK

CHECKER_PAGE = re.compile(r"^protocols/[^/]+/checker\.html$")
ASKED_BY_PAGE = re.compile(r'<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^":]+)"')
ASKED_BY_SCRIPTS = re.compile(r"^assets/(?:javascripts/worker\.|fonts/[^/]*-latin-wght-normal\.|runtime/)")
STARTS = ("library", "snapshot")
"""The two ways to start: a page takes the files of one of them."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in bytes."""

    disk: int
    """All files of the site, compressed copies included."""
    first_answer: tuple[int, int]
    """Least and most that a first visit to a checker fetches until it can answer, from a server that sends brotli."""
    gzip: tuple[int, int]
    """The same from a server that sends gzip."""
    plain: tuple[int, int]
    """The same from a server that compresses nothing."""


def sizes_of(site: Mapping[str, bytes]) -> Sizes:
    """Return the sizes of a site that is ready to deploy.

    Args:
        site: Path → content, with the compressed copies.
    """
    return Sizes(
        sum(map(len, site.values())), _first_answer(site, ".br"), _first_answer(site, ".gz"), _first_answer(site, None)
    )


def _first_answer(site: Mapping[str, bytes], ending: str | None) -> tuple[int, int]:
    pages = [name for name in site if CHECKER_PAGE.match(name)]
    totals = [_sent(site, _asked(site, page, way), ending) for page in pages for way in STARTS]
    return min(totals, default=0), max(totals, default=0)


def _asked(site: Mapping[str, bytes], page: str, way: str) -> set[str]:
    """Return the files that a browser asks for from opening a checker page to its first answer."""
    text = site[page].decode("utf-8")
    addresses = ASKED_BY_PAGE.findall(text)
    linked = {posixpath.normpath(posixpath.join(posixpath.dirname(page), address)) for address in addresses}
    (other,) = {*STARTS} - {way}
    further = {
        name
        for name in site
        if ASKED_BY_SCRIPTS.match(name)
        and not name.endswith((".br", ".gz"))
        and not ONLY_FROM_DISK.search(name)
        and f"{other}." not in name
    }
    return {page} | (linked & site.keys()) | {*scripts_brought(text)} | further


def _sent(site: Mapping[str, bytes], names: Iterable[str], ending: str | None) -> int:
    return sum(len(site.get(f"{name}{ending}", site[name])) for name in names)


def megabytes(size: int) -> str:
    """Return a size as people read it: '26 MB', '3.1 MB'."""
    number = size / 1e6
    return f"{number:.1f} MB" if number < 10 else f"{number:.0f} MB"
