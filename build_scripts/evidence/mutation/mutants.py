"""Protocols with one small mistake: each operator, threshold, comparison, unit and reference changed in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from build_scripts.content.vocabulary.lenders import only_lent
from build_scripts.evidence.mutation.assumed_otherwise import assumed_otherwise
from build_scripts.evidence.mutation.numbers import (
    OTHERS,
    changed_numbers,
    changed_rationals,
    derived,
    swapped,
)
from build_scripts.evidence.mutation.value_mutants import ValueMutants, other_findings
from build_scripts.words.digits import last_place
from checker import Protocol
from checker.language.comparisons import RELATIONS, Comparison
from checker.language.conditions import Assessed, ChoiceIs, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.language.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.language.findings import ChoiceFinding, QuantityFinding
from checker.language.keys import YamlPath, key
from checker.language.operands import FindingValue, Quantity, ValueOf
from checker.protocol.traversal import built_on, evaluated_rules, with_value
from checker.words.rationals import Rational


@dataclass(frozen=True, slots=True)
class Mutant:
    """A protocol with one mistake."""

    path: YamlPath
    """Where, in the YAML."""
    change: str
    """What was changed, in words."""
    protocol: Protocol


Change = tuple[str, Any]
"""A change in words, and the new element."""


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Yield every mutant of a protocol, in the order of its YAML; what it reads of others is mutated there."""
    lent = only_lent(protocol)
    for mutant in _mutants(protocol):
        collection, index = mutant.path[:2]
        if (collection, getattr(getattr(protocol, str(collection))[index], "id", None)) not in lent:
            yield mutant


def _mutants(protocol: Protocol) -> Iterator[Mutant]:
    maker = _Maker(protocol)
    for rule in evaluated_rules(protocol):
        for change, changed in maker.expression(rule.expression):
            yield Mutant(rule.path, change, with_value(protocol, rule.path, changed))
    for index in range(len(protocol.constraints)):
        fewer = (*protocol.constraints[:index], *protocol.constraints[index + 1 :])
        yield Mutant(("constraints", index), "left out", replace(protocol, constraints=fewer))
    changes: dict[str, Callable[[Any], Iterator[tuple[YamlPath, str, Any]]]] = {
        "scores": maker.score,
        "grades": maker.grade,
        "findings": maker.finding,
        "values": maker.values.changed,
        "recommendations": partial(assumed_otherwise, protocol),
    }
    for collection, changed_elements in changes.items():
        for index, element in enumerate(getattr(protocol, collection)):
            for place, change, other in changed_elements(element):
                yield Mutant((collection, index, *place), change, with_value(protocol, (collection, index), other))


class _Maker:
    def __init__(self, protocol: Protocol) -> None:
        self.findings = {finding.id: finding for finding in protocol.findings}
        self.criteria = [criterion.id for criterion in protocol.criteria]
        self.bands = {score.id: list(dict.fromkeys(band.id for band in score.bands)) for score in protocol.scores}
        self.steps = {grade.id: [step.id for step in grade.scale] for grade in protocol.grades}
        self.values = ValueMutants(protocol)
        self.built_on = {criterion: built_on(protocol, criterion) for criterion in self.criteria}

    def expression(self, expression: Expression) -> Iterator[Change]:
        """Yield an expression with one change, at any depth."""
        match expression:
            case All(all=parts):
                yield "all → any", AnyOf(parts)
            case AnyOf(any=parts):
                yield "any → all", All(parts)
            case AtLeast(at_least=count, of=parts):
                for other in (count - 1, count + 1):
                    if 1 <= other <= len(parts):
                        yield f"at least {count} → {other}", AtLeast(other, parts)
            case Not(not_=part):
                yield "'not' left out", part
            case _:
                yield "negated", Not(expression)
                yield from self._leaf(expression)
        for index, part in enumerate(expression.parts):
            if isinstance(expression, All | AnyOf) and len(expression.parts) > 1:
                fewer = (*expression.parts[:index], *expression.parts[index + 1 :])
                yield f"part {index + 1} left out", expression.with_parts(fewer)
            for change, changed in self.expression(part):
                yield change, expression.with_parts(swapped(expression.parts, index, changed))

    def _leaf(self, leaf: Expression) -> Iterator[Change]:
        match leaf:
            case FindingHolds(finding=name):
                for other in other_findings(self.findings, name):
                    yield f"{name} → {other}", FindingHolds(other)
            case CriterionHolds(criterion=name):
                # A criterion that reads this one is left out: in its place it would form a circle.
                others = [other for other in self.criteria if other != name and name not in self.built_on[other]]
                for other in islice(others, OTHERS):
                    yield f"{name} → {other}", CriterionHolds(other)
            case ChoiceIs(finding=name, is_=chosen):
                yield from self._choice(name, chosen)
            case Assessed(finding=name, assessed=assessed):
                yield f"assessed: {assessed} → {not assessed}".lower(), Assessed(name, not assessed)
                for other in islice((n for n in self.findings if n != name), OTHERS):
                    yield f"{name} → {other}", Assessed(other, assessed)
            case Comparison():
                yield from self._comparison(leaf)
            case ScoreIs(score=name, is_=None, at_least=low, at_most=high):
                for field, number in (("at_least", low), ("at_most", high)):
                    for points in (number - 1, number + 1) if number is not None else ():
                        yield f"{key(field)}: {number} → {points}", _with(leaf, field, points)
            case ScoreIs(score=name, is_=bands) if bands is not None:
                for chosen in _toggled(self.bands[name], bands):
                    yield f"{' or '.join(bands)} → {' or '.join(chosen)}", replace(leaf, is_=chosen)
            case GradeIs(grade=name, is_=steps) if steps is not None:
                for chosen in _toggled(self.steps[name], steps):
                    yield f"{' or '.join(steps)} → {' or '.join(chosen)}", replace(leaf, is_=chosen)
            case GradeIs(grade=name, at_least=lowest):
                place = self.steps[name].index(str(lowest))
                for other in self.steps[name][max(place - 1, 0) : place + 2]:
                    if other != lowest:
                        yield f"at least {lowest} → {other}", replace(leaf, at_least=other)

    def _choice(self, name: str, chosen: tuple[str, ...]) -> Iterator[Change]:
        finding = self.findings[name]
        assert isinstance(finding, ChoiceFinding)
        for others in _toggled([choice.id for choice in finding.choices], chosen):
            yield f"{name} is {' or '.join(chosen)} → {' or '.join(others)}", ChoiceIs(name, others)
        for other, candidate in self.findings.items():
            if (
                other != name
                and isinstance(candidate, ChoiceFinding)
                and set(chosen) <= {c.id for c in candidate.choices}
            ):
                yield f"{name} → {other}", ChoiceIs(other, chosen)

    def _comparison(self, comparison: Comparison) -> Iterator[Change]:
        relation, right = comparison.relation, comparison.right
        for other in RELATIONS:
            if other != relation:
                yield f"{key(relation)} → {key(other)}", _turned(comparison, other)
        if isinstance(right, Quantity):
            for value in changed_numbers(right.value):
                yield f"{right.value} → {value}", _with(comparison, relation, replace(right, value=value))
            for unit in self._other_units(comparison, right.unit):
                yield f"{right.unit} → {unit}", _with(comparison, relation, replace(right, unit=unit))
            yield from self._printed_again(comparison, right)
        elif isinstance(right, FindingValue):
            for value in changed_numbers(right.times):
                yield f"times {right.times} → {value}", _with(comparison, relation, replace(right, times=value))
        elif isinstance(right, ValueOf):
            for name in self.values.others(right.value_of):
                yield f"{right.value_of} → {name}", _with(comparison, relation, ValueOf(name))
        if comparison.quantity is not None:
            for change, changed in derived(comparison.quantity):
                yield change, replace(comparison, quantity=changed)
        if comparison.value_of is not None:
            for name in self.values.others(comparison.value_of):
                yield f"{comparison.value_of} → {name}", replace(comparison, value_of=name)
        if comparison.finding is not None:
            for name in other_findings(self.findings, comparison.finding):
                yield f"{comparison.finding} → {name}", replace(comparison, finding=name)

    def _printed_again(self, comparison: Comparison, first: Quantity) -> Iterator[Change]:
        """Yield the changes of a limit's second number, and each of the two left out."""
        again = comparison.or_
        if again is None:
            return
        for value in changed_numbers(again.value):
            yield f"{again.value} → {value}", _with(comparison, "or_", replace(again, value=value))
        for left_out, (_, other) in zip((again, first), comparison.either, strict=True):
            yield f"{left_out.value} {left_out.unit} left out", other

    def _other_units(self, comparison: Comparison, unit: str) -> Iterator[str]:
        finding = self.findings.get(comparison.finding or "")
        if isinstance(finding, QuantityFinding):
            # A unit with the same factor is left out: exchanging the two is no mistake.
            same = _linear(finding, unit)
            yield from (other for other in finding.units if other != unit and _linear(finding, other) != same)

    def score(self, score: Any) -> Iterator[tuple[YamlPath, str, Any]]:
        """Yield a score with one change to its points."""
        for n, item in enumerate(score.items):
            if item.points is not None:
                for points in (item.points - 1, item.points + 1):
                    items = swapped(score.items, n, replace(item, points=points))
                    yield ("items", n, "points"), f"{item.points} → {points}", replace(score, items=items)
            for choice, points in (item.choices or {}).items():
                items = swapped(score.items, n, replace(item, choices={**item.choices, choice: points + 1}))
                yield ("items", n, "choices"), f"{choice}: {points} → {points + 1}", replace(score, items=items)
            if len(score.items) > 1:
                items = (*score.items[:n], *score.items[n + 1 :])
                yield ("items", n), "left out", replace(score, items=items)
        for n, band in enumerate(score.bands):
            for field, number in (("from_", band.from_), ("to", band.to)):
                for other in (number - 1, number + 1):
                    bands = swapped(score.bands, n, _with(band, field, other))
                    yield ("bands", n, key(field)), f"{number} → {other}", replace(score, bands=bands)

    def grade(self, grade: Any) -> Iterator[tuple[YamlPath, str, Any]]:
        """Yield a grade with one of its domains left out."""
        for d in range(len(grade.domains) if len(grade.domains) > 1 else 0):
            yield ("domains", d), "left out", replace(grade, domains=(*grade.domains[:d], *grade.domains[d + 1 :]))

    def finding(self, finding: Any) -> Iterator[tuple[YamlPath, str, Any]]:
        """Yield a finding with another limit, or another factor of a unit."""
        if not isinstance(finding, QuantityFinding):
            return
        low, high = finding.plausible
        for place, number in ((0, low), (1, high)):
            step = last_place(number)
            for other in (number - step, number + step):
                ends = (other, high) if place == 0 else (low, other)
                yield ("plausible", place), f"{number} → {other}", replace(finding, plausible=ends)
        for n, conversion in enumerate(finding.also):
            for field in ("times", "plus"):
                number = getattr(conversion, field)
                for changed in changed_rationals(number) if number is not None else ():
                    also = swapped(finding.also, n, _with(conversion, field, changed))
                    yield ("also", n, field), f"{number} → {changed}", replace(finding, also=also)
            also = (*finding.also[:n], *finding.also[n + 1 :])
            yield ("also", n), f"{conversion.unit} left out", replace(finding, also=also)


def _toggled(known: Sequence[str], chosen: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield each list of names with one name more or less, in the order of the known names, except an empty one."""
    for name in known:
        others = tuple(other for other in known if (other in chosen) != (other == name))
        if others:
            yield others


def _with(element: Any, field: str, value: object) -> Any:
    return replace(element, **{field: value})


def _turned(comparison: Comparison, relation: str) -> Comparison:
    fields: dict[str, Any] = {comparison.relation: None, relation: comparison.right}
    return replace(comparison, **fields)


def _linear(finding: QuantityFinding, unit: str) -> tuple[Rational | None, Rational | None]:
    conversion = finding.conversion(unit)
    return (conversion.times, conversion.plus) if conversion is not None else (None, None)
