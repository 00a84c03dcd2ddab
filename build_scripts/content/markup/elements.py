"""The elements and attributes that a written page may hold: text, and nothing that runs, loads or leads astray."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from checker.answers.echo import cut

ELEMENTS = frozenset(
    [
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "a",
        "img",
        "figure",
        "figcaption",
        "blockquote",
        "q",
        "cite",
        "pre",
        "code",
        "kbd",
        "samp",
        "var",
        "em",
        "strong",
        "b",
        "i",
        "u",
        "s",
        "small",
        "sub",
        "sup",
        "mark",
        "del",
        "ins",
        "abbr",
        "dfn",
        "time",
        "span",
        "div",
        "section",
        "article",
        "aside",
        "details",
        "summary",
    ]
)

EVERYWHERE = frozenset(["id", "class", "title", "lang", "dir", "role"])

ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "time": {"datetime"},
}

SCHEMES = ("http", "https", "mailto")
"""Schemes of addresses that a link may lead to; it is followed by the reader only."""

_COMMENT = re.compile(r" [\w -]+ ")
"""A remark, such as the mark that the home page holds. Browsers end others where their author does not."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ElementObjection:
    """Something in the HTML of a page that it may not hold."""

    quotes: tuple[str, ...]
    """Spellings by which it is found in what the author wrote, the most exact first."""
    message: str


def element_objections(html: str) -> tuple[ElementObjection, ...]:
    """Return everything in the HTML of a written page that it may not hold."""
    reader = _ElementReader()
    reader.feed(html)
    reader.close()
    return tuple(reader.objections)


def plain_address(value: str) -> str:
    """Return an address as a browser reads it: without the blanks and line breaks in it that browsers drop."""
    return re.sub(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$", "", value)


class _ElementReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.objections: list[ElementObjection] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        whole = self.get_starttag_text() or ""
        if tag not in ELEMENTS:
            self._object((whole, f"<{tag}"), f"the element <{cut(tag)}> has no place in a page: {_why(tag)}")
            return
        for name, given in attrs:
            value = given or ""
            quotes = (whole, value, name)
            if name.startswith("on"):
                self._object(
                    quotes, f"the handler {cut(name)}='{cut(value)}' on <{tag}>: pages run no code of their own"
                )
            elif name == "style":
                self._object(quotes, f"the style '{cut(value)}' on <{tag}>: the pages' policy allows none in a page")
            elif name not in EVERYWHERE | ATTRIBUTES.get(tag, set()) and not name.startswith("aria-"):
                self._object(quotes, f"the attribute {cut(name)}='{cut(value)}' on <{tag}> has no place in a page")
            elif name == "id" and value.startswith("_"):
                self._object(
                    quotes, f"the id '{cut(value)}' belongs to the theme; choose one that begins with a letter"
                )
            elif name in ("href", "src"):
                self._address(tag, name, value, quotes)

    def _address(self, tag: str, name: str, value: str, quotes: tuple[str, ...]) -> None:
        address = plain_address(value)
        scheme = _SCHEME.match(address)
        if name == "src" and (scheme or re.match(r"[/\\]{2}", address)):
            self._object(
                quotes, f"the picture '{cut(value)}' is on another host: the site loads nothing from elsewhere"
            )
        elif name == "href" and scheme and scheme[1].lower() not in SCHEMES:
            self._object(quotes, f"the address '{cut(value)}' on <{tag}>: expected one within the site, or https://…")

    def handle_comment(self, data: str) -> None:
        if not _COMMENT.fullmatch(data):
            self._object((f"<!--{data}", "<!--"), f"the comment '{cut(data.strip())}': expected words and blanks only")

    def handle_decl(self, decl: str) -> None:
        self._object((f"<!{decl}", "<!"), f"'<!{cut(decl)}>' has no place in a page")

    def unknown_decl(self, data: str) -> None:
        self._object((f"<![{data}", "<!["), f"'<![{cut(data)}>' has no place in a page")

    def handle_pi(self, data: str) -> None:
        self._object((f"<?{data}", "<?"), f"'<?{cut(data)}>' has no place in a page")

    def _object(self, quotes: tuple[str, ...], message: str) -> None:
        self.objections.append(ElementObjection(tuple(filter(None, quotes)), message))


def _why(tag: str) -> str:
    if tag in ("script", "iframe", "frame", "object", "embed", "applet", "svg", "math", "template", "portal"):
        return "content runs no code and shows no other page"
    if tag in ("meta", "base", "link", "style", "title", "html", "head", "body"):
        return "the head of a page is the theme's"
    if tag in ("form", "input", "button", "select", "textarea", "option"):
        return "only the checker has a form"
    return "it is none of the elements of text"
