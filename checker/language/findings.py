"""Findings: the inputs of a protocol, found in a patient, each with its type, its unit and its limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from checker.language.fields import ChoiceId, Code, FindingId, GroupId, LeftBehind, StatementId, Text
from checker.words.rationals import NOTHING, ONCE, Number, Rational, inverse, linear


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes of a finding in terminologies that other systems speak, as far as an author can cite them."""

    ucum: Code | None = None
    """UCUM code of what an integer counts; a quantity has its own in `unit`."""
    loinc: Code | None = None
    """LOINC code of the observation, with the same property as `unit`: mass or amount of substance."""
    snomed: Code | None = None
    """SNOMED CT identifier of the observable entity or finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBase:
    """The common part of findings of every type."""

    id: FindingId
    """Public identifier: kebab-case, stable for ever, since URLs, exports and other people's scripts carry it."""
    label: Text
    """Name of the finding in the form and on the pages, for a professional."""
    group: GroupId
    """Id of the group of the form in which the finding is asked for."""
    plain: Text | None = None
    """Name of the finding for a patient or carer."""
    help: Text | None = None
    """Explanation of what counts as the finding and what does not, shown beside the field."""
    statements: tuple[StatementId, ...] = ()
    """Ids of the statements that the finding comes from."""
    synonyms: LeftBehind[tuple[Code, ...]] = ()
    """Other names of the finding, for those who search."""
    codes: LeftBehind[Codes | None] = None
    """Codes of the finding in terminologies that other systems speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanFinding(FindingBase):
    """A finding that is present (yes) or absent (no)."""

    type: Literal["boolean"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a choice finding accepts."""

    id: ChoiceId
    """Public identifier, kebab-case."""
    label: Text
    """Text of the answer in the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFinding(FindingBase):
    """A finding with exactly one of several named answers."""

    type: Literal["choice"]
    choices: tuple[Choice, ...]
    """The accepted answers, in the order in which the form shows them."""

    def choice_label(self, choice: str) -> str:
        """Return the label of a choice by its id, or the id itself when the finding has no such choice."""
        return next((c.label for c in self.choices if c.id == choice), choice)


@dataclass(frozen=True, slots=True)
class UnitConversion:
    """A further unit in which a quantity may be given, with the data that give its factor or check it."""

    unit: Code
    """UCUM code."""
    times: Rational | None = None
    """Exact factor, above zero, as a decimal or a fraction (`1/12`): value in the finding's own unit = value in this
    unit × `times` + `plus`. May be left out where UCUM, the molar mass and the valence determine it; it is then filled
    in when the protocol is read."""
    plus: Rational | None = None
    """Exact offset, in the finding's own unit; none where left out. Between two scales of temperature it follows from
    UCUM, and is filled in."""
    basis: LeftBehind[Text | None] = None
    """Reason why the factor is right, where the two units do not measure the same dimension."""
    molar_mass: LeftBehind[Decimal | None] = None
    """Molar mass in g/mol, where one unit is a mass and the other an amount of substance or an equivalent."""
    valence: LeftBehind[int | None] = None
    """Charges of the ion, without sign, where exactly one of the two units is an equivalent."""
    common: LeftBehind[bool] = False
    """Whether laboratories report in this unit as often as in the finding's own; no unit is then preset."""

    @property
    def to_own(self) -> Callable[[Decimal], Number]:
        """The function from a value in this unit to the exact one in the finding's own unit."""
        return linear(self.times or ONCE, self.plus or NOTHING)

    def from_own(self, number: Number) -> Number:
        """Return a value of the finding's own unit in this one, exactly."""
        return inverse(self.times or ONCE, self.plus or NOTHING, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFinding(FindingBase):
    """A measured number; a case must always give it with its unit."""

    type: Literal["quantity"]
    unit: Code
    """UCUM code of the unit in which rules and limits are written."""
    plausible: tuple[Decimal, Decimal]
    """Lowest and highest plausible value, both inclusive, in `unit`; a value outside is refused as a mistake."""
    also: tuple[UnitConversion, ...] = ()
    """Further accepted units."""

    def conversion(self, unit: str) -> UnitConversion | None:
        """Return how values in `unit` convert to the finding's own unit, or None when the unit is not accepted."""
        if unit == self.unit:
            return UnitConversion(unit, ONCE)
        return next((other for other in self.also if other.unit == unit), None)

    @property
    def units(self) -> tuple[str, ...]:
        """Every accepted UCUM code, the finding's own first."""
        return (self.unit, *(other.unit for other in self.also))


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerFinding(FindingBase):
    """A whole number without a unit: a count, or the points of one item of a score."""

    type: Literal["integer"]
    plausible: tuple[int, int]
    """Lowest and highest accepted number, both inclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFinding(FindingBase):
    """A point in time, written as ISO 8601 without a time zone: the ward's own clock."""

    type: Literal["date"]
    precision: Literal["day", "minute"]
    """`day` accepts `2026-01-31`, `minute` accepts `2026-01-31T14:05`."""


Finding = BooleanFinding | ChoiceFinding | QuantityFinding | IntegerFinding | DateFinding

FINDING_TYPES: dict[str, type[FindingBase]] = {
    "boolean": BooleanFinding,
    "choice": ChoiceFinding,
    "quantity": QuantityFinding,
    "integer": IntegerFinding,
    "date": DateFinding,
}
