"""The words of a written page: what a reader sees or hears of it, without its marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements that part no words: what `1<b>0</b> mg` says is `10 mg`."""

TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)

SAID = ("alt", "title", "aria-label")
"""Attributes that a reader sees or hears."""


def open_words(html: str, head: Mapping[str, Any], *, whole: bool) -> list[str]:
    """Return what a patient or carer sees or hears of a written page.

    Args:
        html: The page's HTML.
        head: Its head: title and description.
        whole: Whether they see all of it; of a page for professionals they meet its title, in navigation and search.
    """
    said = [str(head[name]) for name in ("title", "description") if name in head]
    return said + words_on(html if whole else "".join(TITLE.findall(html)[:1]))


def words_on(html: str) -> list[str]:
    """Return what the HTML of a page says, block by block, with what is said of its pictures and links."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return [words for words in (" ".join(block.split()) for block in reader.blocks) if words]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th") or tag == "br":  # the cells of a row side by side
            self.blocks[-1] += " "
        elif tag not in INLINE:
            self._part()
        self._said += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE and tag not in ("td", "th"):
            self._part()

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data

    def close(self) -> None:
        super().close()
        self._part()

    def _part(self) -> None:
        self.blocks += [*self._said, ""]
        self._said = []
