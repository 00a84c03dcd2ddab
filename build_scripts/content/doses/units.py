"""Units of doses: an amount of a drug, per weight or body surface, and per time, as a UCUM code spells it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from build_scripts.content.validation.ucum import SCALE, Unit, UnitError, unit
from build_scripts.words.doses import TIMES

PATIENT = ("kg", "m2")
"""What an amount can be given by: body weight, and body surface."""

LARGEST = {"g": ("g", "g, mg, ug or ng"), "m": ("L", "L, mL or uL")}
"""Base of a dimension → its largest unit in which a drug is measured out, and what is expected instead."""

EXAMPLES = "such as mg, mmol, mL or [iU], also per kg or m2, and per h or d"


@dataclass(frozen=True, slots=True)
class DoseUnit:
    """The parts of a dose's unit; `mg/kg/d` has `mg`, `kg` and `d`."""

    amount: str
    """UCUM code of the amount of the drug."""
    patient: str = ""
    """`kg` or `m2`; empty for an amount that is the same for every patient."""
    time: str = ""
    """UCUM code of a time; empty for the amount of one dose."""

    @property
    def measure(self) -> Unit:
        """The unit of the amount, in which its size and dimension are known."""
        return unit(self.amount)

    @property
    def result(self) -> str:
        """UCUM code of what the dose comes to for a patient: the amount, and the time where there is one."""
        return f"{self.amount}/{self.time}" if self.time else self.amount


def dose_unit(code: str) -> DoseUnit:
    """Return the parts of a dose's unit.

    Raises:
        UnitError: when the code is no amount of a drug; the message says why, in words for its author.
    """
    measured = unit(code)  # what is no UCUM code at all, is said first
    if measured.special:
        raise UnitError(f"'{code}' is {SCALE}: no amount of a drug")
    amount, *below = code.split("/")
    patient = below.pop(0) if below and below[0] in PATIENT else ""
    time = below.pop(0) if below and below[0] in TIMES else ""
    if below and not patient and below[0] in PATIENT:
        raise UnitError(f"'{code}': expected the time last, {amount}/{below[0]}/{time}")
    if below or "{" in code or not _is_amount(amount):
        raise UnitError(f"'{code}' is no amount of a drug; expected one {EXAMPLES}")
    return DoseUnit(amount, patient, time)


def rate_unit(code: str) -> DoseUnit:
    """Return the parts of a rate's unit.

    Raises:
        UnitError: when the code is no amount or volume per time.
    """
    found = dose_unit(code)
    if not found.time:
        raise UnitError(f"'{code}' is no rate; expected an amount or a volume per time, such as mg/min or mL/h")
    return found


def concentration_unit(code: str) -> tuple[Unit, Unit]:
    """Return the units of a concentration: of the amount of the drug, and of the volume that it is in.

    Raises:
        UnitError: when the code is no amount of a drug per volume.
    """
    amount, _slash, volume = code.partition("/")
    if "/" in volume or not volume or unit(volume).dimension != unit("mL").dimension or not _is_amount(amount):
        raise UnitError(f"'{code}' is no concentration; expected an amount of the drug per volume, such as mg/mL")
    return unit(amount), unit(volume)


def duration_of(number: Fraction, time: str) -> Fraction:
    """Return a time in seconds."""
    return number * unit(time).size


def objection_to_time(code: str) -> str | None:
    """Return what is wrong with the unit of a time, or None."""
    return None if code in TIMES else f"'{code}' is no time; expected {', '.join(TIMES)}"


def _is_amount(code: str) -> bool:
    """Whether a code measures a mass, a volume, an amount of substance or its activity, or arbitrary units."""
    try:
        measured = unit(code)
    except UnitError:
        return False
    dimension = dict(measured.dimension)
    for base, power in (("g", 1), ("m", 3)):
        if dimension == {base: power}:
            largest, expected = LARGEST[base]
            if measured.size > unit(largest).size:
                raise UnitError(f"'{code}' is more than drugs are measured in; expected {expected}")
            return True
    if dimension in ({"mol": 1}, {"eq": 1}, {"osm": 1}, {"mol": 1, "s": -1}):
        return True
    # An arbitrary unit is a dimension of its own, named in brackets; a mere number has no dimension at all.
    return len(dimension) == 1 and next(iter(dimension.items()))[1] == 1 and next(iter(dimension)).startswith("[")
