"""Protocols with one slip in what a recommendation says: another action, strength or urgency, or another dose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Any, get_args, get_type_hints

from build_scripts.content.expected.acts import Act
from build_scripts.content.expected.doses import part_text
from build_scripts.evidence.mutation.mutants import Mutant
from build_scripts.evidence.mutation.numbers import OTHERS, changed_numbers
from build_scripts.words.digits import last_place
from build_scripts.words.doses import ROUTES
from checker import Protocol
from checker.language.findings import QuantityFinding
from checker.language.keys import YamlPath, key
from checker.language.operands import stands_for
from checker.protocol.doses import Dose, DosePer, Frequency, Measure
from checker.protocol.model import Recommendation
from checker.protocol.quantities import measurable
from checker.protocol.traversal import with_value

WORDS: tuple[Act, ...] = ("action", "strength", "urgency")
"""What a recommendation says in one word."""

LARGER_OR_SMALLER = {"g": "mg", "mg": "g", "ug": "mg", "ng": "ug", "kg": "g", "L": "mL", "mL": "L"}
"""Unit of an amount → one that is taken for it; micrograms for milligrams are the classic slip."""

TIMES = {"min": "h", "h": "d", "d": "h", "wk": "d"}
"""Unit of time → one that is taken for it."""

INTERVAL = Frequency(every=Decimal(12), unit="h")
"""A frequency for a dose that has none."""

FIELDS = ("over", "rate", "duration", "largest", "smallest", "concentration")
"""Fields of a dose that hold a measure."""


def act_mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Yield every mutant of what the recommendations of a protocol say, in the order of its YAML.

    None of them is equivalent: each is another word, or another dose, in front of a reader. No answer changes.
    """
    drugs = tuple(dict.fromkeys(d.drug for r in protocol.recommendations for d in r.doses)) + tuple(
        dict.fromkeys(name for r in protocol.recommendations for name in r.drugs)
    )
    measured = tuple(
        (each, finding.unit)
        for name, finding in measurable(protocol).items()
        if isinstance(finding, QuantityFinding)
        for each in (_per(protocol, name),)
    )
    for index, recommendation in enumerate(protocol.recommendations):
        for place, change, changed in _changed(recommendation, tuple(dict.fromkeys(drugs)), measured):
            path: YamlPath = ("recommendations", index)
            yield Mutant((*path, *place), change, with_value(protocol, path, changed))


Measured = tuple[tuple[DosePer, str], ...]
"""What a dose can go by, each with its unit: quantities and computed values."""


def _per(protocol: Protocol, name: str) -> DosePer:
    value = next((value.id for value in protocol.values if stands_for(value.id) == name), None)
    return DosePer(finding=name) if value is None else DosePer(value_of=value)


def _changed(
    recommendation: Recommendation, drugs: tuple[str, ...], measured: Measured
) -> Iterator[tuple[YamlPath, str, Any]]:
    for act in WORDS:
        word = getattr(recommendation, act)
        known = get_args(get_type_hints(Recommendation)[act])
        after = known.index(word) + 1
        for other in (*known[after:], *known[: after - 1])[:OTHERS]:
            yield (act,), f"{act}: {word} → {other}", replace(recommendation, **{act: other})
    doses = recommendation.doses
    for n, dose in enumerate(doses):
        left = (*doses[:n], *doses[n + 1 :])
        yield ("doses", n), f"dose of {dose.drug} left out", replace(recommendation, doses=left)
        for part, change, other in dose_changes(dose, drugs, measured):
            changed = replace(recommendation, doses=(*doses[:n], other, *doses[n + 1 :]))
            yield ("doses", n, key(part)), f"dose of {dose.drug}, {key(part)}: {change}", changed


def dose_changes(dose: Dose, drugs: tuple[str, ...], measured: Measured = ()) -> Iterator[tuple[str, str, Dose]]:
    """Yield a dose with one part changed: the field, the change in words, and the dose.

    Args:
        dose: The dose.
        drugs: Names of the drugs that may take the place of this one.
        measured: Quantities of the protocol, by which the dose may go.
    """
    for part, value in (*_parts(dose, drugs), *_worked_parts(dose, measured)):
        if value != getattr(dose, part):
            yield part, f"{part_text(getattr(dose, part))} → {part_text(value)}", replace(dose, **{part: value})


def _parts(dose: Dose, drugs: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    yield from (("drug", drug) for drug in drugs)
    yield from (("amount", amount) for amount in _amounts(dose.amount) if dose.to is None or amount < dose.to)
    yield from (("unit", unit) for unit in other_units(dose.unit))
    if dose.to is not None:
        yield from (("to", to) for to in _amounts(dose.to) if to > dose.amount)
    yield "to", dose.amount * 2 if dose.to is None else None
    yield from (("route", route) for route in (*ROUTES, None))
    yield from (("frequency", frequency) for frequency in _frequencies(dose.frequency))
    yield "once", not dose.once
    yield from (("number", number) for number in _numbers(dose.number))
    for part in FIELDS:
        yield from ((part, measure) for measure in _measures(getattr(dose, part)))
    if dose.dilution is not None:
        yield "dilution", None
    yield from (("for_", people) for people in ("adult", "child", None))


def _worked_parts(dose: Dose, measured: Measured) -> Iterator[tuple[str, Any]]:
    """Yield other values of the parts by which a dose is worked out for a patient."""
    if dose.at_most is not None:
        yield from (("at_most", number) for number in _numbers(dose.at_most))
    if dose.frequency is not None:
        yield "frequency", replace(dose.frequency, at_least=not dose.frequency.at_least)
    if dose.per is not None:
        unit = next((unit for per, unit in measured if per == dose.per), None)
        others = (per for per, other in measured if other == unit and per != dose.per)
        yield from (("per", per) for per in islice(others, OTHERS))
    if dose.rounded is not None:
        yield from (("rounded", replace(dose.rounded, to=to)) for to in _amounts(dose.rounded.to))
        yield from (("rounded", replace(dose.rounded, unit=unit)) for unit in other_units(dose.rounded.unit))
        for half in ("even", "up", "down"):
            yield "rounded", replace(dose.rounded, half=half, always=None)
        for always in ("up", "down"):
            yield "rounded", replace(dose.rounded, half=None, always=always)


def _amounts(amount: Decimal) -> Iterator[Decimal]:
    """Yield an amount with its point moved by a place, and with one digit one less or more."""
    places = (Decimal(1).scaleb(place) for place in range(amount.adjusted() + 1))
    digits = (amount + change for step in (last_place(amount), *places) for change in (-step, step))
    yield from dict.fromkeys(other for other in (amount / 10, amount * 10, *digits) if other > 0)


def other_units(unit: str) -> Iterator[str]:
    """Yield units that are taken for another: of another size, for another measure of the body, for another time.

    Args:
        unit: UCUM code of a dose, such as `mg/m2` or `g/d`.
    """
    amount, *per = unit.split("/")
    yield "/".join((LARGER_OR_SMALLER.get(amount, "mg"), *per))
    if amount == "mg":
        yield "/".join(("ug", *per))
    if not per:
        yield from (f"{unit}/kg", f"{unit}/m2", f"{unit}/d")
    for place, one in enumerate(per):
        yield "/".join((amount, *per[:place], *per[place + 1 :]))
        other = {"kg": "m2", "m2": "kg", **TIMES}.get(one)
        if other is not None:
            yield "/".join((amount, *per[:place], other, *per[place + 1 :]))


def _frequencies(frequency: Frequency | None) -> Iterator[Frequency | None]:
    if frequency is None:
        yield INTERVAL
        return
    yield None
    for every in (frequency.every * 2, frequency.every / 2, *changed_numbers(frequency.every)):
        if every > 0:
            yield replace(frequency, every=every)
    yield replace(frequency, unit=TIMES.get(frequency.unit, "h"))


def _numbers(number: int | None) -> Iterator[int | None]:
    if number is None:
        yield 2
        return
    yield from (other for other in (number - 1, number + 1) if other >= 2)
    yield None


def _measures(measure: Measure | None) -> Iterator[Measure | None]:
    if measure is None:
        return
    yield None
    for amount in _amounts(measure.amount):
        if measure.to is None or amount < measure.to:
            yield replace(measure, amount=amount)
    if measure.to is not None:
        yield replace(measure, to=None)
        yield from (replace(measure, to=to) for to in _amounts(measure.to) if to > measure.amount)
    for unit in (TIMES[measure.unit],) if measure.unit in TIMES else other_units(measure.unit):
        yield replace(measure, unit=unit)
