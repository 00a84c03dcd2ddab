"""The files of the built site that are deployed, and how each is served: its type, and how long a browser keeps it."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from build_scripts.project.problems import BuildError

TYPES = {
    "bin": "application/octet-stream",
    "css": "text/css",
    "gif": "image/gif",
    "html": "text/html",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "mjs": "text/javascript",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "whl": "application/zip",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""Ending → media type. Every server configuration is made from this table."""

WITH_CHARSET = frozenset({"css", "html", "js", "mjs", "txt"})
"""Endings whose type also says that the text is UTF-8."""

COMPRESSIBLE = frozenset(TYPES) - {"gif", "ico", "jpg", "pdf", "png", "whl", "woff2"}

LEFT_OUT = re.compile(r"\.map$|^sitemap\.xml(\.gz)?$")
"""Files that are not deployed. Source maps have no reader. The site map is empty for a site without a known address,
and MkDocs writes the time of the build into it."""

ONLY_FROM_DISK = re.compile(r"^assets/runtime/disk\.")
"""The runtime for pages that were opened from a disk; browsers do not ask a server for it."""


class SiteFileError(BuildError):
    """A file of the site that a bundle cannot hold."""


def site_files(site: Path) -> dict[str, bytes]:
    """Return the files of the built site that are deployed: path below the site → content, sorted.

    Raises:
        SiteFileError: when a file is a link, or has a type that the server configurations lack, or a name that
            SHA256SUMS cannot hold.
    """
    files = {}
    for path in sorted(site.rglob("*"), key=lambda path: path.relative_to(site).as_posix()):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or LEFT_OUT.search(name):
            continue
        if path.is_symlink():
            raise SiteFileError(f"the site holds a link, {name}; a bundle holds files only")
        if ending(name) not in TYPES:
            raise SiteFileError(f"the site holds {name}, of a type that build_scripts/site/site_files.py does not know")
        if not name.isprintable() or "\\" in name:
            raise SiteFileError(f"the site holds {name!r}, a name that a file of sums cannot hold")
        files[name] = path.read_bytes()
    return files


def ending(name: str) -> str:
    """Return the ending of a file's name, lower case, without its dot."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def media_type(name: str) -> str:
    """Return the Content-Type of a file as the servers must send it."""
    suffix = ending(name)
    return TYPES[suffix] + ("; charset=utf-8" if suffix in WITH_CHARSET else "")
