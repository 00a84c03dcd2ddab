"""Links of finished pages to anchors: each has to lead to an element that stands there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote

ID = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*\shref="([^"#:]*)#([^"]+)"')
"""A link of the site with an anchor; an address of another site has a colon before it."""


class Anchors:
    """The anchors of the pages of a site, and the links that lead to one."""

    def __init__(self) -> None:
        self._ids: dict[str, frozenset[str]] = {}
        self._links: dict[str, frozenset[tuple[str, str]]] = {}

    def add(self, page: str, text: str) -> None:
        """Take in a page.

        Args:
            page: Its path in the site, with slashes.
            text: Its HTML.
        """
        self._ids[page] = frozenset(map(html.unescape, ID.findall(text)))
        self._links[page] = frozenset(LINK.findall(text))

    def dead(self) -> Iterator[tuple[str, str]]:
        """Yield each link to an anchor that its page does not have: the page that it stands on, and the address."""
        for page, links in sorted(self._links.items()):
            for address, anchor in sorted(links):
                goal = normpath(f"{page}/../{unquote(html.unescape(address))}") if address else page
                known = self._ids.get(goal, self._ids.get(f"{goal}/index.html"))
                if known is not None and unquote(html.unescape(anchor)) not in known:
                    yield page, f"{address}#{anchor}"
