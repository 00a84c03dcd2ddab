"""An expected dose: in the words that a reader sees, or as data; and the points in which a dose differs from it."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, replace
from decimal import Decimal
from typing import Any

from build_scripts.words.doses import dose_text, shown_dose, unconditional
from checker.answers.doses.answers import DoseAnswer
from checker.language.keys import key
from checker.language.names import Words
from checker.protocol.doses import Dose, DosePer, DoseRounding, Frequency, Measure


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
    at_most: int | None = None
    """How many doses in all at most."""
    over: Measure | None = None
    rate: Measure | None = None
    duration: Measure | None = None
    largest: Measure | None = None
    """Largest single dose."""
    smallest: Measure | None = None
    """Smallest single dose."""
    per: DosePer | None = None
    """The patient's number that it is multiplied with."""
    rounded: DoseRounding | None = None
    concentration: Measure | None = None
    dilution: str | None = None
    for_: str | None = None
    """Patients whom the dose is for."""
    gives: str | None = None
    """The dose worked out for the patient, as a reader sees it: `14 mg`, `14 mg (1.4 mL)`."""


PARTS = tuple(field.name for field in fields(ExpectedDose) if field.name != "gives")
"""The fields of a dose that a case can expect."""


def dose_difference(expected: str | ExpectedDose, dose: Dose, answer: DoseAnswer | None, words: Words) -> str | None:
    """Return how a dose differs from what is expected, in words; None where it is as expected.

    Args:
        expected: The dose in words, as `shown_dose` says it, or as data.
        dose: The dose of the protocol.
        answer: What the answer says of it; None where doses are the same for every patient.
        words: The labels of the protocol.
    """
    if isinstance(expected, str):
        text, found = " ".join(expected.split()), shown_dose(dose, answer, words)
        return None if text == found else f"expected '{text}', found '{found}'"
    pairs = [(part, getattr(expected, part), getattr(dose, part)) for part in PARTS]
    pairs.append(("gives", expected.gives, answer.result if answer is not None else None))
    different = [
        f"{key(part)}: expected {part_text(one)}, found {part_text(other)}"
        for part, one, other in pairs
        if one != other
    ]
    return f"{dose_text(dose, words)}: {'; '.join(different)}" if different else None


def expected_text(expected: str | ExpectedDose, words: Words) -> str:
    """Return an expected dose in the words that a reader sees."""
    if isinstance(expected, str):
        return expected
    text = dose_text(Dose(**{part: getattr(expected, part) for part in PARTS}, statements=()), words)
    return f"{text}: {expected.gives}" if expected.gives is not None else text


def part_text(part: object) -> str:
    """Return a part of a dose in plain words: 'every 12 h', '5 to 10 mL/h', 'none' for what is left out."""
    match part:
        case None:
            return "none"
        case bool():
            return str(part).lower()
        case Decimal():
            return format(part, "f")
        case Frequency(every=every, unit=unit, at_least=at_least):
            return f"{'at least ' if at_least else ''}every {every:f} {unit}"
        case Measure(amount=amount, to=None, unit=unit):
            return f"{amount:f} {unit}"
        case Measure(amount=amount, to=to, unit=unit):
            return f"{amount:f} to {to:f} {unit}"
        case DosePer():
            return part.name
        case DoseRounding(to=step, unit=unit, half=half, always=always):
            return f"{step:f} {unit}, {f'half {half}' if half is not None else f'always {always}'}"
        case _:
            return str(part)


def written(dose: Dose, answer: DoseAnswer | None, words: Words) -> str | dict[str, Any]:
    """Return what a case writes to expect a dose: its words, or data where the words leave a part unsaid."""
    text = shown_dose(dose, answer, words)
    if answer is None or answer.condition is None:
        dose = unconditional(dose)
    plain = dose_text(dose, words)
    given = {part: getattr(dose, part) for part in PARTS}
    defaults = {field.name: field.default for field in fields(ExpectedDose) if field.default is not MISSING}
    stated = {part: value for part, value in given.items() if value != defaults.get(part, MISSING)}
    unsaid = [
        part
        for part in stated
        if part in defaults and dose_text(replace(dose, **{part: defaults[part]}), words) == plain
    ]
    if not unsaid:
        return text
    gives = {"gives": answer.result} if answer is not None and answer.result is not None else {}
    return {key(part): data_of(value) for part, value in stated.items()} | gives


def data_of(value: Any) -> Any:
    """Return a part of a dose as YAML has it."""
    if isinstance(value, Frequency | Measure | DosePer | DoseRounding):
        parts = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {key(name): part for name, (part, default) in parts.items() if part != default}
    return value
