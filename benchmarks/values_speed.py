"""How many cases a second one core assesses where a protocol works out twenty values, rational and irrational ones."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from benchmarks.results import show
from build_scripts.content.load import load_content
from checker import Checker, Protocol, assess_json, dump, load

ROOT = Path(__file__).parent.parent
RUNS = 7
CASES = 500
CASES_A_SECOND = 3_000

NUMBERS = {
    "weight": ("kg", 30, 200),
    "height": ("cm", 130, 220),
    "age": ("a", 18, 110),
    "creatinine": ("mg/dL", 0.3, 15),
    "calcium": ("mmol/L", 1, 4),
    "albumin": ("g/L", 10, 60),
}
"""Finding → unit, lowest and highest number."""


def _finding(name: str) -> dict[str, Any]:
    return {"finding": name, "in": NUMBERS[name][0]}


def _number(value: float) -> dict[str, Any]:
    return {"value": str(value), "unit": "1"}


def _formulas() -> list[dict[str, Any]]:
    """Return ten formulas: five rational ones, and five with powers, an exponential and a logarithm."""
    sex = {"by": "sex", "choices": {"f": "0.85", "m": "1"}}
    body = {"product": [_finding("weight"), _finding("height")]}
    metres = {"quotient": [_finding("height"), _number(100)]}
    little = {"power": {"smallest": [_finding("creatinine"), _number(1)]}, "exponent": "-0.302"}
    return [
        {"quotient": [_finding("weight"), {"power": metres, "exponent": "2"}]},
        {
            "product": [
                {"quotient": [
                    {"product": [{"minus": [_number(140), _finding("age")]}, _finding("weight")]},
                    {"product": [_number(72), _finding("creatinine")]},
                ]},
                sex,
            ]
        },
        {"plus": [_finding("calcium"), {"product": [_number(0.02), {"minus": [_number(40), _finding("albumin")]}]}]},
        {"smallest": [_finding("weight"), {"largest": [{"minus": [_finding("height"), _number(100)]}, _number(40)]}]},
        {
            "cases": [{"when": {"finding": "age", "above": {"value": "65", "unit": "a"}}, "then": _finding("weight")}],
            "otherwise": {"product": [_finding("weight"), _number(1.1)]},
        },
        {"power": {"quotient": [body, _number(3600)]}, "exponent": "1/2"},
        {
            "product": [
                _number(0.007184),
                {"power": _finding("weight"), "exponent": "0.425"},
                {"power": _finding("height"), "exponent": "0.725"},
            ]
        },
        {"product": [_number(142), little, sex]},
        {"exp": {"product": [_number(-0.00622), _finding("age")]}},
        {"plus": [_number(10), {"ln": _finding("creatinine")}]},
    ]  # fmt: skip


def twenty(like: Protocol) -> Protocol:
    """Return a protocol with twenty values, each compared by a recommendation of its own."""
    data = dump(like)
    findings: list[dict[str, Any]] = [
        {"id": name, "type": "quantity", "label": name, "group": "g", "unit": unit, "plausible": [str(low), str(high)]}
        for name, (unit, low, high) in NUMBERS.items()
    ]
    choices = [{"id": "f", "label": "f"}, {"id": "m", "label": "m"}]
    findings.append({"id": "sex", "type": "choice", "label": "sex", "group": "g", "choices": choices})
    common = {"unit": "1", "empirical": True, "plausible": ["-1000000", "1000000"]}
    values = [
        {"id": f"v{place}", "label": f"v{place}", **common, "formula": formula, "rounded": {"to": step, "half": half}}
        for step, half in (("0.01", "even"), ("0.1", "up"))
        for place, formula in enumerate(_formulas(), 0 if half == "even" else 10)
    ]
    left = ("under-way", "no-rule", "doses", "drugs")
    first = {name: part for name, part in data["recommendations"][0].items() if name not in left}
    recommendations = [
        first | {"id": f"r{place}", "when": {"value-of": f"v{place}", "above": {"value": "10", "unit": "1"}}}
        for place in range(len(values))
    ]
    on = {"id": "on", "label": "on", "when": {"finding": "weight", "above": {"value": "0", "unit": "kg"}}}
    kept = {"format", "id", "title", "version", "summary", "review", "source", "not-applicable", "groups"}
    return load(
        {name: part for name, part in data.items() if name in kept}
        | {"findings": findings, "criteria": [on], "applicable": "on", "values": values}
        | {"recommendations": recommendations}
    )


def _cases(protocol: Protocol) -> list[str]:
    """Return cases as JSON, no two of the same patient, a quarter of them with a finding missing."""
    dice = random.Random(1)  # noqa: S311 - no secret
    texts = []
    for place in range(CASES):
        findings: dict[str, Any] = {
            name: {"value": round(dice.uniform(low, high), 1), "unit": unit}
            for name, (unit, low, high) in NUMBERS.items()
        }
        findings["sex"] = dice.choice("fm")
        if place % 4 == 0:
            del findings[dice.choice(list(findings))]
        texts.append(json.dumps({"protocol": protocol.id, "findings": findings}))
    return texts


def main() -> None:
    """Print the median, in processor time: what one core does in a second."""
    protocol = twenty(load_content(ROOT / "docs").protocols[0].protocol)
    texts, taken = _cases(protocol), []
    for _ in range(RUNS):
        checkers = {protocol.id: Checker(protocol)}
        start = time.process_time()
        for text in texts:
            assess_json(checkers, text)
        taken.append((time.process_time() - start) / len(texts))
    table = Table(title=f"Assessing {len(texts)} cases of a protocol with 20 values, median of {RUNS}")
    for column in ("what", "µs a case", "cases a second", "wanted"):
        table.add_column(column)
    each = median(taken)
    table.add_row("assess_json", f"{each * 1e6:.0f}", f"{1 / each:.0f}", f"≥ {CASES_A_SECOND} a second")
    show(table)


if __name__ == "__main__":
    main()
