"""The words of doses that are worked out: the rule, the calculation with its limits and its rounding, the result."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from checker.answers.doses.arithmetic import WorkedDose, times
from checker.language.findings import QuantityFinding
from checker.protocol.doses import Dose, DosePer, Measure
from checker.protocol.model import Protocol
from checker.words.exact import Exact, compared, number_of
from checker.words.messages import _, in_sentence
from checker.words.numbers import plain_number
from checker.words.rationals import SHOWN
from checker.words.units import sign

MOST_DIGITS = 9
"""Digits up to which a number is shown in full; of a longer one six are shown, behind a sign that says so."""


def rule_text(dose: Dose) -> str:
    """Return a dose and its limits in short: '0.2 mg/kg, at least 5 mg, at most 20 mg'."""
    parts = [_measured(dose.amount, dose.to, dose.unit)]
    if dose.smallest is not None:
        parts.append(_("at least {amount}", amount=_of(dose.smallest)))
    if dose.largest is not None:
        parts.append(_("at most {amount}", amount=_of(dose.largest)))
    return ", ".join(parts)


def result_text(dose: Dose, worked: WorkedDose) -> str:
    """Return what a dose comes to: '14 mg', '14 to 16 mg', '14 mg (1.4 mL)'."""
    factors = dose.factors
    assert factors is not None  # it was worked out
    amount = _amount(worked, factors.unit)
    if factors.volume is None:
        return amount
    return f"{amount} ({_volume(dose, worked)})"


def arithmetic_text(dose: Dose, worked: WorkedDose, number: Exact, protocol: Protocol) -> str:
    """Return the calculation of a dose.

    '0.2 mg/kg × 120 kg = 24 mg, limited to the largest dose, 20 mg'; '0.15 mg/kg × 70 kg = 10.5 mg, rounded to 10 mg;
    below the largest dose of 20 mg'.

    Args:
        dose: The dose.
        worked: What it comes to.
        number: The number that it goes by.
        protocol: The protocol, which knows the unit of that number.
    """
    factors = dose.factors
    assert factors is not None  # it was worked out
    text = _measured(dose.amount, dose.to, dose.unit)
    if dose.per is not None:
        text += f" × {_number_by(dose.per, number, protocol)}"
        text += _equal([end.product for end in worked.ends], factors.unit)
    held = {end.held_to for end in worked.ends}
    if "largest" in held and dose.largest is not None:
        text += _(", limited to the largest dose, {amount}", amount=_of(dose.largest))
    if "smallest" in held and dose.smallest is not None:
        text += _(", raised to the smallest dose, {amount}", amount=_of(dose.smallest))
    result, strength = _amount(worked, factors.unit), ""
    if dose.concentration is not None:
        strength = _("{volume} of {strength}", volume=_volume(dose, worked), strength=_of(dose.concentration))
    if any(end.held != end.result for end in worked.ends):
        text += _(", rounded to {amount}", amount=f"{strength} ({result})" if strength else result)
    else:
        if len(worked.results) > 1 and held != {None}:
            text += _(", which gives {amount}", amount=result)
        text += f" = {strength}" if strength else ""
    if factors.largest is not None and dose.largest is not None and "largest" not in held:
        below = compared(worked.results[-1], factors.largest.as_integer_ratio()) < 0
        text += "; " + (
            _("below the largest dose of {amount}", amount=_of(dose.largest)) if below else _("the largest dose")
        )
    return text


def _number_by(per: DosePer, number: Exact, protocol: Protocol) -> str:
    if per.value_of is not None:
        value = next(each for each in protocol.values if each.id == per.value_of)
        return f"{_shown(number)} {sign(value.unit)} ({in_sentence(value.label)})"
    finding = next(each for each in protocol.findings if each.id == per.finding)
    assert isinstance(finding, QuantityFinding)  # checked when the protocol was read
    return f"{_shown(number)} {sign(finding.unit)}"


def _volume(dose: Dose, worked: WorkedDose) -> str:
    factors = dose.factors
    assert factors is not None
    assert factors.volume is not None
    assert factors.volume_unit is not None
    factor = factors.volume.as_integer_ratio()
    return _span([times(result, factor) for result in worked.results], factors.volume_unit)


def _amount(worked: WorkedDose, unit: str) -> str:
    """Return the results of a dose, behind '≈' where one of them is not shown in full."""
    span = _span(worked.results, unit)
    return span if all(map(_is_short, worked.results)) else f"≈ {span}"


def _equal(numbers: Sequence[Exact], unit: str) -> str:
    """Return numbers behind '=', or behind '≈' where one of them is not shown in full."""
    return f" {'=' if all(map(_is_short, numbers)) else '≈'} {_span(numbers, unit)}"


def _span(numbers: Sequence[Exact], unit: str) -> str:
    shown = tuple(dict.fromkeys(map(_shown, numbers)))
    return f"{_(' to ').join(shown)} {sign(unit)}"


def _measured(amount: Decimal, to: Decimal | None, unit: str) -> str:
    number = plain_number(amount) + (f"{_(' to ')}{plain_number(to)}" if to is not None else "")
    return f"{number} {sign(unit)}"


def _of(measure: Measure) -> str:
    return _measured(measure.amount, measure.to, measure.unit)


def decimal_of(number: Exact) -> Decimal:
    """Return a number as a decimal: itself, or with six digits where it has more than is shown."""
    exact = number_of(number)
    return exact if isinstance(exact, Decimal) and _is_short(number) else SHOWN.divide(*map(Decimal, number))


def _is_short(number: Exact) -> bool:
    exact = number_of(number)
    return isinstance(exact, Decimal) and len(exact.as_tuple().digits) <= MOST_DIGITS


def _shown(number: Exact) -> str:
    return plain_number(decimal_of(number))
