"""The service worker's list of files that a browser keeps, so that the site works without its server."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

from build_scripts.project.digests import integrity, is_hashed, sha256
from build_scripts.site.site_files import LEFT_OUT, ONLY_FROM_DISK

NAME = "service-worker.js"
"""File name, at the root of the site, since a service worker may answer only for files beside or below it."""

NOT_KEPT = re.compile(
    r"^service-worker\.js$|^search/search_index\.js$|^paper/|^web\.config$|^SHA256SUMS$|\.cdx\.json$|\.(br|gz|md|txt)$"
)
"""Files that pages do not need: those for servers and their administrators, for pages on a disk, and for printing."""

OPTIONAL = re.compile(r"\.snapshot\.")
"""Files that are kept only after a page has fetched them, since they only make the start faster."""


def write_service_worker(site: Path, bundled: Path) -> None:
    """Write the site's service worker: the list of files, then the script. The same site gives the same bytes.

    Nothing in the site may change afterwards: browsers check every file against its hash.

    Args:
        site: The built site, finished except for this file.
        bundled: The bundled script of the service worker.
    """
    listed = list_files(site)
    script = bundled.read_text(encoding="utf-8")
    version = sha256(f"{_json(listed)}\n{script}".encode())[:16]
    text = f"self.WARDBOOK={_json({'version': version, **listed})};\n{script}"
    (site / NAME).write_text(text, encoding="utf-8", newline="")


def list_files(site: Path) -> dict[str, list[dict[str, str | None]]]:
    """Return the files to keep, in the form that Workbox takes.

    Args:
        site: The built site.

    Returns:
        `files`, fetched at once, and `optional`. Each entry has its `url` below the site, the `integrity` that the
        browser checks, and a `revision`: null where the name holds a digest, otherwise a digest.
    """
    result: dict[str, list[dict[str, str | None]]] = {"files": [], "optional": []}
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    # The large files last: an installation that was interrupted does not fetch the earlier ones again.
    for name, path in sorted(found.items(), key=lambda item: (item[0].startswith("assets/runtime/"), item[0])):
        if any(pattern.search(name) for pattern in (NOT_KEPT, LEFT_OUT, ONLY_FROM_DISK)):
            continue
        content = path.read_bytes()
        entry = {
            "url": quote(name),
            "revision": None if is_hashed(name) else sha256(content)[:16],
            "integrity": integrity(content),
        }
        result["optional" if OPTIONAL.search(name) else "files"].append(entry)
    return result


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=True)
