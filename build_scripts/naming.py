"""Names that hold a digest of the content, so that a browser may keep the file for ever, and hashes it can check."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import PurePosixPath

HASHED = r"\.[0-9a-f]{8,}\."
"""Found in every file name that holds a digest; the theme's own files bear one of eight digits."""


def hashed_name(name: str, content: bytes) -> str:
    """Return a file name with a digest of the content before its suffix.

    Args:
        name: A file name, possibly with folders before it: `assets/runtime/pyodide.mjs`.
        content: What the file holds.

    Returns:
        For example `assets/runtime/pyodide.1f6d3c0a9b.mjs`.
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"))


def integrity(content: bytes) -> str:
    """Return the hash of a file as a browser's `fetch` checks it: `sha256-` and the digest in base64."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def is_hashed(name: str) -> bool:
    """Whether a file's name holds a digest of its content; folders before it do not count."""
    return re.search(HASHED, PurePosixPath(name).name) is not None
