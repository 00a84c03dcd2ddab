"""Doses with their units resolved into exact factors, so that whoever works one out needs no units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from build_scripts.content.doses.units import DoseUnit, concentration_unit, dose_unit
from build_scripts.content.validation.ucum import UnitError, unit
from build_scripts.content.validation.units import rational
from checker import Protocol
from checker.language.findings import QuantityFinding
from checker.protocol.doses import Dose, DoseFactors, DosePer, Measure
from checker.words.rationals import Rational


def with_dose_factors(protocol: Protocol) -> Protocol:
    """Return a protocol in which the units of each dose that can be worked out are resolved.

    A dose whose units do not fit stays as it is; `calculation_objections` says why.
    """
    return _with_doses(protocol, lambda dose: replace(dose, factors=_factors(protocol, dose)))


def rules_only(protocol: Protocol) -> Protocol:
    """Return a protocol whose doses are not worked out for a patient: the answer shows their rules alone."""
    return _with_doses(protocol, lambda dose: replace(dose, factors=None))


def _with_doses(protocol: Protocol, change: Callable[[Dose], Dose]) -> Protocol:
    if not any(is_worked_out(dose) or dose.factors for each in protocol.recommendations for dose in each.doses):
        return protocol
    return replace(
        protocol,
        recommendations=tuple(replace(each, doses=tuple(map(change, each.doses))) for each in protocol.recommendations),
    )


def is_worked_out(dose: Dose) -> bool:
    """Return whether a dose has anything to be worked out: a product, or a volume."""
    return dose.per is not None or dose.concentration is not None


def unit_of_source(protocol: Protocol, per: DosePer) -> str | None:
    """Return the UCUM unit of the number that a dose goes by; None where it is none that has a unit."""
    if per.value_of is not None:
        return next((each.unit for each in protocol.values if each.id == per.value_of), None)
    finding = next((each for each in protocol.findings if each.id == per.finding), None)
    return finding.unit if isinstance(finding, QuantityFinding) else None


def _factors(protocol: Protocol, dose: Dose) -> DoseFactors | None:
    if not is_worked_out(dose):
        return None
    try:
        own, per = dose_unit(dose.unit), Fraction(1)
        if dose.per is not None:
            source = unit_of_source(protocol, dose.per)
            if source is None or not own.patient or unit(source).dimension != unit(own.patient).dimension:
                return None
            per = unit(source).size / unit(own.patient).size
        elif own.patient:
            return None
        volume, volume_unit = _volume(dose, own)
        step = step_of(dose)
        return DoseFactors(
            unit=own.result,
            per=rational(per),
            smallest=_limit(dose.smallest, own),
            largest=_limit(dose.largest, own),
            step=rational(step) if step is not None else None,
            volume=rational(volume) if volume is not None else None,
            volume_unit=volume_unit,
        )
    except UnitError:
        return None


def _limit(measure: Measure | None, own: DoseUnit) -> Rational | None:
    if measure is None:
        return None
    return rational(Fraction(measure.amount) * dose_unit(measure.unit).measure.size / own.measure.size)


def _volume(dose: Dose, own: DoseUnit) -> tuple[Fraction | None, str | None]:
    """Return the volume of one unit of the result, and its unit."""
    if dose.concentration is None:
        return None, None
    amount, volume = concentration_unit(dose.concentration.unit)
    if amount.dimension != own.measure.dimension:
        raise UnitError(f"'{dose.concentration.unit}' is no concentration of what the dose measures in '{own.amount}'")
    code = "mL/h" if own.time else "mL"
    held = Fraction(dose.concentration.amount) * amount.size / volume.size
    return unit(own.result).size / held / unit(code).size, code


def step_of(dose: Dose) -> Fraction | None:
    """Return the step of a dose's rounding in the unit of its result; None where it is not rounded.

    Raises:
        UnitError: when the step is measured in another way than the dose and its volume.
    """
    if dose.rounded is None:
        return None
    own, wanted = dose_unit(dose.unit), unit(dose.rounded.unit)
    if wanted.dimension == unit(own.result).dimension and not own.measure.special:
        return Fraction(dose.rounded.to) * wanted.size / unit(own.result).size
    volume, code = _volume(dose, own)
    if volume is None or code is None or unit(code).dimension != wanted.dimension:
        expected = " or ".join(each for each in (own.result, code) if each)
        raise UnitError(f"this dose cannot be rounded in '{dose.rounded.unit}', expected a unit like {expected}")
    return Fraction(dose.rounded.to) * wanted.size / unit(code).size / volume
