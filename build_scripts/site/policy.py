"""The Content-Security-Policy: everything that a page may load and run, derived from the finished page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from build_scripts.project.digests import code_of, integrity, sha256
from build_scripts.project.problems import BuildError
from build_scripts.project.store import JSON, Store

RULES = {
    "default-src": ["'none'"],
    # For Python, which is WebAssembly. This source permits no evaluated script; only 'unsafe-eval' would.
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'none'"],
}
"""The sources that every page needs, and no others."""

ON_A_DISK = {"script-src": ["blob:"], "worker-src": ["blob:"]}
"""Sources added in the page only: a page on a disk can fetch nothing and makes the checker's worker from text."""

ON_A_SERVER = {"frame-ancestors": ["'self'"]}
"""Sources added in the header only, since browsers ignore this one in pages. A portal on the same host may frame
pages."""

META = re.compile(r'\n?<meta http-equiv="Content-Security-Policy" content="[^"]*">')
CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)

LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("form", "action"),
}
"""Tags and attributes whose address a browser loads, or sends to; links count if they have a relation listed below."""

LOADING_RELATIONS = {"stylesheet", "icon", "manifest", "preload", "modulepreload", "prefetch"}


class PolicyError(BuildError):
    """Pages with something that the policy forbids; the message names each page and the thing."""


class _Page(HTMLParser):
    """A parser that collects the inline scripts of a page, and everything in it that the policy forbids."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.faults: list[str] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name.startswith("on"):
                self.faults.append(f"the event handler {name}={value!r} on <{tag}>")
            elif name == "style":
                self.faults.append(f"the inline style {value!r} on <{tag}>")
            elif value.strip().lower().startswith("javascript:"):
                self.faults.append(f"the address {value!r} on <{tag}>")
            elif self._loads(tag, name, values) and re.match(r"\s*([a-z+.-]+:)?//", value, re.IGNORECASE):
                self.faults.append(f"<{tag} {name}={value!r}>, which is on another host")
        if tag == "style":
            self.faults.append("a <style> element")
        kind = values.get("type", "")
        if tag == "script" and "src" not in values and kind in ("", "text/javascript", "module", "importmap"):
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


def apply_policy(site: Path, store: Store | None = None) -> None:
    """Give every page of a built site its policy, with the hashes of its own inline scripts.

    Applying it again changes nothing.

    Args:
        site: The built site.
        store: Keeps the result for each page under its digest, since reading pages takes the longest time here.

    Raises:
        PolicyError: with everything in any page that the policy forbids.
    """
    faults: list[str] = []
    code = code_of(__name__)
    known: dict[str, list[list[str]]] = (store.find("policy", code, JSON) if store is not None else None) or {}
    found: dict[str, list[list[str]]] = {}
    for path in _pages(site):
        text = META.sub("", path.read_text(encoding="utf-8"))
        digest = sha256(text.encode())
        if digest not in known:
            page = _read(text)
            known[digest] = [page.scripts, page.faults]
        scripts, wrong = found[digest] = known[digest]
        faults += [f"{path.relative_to(site).as_posix()}: {fault}" for fault in wrong]
        meta = f'\n<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, ON_A_DISK)}">'
        result, count = CHARSET.subn(lambda match, meta=meta: match[0] + meta, text, count=1)  # type: ignore[misc]
        if count != 1:
            faults.append(f"{path.relative_to(site).as_posix()}: no <meta charset> for the policy to follow")
        path.write_text(result, encoding="utf-8", newline="")
    if store is not None:
        store.keep("policy", code, found, JSON)
    if faults:
        raise PolicyError("the pages hold what their security policy forbids:\n" + "\n".join(faults))


def server_policy(site: Path) -> str:
    """Return the policy that a server sends with every answer; it is stricter than the pages' own and covers them all.

    Args:
        site: The built site.
    """
    scripts = sorted({script for path in _pages(site) for script in _read(path.read_text(encoding="utf-8")).scripts})
    return _policy(scripts, ON_A_SERVER)


def _policy(scripts: Iterable[str], more: dict[str, list[str]]) -> str:
    rules = {name: [*RULES.get(name, ()), *more.get(name, ())] for name in RULES | more}
    rules["script-src"] += [f"'{integrity(script.encode())}'" for script in dict.fromkeys(scripts)]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def _read(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page


def _pages(site: Path) -> Iterator[Path]:
    return iter(sorted(site.rglob("*.html")))
