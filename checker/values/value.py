"""Values: quantities with a name that a protocol works out, and what is known of one in a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.language.evaluation import State, ValueResult
from checker.language.fields import Code, FindingId, ReferenceId, StatementId, Text, ValueId
from checker.language.operands import FindingValue, ValueOf
from checker.values.compound import innermost, worker_of
from checker.values.formulas import Formula
from checker.values.irrational import DIGITS
from checker.values.rounding import Rounding
from checker.values.working import Working, reading
from checker.words.exact import Interval, compared, point

if TYPE_CHECKING:
    from checker.language.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A quantity that is worked out from findings and other values, such as a creatinine clearance."""

    id: ValueId
    label: Text
    """Name of the quantity, for a professional."""
    unit: Code
    """UCUM code of the result."""
    formula: Formula
    rounded: Rounding | None = None
    """How the result is rounded; the rounded number is the one that is shown, compared and used. It may be left out
    where the formula gives an exact fraction, and is needed where it has a root, a power, an exponential or a
    logarithm."""
    plausible: tuple[Decimal, Decimal]
    """Lowest and highest plausible result, both inclusive, in `unit`; a case with another one is refused as a mistake
    of what was entered."""
    empirical: bool = False
    """Whether the formula is one of numbers, each in the unit that `in` names, as empirical ones are, and not one of
    quantities whose units have to fit. Its result is a number of `unit`."""
    measured: FindingId | None = None
    """Id of the finding that is this quantity as measured or reported, in the same unit: where it is known, it counts
    in place of the computed one."""
    headline: bool = False
    """Whether the value is what readers come for, and stands at the top of the answer."""
    note: Text | None = None
    """For whom the formula was made, and where it misleads."""
    statements: tuple[StatementId, ...] = ()
    references: tuple[ReferenceId, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that the value reads itself, the one that stands in its place included."""
        read = [name for part in innermost(self.formula) for name in part.findings]
        return (*read, self.measured) if self.measured is not None else tuple(read)

    @property
    def reads_values(self) -> tuple[str, ...]:
        """Ids of the other values that the formula reads."""
        return tuple(part.value_of for part in innermost(self.formula) if isinstance(part, ValueOf))


def bind_value(value: Value, names: Names) -> Callable[[State], ValueResult]:
    """Return the function that works a value out for a case.

    An irrational number is worked out to 34 digits, and to 110 where these do not tell how it is rounded. Where not
    even those do, it is taken for the number half-way between two steps, which the declared rounding decides.
    """
    work, rounding = worker_of(value.formula, names), value.rounded
    measured = reading(FindingValue(value.measured), names) if value.measured is not None else None
    index = names.index(value.measured) if value.measured is not None else 0
    instead = 1 << index if value.measured is not None else 0

    def worked_out(state: State) -> ValueResult:
        if measured is not None and state.values[index] is not None:
            return ValueResult(measured(Working(state, DIGITS[0])), 1 << index, 0, measured=True)
        for digits in DIGITS:
            working = Working(state, digits)
            interval = work(working)
            if interval is None or rounding is None:
                break
            unrounded, interval = interval, _rounded(rounding, interval)
            if interval[0] is interval[1] or working.missing:
                break
        else:
            assert rounding is not None  # else the first try was enough
            interval = point(rounding.rounded(rounding.between(*unrounded)))
        settled = interval is not None and interval[0] is interval[1]
        return ValueResult(interval, working.known, working.missing if settled else working.missing | instead)

    return worked_out


def _rounded(rounding: Rounding, interval: Interval) -> Interval:
    low = rounding.rounded(interval[0])
    high = low if interval[0] is interval[1] else rounding.rounded(interval[1])
    return point(low) if not compared(low, high) else (low, high)
