"""A dose as data: how much of which drug, by which way, how often, how fast, for how long, and at most how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from checker.language.fields import Code, StatementId, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a dose is given: `{every: 12, unit: h}`."""

    every: Decimal
    unit: Code
    """UCUM unit of time: `min`, `h`, `d` or `wk`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number, or a range, with its unit: `{amount: 5, to: 10, unit: mL/h}`."""

    amount: Decimal
    to: Decimal | None = None
    """Upper end of a range that starts at `amount`."""
    unit: Code
    """UCUM code."""


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
    over: Measure | None = None
    """Time over which one dose is given, such as `{amount: 2, unit: h}` for an infusion."""
    rate: Measure | None = None
    """How fast it is given, such as `{amount: 5, to: 10, unit: mL/h}`."""
    duration: Measure | None = None
    """For how long the drug is given in this dose, such as `{amount: 3, unit: d}`."""
    largest: Measure | None = None
    """Largest single dose, whatever the patient's weight or surface."""
    dilution: Text | None = None
    """What the dose is diluted in, in words: 'in 100 mL of sodium chloride 0.9 %'."""
    note: Text | None = None
    """What has to be known of this dose before it is given, in a sentence."""
    for_: Code | None = None
    """Patients whom the dose is for: `adult`, `child`, or in words. Pages state this before the dose, since an adult's
    dose is not right for a child, not even in proportion."""
    statements: tuple[StatementId, ...]
    """Ids of the statements that give this dose."""
