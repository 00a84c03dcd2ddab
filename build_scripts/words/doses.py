"""Doses in words: what a source states, as a clinician says it, and a list of what it leaves open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from checker import RecommendationAnswer
from checker.answers.doses.answers import DoseAnswer
from checker.language.conditions import ChoiceIs
from checker.language.expressions import All, Expression
from checker.language.names import Words
from checker.protocol.doses import Dose, DosePer, DoseRounding, Frequency, Measure
from checker.protocol.model import Recommendation
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

ShownDose = tuple[Dose, DoseAnswer | None]
"""A dose, and what an answer says of it; None where doses are the same for every patient."""

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


ROUNDINGS = {  # to the even multiple is the rule of the language, and says nothing at the bedside
    ("half", "even"): marked("rounded to the nearest {step}"),
    ("half", "up"): marked("rounded to the nearest {step}, half-way up"),
    ("half", "down"): marked("rounded to the nearest {step}, half-way down"),
    ("always", "up"): marked("rounded up to a multiple of {step}"),
    ("always", "down"): marked("rounded down to a multiple of {step}"),
}
"""How a dose is rounded → the words for it."""


def dose_text(dose: Dose, words: Words) -> str:
    """Return a dose in words: 'example drug 3 mg/kg (by weight) by mouth every 8 hours, at most 200 mg'.

    All that must be known to give it is in it but the note, which is a sentence of its own; `dose_line` has both.
    Parts that the source leaves out are left out here as well; `unstated` names them.

    Args:
        dose: The dose; patients whom it is for under a condition stand before it.
        words: The labels of its protocol.
    """
    parts = [dose.drug, _measured(dose.amount, dose.to, dose.unit)]
    if dose.per is not None:
        parts.append(f"({_('by {measure}', measure=measure_by(dose.per, words))})")
    if dose.for_ is not None:
        known = PEOPLE.get(dose.for_)
        whose = _(known) if known is not None else _("Dose ({people})", people=dose.for_)
        parts = [f"{whose}:", *parts]
    condition = condition_text(dose, words)
    if condition is not None:
        parts = [f"{condition}:", *parts]
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
    if dose.at_most is not None:
        behind.append(_("at most {count} doses in all", count=dose.at_most))
    if dose.smallest is not None:
        behind.append(_("at least {amount}", amount=measure_text(dose.smallest)))
    if dose.largest is not None:
        behind.append(_("at most {amount}", amount=measure_text(dose.largest)))
    if dose.rounded is not None:
        behind.append(_rounding_text(dose.rounded))
    if dose.concentration is not None:
        behind.append(_("given as {strength}", strength=measure_text(dose.concentration)))
    if dose.dilution is not None:
        behind.append(dose.dilution)
    return ", ".join([" ".join(part for part in parts if part), *behind])


def measure_by(per: DosePer, words: Words) -> str:
    """Return the name of what a dose is multiplied with: 'weight'."""
    return words.finding(per.finding) if per.finding is not None else words.value(per.name)


def condition_text(dose: Dose, words: Words) -> str | None:
    """Return the patients whom a dose is for: 'if weight is below 10 kg'; None for a dose without a condition.

    A part that chooses adults or children is left out of a dose which begins with 'Adult dose' or 'Child's dose'.
    """
    left = _beside_people(dose)
    return _("if {condition}", condition=left.describe(words)) if left is not None else None


def _beside_people(dose: Dose) -> Expression | None:
    """Return the condition of a dose without what the words that announce the dose say already."""
    parts = dose.when.all if isinstance(dose.when, All) else () if dose.when is None else (dose.when,)
    said = (dose.for_,) if dose.for_ in PEOPLE else ()
    left = tuple(part for part in parts if not (said and isinstance(part, ChoiceIs) and part.is_ == said))
    return left[0] if len(left) == 1 else All(left) if left else None


def unconditional(dose: Dose) -> Dose:
    """Return a dose without the condition under which it is for a patient, as it reads where that is known to hold."""
    return replace(dose, when=None)


def dose_line(dose: Dose, words: Words) -> str:
    """Return a dose in words with its note behind it: all that is known of it, in one line."""
    return _with_note(dose_text(dose, words), dose)


def shown_dose(dose: Dose, answer: DoseAnswer | None, words: Words) -> str:
    """Return a dose as an answer shows it to a reader: with its result where it is worked out.

    Args:
        dose: The dose.
        answer: What the answer says of it; None where doses are the same for every patient.
        words: The labels of the protocol.
    """
    if answer is None:
        return dose_text(dose, words)
    text = dose_text(dose if answer.condition is not None else unconditional(dose), words)
    return f"{text}: {answer.result}" if answer.result is not None else text


def shown_doses(recommendation: Recommendation, answer: RecommendationAnswer | None) -> list[ShownDose]:
    """Return the doses that an answer shows at an indicated recommendation, each with what the answer says of it."""
    if answer is None or answer.doses is None:
        return [(dose, None) for dose in recommendation.doses]
    return [(recommendation.doses[each.dose], each) for each in answer.doses]


def _with_note(text: str, dose: Dose) -> str:
    return text if dose.note is None else f"{text}. {dose.note}"


def shown_line(dose: Dose, answer: DoseAnswer | None, words: Words) -> str:
    """Return a dose as an answer shows it, with its arithmetic and its note behind it."""
    text = shown_dose(dose, answer, words)
    if answer is not None and answer.arithmetic is not None:
        text = f"{text} ({answer.arithmetic})"
    return _with_note(text, dose)


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


def _rounding_text(rounded: DoseRounding) -> str:
    way = ("half", rounded.half) if rounded.half is not None else ("always", str(rounded.always))
    return _(ROUNDINGS[way], step=_measured(rounded.to, None, rounded.unit))


def _per_time(unit: str) -> str | None:
    time = unit.rpartition("/")[2] if "/" in unit else ""
    return time if time in TIMES else None


def _frequency_text(frequency: Frequency) -> str:
    one, several = map(_, TIMES.get(frequency.unit, (sign(frequency.unit), sign(frequency.unit))))
    if frequency.at_least:
        time = f"{plain_number(frequency.every)} {one if frequency.every == 1 else several}"
        return _("at least {time} apart", time=time)
    if frequency.every == 1:
        return _("per {time}", time=one)  # an amount in a day; 'once a day' would claim that it is not divided
    return _("every {count} {time}", count=plain_number(frequency.every), time=several)
