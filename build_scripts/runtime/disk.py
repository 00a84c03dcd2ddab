"""The runtime as one script: a page that was opened from a disk may load scripts by name, and nothing else."""

from __future__ import annotations

import base64
import gzip
import json
from functools import partial
from pathlib import Path

from build_scripts.project.digests import hashed_name, key_of
from build_scripts.project.store import BYTES, Store
from build_scripts.runtime.build import RuntimeReport


def disk_pack(runtime: RuntimeReport, worker: Path, store: Store) -> tuple[str, bytes]:
    """Return the script that hands the page the worker's script and the runtime's files.

    Args:
        runtime: What was built.
        worker: The worker's bundled script.
        store: Keeps the result.

    Returns:
        Name of the script, with a digest, and its text. The script calls `wardbookCarry` with `worker` (text) and
        `files`: role → the file, gzipped, in base64.
    """
    key = key_of([runtime.folder.name, worker.name, Path(__file__).read_bytes()])
    script = store.get("disk", key, partial(_packed, runtime, worker), BYTES)
    return hashed_name("disk.js", script), script


def _packed(runtime: RuntimeReport, worker: Path) -> bytes:
    files = {
        role: base64.b64encode(gzip.compress((runtime.folder / file["name"]).read_bytes(), mtime=0)).decode()
        for role, file in runtime.manifest["files"].items()
    }
    return f"wardbookCarry({json.dumps({'worker': worker.read_text(encoding='utf-8'), 'files': files})});\n".encode()
