"""Doses held against the register of drugs: the drug, its routes, and the largest amounts at once and in a day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction

from build_scripts.content.doses.calculated import largest_result, shown_when
from build_scripts.content.doses.register import DrugAmount, DrugLimit, DrugRegister, RegisteredDrug
from build_scripts.content.doses.units import DoseUnit, dose_unit, duration_of
from build_scripts.project.paths import DRUGS
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.answers.echo import unknown
from checker.language.keys import YamlPath
from checker.protocol.doses import Dose
from checker.protocol.model import Recommendation
from checker.words.numbers import plain_number

DAY = duration_of(Fraction(1), "d")

HELD = f"docs/{DRUGS.as_posix()}"


@dataclass(frozen=True, slots=True)
class Most:
    """The largest amount that a dose comes to, at once or in a day."""

    number: Fraction
    measured: DoseUnit

    def exceeds(self, limit: DrugAmount) -> bool | None:
        """Return whether the amount is above a limit; None when the two cannot be compared."""
        above = self._above(limit)
        return None if above is None else above > 0

    def equals(self, limit: DrugAmount) -> bool:
        """Return whether the amount is exactly that of a limit."""
        return self._above(limit) == 0

    def _above(self, limit: DrugAmount) -> Fraction | None:
        other = dose_unit(limit.unit)
        if (self.measured.patient, self.measured.measure.dimension) != (other.patient, other.measure.dimension):
            return None
        return self.number * self.measured.measure.size - Fraction(limit.amount) * other.measure.size

    def in_unit_of(self, limit: DrugAmount) -> str:
        """Return the amount in words, in the unit of a limit."""
        number = self.number * self.measured.measure.size / dose_unit(limit.unit).measure.size
        return f"{_figure(number)} {limit.unit}"


def register_objections(protocol: Protocol, register: DrugRegister) -> Iterator[Objection]:
    """Yield an objection to each drug that the register does not know, and to each dose that it does not allow.

    Args:
        protocol: The protocol; its doses can be (see `possible`).
        register: The register.
    """
    for index, recommendation in enumerate(protocol.recommendations):
        path: YamlPath = ("recommendations", index)
        for place, name in enumerate(recommendation.drugs):
            if name not in register.by_name:
                yield (*path, "drugs", place), _unknown(name, register)
        named = {register.by_name[name].name for name in recommendation.drugs if name in register.by_name}
        for place, dose in enumerate(recommendation.doses):
            at: YamlPath = (*path, "doses", place)
            drug = register.by_name.get(dose.drug)
            if drug is None:
                yield (*at, "drug"), _unknown(dose.drug, register)
            elif drug.kind != "drug":
                yield (*at, "drug"), f"'{dose.drug}' is a {drug.kind} of drugs in {HELD}, and only a drug has a dose"
            else:
                if drug.name not in named:
                    expected = ", ".join(recommendation.drugs) or "none"
                    message = f"'{dose.drug}' is none of the recommendation's 'drugs' ({expected})"
                    yield (*at, "drug"), message
                yield from _dose_objections(protocol, recommendation, dose, drug, at)


def _unknown(name: str, register: DrugRegister) -> str:
    return f"{unknown('drug', name, list(register.by_name))}; a drug is listed in {HELD} first"


def _dose_objections(
    protocol: Protocol, recommendation: Recommendation, dose: Dose, drug: RegisteredDrug, path: YamlPath
) -> Iterator[Objection]:
    routes = [route.route for route in drug.routes]
    if dose.route is not None and dose.route not in routes:
        listed = ", ".join(routes) or "none"
        yield (*path, "route"), f"'{dose.route}' is no route of {drug.name} in {HELD} ({listed})"
    limits = limits_for(dose, drug, protocol)
    compared = False
    for limit in limits:
        for most, largest, what in (
            (most_at_once(dose, protocol, recommendation), limit.single, "at once"),
            (most_in_a_day(dose, protocol, recommendation), limit.daily, "in a day"),
        ):
            for amount in most if largest is not None else ():
                assert largest is not None
                exceeds = amount.exceeds(largest)
                compared = compared or exceeds is not None
                if exceeds:
                    told = f"{plain_number(largest.amount)} {largest.unit} of {HELD} ({', '.join(limit.statements)})"
                    where = "amount" if dose.to is None else "to"
                    yield (
                        (*path, where),
                        f"{drug.name} comes to {amount.in_unit_of(largest)} {what}, more than the {told}",
                    )
    if limits and not compared:
        told = f"the limits of {drug.name} in {HELD} ({_said(limits)})"
        ways = "give the dose in such a unit, or its 'largest', or list a limit with its source"
        yield (*path, "unit"), f"'{dose.unit}' cannot be held against {told}; {ways}"


def limits_for(dose: Dose, drug: RegisteredDrug, protocol: Protocol) -> list[DrugLimit]:
    """Return the limits that hold for a dose: those of its route, of its patients, and of its protocol.

    Where the register has none of its patients, those of others hold but a child's: an adult's limit is a bound for
    everybody until there is a better one. A dose that says not whom it is for is held to all. An amount of a limit that
    names the protocol takes the place of the amounts for all protocols, wherever it is for the same doses.
    """
    limits = _of_its_patients(dose, drug, protocol)
    own = [each for each in limits if each.protocols]
    left = [each if each.protocols else _where_none_is_better(each, own, dose) for each in limits]
    return [each for each in left if each.single is not None or each.daily is not None]


def _where_none_is_better(limit: DrugLimit, own: list[DrugLimit], dose: Dose) -> DrugLimit:
    """Return a limit for all protocols without the amounts that a protocol has of its own for the same doses."""
    better = [
        each
        for each in own
        if each.for_ in (None, limit.for_, dose.for_) and each.route in (None, limit.route, dose.route)
    ]
    return replace(
        limit,
        single=None if any(each.single is not None for each in better) else limit.single,
        daily=None if any(each.daily is not None for each in better) else limit.daily,
    )


def _of_its_patients(dose: Dose, drug: RegisteredDrug, protocol: Protocol) -> list[DrugLimit]:
    limits = [
        each
        for each in drug.limits
        if each.holds_in(protocol) and (dose.route is None or each.route in (None, dose.route))
    ]
    if dose.for_ is None:
        return limits
    if any(each.for_ == dose.for_ for each in limits):
        return [each for each in limits if each.for_ in (None, dose.for_)]
    return [each for each in limits if each.for_ != "child"]


def most_at_once(dose: Dose, protocol: Protocol, recommendation: Recommendation) -> list[Most]:
    """Return the largest amount of one dose, also for the heaviest patient where that is bounded.

    An amount per time is that of no single dose.
    """
    return [] if dose_unit(dose.unit).time else _largest(dose, protocol, recommendation)


def most_in_a_day(dose: Dose, protocol: Protocol, recommendation: Recommendation) -> list[Most]:
    """Return the largest amount that falls into 24 hours.

    Of doses every 5 hours, five can fall into them. A source that is silent about the frequency says one dose at least.
    An amount per week may be given on one day.
    """
    own = dose_unit(dose.unit)
    if own.time:
        lasting = DAY
        if dose.duration is not None:
            longest = dose.duration.to if dose.duration.to is not None else dose.duration.amount
            lasting = min(DAY, duration_of(Fraction(longest), dose.duration.unit))
        times = max(Fraction(1), lasting / duration_of(Fraction(1), own.time))
    elif dose.frequency is None:
        times = Fraction(1)
    else:
        times = Fraction(math.ceil(DAY / duration_of(Fraction(dose.frequency.every), dose.frequency.unit)))
        in_all = dose.number if dose.number is not None else dose.at_most
        times = min(times, Fraction(in_all)) if in_all is not None else times
    return [Most(most.number * times, most.measured) for most in _largest(dose, protocol, recommendation)]


def _largest(dose: Dose, protocol: Protocol, recommendation: Recommendation) -> list[Most]:
    top = dose.to if dose.to is not None else dose.amount
    found = [Most(Fraction(top), dose_unit(dose.unit))]
    result = largest_result(protocol, dose, shown_when(recommendation, dose))
    if result is not None and dose.factors is not None:
        found.append(Most(result, dose_unit(dose.factors.unit)))
    if dose.largest is not None:
        found.append(Most(Fraction(dose.largest.amount), dose_unit(dose.largest.unit)))
    return found


def _said(limits: list[DrugLimit]) -> str:
    amounts = [
        f"{plain_number(most.amount)} {most.unit} {what}"
        for limit in limits
        for most, what in ((limit.single, "at once"), (limit.daily, "in a day"))
        if most is not None
    ]
    return ", ".join(amounts)


def _figure(number: Fraction) -> str:
    shown = Context(prec=6).divide(Decimal(number.numerator), Decimal(number.denominator))
    return plain_number(Decimal(format(shown.normalize(), "f")))
