"""Doses that are worked out for a patient: units that fit, a rounding that can be given, and no dose of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from build_scripts.content.doses.possible import MOST_DECIMALS
from build_scripts.content.doses.resolved import is_worked_out, step_of, unit_of_source
from build_scripts.content.doses.units import PATIENT, dose_unit
from build_scripts.content.validation.ucum import UnitError, unit
from build_scripts.content.validation.units import rational
from build_scripts.project.problems import Objection
from checker import Protocol
from checker.answers.doses.arithmetic import WorkedDose, worked_dose
from checker.language.comparison_units import comparison_unit
from checker.language.comparisons import Comparison
from checker.language.expressions import All, Expression
from checker.language.findings import QuantityFinding
from checker.language.keys import YamlPath
from checker.language.operands import Quantity, stands_for
from checker.protocol.doses import Dose, DoseFactors
from checker.protocol.model import Recommendation
from checker.protocol.quantities import measurable
from checker.words.numbers import plain_number, quantity_text
from checker.words.rationals import Number


def factors_by_hand(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each dose whose resolved units an author wrote.

    Args:
        protocol: The protocol as it was read, before anything was filled in.
    """
    for path, dose, _ in _doses(protocol):
        if dose.factors is not None:
            yield (*path, "factors"), "the units of a dose are resolved when it is read; leave 'factors' out"


def calculation_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield an objection to each dose that cannot be worked out as it is written.

    Args:
        protocol: A protocol whose names resolve and whose doses can be (see `possible`), their units resolved.
    """
    for path, dose, condition in _doses(protocol):
        found = list(_unfit(protocol, dose, path))
        yield from found
        if not found and is_worked_out(dose):
            assert dose.factors is not None  # its units fit
            unmeasurable = list(_not_measurable(dose, dose.factors, path))
            yield from unmeasurable
            if dose.per is not None and not unmeasurable:
                yield from _of_range(protocol, dose, dose.factors, condition, path)


def _doses(protocol: Protocol) -> Iterator[tuple[YamlPath, Dose, tuple[Expression, ...]]]:
    """Yield each dose with its path and with the conditions under which it is shown."""
    for index, recommendation in enumerate(protocol.recommendations):
        for place, dose in enumerate(recommendation.doses):
            yield ("recommendations", index, "doses", place), dose, shown_when(recommendation, dose)


def shown_when(recommendation: Recommendation, dose: Dose) -> tuple[Expression, ...]:
    """Return the rules without which a dose is not shown."""
    return (recommendation.when,) if dose.when is None else (recommendation.when, dose.when)


def _unfit(protocol: Protocol, dose: Dose, path: YamlPath) -> Iterator[Objection]:
    own = dose_unit(dose.unit)
    if dose.per is not None:
        source = unit_of_source(protocol, dose.per)
        if source is None:
            yield (
                (*path, "per", dose.per.key),
                f"'{dose.per.name}' is no quantity, and a dose is multiplied with nothing else",
            )
        elif not own.patient:
            like = " or ".join(f"{own.amount}/{each}" for each in PATIENT)
            yield (*path, "per"), f"a dose in '{dose.unit}' is the same for every patient; expected a unit like {like}"
        elif unit(source).dimension != unit(own.patient).dimension:
            told = f"'{dose.per.name}' is measured in '{source}', and the dose is per '{own.patient}'"
            yield (*path, "per", dose.per.key), f"{told}: the two do not fit"
        elif dose.rounded is None:
            way = "'rounded' says what can be given, such as {to: 1, unit: " + own.result + ", half: even}"
            yield path, f"a dose that is multiplied with '{dose.per.name}' needs a rounding; {way}"
    elif dose.rounded is not None:
        yield (*path, "rounded"), "only a dose with 'per' is worked out, and rounded"
    elif dose.concentration is not None and own.patient:
        yield (*path, "concentration"), f"the volume of a dose in '{dose.unit}' needs 'per', what it is multiplied with"
    try:
        step_of(dose)
    except UnitError as error:
        yield (*path, "rounded", "unit"), str(error)


def _not_measurable(dose: Dose, factors: DoseFactors, path: YamlPath) -> Iterator[Objection]:
    """Check that what is given, an amount or a volume, has few decimals, and that some step lies within the limits."""
    steps = [Fraction(*factors.step.as_integer_ratio())] if factors.step is not None else []
    given = steps or [Fraction(amount) for amount in (dose.amount, dose.to) if amount is not None]
    if factors.volume is not None:
        for amount in given:
            volume = amount * Fraction(*factors.volume.as_integer_ratio())
            if (volume * 10**MOST_DECIMALS).denominator != 1:
                told = f"{rational(amount):f} {factors.unit} is {rational(volume):f} {factors.volume_unit}"
                yield (*path, "concentration"), f"{told}, which nobody can measure; round to a volume that can be given"
                return
    if not steps or dose.rounded is None:
        return
    step = steps[0]
    lowest = Fraction(*factors.smallest.as_integer_ratio()) if factors.smallest is not None else step
    if factors.largest is not None:
        largest = Fraction(*factors.largest.as_integer_ratio())
        if largest < lowest:
            where, what = ("smallest", "smallest dose") if factors.smallest is not None else ("rounded", "step")
            yield (*path, where), f"the {what} is above the largest dose"
        elif largest // step * step < lowest:
            told = f"no multiple of {plain_number(dose.rounded.to)} {dose.rounded.unit}"
            yield (*path, "rounded", "to"), f"{told} lies between the smallest and the largest dose"


@dataclass(frozen=True, slots=True)
class SourceRange:
    """The lowest and the highest number that a dose can go by, in the unit in which the protocol has it."""

    low: Number
    high: Number


def range_of(protocol: Protocol, dose: Dose, conditions: tuple[Expression, ...]) -> SourceRange:
    """Return the numbers that a dose can go by: the plausible ones, as far as its conditions let them through.

    Args:
        protocol: The protocol.
        dose: A dose with `per`.
        conditions: Rules without which the dose is not shown.
    """
    assert dose.per is not None
    quantities = measurable(protocol)
    source = quantities[dose.per.name if dose.per.finding is not None else stands_for(dose.per.name)]
    assert isinstance(source, QuantityFinding)
    low: Number = source.plausible[0]
    high: Number = source.plausible[1]
    for comparison in (each for rule in conditions for each in _demanded(rule)):
        right, same = (
            comparison.right,
            (comparison.finding, comparison.value_of) == (dose.per.finding, dose.per.value_of),
        )
        if comparison.quantity is not None or not same or not isinstance(right, Quantity):
            continue
        limit = comparison_unit(quantities, comparison.left, right).own(right.value, right.unit)
        if comparison.relation in ("at_least", "above", "equals"):
            low = limit if limit > low else low
        if comparison.relation in ("at_most", "below", "equals"):
            high = limit if limit < high else high
    return SourceRange(low, high)


def _demanded(rule: Expression) -> Iterator[Comparison]:
    """Yield the comparisons without which a rule does not hold."""
    if isinstance(rule, Comparison):
        yield rule
    elif isinstance(rule, All):
        for part in rule.parts:
            yield from _demanded(part)


def worked_at(dose: Dose, number: Number | Decimal) -> WorkedDose:
    """Return what a dose with resolved units comes to for one number."""
    worked = worked_dose(dose, number.as_integer_ratio())
    assert worked is not None  # its units are resolved
    return worked


def largest_result(protocol: Protocol, dose: Dose, conditions: tuple[Expression, ...] = ()) -> Fraction | None:
    """Return the most that a dose comes to within the plausible range, in the unit of its result; None without one."""
    if dose.per is None or dose.factors is None:
        return None
    return Fraction(*worked_at(dose, range_of(protocol, dose, conditions).high).results[-1])


def _of_range(
    protocol: Protocol, dose: Dose, factors: DoseFactors, conditions: tuple[Expression, ...], path: YamlPath
) -> Iterator[Objection]:
    """Check that nobody's dose is rounded to nothing."""
    assert dose.per is not None
    assert dose.rounded is not None
    lowest = range_of(protocol, dose, conditions).low
    if worked_at(dose, lowest).results[0][0] > 0:
        return
    number = quantity_text(lowest, unit_of_source(protocol, dose.per) or "")
    told = f"where '{dose.per.name}' is {number}, the dose is rounded to nothing"
    yield (*path, "rounded", "to"), f"{told}; expected a smaller step, 'smallest', or a condition under 'when'"
