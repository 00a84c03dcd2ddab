"""Cases made at random from the findings of a protocol, the same ones in every run."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from checker import Protocol
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
)
from checker.protocol.thresholds import limits_of
from checker.words.rationals import Number, nearby


def some_cases(protocol: Protocol, count: int) -> Iterator[str]:
    """Yield cases as JSON: of few findings and of many, in every unit, some contradictory, some refused."""
    dice = random.Random(protocol.id)  # noqa: S311 - no secret
    limits = limits_of(protocol)
    for _ in range(count):
        share = dice.choice((0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1))
        findings = {
            finding.id: _answer(dice, finding, limits.get(finding.id, []))
            for finding in protocol.findings
            if dice.random() < share
        }
        yield '{"protocol":' + json.dumps(protocol.id) + ',"findings":' + _spelled(findings) + "}"


def _answer(dice: random.Random, finding: Finding, limits: Sequence[Number]) -> Any:
    if dice.random() < 0.02:
        return dice.choice(["yes", 1, None, [], {"value": 1}, True, "é\u0000", -1e9])
    match finding:
        case BooleanFinding():
            return dice.random() < 0.35
        case ChoiceFinding():
            return dice.choice(finding.choices).id
        case IntegerFinding(plausible=(low, high)):
            return dice.randint(low, high)
        case DateFinding(precision=precision):
            day = f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            return day if precision == "day" else f"{day}T{dice.randrange(24):02}:{dice.randrange(60):02}"
        case QuantityFinding(plausible=(low, high)):
            unit = dice.choice(finding.units)
            conversion = finding.conversion(unit)
            assert conversion is not None
            near = dice.choice([*limits, low, high, low + (high - low) * Decimal(str(round(dice.random(), 3)))])
            beside = dice.choice([Decimal(0), Decimal("0.001"), Decimal("-0.001"), Decimal(1)])
            number = nearby(conversion.from_own(near)) + beside
            return {"value": round(number, dice.choice((0, 1, 3, 6))), "unit": unit}


def _spelled(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{_spelled(item)}" for name, item in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)
