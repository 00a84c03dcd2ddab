"""Compressed copies of files, made once at the best quality, so that a server has nothing to compress."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import brotli

from build_scripts.project.digests import key_of
from build_scripts.project.store import BYTES, Store
from build_scripts.site.site_files import COMPRESSIBLE, ONLY_FROM_DISK, ending

SMALLEST = 1024
"""Size in bytes up to which files are not compressed, since they fit one packet anyway."""


def precompress(files: Mapping[str, bytes], store: Store) -> dict[str, bytes]:
    """Return compressed copies: name + `.br` or `.gz` → content, where that is smaller than the file.

    Args:
        files: Path → content.
        store: Keeps each copy under the digest of its file, since the best quality of brotli takes seconds for each
            megabyte.
    """
    wanted = [
        name
        for name, data in files.items()
        if ending(name) in COMPRESSIBLE and len(data) > SMALLEST and not ONLY_FROM_DISK.search(name)
    ]
    # Largest first, so that the threads end together. Both compressors release the interpreter's lock.
    wanted.sort(key=lambda name: -len(files[name]))
    with ThreadPoolExecutor() as pool:
        brotlis = [pool.submit(_kept, store, files[name], "br", _brotli) for name in wanted]
        gzips = [pool.submit(_kept, store, files[name], "gz", _gzip) for name in wanted]
    copies = {f"{name}.br": made.result() for name, made in zip(wanted, brotlis, strict=True)}
    copies |= {f"{name}.gz": made.result() for name, made in zip(wanted, gzips, strict=True)}
    return {name: data for name, data in copies.items() if len(data) < len(files[name[:-3]])}


def _kept(store: Store, data: bytes, form: str, compress: Callable[[bytes], bytes]) -> bytes:
    return store.get(form, key_of([data]), partial(compress, data), BYTES, several=True)


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11, lgwin=22))


def _gzip(data: bytes) -> bytes:
    target = io.BytesIO()
    # Without name and time, for the same bytes everywhere; gzip.compress would let zlib name the operating system.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as stream:
        stream.write(data)
    return target.getvalue()
