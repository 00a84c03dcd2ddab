"""What a comparison compares: a quantity as written, as measured, or derived from what was measured.

Every operand evaluates to an exact fraction of two decimals, so that a relative change or a multiple of a limit never
meets a rounded division.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from typing import TYPE_CHECKING

from checker.wording import _

if TYPE_CHECKING:
    from checker.scope import Scope, Values, Words

EXACT = Context(prec=400, traps=[Inexact])
"""Decimal arithmetic that would rather raise than round. `checker.cases` bounds the digits of what is entered, so that
it never has to."""

MINUTES = {"min": Decimal(1), "h": Decimal(60), "d": Decimal(1440), "wk": Decimal(10080)}
"""Minutes in each UCUM unit of time that an elapsed time can be compared in."""

WHOLE_DAYS = ("d", "wk")
"""Those of them in which dates without a time of day can be compared: two such dates may be hours apart, or almost two
days, and still differ by one."""

Fraction = tuple[Decimal, Decimal]
"""Numerator and (positive) denominator."""

Reader = Callable[["Values"], Fraction | None]
"""Reads an operand's value out of a case; None when something that it needs was not assessed."""

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as a rule or a source states it: `{value: 3, unit: mg/dL}`."""

    value: Decimal
    unit: str
    """UCUM code; `1` for a plain number."""

    def bind(self, scope: Scope, unit: str) -> Reader:
        """Return a reader of this quantity converted to `unit`."""
        constant = (EXACT.multiply(self.value, scope.factor(self.unit, unit)), ONE)
        return lambda values: constant

    def describe(self, words: Words) -> str:
        """Return the quantity as a person reads it, for example '3 mg/dL'."""
        return words.quantity(self.value, self.unit)

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads: none."""
        return ()


@dataclass(frozen=True, slots=True)
class FindingValue:
    """The value of a numeric finding, or a multiple of it: `{finding: creatinine-limit, times: 1.5}`."""

    finding: str
    times: Decimal = ONE
    """Factor, for a multiple of a reference limit that the user enters, or for a coefficient of a formula."""
    gives: str | None = None
    """UCUM code of the product, in a sum only: `times` is then a coefficient with a unit of its own."""

    def bind(self, scope: Scope, unit: str) -> Reader:
        """Return a reader of the finding's value, which a case holds in the finding's own unit."""
        index, times = scope.index(self.finding), self.times
        if times == ONE:

            def value(values: Values) -> Fraction | None:
                number = values[index]
                return None if number is None else (number, ONE)

            return value

        def multiple(values: Values) -> Fraction | None:
            number = values[index]
            return None if number is None else (EXACT.multiply(number, times), ONE)

        return multiple

    def describe(self, words: Words) -> str:
        """Return the finding's name, with its factor if it has one."""
        name = words.finding(self.finding)
        return name if self.times == ONE else f"{words.number(self.times)} × {name}"

    @property
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.finding,)


@dataclass(frozen=True, slots=True)
class PercentChange:
    """By how much a quantity rose from its baseline, in per cent of the baseline; a fall is negative.

    `{percent-change: uric-acid, from: uric-acid-at-start}` = 100 × (now − then) / then, in the unit `%`.
    The baseline's plausible range must lie above zero.
    """

    percent_change: str
    from_: str

    def bind(self, scope: Scope, unit: str) -> Reader:
        """Return a reader of the change as a fraction whose denominator is the baseline."""
        now, then = scope.index(self.percent_change), scope.index(self.from_)

        def change(values: Values) -> Fraction | None:
            latest, baseline = values[now], values[then]
            if latest is None or baseline is None:
                return None
            return EXACT.multiply(EXACT.subtract(latest, baseline), Decimal(100)), baseline

        return change

    def describe(self, words: Words) -> str:
        """Return for example 'the rise of uric acid from uric acid at start'."""
        return _(
            "the rise of {name} from {start}", name=words.finding(self.percent_change), start=words.finding(self.from_)
        )

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the two findings that it reads."""
        return (self.percent_change, self.from_)


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time from one date finding to another; negative when `until` comes first.

    `{since: corticosteroid-start, until: assessed-at}`. The engine has no clock: "now" is a finding like any other, so
    that the same case gives the same answer on any day.
    """

    since: str
    until: str

    def bind(self, scope: Scope, unit: str) -> Reader:
        """Return a reader of the elapsed time as a fraction of minutes and minutes per `unit`."""
        start, end, per_unit = scope.index(self.since), scope.index(self.until), MINUTES[unit]

        def elapsed(values: Values) -> Fraction | None:
            first, last = values[start], values[end]
            if first is None or last is None:
                return None
            return EXACT.subtract(last, first), per_unit

        return elapsed

    def describe(self, words: Words) -> str:
        """Return for example 'the time from start of corticosteroid to assessment'."""
        return _("the time from {start} to {end}", start=words.finding(self.since), end=words.finding(self.until))

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the two findings that it reads."""
        return (self.since, self.until)


@dataclass(frozen=True, slots=True)
class Sum:
    """A correction formula: multiples of findings, each read in its own unit, added to constants.

    `{sum: [{finding: calcium}, {finding: albumin, times: -0.02, gives: mmol/L}, {value: 0.8, unit: mmol/L}],
    unit: mmol/L}`. It adds in one unit: a finding measured in another one has a `times` that `gives` the sum's.
    """

    sum: tuple[FindingValue | Quantity, ...]
    unit: str
    """UCUM code of the result."""

    def bind(self, scope: Scope, unit: str) -> Reader:
        """Return a reader that adds the parts up exactly."""
        readers = tuple(part.bind(scope, self.unit) for part in self.sum)

        def total(values: Values) -> Fraction | None:
            result = Decimal(0)
            for reader in readers:
                part = reader(values)
                if part is None:
                    return None
                result = EXACT.add(result, part[0])
            return result, ONE

        return total

    def describe(self, words: Words) -> str:
        """Return the formula in words and numbers."""
        return "(" + " + ".join(part.describe(words) for part in self.sum) + ")"

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads."""
        return tuple(finding for part in self.sum for finding in part.findings)


Operand = Quantity | FindingValue | PercentChange | Elapsed | Sum
