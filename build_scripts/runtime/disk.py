"""The runtime as one script: a page that was opened from a disk may load scripts by name, and nothing else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from pathlib import Path

from build_scripts.naming import hashed_name
from build_scripts.runtime import RuntimeReport


def disk_pack(runtime: RuntimeReport, worker: Path, out: Path) -> Path:
    """Write the script that hands the page the worker's script and the runtime's files, unless it is there already.

    Args:
        runtime: What was built.
        worker: The worker's bundled script.
        out: A folder for the result, which is emptied of older ones.

    Returns:
        The script; it calls `wardbookCarry` with `worker` (text) and `files`, role → the file, gzipped, in base64.
    """
    digest = hashlib.sha256(f"{runtime.folder.name} {worker.name} {Path(__file__).read_text()}".encode()).hexdigest()[
        :16
    ]
    folder = out / digest
    made = sorted(folder.glob("*.js"))
    if made:
        return made[0]
    files = {
        role: base64.b64encode(gzip.compress((runtime.folder / file["name"]).read_bytes(), mtime=0)).decode()
        for role, file in runtime.manifest["files"].items()
    }
    script = f"wardbookCarry({json.dumps({'worker': worker.read_text(encoding='utf-8'), 'files': files})});\n".encode()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.rglob("*.js"):
        old.unlink()
    folder.mkdir(exist_ok=True)
    target = folder / hashed_name("disk.js", script)
    target.write_bytes(script)
    return target
