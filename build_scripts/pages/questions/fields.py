"""Each finding as a field of the form: its control, its answers or units, its limits, and what stands beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal

from build_scripts.content.vocabulary.lenders import lender_of, names_in
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
    UnitConversion,
)
from checker.protocol.model import FindingGroup, Protocol
from checker.protocol.traversal import named_rules
from checker.words.messages import _, spoken
from checker.words.numbers import plain_number
from checker.words.rationals import NOTHING, ONCE, nearby
from checker.words.units import sign

MOST_BUTTONS = 4
"""Largest number of answers shown as buttons; more are a list, since buttons would fill half a phone's screen."""

MOST_HELP = 60
"""Largest number of characters of a help that is shown under its label: about a line. A longer one is opened."""

LIMIT_DIGITS = 3
"""Number of significant digits of a limit that has many digits after a conversion."""

NARROW_SPACE = "\u202f"
"""Separator of thousands: lines do not break at it, and no language reads it as a decimal mark."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer of a choice."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit that a quantity can be entered in."""

    code: str
    """UCUM code, as a case carries it."""
    sign: str
    """The unit as it is printed."""
    limits: str
    """The plausible range in this unit, for example '1.0 to 10.0 mmol/L'."""
    times: str
    plus: str
    """Exact numbers, as decimals or fractions: a value in the finding's own unit = a value in this one × `times` +
    `plus`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One finding as a field of the form."""

    id: str
    control: Literal["boolean", "buttons", "list", "quantity", "integer", "date", "time"]
    """The kind of input: `buttons` and `list` for a choice, `time` for a date with its minute."""
    label: str
    help: str | None
    statements: tuple[str, ...]
    choices: tuple[ChoiceView, ...] = ()
    units: tuple[UnitView, ...] = ()
    unit_open: bool = False
    """Whether the reader has to choose the unit, since more than one is common."""
    joined: bool = False
    """Whether the question belongs to the one above it: a warning beside that one asks for it."""
    limits: str | None = None
    """The plausible range of a number without a unit."""
    plain: str | None = None
    """The finding in the words of a patient or carer."""

    @property
    def help_is_short(self) -> bool:
        """Whether the help is shown without being asked for."""
        return self.help is not None and len(self.help) <= MOST_HELP


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A part of the form."""

    id: str
    label: str
    short: str
    """The label where all groups stand in one row."""
    help: str | None
    none_of_these: bool
    """Whether a button says no to every yes/no question of the group that is open."""
    fields: tuple[FieldView, ...]


def groups_of(protocol: Protocol) -> tuple[GroupView, ...]:
    """Return the groups of a protocol's form in the author's order, each with its fields."""
    return tuple(
        GroupView(
            id=group.id,
            label=group.label,
            short=group.short or group.label,
            help=group.help,
            none_of_these=group.none_of_these,
            fields=_fields(protocol, group.id),
        )
        for group in _in_order(protocol)
    )


def _in_order(protocol: Protocol) -> list[FindingGroup]:
    """Return the groups in the author's order, one of another protocol behind that with most of what its rules read."""
    order = [group for group in protocol.groups if lender_of(group.id) is None]
    for group in reversed([group for group in protocol.groups if group not in order]):
        lent = tuple(
            element for (_, name), element in named_rules(protocol).items() if lender_of(name) == lender_of(group.id)
        )
        read = set(names_in(lent, "finding"))
        asked = Counter(finding.group for finding in protocol.findings if finding.id in read)
        after = max(range(len(order)), key=lambda index: asked[order[index].id])
        order.insert(after + 1, group)
    return order


def _fields(protocol: Protocol, group: str) -> tuple[FieldView, ...]:
    """Return the fields of a group in the author's order; but what a warning asks for follows what it is shown at."""
    findings = {finding.id: finding for finding in protocol.findings if finding.group == group}
    asked = {
        name: warning.finding
        for warning in protocol.warnings
        for name in warning.asks
        if {name, warning.finding} <= findings.keys() and name != warning.finding
    }
    # A question that is asked for in turn stays where its author put it, and so does what stands at it.
    asked = {name: above for name, above in asked.items() if above not in asked}
    views: list[FieldView] = []
    for finding in findings.values():
        if finding.id not in asked:
            views.append(field_view(finding))
            below = [name for name, above in asked.items() if above == finding.id]
            views += [replace(field_view(findings[name]), joined=True) for name in below]
    return tuple(views)


def field_view(finding: Finding) -> FieldView:
    """Return the form field of a finding."""
    control: Literal["boolean", "buttons", "list", "quantity", "integer", "date", "time"]
    choices: tuple[ChoiceView, ...] = ()
    units: tuple[UnitView, ...] = ()
    limits = None
    match finding:
        case BooleanFinding():
            control = "boolean"
        case ChoiceFinding():
            control = "buttons" if len(finding.choices) <= MOST_BUTTONS else "list"
            choices = tuple(ChoiceView(choice.id, choice.label) for choice in finding.choices)
        case QuantityFinding():
            control = "quantity"
            own = UnitConversion(finding.unit)
            units = tuple(_unit_view(finding, conversion) for conversion in (own, *finding.also))
        case IntegerFinding():
            control = "integer"
            limits = _(" to ").join(_grouped(Decimal(limit)) for limit in finding.plausible)
        case DateFinding():
            control = "date" if finding.precision == "day" else "time"
    return FieldView(
        id=finding.id,
        control=control,
        label=finding.label,
        help=finding.help,
        statements=finding.statements,
        choices=choices,
        units=units,
        unit_open=isinstance(finding, QuantityFinding) and any(unit.common for unit in finding.also),
        limits=limits,
        plain=finding.plain,
    )


def _unit_view(finding: QuantityFinding, conversion: UnitConversion) -> UnitView:
    low, high = finding.plausible
    if conversion.unit != finding.unit:
        low, high = _converted(low, conversion, ROUND_CEILING), _converted(high, conversion, ROUND_FLOOR)
    limits = f"{_grouped(low)}{_(' to ')}{_grouped(high)} {sign(conversion.unit)}".strip()
    return UnitView(
        conversion.unit, sign(conversion.unit), limits, str(conversion.times or ONCE), str(conversion.plus or NOTHING)
    )


def _converted(limit: Decimal, conversion: UnitConversion, rounding: str) -> Decimal:
    """Return a limit in another unit; a result with many digits is rounded towards the accepted side."""
    exact = conversion.from_own(limit)
    if isinstance(exact, Decimal):
        exact = exact.normalize()
        if len(exact.as_tuple().digits) <= 2 * LIMIT_DIGITS:
            return exact
    return Context(prec=LIMIT_DIGITS, rounding=rounding).plus(nearby(exact)).normalize()


def _grouped(number: Decimal) -> str:
    text = plain_number(number)
    whole, point, fraction = text.partition(spoken().decimal_mark)
    if len(whole.lstrip("−")) > 4:
        whole = f"{int(whole.replace('−', '-')):,}".replace(",", NARROW_SPACE).replace("-", "−")
    return whole + point + fraction
