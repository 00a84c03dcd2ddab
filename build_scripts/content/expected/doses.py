"""An expected dose: in the words that a reader sees, or as data; and the points in which a dose differs from it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from build_scripts.words.doses import dose_text
from checker.language.keys import key
from checker.protocol.doses import Dose, Frequency, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDose:
    """An expected dose as data, exactly: what is left out here must be left out by the dose too.

    Statements and note are not part of it: the words of a dose are held by other checks.
    """

    drug: str
    amount: Decimal
    unit: str
    """UCUM code."""
    to: Decimal | None = None
    """Upper end, where the dose is a range."""
    route: str | None = None
    frequency: Frequency | None = None
    once: bool = False
    number: int | None = None
    """How many doses in all."""
    over: Measure | None = None
    rate: Measure | None = None
    duration: Measure | None = None
    largest: Measure | None = None
    """Largest single dose."""
    dilution: str | None = None
    for_: str | None = None
    """Patients whom the dose is for."""


PARTS = tuple(field.name for field in fields(ExpectedDose))
"""The fields of a dose that a case can expect."""


def as_expected(dose: Dose) -> ExpectedDose:
    """Return what a case would expect of a dose, as data."""
    return ExpectedDose(**{part: getattr(dose, part) for part in PARTS})


def dose_difference(expected: str | ExpectedDose, dose: Dose) -> str | None:
    """Return how a dose differs from what is expected, in words; None where it is as expected.

    Args:
        expected: The dose in words, as `dose_text` says it, or as data.
        dose: The dose of the protocol.
    """
    if isinstance(expected, str):
        found = dose_text(dose)
        return None if " ".join(expected.split()) == found else f"expected '{' '.join(expected.split())}', found '{found}'"
    different = [
        f"{key(part)}: expected {part_text(one)}, found {part_text(other)}"
        for part in PARTS
        if (one := getattr(expected, part)) != (other := getattr(dose, part))
    ]
    return f"{dose_text(dose)}: {'; '.join(different)}" if different else None


def part_text(part: object) -> str:
    """Return a part of a dose in plain words: 'every 12 h', '5 to 10 mL/h', 'none' for what is left out."""
    match part:
        case None:
            return "none"
        case bool():
            return str(part).lower()
        case Decimal():
            return format(part, "f")
        case Frequency(every=every, unit=unit):
            return f"every {every:f} {unit}"
        case Measure(amount=amount, to=None, unit=unit):
            return f"{amount:f} {unit}"
        case Measure(amount=amount, to=to, unit=unit):
            return f"{amount:f} to {to:f} {unit}"
        case _:
            return str(part)
