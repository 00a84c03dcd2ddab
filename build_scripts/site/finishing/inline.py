"""Inline scripts and faults of a finished page, found as a browser would find them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from build_scripts.content.markup.elements import plain_address

DATA = ("application/json", "application/ld+json")
"""Types of script elements that hold data; a browser may run what any other holds."""

FOREIGN = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)

LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("image", "href"),
    ("use", "href"),
    ("input", "src"),
    ("input", "formaction"),
    ("button", "formaction"),
    ("form", "action"),
    ("a", "ping"),
}
"""Tags and attributes whose address a browser loads, or sends to; links count if they have a relation listed below."""

LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "dns-prefetch",
    "preconnect",
}

NOT_AT_ALL = {"iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base"}
"""Elements that show or run another document, or move every address of the page."""

ACTING = {"refresh", "set-cookie"}
"""What a page may not tell a browser in place of its server."""


class PageScripts(HTMLParser):
    """A parser that collects the inline scripts of a page, and everything in it that the policy forbids."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.faults: list[str] = []
        self._script: list[str] | None = None
        self.feed(text)
        self.close()

    def close(self) -> None:
        super().close()
        self.handle_endtag("script")  # one that does not end hides the rest of the page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.removeprefix("xlink:"): value or "" for name, value in attrs}
        for name, value in values.items():
            address = plain_address(value)
            if name.startswith("on"):
                self.faults.append(f"the event handler {name}={value!r} on <{tag}>")
            elif name == "style":
                self.faults.append(f"the inline style {value!r} on <{tag}>")
            elif name in ("href", "src", "action", "formaction") and RUNS.match(address):
                self.faults.append(f"the address {value!r} on <{tag}>")
            elif self._loads(tag, name, values) and any(map(FOREIGN.match, _addresses(name, address))):
                self.faults.append(f"<{tag} {name}={value!r}>, which is on another host")
        if tag == "style" or tag in NOT_AT_ALL:
            self.faults.append(f"a <{tag}> element")
        if tag == "meta" and values.get("http-equiv", "").strip().lower() in ACTING:
            self.faults.append(f"<meta http-equiv={values['http-equiv']!r} content={values.get('content', '')!r}>")
        if tag == "script" and "src" not in values and values.get("type", "").strip().lower() not in DATA:
            self._script = []

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None

    @staticmethod
    def _loads(tag: str, name: str, values: dict[str, str]) -> bool:
        if tag == "link" and name == "href":
            return bool(LOADING_RELATIONS & set(values.get("rel", "").lower().split()))
        return (tag, name) in LOADED


def _addresses(name: str, value: str) -> list[str]:
    """Return the addresses of an attribute: one, but of pictures in several sizes one for each."""
    return [part.strip() for part in value.split(",")] if name == "srcset" else [value]
