"""What a section text may hold: paragraphs, tables, lists, emphasis, links into the site and pictures with words.

Anything else is refused by name: a page would show it as raw characters, or as something that its author did not mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from build_scripts.content.labels import folded
from build_scripts.content.markup.images import UnusablePicture, size_of
from build_scripts.content.markup.links import DeadLink, target
from build_scripts.content.markup.parse import parsed, shown_text
from build_scripts.content.yaml_scalars import objection_to_character
from checker import Protocol
from checker.answers.echo import UNSEEN, cut

CAN_HOLD = "a text can hold tables, lists, emphasis, links into the site and pictures"

_BLOCKS = {
    "heading_open": "a heading, which only sections have",
    "code_block": "a block of code, which four blanks before a line make",
    "fence": "a block of code",
    "blockquote_open": "a quotation",
    "hr": "a line across",
    "code_inline": "code",
}
"""Token → what it is, in words, where a text may not hold it."""

_ALLOWED = re.compile(
    "(?:paragraph|table|thead|tbody|tr|th|td|bullet_list|ordered_list|list_item|em|strong|link)_(?:open|close)"
    "|text|softbreak|hardbreak|image|inline|(?:heading|blockquote)_close"
)

_LEFT_OVER = (
    (re.compile(r"\[\^[^\]]*\]"), "a footnote"),
    (re.compile(r"\]\(|\]\["), "a link that cannot be read: its address is not spelled out, or holds blanks"),
    (re.compile(r"~~"), "text that is struck out"),
    (re.compile(r"\*\*|__"), "emphasis that does not end, or has blanks within its marks"),
    (re.compile(r"\{[:.#][^}]*\}"), "attributes of an element"),
    (re.compile(r"\$\$"), "a formula"),
    (re.compile(r"=="), "text that is marked"),
)
"""Marks of other kinds of Markdown that stay as they are, and what their author meant."""

_AT_THE_START = (
    (re.compile(r"(?:!!!|\?\?\?|:::)"), "a box"),
    (re.compile(r"\[[ xX]\]\s"), "a list to tick off"),
    (re.compile(r"\*\[[^\]]*\]:"), "an abbreviation, which the protocol's terms explain"),
    (re.compile(r":\s"), "a definition"),
    (re.compile(r"\|"), "a table that cannot be read: below its heads stands a row of dashes, | --- | --- |"),
)
"""The same, at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class TextObjection:
    """Something in a text that pages do not show."""

    line: int
    """Line within the text, counted from 0."""
    quote: str
    """What stands there, to find its place by."""
    message: str


def text_objections(text: str, protocol: Protocol, folder: Path) -> Iterator[TextObjection]:
    """Yield everything in a section text that its page could not show as its author meant it.

    Args:
        text: The text, in Markdown.
        protocol: The protocol, whose pages and elements the text may link to.
        folder: The protocol's folder, with its pictures.
    """
    tokens, references = parsed(text)
    for name, line in references.items():
        yield _refused(line, f"[{name}", "a definition of a link; write its address in round brackets behind its words")
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.type == "html_block":
            yield _html(line, token.content)
        elif token.type in _BLOCKS:
            yield _refused(line, token.content.strip().split("\n")[0], _BLOCKS[token.type])
        elif not _ALLOWED.fullmatch(token.type):
            yield _refused(line, token.content, token.type.removesuffix("_open"))
        elif token.type == "inline":
            yield from _inline(token.children or [], line, protocol, folder)


def _refused(line: int, quote: str, what: str) -> TextObjection:
    return TextObjection(line, quote, f"{what} is not shown here: {CAN_HOLD}")


def _html(line: int, content: str) -> TextObjection:
    found = re.match(r"<!--|</?[a-zA-Z][a-zA-Z0-9-]*|<[!?]", content.strip())
    tag = found[0] if found else content.strip()[:1]
    what = "an HTML comment" if tag == "<!--" else f"the HTML element '{tag}>'" if found else "HTML"
    return _refused(line, tag, what)


def _inline(children: list[Token], line: int, protocol: Protocol, folder: Path) -> Iterator[TextObjection]:
    start = True
    for index, token in enumerate(children):
        if token.type in ("softbreak", "hardbreak"):
            line, start = line + 1, True
            continue
        if token.type == "html_inline":
            yield _html(line, token.content)
        elif token.type in _BLOCKS:
            yield _refused(line, token.content, _BLOCKS[token.type])
        elif token.type == "text":
            yield from _text(token.content, line, start=start)
        elif token.type == "link_open":
            yield from _link(token, children[index + 1 :], line, protocol)
        elif token.type == "image":
            yield from _image(token, line, folder)
        elif not _ALLOWED.fullmatch(token.type):
            yield _refused(line, token.content, token.type)
        start = start and token.type == "text" and not token.content


def _text(text: str, line: int, *, start: bool) -> Iterator[TextObjection]:
    unseen = UNSEEN.search(text)
    if unseen:
        yield TextObjection(line, "&", objection_to_character(ord(unseen[0])))
    for pattern, what in _LEFT_OVER:
        found = pattern.search(text)
        if found:
            yield _refused(line, found[0], what)
    for pattern, what in _AT_THE_START if start else ():
        found = pattern.match(text)
        if found:
            yield _refused(line, found[0], what)


def _link(token: Token, behind: list[Token], line: int, protocol: Protocol) -> Iterator[TextObjection]:
    href = str(token.attrGet("href") or "")
    inside = behind[: next(n for n, other in enumerate(behind) if other.type == "link_close")]
    try:
        target(href, protocol)
    except DeadLink as error:
        yield TextObjection(line, href, str(error))
    if not folded(shown_text(inside)):
        yield TextObjection(line, href, f"the link to '{cut(href)}' has no words that can be seen")
    if token.attrGet("title"):
        yield _refused(line, str(token.attrGet("title")), "a title of a link, which no touch screen shows,")


def _image(token: Token, line: int, folder: Path) -> Iterator[TextObjection]:
    src = str(token.attrGet("src") or "")
    try:
        size_of(src, folder)
    except UnusablePicture as error:
        yield TextObjection(line, src, str(error))
    if not folded(shown_text(token.children or [])):
        message = f"the picture '{cut(src)}' has no alternative text: say in the square brackets what it shows"
        yield TextObjection(line, src, message)
    if token.attrGet("title"):
        yield _refused(line, str(token.attrGet("title")), "a title of a picture, which no touch screen shows,")
