"""Holdings: what the numbers of a text may belong to, as the data and the statements around it have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from build_scripts.content.double_entry.drug_names import DrugNames
from build_scripts.content.double_entry.limits import Limit, Limits
from build_scripts.content.double_entry.passages import statements_of
from build_scripts.content.double_entry.reading.figures import OPPOSITE, WrittenFigure, figures_in
from build_scripts.content.double_entry.reading.rhythms import HOURS
from build_scripts.content.double_entry.reading.written_units import is_amount
from build_scripts.content.validation.units import ratio
from checker import Protocol
from checker.protocol.doses import Dose, Frequency, Measure
from checker.protocol.model import Recommendation, Warning
from checker.protocol.sources import Statement


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number that a text may state."""

    low: Decimal
    high: Decimal | None = None
    unit: str | None = None
    relation: str | None = None
    rhythm: Fraction | None = None
    drug: str | None = None
    """Drug that it is an amount of."""
    exact: bool = False
    """Whether it is an amount, of which 'more than' or 'up to' would say something else."""


def per_day(frequency: Frequency) -> Fraction | None:
    """Return how many times in a day a frequency is; None where that cannot be said."""
    hours = HOURS.get(frequency.unit)
    return 24 / (Fraction(frequency.every) * hours) if hours and frequency.every > 0 else None


def same_amount(value: Decimal, unit: str | None, other: Decimal, other_unit: str | None) -> bool:
    """Return whether two numbers with their units are the same: 0.007 g are 7 mg, and 7 g are not."""
    if (unit or "1") == (other_unit or "1"):
        return value == other
    exact = ratio(unit or "1", other_unit or "1")
    return exact is not None and Fraction(value) * exact == Fraction(other)


def amounts_of(dose: Dose, drug: str) -> Iterator[HeldNumber]:
    """Yield a dose's amount in the units in which a text can say it: 7 g once in a day are also 7 g/d."""
    yield HeldNumber(dose.amount, dose.to, dose.unit, drug=drug, exact=True)
    if dose.largest is not None and dose.to is None and same_amount(dose.amount, dose.unit, *_number(dose.largest)):
        yield HeldNumber(dose.amount, unit=dose.unit, relation="at_most", drug=drug)
    if dose.frequency is not None and per_day(dose.frequency) == 1:
        yield HeldNumber(dose.amount, dose.to, f"{dose.unit}/d", drug=drug, exact=True)


def _number(measure: Measure) -> tuple[Decimal, str]:
    return measure.amount, measure.unit


def of_dose(dose: Dose, drug: str) -> Iterator[HeldNumber]:
    """Yield every number that a dose holds."""
    yield from amounts_of(dose, drug)
    if dose.frequency is not None:
        yield HeldNumber(dose.frequency.every, rhythm=per_day(dose.frequency))
        if dose.frequency.at_least:
            yield HeldNumber(dose.frequency.every, unit=dose.frequency.unit, relation="at_least")
    if dose.number is not None:
        yield HeldNumber(Decimal(dose.number))
    if dose.at_most is not None:
        yield HeldNumber(Decimal(dose.at_most), relation="at_most")
    for measure in (dose.over, dose.rate, dose.duration, dose.concentration):
        if measure is not None:
            yield HeldNumber(measure.amount, measure.to, measure.unit)
    for limit, relation in ((dose.largest, "at_most"), (dose.smallest, "at_least")):
        if limit is not None:
            yield HeldNumber(limit.amount, limit.to, limit.unit, relation=relation, drug=drug)
    if dose.rounded is not None:
        yield HeldNumber(dose.rounded.to, unit=dose.rounded.unit)


def fits(figure: WrittenFigure, held: HeldNumber, drug: str | None = None) -> bool:
    """Return whether a written figure is a held one.

    Args:
        figure: The figure.
        held: What it may be.
        drug: Drug that the figure is an amount of, as the words around it say; None where they do not say.
    """
    if (figure.rhythm is None) != (held.rhythm is None):
        return False
    if figure.relation and held.relation and figure.relation != held.relation:
        return False
    if held.rhythm is not None:
        return figure.rhythm == held.rhythm
    if held.drug and drug and held.drug != drug and figure.unit and is_amount(figure.unit):
        return False
    if held.exact and figure.relation:
        return False
    units = [figure.unit, f"{figure.unit}/d"] if figure.daily else [figure.unit]
    return any(
        same_amount(figure.low, unit, held.low, held.unit)
        and (figure.high is None) == (held.high is None)
        and (figure.high is None or held.high is None or same_amount(figure.high, unit, held.high, held.unit))
        for unit in units
    )


def fits_limit(figure: WrittenFigure, limit: Limit) -> bool:
    """Return whether a written figure is a rule's number, and cuts where the rule does.

    'Above' and 'at most' cut alike, 'above' and 'at least' do not. The ends of a range belong to it, so that the lower
    one cuts as 'at least' does, and the upper one as 'at most'.
    """
    if figure.rhythm is not None:
        return False
    if figure.high is not None:
        low, high = limit.equals(figure.low, figure.unit), limit.equals(figure.high, figure.unit)
        return (low and limit.relation in ("at_least", "below")) or (high and limit.relation in ("at_most", "above"))
    if not limit.equals(figure.low, figure.unit):
        return False
    return figure.relation is None or limit.relation in (None, figure.relation, OPPOSITE[figure.relation])


class Holdings:
    """What the texts of one protocol may say in numbers."""

    def __init__(self, protocol: Protocol, names: DrugNames, limits: Limits) -> None:
        self._protocol, self._names, self._limits = protocol, names, limits
        self._texts = {statement.id: statement.text for statement in protocol.statements}

    def doses_of(self, element: Any) -> list[Dose]:
        """Return the doses that the words of an element may speak of."""
        every = [(each, dose) for each in self._protocol.recommendations for dose in each.doses]
        if isinstance(element, Protocol):
            return [dose for _, dose in every]
        cited = set(statements_of(element, self._protocol))
        concerned = set(element.concerns) if isinstance(element, Warning) else set()
        own = element if isinstance(element, Recommendation) else None
        return [dose for each, dose in every if each is own or each.id in concerned or cited & set(dose.statements)]

    def of(self, element: Any, *, own_text: bool) -> tuple[list[HeldNumber], list[Limit]]:
        """Return the numbers, and the limits of rules, that the words of an element may state.

        Args:
            element: A part of the protocol.
            own_text: Whether these words may also repeat the text of the element, where it is a statement.
        """
        held = [each for dose in self.doses_of(element) for each in of_dose(dose, self._names.key(dose.drug))]
        if own_text or not isinstance(element, Statement):
            held += self._said_by(statements_of(element, self._protocol))
        return held, self._limits.of(element)

    def _said_by(self, statements: Iterable[str]) -> Iterator[HeldNumber]:
        """Yield the numbers that statements state: whoever cites them may repeat them, in the same direction."""
        for name in statements:
            text = self._texts[name]
            for figure in figures_in(text):
                drug = self._names.of_figure(text, figure)
                units = [figure.unit, f"{figure.unit}/d"] if figure.daily else [figure.unit]
                for unit in units:
                    yield HeldNumber(figure.low, figure.high, unit, figure.relation, figure.rhythm, drug)
