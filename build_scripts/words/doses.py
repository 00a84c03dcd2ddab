"""Doses in words: what a source states, as a clinician says it, and a list of what it leaves open."""

from __future__ import annotations

from decimal import Decimal

from checker.protocol.doses import Dose, Frequency, Measure
from checker.words.messages import _, marked
from checker.words.numbers import plain_number
from checker.words.units import sign

ROUTES = {
    "buccal": marked("buccally"),
    "inhaled": marked("by inhalation"),
    "intramuscular": marked("intramuscularly"),
    "intranasal": marked("into the nose"),
    "intraosseous": marked("intraosseously"),
    "intrathecal": marked("intrathecally"),
    "intravenous": marked("intravenously"),
    "oral": marked("by mouth"),
    "rectal": marked("rectally"),
    "subcutaneous": marked("subcutaneously"),
    "sublingual": marked("under the tongue"),
    "topical": marked("topically"),
    "transdermal": marked("through the skin"),
}
"""Route as data → how it reads within a sentence."""

PEOPLE = {"adult": marked("Adult dose"), "child": marked("Child's dose")}
"""Patients whom a dose is for → words that announce the dose."""

TIMES = {
    "s": (marked("second"), marked("seconds")),
    "min": (marked("minute"), marked("minutes")),
    "h": (marked("hour"), marked("hours")),
    "d": (marked("day"), marked("days")),
    "wk": (marked("week"), marked("weeks")),
    "mo": (marked("month"), marked("months")),
}
"""UCUM unit of time → one of them, several of them."""


def dose_text(dose: Dose) -> str:
    """Return a dose in words: 'example drug 3 mg/kg by mouth every 8 hours, at most 200 mg'.

    All that must be known to give it is in it but the note, which is a sentence of its own; `dose_line` has both.
    Parts that the source leaves out are left out here as well; `unstated` names them.
    """
    parts = [dose.drug, _measured(dose.amount, dose.to, dose.unit)]
    if dose.for_ is not None:
        known = PEOPLE.get(dose.for_)
        whose = _(known) if known is not None else _("Dose ({people})", people=dose.for_)
        parts = [f"{whose}:", *parts]
    if dose.route is not None:
        parts.append(_(ROUTES[dose.route]) if dose.route in ROUTES else _("by the {route} route", route=dose.route))
    if dose.once:
        parts.append(_("once"))
    if dose.frequency is not None:
        parts.append(_frequency_text(dose.frequency))
    if dose.over is not None:
        parts.append(_("over {time}", time=_time_text(dose.over)))
    if dose.rate is not None:
        parts.append(_("at {rate}", rate=measure_text(dose.rate)))
    if dose.duration is not None:
        parts.append(_("for {time}", time=_time_text(dose.duration)))
    behind = []
    if dose.number is not None:
        behind.append(_("{count} doses in all", count=dose.number))
    if dose.largest is not None:
        behind.append(_("at most {amount}", amount=measure_text(dose.largest)))
    if dose.dilution is not None:
        behind.append(dose.dilution)
    return ", ".join([" ".join(part for part in parts if part), *behind])


def dose_line(dose: Dose) -> str:
    """Return a dose in words with its note behind it: all that is known of it, in one line."""
    return dose_text(dose) if dose.note is None else f"{dose_text(dose)}. {dose.note}"


def unstated(dose: Dose) -> tuple[str, ...]:
    """Return what the source does not state of a dose: 'route', 'frequency', both or neither.

    The frequency is not missing where a dose is given once, so many times in all, at a rate, or as an amount per time:
    `g/d` says how much is given in a day.
    """
    missing = []
    if dose.route is None:
        missing.append(_("route"))
    told = dose.frequency is not None or dose.once or dose.number is not None or dose.rate is not None
    if not told and _per_time(dose.unit) is None:
        missing.append(_("frequency"))
    return tuple(missing)


def measure_text(measure: Measure) -> str:
    """Return a number with its unit as it is read: '5 to 10 mL per hour'."""
    return _measured(measure.amount, measure.to, measure.unit)


def _measured(amount: Decimal, to: Decimal | None, unit: str) -> str:
    number = plain_number(amount) + (f"{_(' to ')}{plain_number(to)}" if to is not None else "")
    return f"{number} {unit_text(unit)}".rstrip()


def _time_text(time: Measure) -> str:
    """Return a time in words: '30 minutes', '1 hour', '2 to 3 days'."""
    one, several = map(_, TIMES.get(time.unit, (sign(time.unit), sign(time.unit))))
    number = plain_number(time.amount) + (f"{_(' to ')}{plain_number(time.to)}" if time.to is not None else "")
    return f"{number} {one if time.amount == 1 and time.to is None else several}"


def unit_text(unit: str) -> str:
    """Return the UCUM unit of a dose as it is read: `mg/m2` as 'mg/m²', `g/d` as 'g per day'."""
    time = _per_time(unit)
    if time is None:
        return sign(unit)
    return _("{amount} per {time}", amount=sign(unit.rpartition("/")[0]), time=_(TIMES[time][0]))


def _per_time(unit: str) -> str | None:
    time = unit.rpartition("/")[2] if "/" in unit else ""
    return time if time in TIMES else None


def _frequency_text(frequency: Frequency) -> str:
    one, several = map(_, TIMES.get(frequency.unit, (sign(frequency.unit), sign(frequency.unit))))
    if frequency.every == 1:
        return _("per {time}", time=one)  # an amount in a day; 'once a day' would claim that it is not divided
    return _("every {count} {time}", count=plain_number(frequency.every), time=several)
