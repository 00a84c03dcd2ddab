"""The form of the checker page and the words of its answer, prepared for a template that only arranges them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Literal

from build_scripts.words.doses import dose_text, unstated
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    IntegerFinding,
    QuantityFinding,
    UnitConversion,
)
from checker.language.scores import Grade, Score
from checker.protocol.model import Protocol, Recommendation
from checker.words.messages import _, spoken
from checker.words.numbers import plain_number
from checker.words.rationals import NOTHING, ONCE, nearby
from checker.words.units import sign

MOST_BUTTONS = 4
"""Largest number of answers shown as buttons; more are a list, since buttons would fill half a phone's screen."""

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
    limits: str | None = None
    """The plausible range of a number without a unit."""
    plain: str | None = None
    """The finding in the words of a patient or carer."""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A part of the form."""

    id: str
    label: str
    help: str | None
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class DoseView:
    """A dose in words."""

    text: str
    unstated: str | None
    """Parts of the dose that the source does not state, for example 'route and frequency'."""
    note: str | None = None
    """What has to be known before it is given."""


@dataclass(frozen=True, slots=True)
class ConflictView:
    """An open or contradictory point in the source, beside the statement that it concerns."""

    statement: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationView:
    """The parts of a recommendation that an answer shows for every status."""

    id: str
    label: str
    plain: str
    action: str
    strength: str
    urgency: str
    doses: tuple[DoseView, ...]
    note: str | None
    statements: tuple[str, ...]
    conflicts: tuple[ConflictView, ...]
    disagreements: tuple[ChoiceView, ...]
    """Id and title of each disagreement of sources about a statement that the recommendation rests on."""
    warned_by: tuple[str, ...]
    """Code and finding of each warning that concerns the recommendation, separated by a space."""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion, for the reasons of an answer."""

    id: str
    label: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleView:
    """A score with its bands, or a grade with its steps."""

    id: str
    kind: Literal["score", "grade"]
    label: str
    note: str | None
    statements: tuple[str, ...]
    steps: tuple[ChoiceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormModel:
    """The data that the template of the checker page shows."""

    groups: tuple[GroupView, ...]
    recommendations: tuple[RecommendationView, ...]
    criteria: tuple[CriterionView, ...]
    scales: tuple[ScaleView, ...]


def form_model(protocol: Protocol) -> FormModel:
    """Return the form of a protocol, groups and fields in the author's order."""
    conflicts = {s.id: s.conflict for s in protocol.statements if s.conflict is not None}
    scales: tuple[Score | Grade, ...] = (*protocol.scores, *protocol.grades)
    return FormModel(
        groups=tuple(
            GroupView(
                group.id,
                group.label,
                group.help,
                tuple(field_view(f) for f in protocol.findings if f.group == group.id),
            )
            for group in protocol.groups
        ),
        recommendations=tuple(_recommendation_view(protocol, r, conflicts) for r in protocol.recommendations),
        criteria=tuple(CriterionView(c.id, c.label, c.statements) for c in protocol.criteria),
        scales=tuple(_scale_view(scale) for scale in scales),
    )


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


def _recommendation_view(
    protocol: Protocol, recommendation: Recommendation, conflicts: dict[str, str]
) -> RecommendationView:
    return RecommendationView(
        id=recommendation.id,
        label=recommendation.label,
        plain=recommendation.plain,
        action=recommendation.action,
        strength=recommendation.strength,
        urgency=recommendation.urgency,
        doses=tuple(
            DoseView(dose_text(dose), _(" and ").join(unstated(dose)) or None, dose.note)
            for dose in recommendation.doses
        ),
        note=recommendation.note,
        statements=recommendation.statements,
        conflicts=tuple(ConflictView(s, conflicts[s]) for s in recommendation.statements if s in conflicts),
        disagreements=tuple(
            ChoiceView(item.id, item.title)
            for item in protocol.disagreements
            if set(item.statements) & set(recommendation.statements)
        ),
        warned_by=tuple(
            f"{warning.code} {warning.finding}"
            for warning in protocol.warnings
            if recommendation.id in warning.concerns
        ),
    )


def _scale_view(scale: Score | Grade) -> ScaleView:
    steps = scale.bands if isinstance(scale, Score) else scale.scale
    return ScaleView(
        id=scale.id,
        kind="score" if isinstance(scale, Score) else "grade",
        label=scale.label,
        note=scale.note,
        statements=scale.statements,
        steps=tuple(ChoiceView(step.id, step.label) for step in {step.id: step for step in steps}.values()),
    )
