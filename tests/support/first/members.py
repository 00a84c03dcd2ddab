"""Every case of a table of first answers, with numbers drawn anew and typed as people type them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil, floor
from pathlib import Path
from typing import Any

FIRST_SIGN, BACKSLASH = 0x23, 0x5C


def table_in(script: Path) -> dict[str, Any]:
    """Return the data of a table from the script that brings it."""
    text = script.read_text(encoding="utf-8")
    found: dict[str, Any] = json.JSONDecoder().raw_decode(text, text.index("]=") + 2)[0]
    return found


def cases_of(table: dict[str, Any], draws: random.Random, mark: str = ".") -> Iterator[tuple[str, list[str]]]:
    """Yield each case of a table as JSON with `TYPED` for its numbers, and these as they are typed."""
    findings = table["findings"]
    for signs in table["together"]:
        positions = [ord(sign) - FIRST_SIGN - (ord(sign) > BACKSLASH) for sign in signs]
        for kinds in product(*(range(findings[position]["count"]) for position in positions)):
            typed: list[str] = []
            said = []
            for position, kind in zip(positions, kinds, strict=True):
                value, numbers = member(findings[position], kind, draws, mark)
                said.append(f"{json.dumps(findings[position]['id'])}:{value}")
                typed += numbers
            yield f'{{"protocol":{json.dumps(table["protocol"])},"findings":{{{",".join(said)}}}}}', typed


def member(finding: dict[str, Any], kind: int, draws: random.Random, mark: str) -> tuple[str, list[str]]:
    """Return one entry of a kind, drawn anew: its JSON, and its number as it is typed."""
    if "answers" in finding:
        return next(value for value, each in finding["answers"].items() if each == kind), []
    whole = finding.get("whole", False)
    ways = [
        (unit, text)
        for unit, scale in finding["units"].items()
        for region, each in enumerate(scale["kinds"])
        if each == kind and (text := _within([Fraction(edge) for edge in scale["edges"]], region, whole, draws))
    ]
    unit, text = draws.choice(ways)
    value = "TYPED" if whole else f'{{"value":TYPED,"unit":{json.dumps(unit)}}}'
    return value, [_typed(text, draws, mark)]


def _within(edges: list[Fraction], region: int, whole: bool, draws: random.Random) -> str | None:
    """Return a decimal number in a region; None where it holds none."""
    index, at_edge = divmod(region, 2)
    places = 0 if whole else draws.choice((0, 1, 2, 4, 6))  # three could be read in two ways
    if at_edge:
        exact = [each for each in (0, 1, 2, 4, 5, 6) if edges[index] * 10**each % 1 == 0]
        return _spelled(int(edges[index] * 10 ** exact[0]), exact[0]) if exact and not (whole and exact[0]) else None
    beyond = max(edges[-1] - edges[0], Fraction(10)) if edges else Fraction(1000)
    low = edges[index - 1] if index else (edges[0] - beyond if edges else Fraction(0))
    high = edges[index] if index < len(edges) else (edges[-1] + beyond if edges else Fraction(1000))
    for more in (0, 2, 4, 6):
        if whole and more:
            break
        first, last = floor(low * 10 ** (places + more)) + 1, ceil(high * 10 ** (places + more)) - 1
        if first <= last and places + more != 3:
            return _spelled(draws.randint(first, last), places + more)
    return None


def _spelled(scaled: int, places: int) -> str:
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if scaled < 0 else "") + whole + (f".{fraction}" if fraction else "")


def _typed(text: str, draws: random.Random, mark: str) -> str:
    """Return a number as somebody may type it: comma or point, any minus, thousands apart, a zero left out."""
    whole, _, fraction = text.partition(".")
    if len(whole.lstrip("-")) > 3 and draws.random() < 0.5:
        sign, digits = ("-", whole[1:]) if whole[0] == "-" else ("", whole)
        space = draws.choice((" ", "\u00a0", "\u202f"))
        groups = [digits[max(0, end - 3) : end] for end in range(len(digits), 0, -3)][::-1]
        whole = sign + space.join(groups)
    if whole == "0" and fraction and draws.random() < 0.3:
        whole = ""
    whole = whole.replace("-", draws.choice(("-", "−", "–")))
    more = draws.choice(("", "0" if fraction and len(fraction) != 2 else ""))
    return f"{draws.choice(('', ' '))}{whole}{draws.choice((mark, '.', ',')) + fraction + more if fraction else ''}"
