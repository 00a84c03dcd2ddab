"""Readers of values: the values accepted for each type of finding, and the form in which rules compare them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from checker.answers.echo import MOST_DIGITS, FarNumber, exact, shown
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
)
from checker.words.messages import _
from checker.words.numbers import plain_number, quantity_text
from checker.words.rationals import Number
from checker.words.units import alike, sign, understood


class InvalidValue(Exception):
    """A value that one finding does not accept; the message says what is wrong with it."""


ValueReader = Callable[[object], "bool | str | Number"]
"""A function from a value as a case gives it to the value that rules compare; it raises `InvalidValue` for others."""


def value_reader(finding: Finding) -> ValueReader:
    """Return the function that checks and converts the values of a finding."""
    match finding:
        case BooleanFinding():
            return _read_boolean
        case ChoiceFinding():
            return _choice_reader(finding)
        case QuantityFinding():
            return _quantity_reader(finding)
        case IntegerFinding():
            return _integer_reader(finding)
        case _:
            return _date_reader(finding)


def _read_boolean(value: object) -> bool:
    if value is True or value is False:
        return value
    raise InvalidValue(_("expected true, false or null (not assessed), found {value}", value=shown(value)))


def _choice_reader(finding: ChoiceFinding) -> ValueReader:
    choices = tuple(choice.id for choice in finding.choices)

    def read(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise InvalidValue(
            _(
                "expected one of {choices}, or null (not assessed), found {value}",
                choices=", ".join(choices),
                value=shown(value),
            )
        )

    return read


def _quantity_reader(finding: QuantityFinding) -> ValueReader:
    low, high = finding.plausible
    own = {unit: conversion.to_own for unit in finding.units if (conversion := finding.conversion(unit)) is not None}
    units = _(" or ").join(_both_ways(unit) for unit in finding.units)

    def read(value: object) -> Number:
        if not isinstance(value, Mapping):
            raise InvalidValue(
                _(
                    "expected a value with its unit, {form} (units: {units}), found {value}",
                    form=f'{{"value": …, "unit": "{finding.unit}"}}',
                    units=units,
                    value=shown(value),
                )
            )
        if value.keys() != {"value", "unit"}:
            raise InvalidValue(_("expected exactly the keys 'value' and 'unit', found {value}", value=shown(value)))
        unit = value["unit"]
        code = unit if isinstance(unit, str) and unit in own else _understood(unit, finding)
        if code is None:
            raise InvalidValue(_wrong_unit(unit, finding, units))
        convert = own[code]
        number = _number(value["value"])
        converted = convert(number)
        if not low <= converted <= high:
            raise InvalidValue(
                _(
                    "{value} is outside the plausible range {low} to {high}",
                    value=quantity_text(number, code),
                    low=plain_number(low),
                    high=quantity_text(high, finding.unit),
                )
            )
        return converted

    return read


def _both_ways(unit: str) -> str:
    """Return a unit as it is printed and, where that differs, its code: mmHg (mm[Hg])."""
    printed = sign(unit)
    return f"{printed} ({unit})" if printed not in ("", unit) else unit


def _understood(unit: object, finding: QuantityFinding) -> str | None:
    return understood(unit, finding.units) if isinstance(unit, str) else None


def _wrong_unit(unit: object, finding: QuantityFinding, units: str) -> str:
    near = alike(unit, finding.units) if isinstance(unit, str) else None
    if near is None:
        return _("expected the unit {units}, found {value}", units=units, value=shown(unit))
    return _(
        "expected the unit {units}, found {value} (did you mean {near}?)",
        units=units,
        value=shown(unit),
        near=_both_ways(near),
    )


def _integer_reader(finding: IntegerFinding) -> ValueReader:
    low, high = finding.plausible

    def read(value: object) -> Decimal:
        number = _number(value)
        if number != number.to_integral_value():
            raise InvalidValue(
                _(
                    "expected a whole number from {low} to {high}, found {value}",
                    low=low,
                    high=high,
                    value=plain_number(number),
                )
            )
        if not low <= number <= high:
            raise InvalidValue(
                _(
                    "{value} is outside the plausible range {low} to {high}",
                    value=plain_number(number),
                    low=low,
                    high=high,
                )
            )
        return number.quantize(Decimal(1))

    return read


def _date_reader(finding: DateFinding) -> ValueReader:
    form = "YYYY-MM-DD" if finding.precision == "day" else "YYYY-MM-DDThh:mm"
    # Alone, fromisoformat would also take week dates, other separators, time zones and, in some versions, 24:00.
    pattern = re.compile("(?!.*T24)" + re.sub("[A-SU-Za-z]", "[0-9]", form))
    epoch = datetime(1970, 1, 1)

    def read(value: object) -> Decimal:
        try:
            if not isinstance(value, str) or not pattern.fullmatch(value):
                raise ValueError
            elapsed = datetime.fromisoformat(value) - epoch
        except ValueError:
            raise InvalidValue(
                _("expected a date written as {form}, found {value}", form=form, value=shown(value))
            ) from None
        return Decimal(elapsed.days * 1440 + elapsed.seconds // 60)

    return read


def _too_long(value: object) -> str:
    return _("expected a number of at most {most} digits, found {value}", most=MOST_DIGITS, value=shown(value))


def _number(value: object) -> Decimal:
    value = exact(value)
    if isinstance(value, FarNumber):
        raise InvalidValue(_too_long(value))
    if not isinstance(value, Decimal):
        raise InvalidValue(_("expected a number, found {value}", value=shown(value)))
    if not value.is_finite():
        raise InvalidValue(_("expected a finite number, found {value}", value=shown(value)))
    if len(value.as_tuple().digits) > MOST_DIGITS or abs(value.adjusted()) > MOST_DIGITS:
        raise InvalidValue(_too_long(value))
    return value
