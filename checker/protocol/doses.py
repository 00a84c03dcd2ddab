"""A dose as data: how much of which drug, by which way, how often, how fast, for how long, and at most how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.language.expressions import Expression
from checker.language.fields import Code, FindingId, StatementId, Text, ValueId
from checker.words.rationals import Rational


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a dose is given: `{every: 12, unit: h}`."""

    every: Decimal
    unit: Code
    """UCUM unit of time: `min`, `h`, `d` or `wk`."""
    at_least: bool = False
    """Whether the time is the shortest that lies between two doses: `{every: 8, unit: h, at-least: true}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number, or a range, with its unit: `{amount: 5, to: 10, unit: mL/h}`."""

    amount: Decimal
    to: Decimal | None = None
    """Upper end of a range that starts at `amount`."""
    unit: Code
    """UCUM code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePer:
    """What a dose by weight or body surface is multiplied with: `{finding: weight}`, `{value-of: ideal-weight}`."""

    finding: FindingId | None = None
    """Id of a quantity, such as the weight."""
    value_of: ValueId | None = None
    """Id of a computed value, such as the body surface or the ideal weight."""

    def __post_init__(self) -> None:
        if (self.finding is None) == (self.value_of is None):
            raise ValueError("a dose goes by either a 'finding' or a computed value as 'value-of'")

    @property
    def name(self) -> str:
        """Id of the finding or the value."""
        return str(self.finding if self.finding is not None else self.value_of)

    @property
    def key(self) -> str:
        """Key under which the id stands."""
        return "finding" if self.finding is not None else "value-of"


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRounding:
    """Rounding to what can be given: `{to: 5, unit: mg, half: even}`.

    A rounded dose is never above the largest dose and never below the smallest one.
    """

    to: Decimal
    """Distance between two doses that can be given, above zero."""
    unit: Code
    """UCUM code of an amount of the drug, or of a volume where the dose has a `concentration`."""
    half: Literal["even", "up", "down"] | None = None
    """Where a number goes that lies half-way between two steps; all others go to the nearest one."""
    always: Literal["up", "down"] | None = None
    """Direction in which every number is rounded, in place of `half`."""

    def __post_init__(self) -> None:
        if (self.half is None) == (self.always is None):
            raise ValueError("a rounding needs either 'half' (even, up or down) or 'always' (up or down)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFactors:
    """The units of a dose, resolved into exact factors when the protocol is read: whoever calculates knows no units."""

    unit: Code
    """UCUM code of the result, `mg` for a dose in `mg/kg`."""
    per: Rational
    """Factor from the number that the dose goes by to one in the unit that the dose is per."""
    smallest: Rational | None = None
    """The smallest dose, in the unit of the result."""
    largest: Rational | None = None
    """The largest dose, in the unit of the result."""
    step: Rational | None = None
    """The step of the rounding, in the unit of the result."""
    volume: Rational | None = None
    """Factor from the result to its volume."""
    volume_unit: Code | None = None
    """UCUM code of the volume: `mL`, or `mL/h` for a dose per time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """A dose as data. What the source does not state is left out, and the pages say that it is not stated."""

    drug: Code
    """Name of the drug as the register of drugs has it, or one of its other names there."""
    amount: Decimal
    unit: Code
    """UCUM code, `mg/m2` for a dose by body surface."""
    to: Decimal | None = None
    """Upper end, where the source gives a range that starts at `amount`."""
    route: Code | None = None
    frequency: Frequency | None = None
    once: bool = False
    """Whether it is a single dose; then there is no frequency that the source could state."""
    number: int | None = None
    """How many doses are given in all, 2 or more."""
    at_most: int | None = None
    """How many doses are given in all at most, 2 or more: 'every 5 minutes, at most 3 doses'."""
    over: Measure | None = None
    """Time over which one dose is given, such as `{amount: 2, unit: h}` for an infusion."""
    rate: Measure | None = None
    """How fast it is given, such as `{amount: 5, to: 10, unit: mL/h}`."""
    duration: Measure | None = None
    """For how long the drug is given in this dose, such as `{amount: 3, unit: d}`."""
    largest: Measure | None = None
    """Largest single dose, whatever the patient's weight or surface."""
    smallest: Measure | None = None
    """Smallest single dose, whatever the patient's weight or surface."""
    per: DosePer | None = None
    """The patient's own number that a dose in `mg/kg`, `mg/m2` and the like is multiplied with. Without it the rule
    alone is shown."""
    rounded: DoseRounding | None = None
    """How the product is rounded to what can be given."""
    concentration: Measure | None = None
    """Amount of the drug in a volume of what is given, such as `{amount: 1, unit: mg/mL}`; the volume is then shown."""
    when: Expression | None = None
    """Patients among those of the recommendation whom the dose is for, as a rule: a band of weight or age, a grade.
    Where it does not hold, the answer leaves the dose out; while it is unknown, it stands before the dose."""
    dilution: Text | None = None
    """What the dose is diluted in, in words: 'in 100 mL of sodium chloride 0.9 %'."""
    note: Text | None = None
    """What has to be known of this dose before it is given, in a sentence."""
    for_: Code | None = None
    """Patients whom the dose is for: `adult`, `child`, or in words. Pages state this before the dose, since an adult's
    dose is not right for a child, not even in proportion."""
    statements: tuple[StatementId, ...]
    """Ids of the statements that give this dose."""
    factors: DoseFactors | None = None
    """The units resolved. It is filled in when the protocol is read, and no author writes it."""
