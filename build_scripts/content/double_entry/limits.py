"""Limits as data: every number that a rule compares with, and from which elements it can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from build_scripts.content.double_entry.passages import name_of, statements_of
from build_scripts.content.double_entry.reading.figures import OPPOSITE
from build_scripts.content.double_entry.reading.written_units import is_amount
from build_scripts.content.validation.units import ratio
from checker import Protocol
from checker.language.comparisons import Comparison
from checker.language.conditions import ScoreIs
from checker.language.expressions import AtLeast, Expression, Not
from checker.language.findings import IntegerFinding, QuantityFinding
from checker.language.keys import YamlPath, key
from checker.language.operands import FindingValue, Operand, Quantity, Sum, stands_for
from checker.protocol.quantities import measurable
from checker.protocol.traversal import elements, named_rules, placed_parts, rules, walk
from checker.values.by_choice import ByChoice
from checker.values.formulas import Power
from checker.values.value import Value
from checker.words.rationals import Number

OWNERS = ("constraints", "values", "criteria", "scores", "grades", "recommendations", "warnings")
"""Parts of a protocol whose elements hold rules or formulas that answers depend on."""

MIRRORED = {"above": "below", "below": "above", "at_least": "at_most", "at_most": "at_least"}


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a rule compares with."""

    path: YamlPath
    owner: str
    """Id of the criterion, recommendation, score or warning that holds the rule."""
    value: Decimal
    unit: str | None
    """UCUM code; None for a plain number."""
    relation: str | None
    """Direction in which the whole rule compares, with its negations; None for exactly, and for what has none."""
    findings: tuple[QuantityFinding | IntegerFinding, ...] = ()
    """What is compared."""
    to_be_said: bool = True
    """Whether the words have to give it; numbers of points and of signs are only allowed to stand there."""

    again: bool = False
    """Whether it is the limit before it once more, in another unit; the direction then stands with the first."""
    of_score: bool = False
    """Whether it is a number of points, which only says something where a score is spoken of."""
    of_formula: bool = False
    """Whether it is a number of a formula: '0.5 mg/dL for each g/dL' holds no unit of the formula, which has mg/g."""

    def equals(self, value: Decimal, unit: str | None) -> bool:
        """Return whether a written number is this one, in a unit that the compared findings accept."""
        if self.of_formula and value == self.value and not (unit and is_amount(unit)):
            return True
        own = self.unit or "1"
        written = unit or "1"
        if written == own:
            return value == self.value
        if own == "[pH]" and unit is None:  # which nobody writes behind the number
            return value == self.value
        for finding in self.findings:
            here, there = own_value(finding, self.value, own), own_value(finding, value, written)
            if here is not None and there is not None:
                return here == there
        exact = ratio(written, own)
        return exact is not None and Fraction(value) * exact == Fraction(self.value)


def own_value(finding: QuantityFinding | IntegerFinding, value: Decimal, unit: str) -> Number | None:
    """Return a value in a finding's own unit, exactly; None where the finding is not accepted in that unit."""
    conversion = finding.conversion(unit) if isinstance(finding, QuantityFinding) else None
    return None if conversion is None else conversion.to_own(value)


def name_compared(finding: str) -> str:
    """Return the id of what a limit is compared with: of a finding, or of the value for which one stands."""
    return finding.removeprefix(stands_for(""))


class Limits:
    """The limits of a protocol, by what they can be reached from."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self._measurable = measurable(protocol)
        named = named_rules(protocol)
        self.owned: dict[int, list[Limit]] = {}
        read: dict[int, list[Any]] = {}
        roots = [(part, index, root) for part in OWNERS for index, root in enumerate(getattr(protocol, part))]
        for part, index, root in roots:
            self.owned[id(root)] = list(self._of_root((part, index), root))
            read[id(root)] = [
                named[inner.refers_to]
                for rule in rules(root)
                for inner in walk(rule.expression)
                if inner.refers_to is not None
            ]
            if isinstance(root, Value):
                read[id(root)] += [named["value", name] for name in root.reads_values]
        self.roots = [root for _, _, root in roots]
        self._reached = {id(root): self._below(root, read) for root in self.roots}
        self.all = [limit for root in self.roots for limit in self.owned[id(root)]]

    def _below(self, root: Any, read: dict[int, list[Any]]) -> list[Any]:
        found: dict[int, Any] = {}
        queue = [root]
        while queue:
            each = queue.pop()
            if id(each) not in found:
                found[id(each)] = each
                queue += read.get(id(each), [])
        return list(found.values())

    def reached_from(self, root: Any) -> list[Limit]:
        """Return the limits in the rules of an element, and in those that its rules refer to."""
        return [limit for each in self._reached.get(id(root), ()) for limit in self.owned[id(each)]]

    def of(self, element: Any) -> list[Limit]:
        """Return the limits that the words of an element may speak of."""
        if isinstance(element, Protocol):
            return self.all
        cited = set(statements_of(element, self._protocol))
        found = self.reached_from(element)
        for root in self.roots:
            if cited & set(getattr(root, "statements", ())):
                found += self.reached_from(root)
        if isinstance(element, QuantityFinding | IntegerFinding):
            unit = element.unit if isinstance(element, QuantityFinding) else None
            for bound in element.plausible:
                found.append(Limit((), element.id, Decimal(bound), unit, None, (element,), to_be_said=False))
        about = {f.id for f in self._protocol.findings if f is element or cited & set(f.statements)}
        found += [limit for limit in self.all if any(finding.id in about for finding in limit.findings)]
        return found

    def users(self, limit: Limit) -> list[Any]:
        """Return the elements from whose rules a limit is reached."""
        return [root for root in self.roots if any(limit is each for each in self.reached_from(root))]

    def _of_root(self, path: YamlPath, root: Any) -> Iterator[Limit]:
        owner = name_of(root, self._protocol)
        for rule in rules(root, path):
            yield from self._of_rule(rule.path, rule.expression, owner, upright=True)
        if isinstance(root, Value):
            for place, number, unit in constants(root, path):
                yield Limit(place, owner, number, unit, None, to_be_said=False, of_formula=True)
        for place, element in elements(root, path):
            for field in ("points", "from_", "to"):
                value = getattr(element, field, None)
                if isinstance(value, int):
                    yield Limit(
                        (*place, key(field)), owner, Decimal(value), None, None, to_be_said=False, of_score=True
                    )

    def _of_rule(self, path: YamlPath, part: Expression, owner: str, *, upright: bool) -> Iterator[Limit]:
        if isinstance(part, Comparison):
            yield from self._of_comparison(path, part, owner, upright)
        elif isinstance(part, AtLeast):
            yield Limit((*path, "at-least"), owner, Decimal(part.at_least), None, "at_least", to_be_said=False)
        elif isinstance(part, ScoreIs):
            for relation in ("at_least", "at_most"):
                points = getattr(part, relation)
                if points is not None:
                    yield Limit(
                        (*path, key(relation)), owner, Decimal(points), None, relation, to_be_said=False, of_score=True
                    )
        for place, inner in placed_parts(part, path):
            yield from self._of_rule(place, inner, owner, upright=upright != isinstance(part, Not))

    def _of_comparison(self, path: YamlPath, part: Comparison, owner: str, upright: bool) -> Iterator[Limit]:
        named = (stands_for(part.refers_to[1]),) if part.refers_to is not None else ()
        read = tuple(self._measurable[name] for name in (*part.findings, *named))
        compared = tuple(f for f in read if isinstance(f, QuantityFinding | IntegerFinding))
        relation = part.relation if part.relation in OPPOSITE else None
        if relation and not upright:
            relation = OPPOSITE[relation]
        right = (*path, key(part.relation))
        for place, operand, direction in (
            (right, part.right, relation),
            ((*path, "quantity"), part.left, MIRRORED.get(relation or "")),
            ((*path, "or"), part.or_, relation),
        ):
            for value, unit in _numbers(operand) if operand is not None else ():
                again = operand is part.or_
                yield Limit(place, owner, value, unit, direction, compared, to_be_said=value != 0, again=again)


def constants(value: Value, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Decimal, str | None]]:
    """Yield each number of a formula with its place and its unit: what is added, factors, exponents, by choice."""
    for place, part in elements(value.formula, (*path, "formula")):
        if isinstance(part, Quantity | FindingValue | Sum):
            yield from ((place, number, unit) for number, unit in _numbers(part))
        elif isinstance(part, ByChoice):
            unit = None if part.unit == "1" else part.unit
            yield from (((*place, "choices", choice), number, unit) for choice, number in part.choices.items())
        elif isinstance(part, Power) and part.exponent.is_finite:
            yield (*place, "exponent"), part.exponent.decimal, None
    if value.rounded is not None:
        yield (*path, "rounded", "to"), value.rounded.to, None if value.unit == "1" else value.unit


def _numbers(operand: Operand) -> Iterator[tuple[Decimal, str | None]]:
    if isinstance(operand, Quantity):
        yield operand.value, None if operand.unit == "1" else operand.unit
    elif isinstance(operand, FindingValue) and operand.times != 1:
        yield operand.times, None
    elif isinstance(operand, Sum):
        for part in operand.sum:
            yield from _numbers(part)
