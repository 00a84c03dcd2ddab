"""Section texts as HTML that holds nothing but what is listed here."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Set
from pathlib import Path

import nh3
from markdown_it.token import Token

from build_scripts.content.markup.images import KINDS, size_of
from build_scripts.content.markup.links import target
from build_scripts.content.markup.parse import PARSER, parsed, shown_text
from checker import Protocol

ELEMENTS = {"p", "br", "em", "strong", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"scope", "class"},
    "td": {"class"},
}

_ALIGNED = {"text-align:right": "wb-right", "text-align:center": "wb-centre", "text-align:left": ""}
"""Style of a cell, as the parser writes it → the class that says the same: the pages' policy allows no such styles."""


def section_html(text: str, protocol: Protocol, folder: Path | None) -> str:
    """Return a section text as HTML.

    The text was checked before (`text_objections`). Whatever passed that check by a mistake is taken out by nh3.

    Args:
        text: The text, in Markdown.
        protocol: The protocol, whose pages and elements the text may link to.
        folder: The protocol's folder, which knows the size of its pictures; without it they have none.
    """
    tokens = _shaped(text)
    for inner in _inner(tokens):
        if inner.type == "link_open":
            inner.attrSet("href", target(str(inner.attrGet("href")), protocol).address)
        elif inner.type == "image" and folder is not None:
            for name, pixels in zip(("width", "height"), size_of(str(inner.attrGet("src")), folder), strict=True):
                inner.attrSet(name, str(pixels))
    return _cleaned(tokens)


def section_html_alone(text: str, folder: Path) -> str:
    """Return a section text as HTML for a document that is one file: without links, and with its pictures in it.

    Args:
        text: The text, in Markdown, which was checked before.
        folder: The protocol's folder, with its pictures.
    """
    tokens = _shaped(text)
    for token in tokens:
        if token.children:
            token.children = [inner for inner in token.children if inner.type not in ("link_open", "link_close")]
    for inner in _inner(tokens):
        if inner.type == "image":
            file = folder / str(inner.attrGet("src"))
            data = base64.b64encode(file.read_bytes()).decode()
            inner.attrSet("src", f"data:image/{KINDS[file.suffix[1:]].lower()};base64,{data}")
    return _cleaned(tokens, {"data"})


def _shaped(text: str) -> list[Token]:
    """Return the tokens of a text with its tables as the pages have them."""
    tokens, _ = parsed(text)
    for index, token in enumerate(tokens):
        style = token.attrs.pop("style", None)
        if style is not None and _ALIGNED.get(str(style)):
            token.attrSet("class", _ALIGNED[str(style)])
        if token.type == "th_open":
            _head(token, tokens[index + 1], tokens[index + 2])
    return tokens


def _inner(tokens: list[Token]) -> Iterator[Token]:
    return (inner for token in tokens for inner in token.children or [])


def _cleaned(tokens: list[Token], schemes: Set[str] = frozenset()) -> str:
    """Return tokens as HTML without anything that is not listed, nor an address with another scheme than these."""
    html: str = PARSER.renderer.render(tokens, PARSER.options, {})
    return nh3.clean(html, tags=ELEMENTS, attributes=ATTRIBUTES, url_schemes=set(schemes), link_rel=None).strip()


def _head(opened: Token, content: Token, closed: Token) -> None:
    """Tell what a head of a table is the head of; an empty one, as above the names of rows, is an ordinary cell."""
    if shown_text(content.children or []).strip():
        opened.attrSet("scope", "col")
    else:
        opened.tag = closed.tag = "td"


def pictures_in(text: str) -> Iterator[str]:
    """Yield the file of each picture in a section text, relative to the protocol's folder."""
    tokens, _ = parsed(text)
    yield from (str(inner.attrGet("src")) for inner in _inner(tokens) if inner.type == "image")
