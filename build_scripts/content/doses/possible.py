"""Doses that cannot be: numbers and units that no dose has, and parts of a dose that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from build_scripts.content.doses.units import (
    DoseUnit,
    concentration_unit,
    dose_unit,
    duration_of,
    objection_to_time,
    rate_unit,
)
from build_scripts.content.validation.ucum import UnitError
from build_scripts.content.yaml_source import YamlDocument
from build_scripts.project.problems import Objection
from checker.language.keys import YamlPath, key
from checker.protocol.doses import Dose, Frequency, Measure
from checker.protocol.traversal import elements

MOST_FIGURES = 6
"""Digits of a dose that are not zeros at its end; nobody measures a drug more finely than to a millionth."""

MOST_DECIMALS = 4
"""Digits behind the point of a dose; what needs more is written in a smaller unit, which is harder to misread."""

LARGEST_NUMBER = 100_000_000
"""A number from which on no dose is written; the largest in use are tens of millions of units."""

PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
"""Spelling of a number of a dose: no sign, no exponent, nothing that a version of YAML reads otherwise."""

TIMES_OF_DOSE = ("over", "duration")

LIMITS = ("largest", "smallest")


def possibility_objections(content: object, document: YamlDocument) -> Iterator[Objection]:
    """Yield an objection to each part of a dose that cannot be.

    Args:
        content: What holds the doses, a protocol of the right shape; nothing else of it needs to be right.
        document: The file that it was read from, which knows how each number was spelled.
    """
    for path, element in elements(content):
        if isinstance(element, Dose):
            if not element.statements:
                yield (*path, "statements"), "a dose needs the statement that gives it"
            found = [*_number_objections(element, path, document), *_unit_objections(element, path)]
            # What contradicts what can be said of numbers and units only that can be.
            yield from found or _contradictions(element, path)


def objection_to_number(number: Decimal | int, spelled: str | None) -> str | None:
    """Return what is wrong with a number of a dose, or None.

    Args:
        number: The number.
        spelled: The number as its author wrote it, where that is known.
    """
    if number <= 0:
        return f"expected more than 0, found {spelled or number}"
    if spelled is not None and not PLAIN.fullmatch(spelled):
        return f"expected a number in plain digits, such as 12 or 0.5, found '{spelled}'"
    exact = Decimal(number)
    figures, exponent = len(exact.normalize().as_tuple().digits), exact.as_tuple().exponent
    assert isinstance(exponent, int)  # YAML has neither NaN nor infinity here
    if exact >= LARGEST_NUMBER or figures > MOST_FIGURES or -exponent > MOST_DECIMALS:
        return (
            f"{spelled or number} has more digits than a dose: expected at most {MOST_FIGURES} that count, at most "
            f"{MOST_DECIMALS} behind the point, and less than {LARGEST_NUMBER}; take another unit"
        )
    return None


def _number_objections(dose: Dose, path: YamlPath, document: YamlDocument) -> Iterator[Objection]:
    """Check each number by itself, and that no range is upside down."""
    for place, amount, to in _ranges(dose):
        first = "every" if place == ("frequency",) else "amount"
        numbers = (((*path, *place, first), amount), ((*path, *place, "to"), to))
        found = [
            (where, objection)
            for where, number in numbers
            if number is not None
            if (objection := objection_to_number(number, document.spelled(where)))
        ]
        yield from found
        if not found and to is not None and not amount < to:
            yield (*path, *place, "to"), f"expected more than the amount {amount}, found {to}"
    for field, number in (("number", dose.number), ("at-most", dose.at_most)):
        if number is not None and number < 2:
            said = "; a single dose is 'once: true'" if number == 1 else ""
            yield (*path, field), f"expected a number of doses, 2 or more, found {number}{said}"
        elif number is not None:
            objection = objection_to_number(number, document.spelled((*path, field)))
            if objection:
                yield (*path, field), objection
    if dose.rounded is not None:
        where = (*path, "rounded", "to")
        objection = objection_to_number(dose.rounded.to, document.spelled(where))
        if objection:
            yield where, objection


def _ranges(dose: Dose) -> Iterator[tuple[tuple[str, ...], Decimal, Decimal | None]]:
    yield (), dose.amount, dose.to
    for name, part in _parts(dose).items():
        if isinstance(part, Frequency):
            yield (name,), part.every, None
        else:
            yield (name,), part.amount, part.to


def _parts(dose: Dose) -> Mapping[str, Measure | Frequency]:
    fields = ("frequency", "over", "rate", "duration", *LIMITS, "concentration")
    named = {name: getattr(dose, name) for name in fields}
    return {name: part for name, part in named.items() if part is not None}


def _unit_objections(dose: Dose, path: YamlPath) -> Iterator[Objection]:
    """Check each unit by itself, and that the largest dose is measured as the dose is."""
    own: DoseUnit | None = None
    try:
        own = dose_unit(dose.unit)
    except UnitError as error:
        yield (*path, "unit"), str(error)
    for name in ("frequency", *TIMES_OF_DOSE):
        part = _parts(dose).get(name)
        objection = objection_to_time(part.unit) if part is not None else None
        if objection:
            yield (*path, name, "unit"), objection
    if dose.rate is not None:
        try:
            rate_unit(dose.rate.unit)
        except UnitError as error:
            yield (*path, "rate", "unit"), str(error)
    for name in LIMITS:
        limit = _parts(dose).get(name)
        if not isinstance(limit, Measure):
            continue
        try:
            measured = dose_unit(limit.unit)
        except UnitError as error:
            yield (*path, name, "unit"), str(error)
            continue
        if limit.to is not None:
            yield (*path, name, "to"), f"the {name} dose is one number, and no range"
        if own is not None and not _bounds(measured, own):
            yield (
                (*path, name, "unit"),
                f"'{limit.unit}' sets no bound to a dose in '{dose.unit}', expected a unit such as {own.result}",
            )
    if dose.concentration is not None:
        try:
            amount, _volume = concentration_unit(dose.concentration.unit)
        except UnitError as error:
            yield (*path, "concentration", "unit"), str(error)
            return
        if own is not None and amount.dimension != own.measure.dimension:
            expected = f"expected a unit such as {own.amount}/mL"
            told = f"'{dose.concentration.unit}' does not fit a dose in '{dose.unit}'"
            yield (*path, "concentration", "unit"), f"{told}, {expected}"
        if dose.concentration.to is not None:
            yield (*path, "concentration", "to"), "a concentration is one number, and no range"


def _bounds(largest: DoseUnit, own: DoseUnit) -> bool:
    """Whether one amount is a limit of what another can come to: of the same kind, and for every patient the same."""
    same = largest.measure.dimension == own.measure.dimension
    return same and not largest.patient and largest.time == own.time


def _contradictions(dose: Dose, path: YamlPath) -> Iterator[Objection]:
    own = dose_unit(dose.unit)
    if dose.once:
        for name in ("frequency", "number", "at_most", "duration"):
            if getattr(dose, name) is not None:
                yield (*path, key(name)), f"a dose that is given once has no '{key(name)}'"
    if own.time:
        for name in ("frequency", "number", "at_most", "once"):
            if getattr(dose, name):
                yield (
                    (*path, key(name)),
                    f"'{dose.unit}' is an amount per time and not that of one dose, so it has no '{key(name)}'",
                )
    if dose.number is not None and dose.at_most is not None:
        yield (*path, "at-most"), "expected either 'number', how many doses are given, or 'at-most', and not both"
    if dose.smallest is not None and not own.patient:
        yield (*path, "smallest"), f"a dose in '{dose.unit}' is the same for every patient, so it has no 'smallest'"
    if dose.largest is not None and not own.patient:
        most = dose.to if dose.to is not None else dose.amount
        largest = dose_unit(dose.largest.unit).measure.size
        if Fraction(dose.largest.amount) * largest < Fraction(most) * own.measure.size:
            found = f"{dose.largest.amount} {dose.largest.unit}"
            expected = f"expected no less than the dose itself, {most} {dose.unit}"
            yield (*path, "largest", "amount"), f"{expected}, found {found}"
    if dose.frequency is not None:
        yield from _too_long(dose, dose.frequency, path)


def _too_long(dose: Dose, frequency: Frequency, path: YamlPath) -> Iterator[Objection]:
    """Check that a dose has ended before the next one, and that all of them fit into the time for which it is given."""
    interval = duration_of(Fraction(frequency.every), frequency.unit)
    said = f"every {frequency.every} {frequency.unit}"
    if dose.over is not None and duration_of(Fraction(dose.over.amount), dose.over.unit) > interval:
        yield (*path, "over"), f"a dose over {dose.over.amount} {dose.over.unit} cannot be given {said}"
    if dose.duration is None:
        return
    longest = dose.duration.to if dose.duration.to is not None else dose.duration.amount
    whole, told = duration_of(Fraction(longest), dose.duration.unit), f"{longest} {dose.duration.unit}"
    if whole < interval:
        yield (*path, "duration"), f"for {told} it cannot be given {said}"
    elif dose.number is not None and (dose.number - 1) * interval > whole:
        yield (*path, "number"), f"{dose.number} doses {said} take longer than {told}"
