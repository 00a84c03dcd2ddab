"""Operands of comparisons: a quantity as written, as measured, or derived from measured ones.

Every operand evaluates to an exact fraction of two decimals, so that no division rounds a change or a multiple.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, get_args

from checker.language.comparison_units import TIME, ComparisonUnit, time_between
from checker.language.fields import Code, FindingId, ValueId
from checker.language.findings import Finding, QuantityFinding, UnitConversion
from checker.words.messages import _
from checker.words.rationals import EXACT, Fraction, fraction

if TYPE_CHECKING:
    from checker.language.evaluation import Values
    from checker.language.names import Names, Words

Reader = Callable[["Values"], Fraction | None]
"""A function that reads an operand's value from a case; None when a finding that it needs was not assessed."""

ONE = Decimal(1)


def stands_for(value: str) -> str:
    """Return the name of the quantity that stands for a computed value among findings; no finding can have it."""
    return f"value {value}"


class OperandBase:
    """The common part of operands."""

    __slots__ = ()

    KEYS: ClassVar[tuple[str, ...]]
    """Keys that tell the class from the others: a mapping that has all of them spells the class."""

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads: none, unless a class says otherwise."""
        return ()

    def own_unit(self, findings: Mapping[str, Finding]) -> str | None:
        """Return the UCUM unit of its value; None for a number with the unit that its author chose."""
        return None

    @property
    def written_unit(self) -> str | None:
        """UCUM unit of a number that stands in the rule itself; None for what is read from a case."""
        return None


@dataclass(frozen=True, slots=True)
class Quantity(OperandBase):
    """A number with its unit, as a rule or a source states it: `{value: 3, unit: mg/dL}`."""

    KEYS: ClassVar = ("value",)

    value: Decimal
    unit: Code
    """UCUM code; `1` for a plain number."""

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Return a reader of this quantity converted to `unit`."""
        constant = fraction(unit.own(self.value, self.unit))
        return lambda values: constant

    def describe(self, words: Words) -> str:
        """Return the quantity as a person reads it, for example '3 mg/dL'."""
        return words.quantity(self.value, self.unit)

    @property
    def written_unit(self) -> str:
        """The unit that stands beside the number."""
        return self.unit


@dataclass(frozen=True, slots=True)
class FindingValue(OperandBase):
    """The value of a numeric finding, or a multiple of it: `{finding: creatinine-limit, times: 1.5}`."""

    KEYS: ClassVar = ("finding",)

    finding: FindingId
    times: Decimal = ONE
    """Factor, for a multiple of a reference limit that the user enters, or for a coefficient of a formula."""
    gives: Code | None = None
    """UCUM code of the product, in a sum only: `times` is then a coefficient with a unit of its own."""
    in_: Code | None = None
    """UCUM code of the unit in which a formula takes the finding, one that the finding accepts; its own where left out.
    """

    def conversion(self, names: Names) -> UnitConversion:
        """Return how the unit in which a formula takes the finding converts to the finding's own."""
        unit = names.comparison_unit(self, self)
        return unit.conversion(self.in_ or unit.code)

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Return a reader of the finding's value, which a case holds in the finding's own unit."""
        index, times = names.index(self.finding), self.times
        if times == ONE:

            def value(values: Values) -> Fraction | None:
                number = values[index]
                return None if number is None else fraction(number)

            return value

        def multiple(values: Values) -> Fraction | None:
            number = values[index]
            if number is None:
                return None
            top, bottom = fraction(number)
            return EXACT.multiply(top, times), bottom

        return multiple

    def describe(self, words: Words) -> str:
        """Return the finding's name, with its factor if it has one: '1.5 × limit', '−limit'."""
        name = words.finding(self.finding)
        if abs(self.times) == ONE:
            return name if self.times == ONE else f"−{name}"
        return f"{words.number(self.times)} × {name}"

    @property
    def findings(self) -> tuple[str, ...]:
        """Id of the finding that it reads."""
        return (self.finding,)

    def own_unit(self, findings: Mapping[str, Finding]) -> str:
        """Return the finding's own unit, `1` for a plain number."""
        finding = findings[self.finding]
        return finding.unit if isinstance(finding, QuantityFinding) else "1"


@dataclass(frozen=True, slots=True)
class PercentChange(OperandBase):
    """The rise of a quantity from its baseline, in per cent of the baseline; a fall is negative.

    `{percent-change: uric-acid, from: uric-acid-at-start}` = 100 × (now − then) / then, in the unit `%`.
    The baseline's plausible range must lie above zero.
    """

    KEYS: ClassVar = ("percent-change",)

    percent_change: FindingId
    from_: FindingId

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Return a reader of the change as a fraction whose denominator is the baseline."""
        now, then = names.index(self.percent_change), names.index(self.from_)

        def change(values: Values) -> Fraction | None:
            latest, baseline = values[now], values[then]
            if latest is None or baseline is None:
                return None
            (top, bottom), (base_top, base_bottom) = fraction(latest), fraction(baseline)
            now_, then_ = EXACT.multiply(top, base_bottom), EXACT.multiply(base_top, bottom)
            return EXACT.multiply(EXACT.subtract(now_, then_), Decimal(100)), then_

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

    def own_unit(self, findings: Mapping[str, Finding]) -> str:
        """Return `%`."""
        return "%"


@dataclass(frozen=True, slots=True)
class Elapsed(OperandBase):
    """The time from one date finding to another; negative when `until` comes first.

    `{since: corticosteroid-start, until: assessed-at}`. The engine has no clock: "now" is a finding like any other, so
    that the same case gives the same answer on any day.
    """

    KEYS: ClassVar = ("since",)

    since: FindingId
    until: FindingId
    in_: Code | None = None
    """UCUM code of the unit of time in which a formula takes it; a comparison takes that of its other side."""

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Return a reader of the elapsed time in `unit`, of months and years by the calendar."""
        start, end, between = names.index(self.since), names.index(self.until), time_between(unit.code)

        def elapsed(values: Values) -> Fraction | None:
            first, last = values[start], values[end]
            return None if first is None or last is None else between(first, last)

        return elapsed

    def describe(self, words: Words) -> str:
        """Return for example 'the time from start of corticosteroid to assessment'."""
        return _("the time from {start} to {end}", start=words.finding(self.since), end=words.finding(self.until))

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the two findings that it reads."""
        return (self.since, self.until)

    def own_unit(self, findings: Mapping[str, Finding]) -> str:
        """Return `TIME`: it is compared in the unit of the other side."""
        return TIME


@dataclass(frozen=True, slots=True)
class Sum(OperandBase):
    """A correction formula: multiples of findings, each read in its own unit, added to constants.

    `{sum: [{finding: calcium}, {finding: albumin, times: -0.02, gives: mmol/L}, {value: 0.8, unit: mmol/L}],
    unit: mmol/L}`. All parts are in this unit: a finding with another one has `times`, and `gives` names this unit.
    """

    KEYS: ClassVar = ("sum",)

    sum: tuple[FindingValue | Quantity, ...]
    unit: Code
    """UCUM code of the result."""

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Return a reader that adds the parts up exactly."""
        own = ComparisonUnit(self.unit)
        readers = tuple(part.bind(names, own) for part in self.sum)

        def total(values: Values) -> Fraction | None:
            top, bottom = Decimal(0), ONE
            for reader in readers:
                part = reader(values)
                if part is None:
                    return None
                if part[1] == bottom:
                    top = EXACT.add(top, part[0])
                else:
                    top = EXACT.add(EXACT.multiply(top, part[1]), EXACT.multiply(part[0], bottom))
                    bottom = EXACT.multiply(bottom, part[1])
            return top, bottom

        return total

    def describe(self, words: Words) -> str:
        """Return the formula in words and numbers, for example '(urine − 6 × weight)'."""
        parts = [part.describe(words) for part in self.sum]
        others = (f" − {part[1:]}" if part.startswith("−") else f" + {part}" for part in parts[1:])
        return f"({''.join((*parts[:1], *others))})"

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of the findings that it reads."""
        return tuple(finding for part in self.sum for finding in part.findings)

    def own_unit(self, findings: Mapping[str, Finding]) -> str:
        """Return the unit of the result."""
        return self.unit


@dataclass(frozen=True, slots=True)
class ValueOf(OperandBase):
    """A value that the protocol computes: `{value-of: creatinine-clearance}`."""

    KEYS: ClassVar = ("value-of",)

    value_of: ValueId

    def bind(self, names: Names, unit: ComparisonUnit) -> Reader:
        """Refuse to be read from findings alone: whoever compares a value looks its result up."""
        raise TypeError("a computed value is no part of the findings of a case")

    def describe(self, words: Words) -> str:
        """Return the value's name."""
        return words.value(self.value_of)

    def own_unit(self, findings: Mapping[str, Finding]) -> str:
        """Return the unit of the value."""
        value = findings[stands_for(self.value_of)]
        assert isinstance(value, QuantityFinding)
        return value.unit


Operand = Quantity | FindingValue | PercentChange | Elapsed | Sum | ValueOf
"""Every class of operand. The `KEYS` of a class tell which mappings spell it."""

OPERANDS: tuple[type[Operand], ...] = get_args(Operand)
