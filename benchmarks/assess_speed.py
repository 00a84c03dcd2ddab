"""How many cases a second one core assesses, JSON to JSON, against merely reading and writing the same JSON."""

from __future__ import annotations

import json
import time
from statistics import median

from rich.table import Table

from benchmarks.measured import measured_protocols
from benchmarks.results import show
from build_scripts.content.loaded import LoadedProtocol
from checker import Checker, assess_json

RUNS = 9
CASES_A_SECOND = 5_000
TIMES_JSON = 10


def _as_json(findings: object) -> str:
    return json.dumps(findings, default=float)


def main() -> None:
    """Print the medians of both, and of their ratio run by run, in processor time: what one core does in a second."""
    table = Table(title=f"Assessing the worked cases of a protocol, medians of {RUNS}, in turn")
    for column in ("protocol", "what", "µs a case", "cases a second", "ratio", "wanted"):
        table.add_column(column)
    for loaded in measured_protocols():
        assess, only_json = _measure(loaded)
        name, ratio = loaded.protocol.id, median(one / other for one, other in zip(assess, only_json, strict=True))
        table.add_row(name, "json.loads(case), json.dumps(answer)", f"{median(only_json) * 1e6:.0f}", "", "1.0", "")
        table.add_row(
            name,
            "assess_json",
            f"{median(assess) * 1e6:.0f}",
            f"{1 / median(assess):.0f}",
            f"{ratio:.1f}",
            f"≥ {CASES_A_SECOND} a second, ≤ {TIMES_JSON} ×",
        )
    show(table)


def _measure(loaded: LoadedProtocol) -> tuple[list[float], list[float]]:
    """Return the seconds a case, run by run: assessed, and merely read and written."""
    checkers = {loaded.protocol.id: Checker(loaded.protocol)}
    texts = [
        _as_json({"protocol": loaded.protocol.id, "findings": case.findings})
        for case in loaded.cases
        if case.expect is not None
    ] * 20
    answers = [assess_json(checkers, text)[0] for text in texts]
    assess, only_json = [], []
    for _ in range(RUNS):
        start = time.process_time()
        for text in texts:
            assess_json(checkers, text)
        middle = time.process_time()
        for text, answer in zip(texts, answers, strict=True):
            json.loads(text)
            json.dumps(json.loads(answer))
        end = time.process_time()
        # The answer must be read before it can be written; that reading is no part of what is compared.
        for answer in answers:
            json.loads(answer)
        reading = time.process_time() - end
        assess.append((middle - start) / len(texts))
        only_json.append((end - middle - reading) / len(texts))
    return assess, only_json


if __name__ == "__main__":
    main()
