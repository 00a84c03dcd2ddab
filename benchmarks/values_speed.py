"""How many cases a second one core assesses where a protocol works out twenty values, rational and irrational ones."""

from __future__ import annotations

import gc
import json
import random
import time
from pathlib import Path
from statistics import median
from typing import Any

from rich.table import Table

from benchmarks.measured import measured_protocols
from benchmarks.results import show
from checker import Checker, Protocol, assess_json, dump, load
from checker.values import irrational

ROOT = Path(__file__).parent.parent
RUNS = 7
PATIENTS = 60
TRIED = 4
STRANGERS = 500
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
    """Return a protocol with twenty values, every other one compared by a recommendation."""
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
        for place in range(0, len(values), 2)
    ]
    on = {"id": "on", "label": "on", "when": {"finding": "weight", "above": {"value": "0", "unit": "kg"}}}
    kept = {"format", "id", "title", "version", "summary", "review", "source", "not-applicable", "groups"}
    return load(
        {name: part for name, part in data.items() if name in kept}
        | {"findings": findings, "criteria": [on], "applicable": "on", "values": values}
        | {"recommendations": recommendations}
    )


def _cases(protocol: Protocol, patients: int) -> list[str]:
    """Return cases as JSON: patients as they are entered, finding by finding, with other answers tried at the end.

    Args:
        protocol: The protocol.
        patients: How many patients; one who is entered at once, with nothing tried, is one case.
    """
    dice = random.Random(patients)  # noqa: S311 - no secret
    texts = []
    for _ in range(patients):
        findings = _patient(dice)
        steps = [dict(list(findings.items())[: count + 1]) for count in range(len(findings))]
        steps += [{**findings, name: _patient(dice)[name]} for name in dice.sample(list(findings), TRIED)]
        texts += [json.dumps({"protocol": protocol.id, "findings": step}) for step in steps]
    return texts


def _patient(dice: random.Random) -> dict[str, Any]:
    findings: dict[str, Any] = {
        name: {"value": round(dice.uniform(low, high), 1), "unit": unit} for name, (unit, low, high) in NUMBERS.items()
    }
    return {**findings, "sex": dice.choice("fm")}


def _strangers(protocol: Protocol) -> list[str]:
    """Return cases as JSON of which each is another patient, of whom all is known."""
    dice = random.Random(0)  # noqa: S311 - no secret
    return [json.dumps({"protocol": protocol.id, "findings": _patient(dice)}) for _ in range(STRANGERS)]


def _seconds(protocol: Protocol, texts: list[str]) -> float:
    checkers = {protocol.id: Checker(protocol)}
    start = time.process_time()
    for text in texts:
        assess_json(checkers, text)
    return (time.process_time() - start) / len(texts)


def _forget() -> None:
    for remembered in (irrational._power, irrational._enclosed):
        remembered.cache_clear()


def main() -> None:
    """Print the medians, in processor time: what one core does in a second."""
    protocol = twenty(measured_protocols()[0].protocol)
    table = Table(
        title=f"Assessing cases of a protocol with 20 values, 10 of them irrational, medians of {RUNS}, in turn"
    )
    for column in ("what", "µs a case", "cases a second", "wanted"):
        table.add_column(column)
    taken: dict[str, list[float]] = {}
    gc.collect()
    gc.freeze()  # what the build loaded is no part of the work
    for run in range(RUNS):
        # In each run other patients, so that no number is remembered from one run to the next.
        whole = _cases(protocol, PATIENTS + run)
        taken.setdefault("patients as they are entered, and other answers tried", []).append(_seconds(protocol, whole))
        _forget()
        taken.setdefault("each case another patient", []).append(_seconds(protocol, _strangers(protocol)))
        _forget()
    for number, (name, seconds) in enumerate(taken.items()):
        each = median(seconds)
        wanted = "" if number else f"≥ {CASES_A_SECOND} a second"
        table.add_row(name, f"{each * 1e6:.0f}", f"{1 / each:.0f}", wanted)
    show(table)


if __name__ == "__main__":
    main()
