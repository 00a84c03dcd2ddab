"""Walks over a protocol: its elements and rules with their places, what a rule reads, and the order of evaluation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any

from checker.language.conditions import CriterionHolds
from checker.language.expressions import EXPRESSIONS, Connective, Expression, Not
from checker.language.keys import YamlPath, field_name, key
from checker.language.scores import Score
from checker.protocol.model import Invariant, Protocol
from checker.protocol.model_fields import ModelField, classes_below, fields_of
from checker.values.value import Value

COLLECTIONS = {"value": "values", "criterion": "criteria", "score": "scores", "grade": "grades"}
"""What a rule can refer to by name → the field of a protocol that holds it, and of a section that explains it."""


def anchor_of(kind: str, name: str) -> str:
    """Return the anchor, on the pages, of what a rule can refer to by name."""
    return f"{kind}-{name}"


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A whole rule of a protocol, as one field of an element holds it."""

    path: YamlPath
    """Path of the rule in the protocol's YAML."""
    expression: Expression
    owner: Any
    """The part of the model that holds the rule in a field: a criterion, an item of a score, a level of a grade."""


class CycleError(ValueError):
    """Values, criteria, scores or grades that depend on each other in a circle."""

    def __init__(self, circle: tuple[str, ...]) -> None:
        super().__init__("depends on itself: " + " → ".join(circle))
        self.circle = circle


def elements(value: object, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Any]]:
    """Yield every dataclass inside a model object, itself first, with its path in the YAML."""
    if is_dataclass(value) and not isinstance(value, type):
        yield path, value
        for field in fields(value):
            yield from elements(getattr(value, field.name), (*path, key(field.name)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from elements(item, (*path, index))


def rules(value: object, path: YamlPath = ()) -> Iterator[PlacedRule]:
    """Yield every rule, an expression that is no part of another, inside a model object, in the order of its fields."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from rules(item, (*path, index))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in _fields_with_rules(type(value)):
            place, held = (*path, field.key), getattr(value, field.name)
            if isinstance(held, EXPRESSIONS):
                yield PlacedRule(place, held, value)
            else:
                yield from rules(held, place)


@cache
def _fields_with_rules(cls: type) -> tuple[ModelField, ...]:
    """Return the fields of a class that hold rules, or elements with rules; most fields of a protocol hold neither."""
    return tuple(field for field in fields_of(cls) if not _classes_with_rules().isdisjoint(field.classes))


@cache
def _classes_with_rules() -> set[type]:
    """Return the classes of the model that are rules or hold some at any depth; formulas hold formulas."""
    holders = {cls: {held for field in fields_of(cls) for held in field.classes} for cls in classes_below(Protocol)}
    found: set[type] = set(EXPRESSIONS)
    before = 0
    while before != len(found):
        before = len(found)
        found |= {cls for cls, held in holders.items() if not found.isdisjoint(held)}
    return found


def evaluated_rules(protocol: Protocol) -> Iterator[PlacedRule]:
    """Yield every rule that answers depend on: all of a protocol's but those of its invariants."""
    return (rule for rule in rules(protocol) if not isinstance(rule.owner, Invariant))


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield an expression and everything inside it; a criterion, score or grade is yielded by reference only."""
    yield expression
    for part in expression.parts:
        yield from walk(part)


def placed_parts(expression: Expression, path: YamlPath = ()) -> Iterator[tuple[YamlPath, Expression]]:
    """Yield the sub-expressions of an expression, each with its path."""
    if isinstance(expression, Connective):
        place = (*path, key(expression.HELD_IN))
        several = isinstance(getattr(expression, expression.HELD_IN), tuple)
        for index, part in enumerate(expression.parts):
            yield (*place, index) if several else place, part


def leaves(path: YamlPath, expression: Expression) -> Iterator[tuple[YamlPath, Expression]]:
    """Yield the innermost parts of an expression, each with its path."""
    if not expression.parts:
        yield path, expression
    for place, part in placed_parts(expression, path):
        yield from leaves(place, part)


def signed_leaves(
    expression: Expression, criteria: Mapping[str, Expression], positive: bool = True
) -> Iterator[tuple[Expression, bool]]:
    """Yield the innermost parts of an expression, each with whether the expression wants it to hold or not to hold.

    Args:
        expression: A rule.
        criteria: The rules of the criteria whose own parts are yielded in their place.
        positive: Whether the expression itself stands under an even number of negations.
    """
    if isinstance(expression, Not):
        positive = not positive
    if expression.parts:
        for part in expression.parts:
            yield from signed_leaves(part, criteria, positive)
    elif isinstance(expression, CriterionHolds) and expression.criterion in criteria:
        yield from signed_leaves(criteria[expression.criterion], criteria, positive)
    else:
        yield expression, positive


def with_value(element: Any, path: YamlPath, value: object) -> Any:
    """Return a model object with another value at a path inside it."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return (*element[:step], with_value(element[step], rest, value), *element[step + 1 :])
    name = field_name(step)
    return replace(element, **{name: with_value(getattr(element, name), rest, value)})


def named_rules(protocol: Protocol) -> dict[tuple[str, str], Any]:
    """Return the values, criteria, scores and grades of a protocol by kind and id, as rules refer to them."""
    return {
        (kind, element.id): element
        for kind, collection in COLLECTIONS.items()
        for element in getattr(protocol, collection)
    }


def findings_read(named: Mapping[tuple[str, str], Any], value: Any) -> Iterator[str]:
    """Yield the id of each finding that a rule reads, through criteria, scores and grades, once for each reading.

    Args:
        named: What rules refer to; see `named_rules`.
        value: An expression, or an element of a protocol that holds expressions.
    """
    if isinstance(value, EXPRESSIONS):
        for part in walk(value):
            yield from part.findings
            if part.refers_to is not None:
                yield from findings_read(named, named[part.refers_to])
        return
    if isinstance(value, Score):
        yield from (item.finding for item in value.items if item.finding is not None)
    if isinstance(value, Value):
        yield from value.findings
        for other in value.reads_values:
            yield from findings_read(named, named["value", other])
    for rule in rules(value):
        yield from findings_read(named, rule.expression)


def built_on(protocol: Protocol, criterion: str) -> frozenset[str]:
    """Return the ids of the criteria that a criterion's rule refers to, directly or through other criteria."""
    criteria = {each.id: each.when for each in protocol.criteria}
    found: set[str] = set()
    queue = [criterion]
    while queue:
        for part in walk(criteria[queue.pop()]):
            kind, name = part.refers_to or ("", "")
            if kind == "criterion" and name not in found:
                found.add(name)
                queue.append(name)
    return frozenset(found)


def evaluation_order(protocol: Protocol) -> list[tuple[str, int]]:
    """Return values, criteria, scores and grades, each as (kind, index), so that each comes after what it depends on.

    Raises:
        CycleError: when there is no such order.
    """
    places = {
        (kind, element.id): index
        for kind, collection in COLLECTIONS.items()
        for index, element in enumerate(getattr(protocol, collection))
    }
    named = named_rules(protocol)
    order: list[tuple[str, int]] = []
    done: set[tuple[str, str]] = set()

    def visit(this: tuple[str, str], path: tuple[tuple[str, str], ...]) -> None:
        # A criterion may well have the name of the score or grade that it reads.
        if this in path:
            raise CycleError(tuple(name for _, name in (*path[path.index(this) :], this)))
        if this in done:
            return
        path = (*path, this)
        element = named[this]
        for name in element.reads_values if isinstance(element, Value) else ():
            visit(("value", name), path)
        for rule in rules(element):
            for part in walk(rule.expression):
                if part.refers_to is not None:
                    visit(part.refers_to, path)
        done.add(this)
        order.append((this[0], places[this]))

    for this in named:
        visit(this, ())
    return order
