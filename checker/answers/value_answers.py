"""Computed values in an answer: the number, or the range that is left, in figures and words; what would narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from checker.engine.program import Program
from checker.language.evaluation import State, Values
from checker.language.operands import Reader, ValueOf
from checker.protocol.thresholds import comparisons
from checker.values.rounding import Rounding
from checker.words.exact import Exact, compared, exact, number_of
from checker.words.messages import _
from checker.words.numbers import plain_number, quantity_text
from checker.words.rationals import EXACT, Number, Rational
from checker.words.units import sign

FULL_DIGITS = 9
"""Digits up to which an unrounded number is shown in full."""

LEAST_DIGITS, MOST_DIGITS = 4, 30
"""Digits that are shown of a longer number: as few as tell it from each limit, from four on."""


@dataclass(frozen=True, slots=True)
class ValueAnswer:
    """A computed value as far as the findings determine it."""

    low: Number | None
    high: Number | None
    """Lowest and highest number still possible, equal once the value is settled; None where nothing bounds it."""
    unit: str
    """UCUM code."""
    measured: bool
    """Whether the value was measured, and not worked out."""
    missing: tuple[str, ...]
    """Ids of the findings that would narrow it; none once it is settled."""
    text: str | None
    """The number or the range as a person reads it, with its unit; None as long as nothing is known of it."""

    @property
    def settled(self) -> bool:
        """Whether one number is left."""
        return self.low is not None and self.low == self.high

    def to_data(self) -> dict[str, object]:
        """Return the value as the machine interface writes it."""
        data: dict[str, object] = {"unit": self.unit}
        if self.low is not None and self.settled:
            data = {"value": _written(self.low), **data}
            if isinstance(self.low, Rational):
                data["exact"] = str(self.low)
        elif self.low is not None and self.high is not None:
            data = {"low": _written(self.low), "high": _written(self.high), **data}
        if self.text is not None:
            data["text"] = self.text
        if self.measured:
            data["measured"] = True
        if self.missing:
            data["missing"] = self.missing
        return data


def _written(number: Number) -> str:
    """Return a number in decimals, to six digits where they have no end."""
    return format(number, "f")


class ValueAnswers:
    """What cases have to say of the values of a protocol."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._values = program.protocol.values
        self._limits = _limits(program)
        self._steps = tuple(_last_place(value.rounded) for value in self._values)

    def of(self, index: int, state: State) -> ValueAnswer:
        """Return what a case has to say of the value at a position."""
        value, result = self._values[index], state.computed[index]
        low = high = text = None
        settled = result.settled
        if result.interval is not None:
            low = number_of(result.interval[0])
            high = low if settled else number_of(result.interval[1])
            if settled:
                text = self._settled(index, low, state)
            elif result.known and (low > value.plausible[0] or high < value.plausible[1]):
                ends = (self.number(index, low, state), self.number(index, high, state))
                text = _("between {low} and {high}", low=ends[0], high=f"{ends[1]} {sign(value.unit)}".strip())
        missing = () if settled else self._program.names(result.missing)
        return ValueAnswer(low, high, value.unit, result.measured, missing, text)

    def number(self, index: int, number: Number, state: State) -> str:
        """Return a number that a value has in a case as a person reads it, without its unit.

        A rounded number has the decimals of the step to which it is rounded. Of a number that is longer than can be
        read, so many digits are shown that it lies on the same side of each limit as the number itself.
        """
        return plain_number(self._shown(index, number, state))

    def _settled(self, index: int, number: Number, state: State) -> str:
        shown = self._shown(index, number, state)
        text = quantity_text(shown, self._values[index].unit)
        return text if shown is number or shown == number else f"≈ {text}"

    def _shown(self, index: int, number: Number, state: State) -> Decimal:
        last = self._steps[index]
        if isinstance(number, Decimal):
            if last is not None and not state.computed[index].measured:
                return number.quantize(last, context=EXACT)  # 1.80 where it is rounded to 0.01
            if len(number.as_tuple().digits) <= FULL_DIGITS:
                return number
        limits = (limit for read in self._limits[index] if (limit := _limit(read, state.values)) is not None)
        return _approximate(exact(number), tuple(limits))


def _last_place(rounding: Rounding | None) -> Decimal | None:
    """Return a number with the decimals of the step to which another is rounded, in its last place alone."""
    exponent = rounding.to.as_tuple().exponent if rounding is not None else None
    return Decimal((0, (1,), min(exponent, 0))) if isinstance(exponent, int) else None


def _approximate(number: Exact, limits: Iterable[Exact]) -> Decimal:
    """Return a number with few digits that lies on the same side of each limit as the number itself."""
    top, bottom = map(Decimal, number)
    digits = max(LEAST_DIGITS, (abs(top) // bottom).adjusted() + 1)
    while True:
        shown = Context(prec=digits).divide(top, bottom)
        ratio = exact(shown)
        if digits >= MOST_DIGITS or all(_side(ratio, limit) == _side(number, limit) for limit in limits):
            return shown
        digits += 1


def _side(number: Exact, limit: Exact) -> int:
    difference = compared(number, limit)
    return (difference > 0) - (difference < 0)


def _limits(program: Program) -> list[list[Reader]]:
    """Return for each value the readers of what rules compare it with."""
    scope = program.scope
    found: list[list[Reader]] = [[] for _value in program.protocol.values]
    for _path, comparison in comparisons(program.protocol) if found else ():
        sides = comparison.left, comparison.right
        for value, other in (sides, sides[::-1]):
            if isinstance(value, ValueOf):
                found[scope.value_index(value.value_of)].append(other.bind(scope, scope.comparison_unit(*sides)))
    return found


def _limit(read: Reader, values: Values) -> Exact | None:
    limit = read(values)
    if limit is None:
        return None
    (top, bottom), (other_top, other_bottom) = map(exact, limit)
    return top * other_bottom, bottom * other_top
