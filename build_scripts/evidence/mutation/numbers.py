"""Numbers with one slip, and quantities that are derived from such: what mutants of rules and of formulas share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from build_scripts.words.digits import last_place
from checker.language.operands import Elapsed, FindingValue, Operand, PercentChange, Quantity, Sum
from checker.words.rationals import Rational

OTHERS = 2
"""Number of other findings, criteria or values that replace a reference, one in each mutant."""


def swapped(elements: tuple[Any, ...], index: int, element: Any) -> tuple[Any, ...]:
    """Return elements with another one in one place."""
    return (*elements[:index], element, *elements[index + 1 :])


def derived(operand: Operand) -> Iterator[tuple[str, Operand]]:
    """Yield a derived quantity with one change: its ends exchanged, another factor, another constant, a part less."""
    match operand:
        case PercentChange(percent_change=now, from_=then):
            yield f"{now} ↔ {then}", PercentChange(then, now)
        case Elapsed(since=since, until=until):
            yield f"{since} ↔ {until}", Elapsed(until, since)
        case FindingValue(times=times):
            for number in changed_numbers(times):
                yield f"times {times} → {number}", replace(operand, times=number)
        case Quantity(value=value):
            for number in changed_numbers(value):
                yield f"{value} → {number}", replace(operand, value=number)
        case Sum(sum=parts):
            for index, part in enumerate(parts):
                if len(parts) > 1:
                    yield f"part {index + 1} left out", replace(operand, sum=(*parts[:index], *parts[index + 1 :]))
                for change, changed in derived(part):
                    yield change, replace(operand, sum=swapped(parts, index, changed))


def changed_numbers(number: Decimal) -> Iterator[Decimal]:
    """Yield the number one step down and up in its last place, and ten times as large: a slipped digit, or point."""
    step = last_place(number)
    yield number - step
    yield number + step
    yield number * 10


def changed_rationals(number: Rational) -> Iterator[Rational]:
    """Yield a number as `changed_numbers` does, of a fraction its upper part."""
    above, slash, below = str(number).partition("/")
    yield from (Rational(f"{format(other, 'f')}{slash}{below}") for other in changed_numbers(Decimal(above)))
