"""The Content-Security-Policy: everything that a page may load and run, derived from the finished page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_scripts.project.digests import code_of, integrity, sha256
from build_scripts.project.problems import BuildError
from build_scripts.project.store import JSON, Store
from build_scripts.site.finishing.inline import PageScripts
from checker.answers.echo import cut

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
HASH = re.compile(r"'sha256-[^']+'")
CHARSET = re.compile(r'<meta charset="utf-8">', re.IGNORECASE)


class PolicyError(BuildError):
    """Pages with something that the policy forbids; the message names each page and the thing."""


def apply_policy(site: Path, theme: frozenset[str], store: Store | None = None) -> None:
    """Give every page of a built site its policy, with the hashes of the theme's inline scripts in it.

    Applying it again changes nothing.

    Args:
        site: The built site.
        theme: The inline scripts of the theme; any other came with content, and is a fault.
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
            page = PageScripts(text)
            known[digest] = [page.scripts, page.faults]
        scripts, wrong = found[digest] = known[digest]
        strange = [
            f"an inline script that is none of the theme's, {cut(script)!r}"
            for script in scripts
            if script not in theme
        ]
        faults += [f"{path.relative_to(site).as_posix()}: {fault}" for fault in (*wrong, *strange)]
        meta = f'\n<meta http-equiv="Content-Security-Policy" content="{_policy(map(_hash, scripts), ON_A_DISK)}">'
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
    # From the pages' own policies, not from their scripts: what was put into a finished page since is not allowed.
    own = (META.search(path.read_text(encoding="utf-8")) for path in _pages(site))
    return _policy(sorted({source for found in own if found for source in HASH.findall(found[0])}), ON_A_SERVER)


def _policy(hashes: Iterable[str], more: dict[str, list[str]]) -> str:
    rules = {name: [*RULES.get(name, ()), *more.get(name, ())] for name in RULES | more}
    rules["script-src"] += dict.fromkeys(hashes)
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def _hash(script: str) -> str:
    return f"'{integrity(script.encode())}'"


def _pages(site: Path) -> Iterator[Path]:
    return iter(sorted(site.rglob("*.html")))
