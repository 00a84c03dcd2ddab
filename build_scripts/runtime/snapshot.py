"""The memory snapshot: Pyodide's memory after the checker has answered, as differences from the memory at its start.

Pyodide's own snapshot is the whole memory, 21 MB or 2.2 MB in brotli. But more than a third of that is data that the
WebAssembly module itself brings along, and the page has that module anyway. Only the rest is stored:

    count                       number of differences
    header                      length of the header in bytes, always a multiple of 4
    skipped, length             for each difference: number of equal bytes, then number of differing bytes
    the header                  that of Pyodide's snapshot, unchanged
    the bytes                   those of all differences, one after the other

The first three are unsigned 32-bit integers, little endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from build_scripts.runtime.tools import RuntimeBuildError, under_node

STEP = 64
"""Bytes that are compared at once."""

GAP = 4
"""Highest number of equal steps that are stored within a difference, because another difference would cost more."""


def make_snapshot(library: Path, pyodide: Path, making: Path) -> tuple[bytes, int]:
    """Take the snapshot.

    Args:
        library: What `make_library` made.
        pyodide: The npm package.
        making: A folder for intermediate files.

    Returns:
        The differences as described above, and the length in bytes of the snapshot that they unfold to.

    Raises:
        RuntimeBuildError: when Pyodide does not start.
    """
    taken = making / "snapshot"
    under_node(pyodide, library, "snapshot", taken)
    whole = taken.read_bytes()
    return pack(whole, taken.with_name(f"{taken.name}.beginning").read_bytes()), len(whole)


def pack(whole: bytes, beginning: bytes) -> bytes:
    """Return a snapshot as the difference to the memory at the beginning.

    Args:
        whole: Pyodide's snapshot: magic number, length of the header, …, then the memory.
        beginning: The memory at the beginning.

    Raises:
        RuntimeBuildError: when the snapshot does not have the known form.
    """
    (header,) = struct.unpack_from("<I", whole, 4)
    memory = memoryview(whole)[header:]
    if len(memory) != len(beginning) or len(memory) % STEP or header % 4:
        raise RuntimeBuildError("Pyodide's memory snapshot has another form than the one that this build knows")
    places = list(_differences(memory, memoryview(beginning)))
    numbers, last = [len(places), header], 0
    for start, end in places:
        numbers += [start - last, end - start]
        last = end
    body = b"".join(memory[start:end] for start, end in places)
    return struct.pack(f"<{len(numbers)}I", *numbers) + whole[:header] + body


def unpack(packed: bytes, beginning: bytes) -> bytes:
    """Return the snapshot that `pack` was given. The page's own function is in `scripts/runtime/snapshot.js`."""
    count, header = struct.unpack_from("<2I", packed)
    numbers = struct.unpack_from(f"<{2 * count}I", packed, 8)
    start = 8 * (count + 1)
    place, here, memory = start + header, 0, bytearray(beginning)
    for skipped, length in zip(numbers[::2], numbers[1::2], strict=True):
        here += skipped
        memory[here : here + length] = packed[place : place + length]
        here, place = here + length, place + length
    return packed[start : start + header] + bytes(memory)


def _differences(memory: memoryview, beginning: memoryview) -> Iterator[tuple[int, int]]:
    start = end = None
    for place in range(0, len(memory), STEP):
        if memory[place : place + STEP] != beginning[place : place + STEP]:
            if start is not None and end is not None and place - end > GAP * STEP:
                yield start, end
                start = None
            start = place if start is None else start
            end = place + STEP
    if start is not None and end is not None:
        yield start, end
