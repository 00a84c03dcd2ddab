"""What a page fetches and in which order: its text, two style sheets, and then its scripts, each checked by its hash.

The style sheets of a page are joined: those that all pages begin with, and the others. The scripts leave the HTML; the
one that stands in it asks for them once the page can be seen (site_templates/scripts/guard). From a disk browsers can
check no hash, so that script then writes the style sheets anew without one.
"""

from __future__ import annotations

import html
import json
import os.path
import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

from build_scripts.project.digests import hashed_name, integrity
from build_scripts.site.assets import GUARD

SHEET = re.compile(r'\s*<link rel="stylesheet" href="([^"]+)">')
SCRIPT = re.compile(r'\s*<script src="([^"]+)"(?: defer)?></script>')
"""A script that waits for nothing but the text; others stay as they are."""

LATER = re.compile(r'\bdata-(?:ask|lexicon|about)="([^"]+)"')
"""Attributes that name scripts which a page asks for when they are wanted."""

GUARDED = re.compile(r"<script (data-base=[^>]*)>(.*?</script>)", re.DOTALL)
BROUGHT = re.compile(r'<script data-base=[^>]* data-scripts="([^"]+)"')
FOR_A_DISK = "/iframe-worker."
"""In the name of a script that a page brings from a disk only (site_templates/scripts/guard/scripts.js)."""
ARRANGED = re.compile(r"<script data-base=[^>]* data-styles=")
STYLES = "assets/stylesheets/"
IMPORT = re.compile(r"@import\b")


@dataclass(frozen=True)
class FinishedPage:
    """A page of the built site, and what it fetches: names below the site, in the order of the page."""

    path: Path
    text: str
    sheets: tuple[str, ...]
    scripts: tuple[str, ...]
    later: tuple[str, ...]


def arrange_loading(site: Path, minify: Callable[[str], bytes]) -> None:
    """Let every page of a built site fetch two style sheets at most and its scripts afterwards, all by their hashes.

    Args:
        site: The built site.
        minify: Makes a style sheet smaller.
    """
    pages = [_read(site, path) for path in sorted(site.rglob("*.html"))]
    pages = [page for page in pages if GUARDED.search(page.text) and not ARRANGED.search(page.text)]
    shared = len(_common([page.sheets for page in pages]))
    joined: dict[tuple[str, ...], list[str]] = {}
    for page in pages:
        for part in (page.sheets[:shared], page.sheets[shared:]):
            if part not in joined:
                joined[part] = _joined(site, part, minify)
        sheets = [*joined[page.sheets[:shared]], *joined[page.sheets[shared:]]]
        page.path.write_text(_arranged(site, page, sheets), encoding="utf-8", newline="")
    kept = {name for names in joined.values() for name in names}
    for name in {name for page in pages for name in page.sheets} - kept:
        (site / name).unlink()


def scripts_brought(text: str) -> list[str]:
    """Return the scripts that a finished page brings from a server by itself, as names below the site.

    Args:
        text: The HTML of the page.
    """
    listed = json.loads(html.unescape(found[1])) if (found := BROUGHT.search(text)) else []
    return [name for name, _ in listed if FOR_A_DISK not in name]


def _read(site: Path, path: Path) -> FinishedPage:
    text = path.read_text(encoding="utf-8")
    place = path.relative_to(site).parent.as_posix()

    def names(pattern: re.Pattern[str]) -> tuple[str, ...]:
        found = (html.unescape(address) for address in pattern.findall(text))
        below = (posixpath.normpath(posixpath.join("/", place, address)).lstrip("/") for address in found)
        return tuple(dict.fromkeys(name for name in below if (site / name).is_file()))

    return FinishedPage(path, text, names(SHEET), names(SCRIPT), names(LATER))


def _common(listed: Sequence[tuple[str, ...]]) -> list[str]:
    """Return what all begin with."""
    return [names[0] for names in takewhile(lambda names: len(set(names)) == 1, zip(*listed, strict=False))]


def _joined(site: Path, names: Sequence[str], minify: Callable[[str], bytes]) -> list[str]:
    """Join style sheets that follow each other and lie in the folder of styles, to which their addresses lead."""

    def joins(name: str) -> bool:
        return posixpath.dirname(name) + "/" == STYLES and not IMPORT.search(_text(site, name))

    result: list[str] = []
    for together, group in groupby(names, joins):
        if together:
            content = minify("\n".join(_text(site, name) for name in group))
            name = hashed_name(f"{STYLES}page.css", content)
            (site / name).write_bytes(content)
            result.append(name)
        else:
            result += group
    return result


def _text(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def _arranged(site: Path, page: FinishedPage, sheets: Sequence[str]) -> str:
    def hashed(names: Sequence[str]) -> list[tuple[str, str]]:
        return [(name, integrity((site / name).read_bytes())) for name in names]

    def address(name: str) -> str:
        if _from_top(page):
            return f"/{name}"
        return os.path.relpath(site / name, page.path.parent).replace(os.sep, "/")

    links = [(html.escape(address(name)), value) for name, value in hashed(sheets)]
    checked = [f'<link rel="stylesheet" href="{place}" integrity="{value}">' for place, value in links]
    plain = [f'<link rel="stylesheet" href="{place}">' for place, _ in links]
    (guard,) = (site / "assets" / "javascripts").glob(f"{GUARD}.*.js")
    ((name, value),) = hashed([guard.relative_to(site).as_posix()])
    # From a disk the script in the page writes the plain links and opens a <noscript>, which ends with this one.
    block = "".join(
        (
            *(f"\n{link}" for link in checked),
            f'\n<script src="{html.escape(address(name))}" integrity="{value}" async></script>',
            f"\n<noscript>{''.join(plain)}</noscript>",
        )
    )
    text = page.text
    for pattern in (SCRIPT, SHEET):
        text = pattern.sub(lambda found: "" if _is_here(site, page, found[1]) else found[0], text)
    data = {"styles": hashed(sheets), "scripts": hashed(page.scripts), "later": hashed(page.later)}
    told = " ".join(
        f'data-{name}="{html.escape(json.dumps(value, separators=(",", ":")))}"'
        for name, value in data.items()
        if value
    )
    # Right behind the guard: nothing else may stand in the <noscript> that it opens.
    return GUARDED.sub(lambda found: f"<script {found[1]} {told}>{found[2]}{block}", text, count=1)


def _from_top(page: FinishedPage) -> bool:
    """Whether a page names its files from the top of the server, since it is sent for any address."""
    first = SHEET.search(page.text)
    return first is not None and first[1].startswith("/")


def _is_here(site: Path, page: FinishedPage, address: str) -> bool:
    place = page.path.relative_to(site).parent.as_posix()
    return (site / posixpath.normpath(posixpath.join("/", place, html.unescape(address))).lstrip("/")).is_file()
