"""Checks that rules fit the type of each finding, the unit of each limit and the bands of each score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from build_scripts.content.validation.ucum import SCALE
from build_scripts.content.validation.units import is_special, objection_to_unit, ratio
from build_scripts.project.problems import Objection
from build_scripts.words.digits import last_place
from checker import Protocol
from checker.engine.constraints import clauses
from checker.engine.scope import Scope
from checker.language.comparison_units import CALENDAR, MINUTES, comparison_unit
from checker.language.comparisons import LEFT, Comparison
from checker.language.conditions import Assessed, ChoiceIs, FindingHolds
from checker.language.expressions import Expression
from checker.language.fields import ScorePoints
from checker.language.findings import (
    BooleanFinding,
    ChoiceFinding,
    DateFinding,
    Finding,
    FindingBase,
    IntegerFinding,
    QuantityFinding,
)
from checker.language.keys import YamlPath, key
from checker.language.operands import Elapsed, FindingValue, Operand, PercentChange, Quantity, Sum, ValueOf
from checker.language.scores import Score, ScoreItem, parts_of_a_point
from checker.protocol.model import Constraint, Warning
from checker.protocol.quantities import measurable
from checker.protocol.traversal import leaves, rules
from checker.words.numbers import plain_number
from checker.words.rationals import SHOWN, nearby
from checker.words.units import nearest_unit

TYPE_NAMES: dict[type[FindingBase], str] = {
    BooleanFinding: "boolean",
    ChoiceFinding: "choice",
    QuantityFinding: "quantity",
    IntegerFinding: "integer",
    DateFinding: "date",
}


def rule_objections(protocol: Protocol) -> Iterator[Objection]:
    """Yield objections to the expressions of a protocol in which every name resolves."""
    findings: dict[str, Finding] = measurable(protocol)
    for rule in rules(protocol):
        yield from _expression(findings, rule.path, rule.expression, isinstance(rule.owner, Warning | Constraint))
    scope = Scope(protocol)
    for index, constraint in enumerate(protocol.constraints):
        for field, side in (("if", constraint.if_), ("then", constraint.then)):
            try:
                clauses(side, lambda part: scope.index(part.findings[0])) if side is not None else ()
            except ValueError as error:
                yield ("constraints", index, field), str(error)
    for index, score in enumerate(protocol.scores):
        yield from _items(findings, ("scores", index, "items"), score)
        yield from _bands(protocol, ("scores", index, "bands"), score)


def _expression(
    findings: dict[str, Finding], path: YamlPath, expression: Expression, may_ask: bool
) -> Iterator[Objection]:
    for place, leaf in leaves(path, expression):
        match leaf:
            case FindingHolds(finding=name):
                yield from _wrong_type(findings, (*place, "finding"), name, BooleanFinding)
            case ChoiceIs(finding=name):
                yield from _wrong_type(findings, (*place, "finding"), name, ChoiceFinding)
            case Assessed() if not may_ask:
                yield (
                    (*place, "assessed"),
                    "'assessed' is for warnings and constraints; a rule that used it could flip as more becomes known",
                )
            case Comparison():
                yield from _comparison(findings, place, leaf)


def _wrong_type(
    findings: dict[str, Finding], path: YamlPath, name: str, *expected: type[FindingBase]
) -> Iterator[Objection]:
    if not isinstance(findings[name], expected):
        wanted = " or ".join(TYPE_NAMES[cls] for cls in expected)
        hint = {"choice": "; write {finding: …, is: […]}", "boolean": "; write {finding: …}"}
        found = TYPE_NAMES[type(findings[name])]
        yield path, f"finding '{name}' is of type {found}, expected {wanted} here{hint.get(found, '')}"


def _comparison(findings: dict[str, Finding], path: YamlPath, comparison: Comparison) -> Iterator[Objection]:
    left_at = (*path, key(next(name for name in LEFT if getattr(comparison, name) is not None)))
    right_at = (*path, key(comparison.relation))
    objections = [*_operand(findings, left_at, comparison.left), *_operand(findings, right_at, comparison.right)]
    yield from objections
    if objections:
        return
    left, right = comparison.left, comparison.right
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Sum) and is_special(side.unit) and _weight(side) == 0 and isinstance(other, FindingValue):
            yield left_at, f"a difference is compared with {_name(other)}: '{side.unit}' is {SCALE}"
            return
    try:
        if isinstance(left, Elapsed) or isinstance(right, Elapsed):
            yield from _time_limit(comparison, path, comparison_unit(findings, left, right).code)
        elif not isinstance(right, Quantity):
            comparison_unit(findings, left, right)
        else:
            units = accepted_units(findings, left)
            wrong = [*_strange_unit(left, right_at, right, units)]
            if comparison.or_ is not None:
                wrong += _strange_unit(left, (*path, "or"), comparison.or_, units)
                wrong = wrong or [*_printed_again(findings, (*path, "or"), left, right, comparison.or_)]
            yield from wrong
    except ValueError as error:
        yield right_at, str(error)


def _time_limit(comparison: Comparison, path: YamlPath, unit: str) -> Iterator[Objection]:
    """Check the limit of an elapsed time: it is said once, and by the calendar in whole months or years."""
    if comparison.or_ is not None:
        yield (*path, "or"), "a time has one limit: where the source has two, write two comparisons under 'any'"
    for side in (comparison.left, comparison.right):
        if isinstance(side, Quantity) and unit in CALENDAR and last_place(side.value) < 1:
            message = f"expected whole months or years, which end on a day of the calendar, found {side.value} {unit}"
            yield (*path, key(comparison.relation)), message


def _strange_unit(left: Operand, path: YamlPath, limit: Quantity, units: Sequence[str]) -> Iterator[Objection]:
    if limit.unit not in units:
        near = f" (did you mean '{meant}'?)" if (meant := nearest_unit(limit.unit, units)) else ""
        yield path, f"unit '{limit.unit}' does not fit {_name(left)}, expected {' or '.join(units)}{near}"


def _printed_again(
    findings: dict[str, Finding], path: YamlPath, left: Operand, first: Quantity, again: Quantity
) -> Iterator[Objection]:
    """Check that the second number of a limit is the first in another unit, one of the two perhaps rounded."""
    if again.unit == first.unit:
        yield path, f"expected the limit in another unit than '{first.unit}', in which it stands already"
        return
    unit = comparison_unit(findings, left, first)
    for one, other in ((first, again), (again, first)):
        exact = nearby(unit.conversion(other.unit).from_own(unit.own(one.value, one.unit)))
        if abs(exact - other.value) <= last_place(other.value) / 2:
            return
        if one is first:
            there = f"{plain_number(SHOWN.plus(exact))} {again.unit}"
    both = f"{first.value} {first.unit} is {there}, and {again.value} {again.unit} is no rounding of it"
    yield path, f"{both}: correct one of them, or write two comparisons"


def accepted_units(findings: dict[str, Finding], operand: Operand) -> tuple[str, ...]:
    """Return the UCUM units in which a limit for an operand may be written."""
    match operand:
        case PercentChange():
            return ("%",)
        case Sum(unit=unit) | Quantity(unit=unit):
            return (unit,)
        case FindingValue(finding=name):
            finding = findings[name]
            return finding.units if isinstance(finding, QuantityFinding) else ("1",)
        case Elapsed():
            return (*MINUTES, *CALENDAR)
        case ValueOf():
            return (str(operand.own_unit(findings)),)


A_VALUE_OR_A_DIFFERENCE = "only means (factors that add up to 1) and differences (to 0) can be told"


def _weight(operand: Sum) -> Decimal:
    """Return the sum of the factors of the findings that a sum adds up in its own unit."""
    return sum((part.times for part in operand.sum if isinstance(part, FindingValue) and not part.gives), Decimal(0))


def _name(operand: Operand) -> str:
    if isinstance(operand, ValueOf):
        return f"value '{operand.value_of}'"
    names = " and ".join(f"'{name}'" for name in operand.findings)
    return f"finding {names}" if names else "the other side"


def _operand(findings: dict[str, Finding], path: YamlPath, operand: Operand) -> Iterator[Objection]:
    match operand:
        case FindingValue(finding=name, times=times, gives=gives, in_=taken_in):
            if taken_in is not None:
                yield path, "'in' is for formulas only: a rule compares a finding in its own unit"
            yield from _wrong_type(findings, path, name, QuantityFinding, IntegerFinding)
            if gives is not None:
                yield path, "'gives' is for the parts of a sum only"
            if times != 1 and is_special(unit := _own_unit(findings, name)):
                yield path, f"a multiple of '{name}' means nothing: '{unit}' is {SCALE}"
        case PercentChange(percent_change=now, from_=baseline):
            wrong = [
                *_wrong_type(findings, path, now, QuantityFinding),
                *_wrong_type(findings, path, baseline, QuantityFinding),
            ]
            yield from wrong
            one, other = findings[now], findings[baseline]
            if not wrong and isinstance(one, QuantityFinding) and isinstance(other, QuantityFinding):
                if one.unit != other.unit:
                    yield path, f"unit '{one.unit}' of '{now}' does not fit '{other.unit}' of '{baseline}'"
                elif is_special(one.unit):
                    yield path, f"a relative change of '{now}' means nothing: '{one.unit}' is {SCALE}"
                if other.plausible[0] <= 0:
                    yield path, f"the baseline '{baseline}' may be zero: a relative change needs a range above zero"
        case Elapsed(since=since, until=until, in_=taken_in):
            if taken_in is not None:
                yield path, "'in' is for formulas only: a rule compares a time in the unit of the other side"
            yield from _wrong_type(findings, path, since, DateFinding)
            yield from _wrong_type(findings, path, until, DateFinding)
        case Sum(sum=parts, unit=unit):
            objection = objection_to_unit(unit)
            if objection:
                yield path, objection
                return
            for n, part in enumerate(parts):
                yield from _part_of_sum(findings, (*path, "sum", n), part, unit)
            if is_special(unit) and _weight(operand) not in (0, 1):
                yield path, f"this sum means nothing: '{unit}' is {SCALE}; {A_VALUE_OR_A_DIFFERENCE}"


def _part_of_sum(
    findings: dict[str, Finding], path: YamlPath, part: FindingValue | Quantity, unit: str
) -> Iterator[Objection]:
    """Check that every part of a sum is in the sum's unit."""
    if isinstance(part, Quantity):
        if part.unit != unit:
            yield path, f"unit '{part.unit}' does not fit the sum's '{unit}'"
        return
    wrong = list(_wrong_type(findings, path, part.finding, QuantityFinding, IntegerFinding))
    yield from wrong
    if wrong:
        return
    own, name = _own_unit(findings, part.finding), part.finding
    if part.gives is None:
        if own != unit:
            way_out = f"say 'gives: {unit}' where 'times' is a coefficient that turns the one into the other"
            yield path, f"'{name}' is in '{own}' and the sum in '{unit}': add in one unit, or {way_out}"
    elif part.gives != unit:
        yield path, f"'{name}' gives '{part.gives}', which does not fit the sum's '{unit}'"
    elif part.times == 1 and ratio(own, unit) not in (None, 1):
        yield path, f"'{name}' times 1 is in '{own}' and gives no '{unit}': say the coefficient as 'times'"


def _own_unit(findings: dict[str, Finding], name: str) -> str:
    finding = findings[name]
    return finding.unit if isinstance(finding, QuantityFinding) else "1"


def _items(findings: dict[str, Finding], path: YamlPath, score: Score) -> Iterator[Objection]:
    for index, item in enumerate(score.items):
        if item.finding is not None:
            expected = ChoiceFinding if item.choices is not None else IntegerFinding
            yield from _wrong_type(findings, (*path, index, "finding"), item.finding, expected)


def _bands(protocol: Protocol, path: YamlPath, score: Score) -> Iterator[Objection]:
    """Check that bands which hold unconditionally cover every number of points once.

    Bands with a condition cover the points only together with others, which only a proof can check.
    """
    bands = sorted((band for band in score.bands if band.when is None), key=lambda band: band.from_)
    if len(bands) != len(score.bands):
        return
    points = [possible_points(protocol, item) for item in score.items]
    low, high = sum(map(min, points)), sum(map(max, points))
    parts = parts_of_a_point(score)
    step: ScorePoints = 1 if parts == 1 else Decimal(1) / parts
    expected = low
    for band in bands:
        if band.from_ != expected or band.to < band.from_:
            found = f"band '{band.id}' is {band.from_} to {band.to}, expected it to start at {expected}"
            yield path, f"{found}: bands must cover {low} to {high} without gap or overlap"
            return
        expected = band.to + step
    if expected != high + step:
        yield path, f"the bands end at {expected - step}, but {high} points are possible"


def possible_points(protocol: Protocol, item: ScoreItem) -> set[ScorePoints]:
    """Return the points that an item of a score can give."""
    if item.points is not None:
        return {0, item.points}
    assert item.finding is not None  # checked by the item's __post_init__
    return set(Scope(protocol).points(item.finding, item.choices).values())
