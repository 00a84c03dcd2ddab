"""Doses in words: what a source states, as a clinician says it, and a list of what it leaves open."""

from __future__ import annotations

from checker.protocol.doses import Dose, Frequency
from checker.words.messages import _, marked
from checker.words.numbers import plain_number, sign

ROUTES = {
    "inhaled": marked("by inhalation"),
    "intramuscular": marked("intramuscularly"),
    "intrathecal": marked("intrathecally"),
    "intravenous": marked("intravenously"),
    "oral": marked("by mouth"),
    "rectal": marked("rectally"),
    "subcutaneous": marked("subcutaneously"),
    "topical": marked("topically"),
}
"""Route as data → how it reads within a sentence."""

PEOPLE = {"adult": marked("Adult dose"), "child": marked("Child's dose")}
"""Patients whom a dose is for → words that announce the dose."""

TIMES = {
    "min": (marked("minute"), marked("minutes")),
    "h": (marked("hour"), marked("hours")),
    "d": (marked("day"), marked("days")),
    "wk": (marked("week"), marked("weeks")),
}
"""UCUM unit of time → one of them, several of them."""


def dose_text(dose: Dose) -> str:
    """Return a dose in words, for example 'example drug 3 mg by mouth every 8 hours'.

    Parts that the source leaves out are left out here as well; `unstated` names them.
    """
    amount = plain_number(dose.amount) + (f"{_(' to ')}{plain_number(dose.to)}" if dose.to is not None else "")
    parts = [dose.drug, amount, unit_text(dose.unit)]
    if dose.for_ is not None:
        known = PEOPLE.get(dose.for_)
        whose = _(known) if known is not None else _("Dose ({people})", people=dose.for_)
        parts = [f"{whose}:", *parts]
    if dose.route is not None:
        parts.append(_(ROUTES[dose.route]) if dose.route in ROUTES else _("by the {route} route", route=dose.route))
    if dose.frequency is not None:
        parts.append(_frequency_text(dose.frequency))
    return " ".join(part for part in parts if part)


def unstated(dose: Dose) -> tuple[str, ...]:
    """Return what the source does not state of a dose: 'route', 'frequency', both or neither.

    An amount per time, such as `g/d`, says how much is given in a day, so its frequency is not missing.
    """
    missing = []
    if dose.route is None:
        missing.append(_("route"))
    if dose.frequency is None and _per_time(dose.unit) is None:
        missing.append(_("frequency"))
    return tuple(missing)


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
