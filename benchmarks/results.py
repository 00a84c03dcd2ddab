"""Where benchmarks show what they measured: on the terminal, and in `results.md` when all of them ran."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from rich.console import Console
from rich.table import Table

FILE = Path(__file__).parent / "results.md"

_SHOWN: list[tuple[Table, str]] = []


def show(table: Table, note: str = "") -> None:
    """Print a table, and keep it for `write`.

    Args:
        table: What was measured.
        note: A sentence on how, or what follows.
    """
    Console(width=160).print(table)
    if note:
        print(note)
    _SHOWN.append((table, note))


def write() -> None:
    """Write everything that was shown to `results.md`, with the machine that it was measured on."""
    machine = f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.release()}"
    parts = [
        "# What was measured",
        (
            f"By `make bench`, on {machine}, Python {platform.python_version()}. The machine is shared and noisy: only "
            "ratios within a table hold. In each table the things compared ran in turn."
        ),
    ]
    for table, note in _SHOWN:
        headers = [str(column.header) for column in table.columns]
        rows = zip(*([str(cell) for cell in column.cells] for column in table.columns), strict=True)
        lines = [headers, ["---"] * len(headers), *rows]
        parts += [f"## {table.title}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
        if note:
            parts.append(note)
    FILE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
