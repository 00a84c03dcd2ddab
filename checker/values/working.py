"""Working out: what a formula needs while it is worked out, and how it reads findings and other values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from checker.language.comparison_units import MINUTES, ComparisonUnit
from checker.language.operands import Elapsed, FindingValue, Operand, PercentChange, Quantity, ValueOf
from checker.words.exact import Interval, added, compared, divided, exact, hull, multiplied, point, subtracted
from checker.words.rationals import NOTHING, ONCE, Number

if TYPE_CHECKING:
    from checker.language.evaluation import State
    from checker.language.names import Names

LONGEST = (date.max - date.min).days * 1440
"""Minutes between the first and the last day that a date can name."""


class Working:
    """One formula while it is worked out for a case."""

    __slots__ = ("digits", "known", "missing", "state")

    def __init__(self, state: State, digits: int) -> None:
        self.state = state
        self.digits = digits
        """Significant digits of irrational numbers."""
        self.known = 0
        """Findings (as bits) that the result rests on."""
        self.missing = 0
        """Findings (as bits) that would narrow the result."""


Worker = Callable[[Working], Interval | None]
"""A function that works out a formula: the interval of the numbers that are still possible, or None where no such
interval is known. An operation of known and missing findings together gives no more than with all of them missing."""


def reading(operand: Operand, names: Names) -> Worker:
    """Return the function that reads an operand: a number, a finding, what is derived from some, or another value."""
    match operand:
        case Quantity(value=value):
            constant = point(exact(value))
            return lambda working: constant
        case FindingValue():
            return _finding(operand, names)
        case Elapsed():
            return _elapsed(operand, names)
        case ValueOf(value_of=value_of):
            index = names.value_index(value_of)

            def value_read(working: Working) -> Interval | None:
                result = working.state.computed[index]
                working.known |= result.known
                working.missing |= result.missing
                return result.interval

            return value_read
        case PercentChange(percent_change=now, from_=then):
            latest, baseline = (_finding(FindingValue(name), names) for name in (now, then))
            hundred = point((100, 1))

            def change(working: Working) -> Interval | None:
                now_, then_ = latest(working), baseline(working)
                relative = divided(now_, then_) if now_ is not None and then_ is not None else None
                return subtracted(multiplied(hundred, relative), hundred) if relative is not None else None

            return change
        case _:
            first, *others = (reading(part, names) for part in operand.sum)

            def total(working: Working) -> Interval | None:
                result = first(working)
                for other in others:
                    part = other(working)
                    result = added(result, part) if result is not None and part is not None else None
                return result

            return total


def _finding(operand: FindingValue, names: Names) -> Worker:
    index, conversion = names.index(operand.finding), operand.conversion(names)
    bit, possible = 1 << index, names.plausible(operand.finding)
    # In the unit of the formula: (own − plus) / times.
    factor = divided(point(exact(operand.times)), point(exact(conversion.times or ONCE)))
    offset = point(exact(conversion.plus or NOTHING))
    assert factor is not None  # the factor of a unit is above zero

    own = not compared(factor[0], (1, 1)) and not offset[0][0]

    def number(value: Number) -> Interval:
        return multiplied(subtracted(point(exact(value)), offset), factor)

    anything = hull((number(possible[0]), number(possible[1])))

    def finding(working: Working) -> Interval:
        value = working.state.values[index]
        if value is None:
            working.missing |= bit
            return anything
        working.known |= bit
        if not own:
            return number(value)
        exactly = working.state.exact.get(index)
        if exactly is None:
            exactly = working.state.exact[index] = point(exact(value))
        return exactly

    return finding


def _elapsed(operand: Elapsed, names: Names) -> Worker:
    unit = operand.in_ or "min"
    read = operand.bind(names, ComparisonUnit(unit))
    since, until = 1 << names.index(operand.since), 1 << names.index(operand.until)
    per_unit = exact(MINUTES[unit])
    anything = (-LONGEST * per_unit[1], per_unit[0]), (LONGEST * per_unit[1], per_unit[0])

    def elapsed(working: Working) -> Interval:
        values = working.state.values
        time = read(values)
        if time is None:
            for finding, bit in ((operand.since, since), (operand.until, until)):
                if values[names.index(finding)] is None:
                    working.missing |= bit
            return anything
        working.known |= since | until
        (top, bottom), (other_top, other_bottom) = exact(time[0]), exact(time[1])
        return point((top * other_bottom, bottom * other_top))

    return elapsed
