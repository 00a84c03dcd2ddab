"""The arithmetic of doses, worked out so that a reviewer can check it: by body surface or weight, and in a day."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.words.doses import unit_text
from checker.protocol.doses import Dose
from checker.words.messages import _, marked
from checker.words.numbers import plain_number

PATIENTS = {
    "m2": (marked("body surface {size} m²"), (Decimal("1.5"), Decimal("1.8"), Decimal("2.1"))),
    "kg": (marked("body weight {size} kg"), (Decimal(50), Decimal(70), Decimal(90))),
}
"""What a dose goes by → how such a patient is named, and sizes to multiply with. They are examples of arithmetic, and
no limits."""

HOURS = {"h": Decimal(1), "min": Decimal(1) / 60, "d": Decimal(24)}
"""UCUM unit of time → hours."""


def arithmetic(dose: Dose) -> Iterator[str]:
    """Yield lines that work a dose out: what a patient of a given size gets, and what comes together in a day."""
    given = f"{_span(dose.amount, dose.to)} {unit_text(dose.unit)}"
    amount, _slash, by = dose.unit.partition("/")
    if by in PATIENTS:
        named, sizes = PATIENTS[by]
        for size in sizes:
            each = _times(dose, size)
            line = f"{given} × {plain_number(size)} {_sign(by)} = {each} {amount}"
            yield f"{_(named, size=plain_number(size))}: {line}"
    if dose.frequency is not None and dose.frequency.unit in HOURS:
        every = dose.frequency.every * HOURS[dose.frequency.unit]
        times = Decimal(24) / every if every > 0 else None
        if times is not None and times == times.to_integral_value() and times > 1:
            unit = unit_text(dose.unit)
            line = f"{given} × {plain_number(_short(times))} = {_times(dose, times)} {unit}"
            yield _("in 24 hours: {line}", line=line)


def _sign(unit: str) -> str:
    return unit.replace("m2", "m²")


def _times(dose: Dose, factor: Decimal) -> str:
    return _span(_short(dose.amount * factor), _short(dose.to * factor) if dose.to is not None else None)


def _short(number: Decimal) -> Decimal:
    """Return a number without zeros at its end, and never as a power of ten."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _span(low: Decimal, high: Decimal | None) -> str:
    return plain_number(low) + (f"{_(' to ')}{plain_number(high)}" if high is not None else "")
