"""The arithmetic of doses, worked out so that a reviewer can check it: by body surface or weight, and in a day."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from build_scripts.content.doses.calculated import range_of, worked_at
from build_scripts.content.doses.units import dose_unit
from build_scripts.words.doses import unit_text
from checker import Protocol
from checker.answers.doses.wording import arithmetic_text
from checker.protocol.doses import Dose
from checker.words.messages import _, marked
from checker.words.numbers import plain_number
from checker.words.rationals import Number, quotient

PATIENTS = {
    "m2": (marked("body surface {size} m²"), (Decimal("1.5"), Decimal("1.8"), Decimal("2.1"))),
    "kg": (marked("body weight {size} kg"), (Decimal(50), Decimal(70), Decimal(90))),
}
"""What a dose goes by → how such a patient is named, and sizes to multiply with. They are examples of arithmetic, and
no limits."""

HOURS = {"h": Decimal(1), "min": Decimal(1) / 60, "d": Decimal(24)}
"""UCUM unit of time → hours."""


def arithmetic(dose: Dose, protocol: Protocol) -> Iterator[str]:
    """Yield lines that work a dose out: what a patient of a given size gets, and what comes together in a day.

    A dose that the checker works out is worked out as the checker does it, from the lowest number to the highest.
    """
    if dose.factors is not None and dose.per is not None:
        for number in _numbers(dose, protocol):
            yield arithmetic_text(dose, worked_at(dose, number), number.as_integer_ratio(), protocol)
    elif dose.factors is not None:
        yield arithmetic_text(dose, worked_at(dose, Decimal(1)), (1, 1), protocol)
    given = f"{_span(dose.amount, dose.to)} {unit_text(dose.unit)}"
    amount, _slash, by = dose.unit.partition("/")
    if by in PATIENTS and dose.per is None:
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


def _numbers(dose: Dose, protocol: Protocol) -> list[Number]:
    """Return numbers with which a dose is worked out: the lowest, the highest, and examples between the two."""
    assert dose.per is not None
    assert dose.factors is not None
    reach = range_of(protocol, dose, () if dose.when is None else (dose.when,))
    patient = dose_unit(dose.unit).patient
    sizes = PATIENTS[patient][1] if patient in PATIENTS and dose.factors.per == 1 else ()
    between = [size for size in sizes if reach.low < size < reach.high]
    if dose.largest is not None and dose.factors.largest is not None:
        most = quotient(dose.factors.largest, dose.to if dose.to is not None else dose.amount)
        full = quotient(most, dose.factors.per)
        between += [full] if isinstance(full, Decimal) and reach.low < full < reach.high else []
    return [reach.low, *sorted(set(between)), reach.high]


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
