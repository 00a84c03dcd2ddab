"""Compressed copies beside the files, so that a server has nothing to compress and the best quality is affordable."""

from __future__ import annotations

import gzip
import hashlib
import io
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

from build_scripts.bundle.files import COMPRESSIBLE, ONLY_FROM_DISK, ending

SMALLEST = 1024
"""Files up to this size in bytes travel in one packet either way."""


def precompress(files: Mapping[str, bytes], kept: Path) -> dict[str, bytes]:
    """Return compressed copies: name + `.br` or `.gz` → content, where that is smaller than the file.

    Args:
        files: Path → content.
        kept: A folder that keeps each result under the digest of what it was made from; the best brotli takes seconds
            for each megabyte.
    """
    kept.mkdir(parents=True, exist_ok=True)
    wanted = [
        name
        for name, data in files.items()
        if ending(name) in COMPRESSIBLE and len(data) > SMALLEST and not ONLY_FROM_DISK.search(name)
    ]
    # Largest first: the threads then end together. Both compressors let go of the interpreter's lock.
    wanted.sort(key=lambda name: -len(files[name]))
    with ThreadPoolExecutor() as pool:
        brotlis = [pool.submit(_kept, kept, files[name], "br", _brotli) for name in wanted]
        gzips = [pool.submit(_kept, kept, files[name], "gz", _gzip) for name in wanted]
    copies = {f"{name}.br": made.result() for name, made in zip(wanted, brotlis, strict=True)}
    copies |= {f"{name}.gz": made.result() for name, made in zip(wanted, gzips, strict=True)}
    return {name: data for name, data in copies.items() if len(data) < len(files[name[:-3]])}


def _kept(folder: Path, data: bytes, form: str, compress: Callable[[bytes], bytes]) -> bytes:
    file = folder / f"{hashlib.sha256(data).hexdigest()}.{form}"
    if file.is_file():
        return file.read_bytes()
    made = compress(data)
    # Two files of a site may hold the same, and another build may run beside this one.
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        part.write(made)
    Path(part.name).replace(file)
    return made


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11, lgwin=22))


def _gzip(data: bytes) -> bytes:
    target = io.BytesIO()
    # Neither name nor time; gzip.compress would let zlib name the operating system.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as stream:
        stream.write(data)
    return target.getvalue()
