"""An expected dose: in the words that a reader sees, or as data; and the points in which a dose differs from it."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from typing import Any

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


def dose_difference(expected: str | ExpectedDose, dose: Dose) -> str | None:
    """Return how a dose differs from what is expected, in words; None where it is as expected.

    Args:
        expected: The dose in words, as `dose_text` says it, or as data.
        dose: The dose of the protocol.
    """
    if isinstance(expected, str):
        words, found = " ".join(expected.split()), dose_text(dose)
        return None if words == found else f"expected '{words}', found '{found}'"
    different = [
        f"{key(part)}: expected {part_text(one)}, found {part_text(other)}"
        for part in PARTS
        if (one := getattr(expected, part)) != (other := getattr(dose, part))
    ]
    return f"{dose_text(dose)}: {'; '.join(different)}" if different else None


def expected_text(expected: str | ExpectedDose) -> str:
    """Return an expected dose in the words that a reader sees."""
    if isinstance(expected, str):
        return expected
    return dose_text(Dose(**{part: getattr(expected, part) for part in PARTS}, statements=()))


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


def written(dose: Dose) -> str | dict[str, Any]:
    """Return what a case writes to expect a dose: its words, or data where the words leave a part unsaid."""
    text = dose_text(dose)
    given = {field.name: getattr(dose, field.name) for field in fields(ExpectedDose)}
    defaults = {field.name: field.default for field in fields(ExpectedDose) if field.default is not MISSING}
    stated = {part: value for part, value in given.items() if value != defaults.get(part, MISSING)}
    unsaid = [part for part in stated if part in defaults and _without(dose, part, defaults[part]) == text]
    return {key(part): _data(value) for part, value in stated.items()} if unsaid else text


def _without(dose: Dose, part: str, default: Any) -> str:
    return dose_text(replace(dose, **{part: default}))


def _data(value: Any) -> Any:
    """Return a part of a dose as YAML has it."""
    if isinstance(value, Frequency | Measure):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return {key(name): part for name, part in parts.items() if part is not None}
    return value
