"""Protocols with one small mistake: each operator, threshold, comparison, unit and reference changed in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any

from build_scripts.problems import Path_
from checker import Protocol
from checker.compiled import key
from checker.conditions import RELATIONS, Assessed, ChoiceIs, Comparison, CriterionHolds, FindingHolds, GradeIs, ScoreIs
from checker.expressions import All, AnyOf, AtLeast, Expression, Not
from checker.findings import ChoiceFinding, QuantityFinding
from checker.operands import FindingValue, Quantity
from checker.program import walk

OTHERS = 2
"""How many other findings, or criteria, a reference is turned to."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A protocol with one mistake."""

    path: Path_
    """Where, in the YAML."""
    change: str
    """What was changed, in words."""
    protocol: Protocol


Change = tuple[str, Any]
"""What was changed, and what stands there now."""


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Yield every mutant of a protocol, in the order of its YAML."""
    maker = _Maker(protocol)
    for collection, fields in (
        ("constraints", ("if_", "then")),
        ("criteria", ("when",)),
        ("recommendations", ("when",)),
        ("warnings", ("when",)),
    ):
        elements = getattr(protocol, collection)
        for index, element in enumerate(elements):
            for field in fields:
                for change, changed in maker.expression(getattr(element, field)):
                    other = _swapped(elements, index, _with(element, field, changed))
                    yield Mutant((collection, index, key(field)), change, _with(protocol, collection, other))
    for index, recommendation in enumerate(protocol.recommendations):
        for n, silence in enumerate(recommendation.no_rule):
            for change, changed in maker.expression(silence.when):
                silences = _swapped(recommendation.no_rule, n, replace(silence, when=changed))
                other = _swapped(protocol.recommendations, index, replace(recommendation, no_rule=silences))
                path: Path_ = ("recommendations", index, "no-rule", n, "when")
                yield Mutant(path, change, replace(protocol, recommendations=other))
    for index in range(len(protocol.constraints)):
        fewer = (*protocol.constraints[:index], *protocol.constraints[index + 1 :])
        yield Mutant(("constraints", index), "left out", replace(protocol, constraints=fewer))
    for index, score in enumerate(protocol.scores):
        for place, change, changed in maker.score(score):
            other = _swapped(protocol.scores, index, changed)
            yield Mutant(("scores", index, *place), change, replace(protocol, scores=other))
    for index, grade in enumerate(protocol.grades):
        for place, change, changed in maker.grade(grade):
            other = _swapped(protocol.grades, index, changed)
            yield Mutant(("grades", index, *place), change, replace(protocol, grades=other))
    for index, finding in enumerate(protocol.findings):
        for place, change, changed in maker.finding(finding):
            other = _swapped(protocol.findings, index, changed)
            yield Mutant(("findings", index, *place), change, replace(protocol, findings=other))


def _swapped(elements: tuple[Any, ...], index: int, element: Any) -> tuple[Any, ...]:
    return (*elements[:index], element, *elements[index + 1 :])


class _Maker:
    def __init__(self, protocol: Protocol) -> None:
        self.findings = {finding.id: finding for finding in protocol.findings}
        self.criteria = [criterion.id for criterion in protocol.criteria]
        self._rules = {criterion.id: criterion.when for criterion in protocol.criteria}

    def expression(self, expression: Expression) -> Iterator[Change]:
        """Yield an expression with one change, at any depth."""
        match expression:
            case All(all=parts):
                yield "all → any", AnyOf(parts)
                yield from self._parts(parts, All)
            case AnyOf(any=parts):
                yield "any → all", All(parts)
                yield from self._parts(parts, AnyOf)
            case AtLeast(at_least=count, of=parts):
                for other in (count - 1, count + 1):
                    if 1 <= other <= len(parts):
                        yield f"at least {count} → {other}", AtLeast(other, parts)
                for index, part in enumerate(parts):
                    for change, changed in self.expression(part):
                        yield change, AtLeast(count, _swapped(parts, index, changed))
            case Not(not_=part):
                yield "'not' left out", part
                for change, changed in self.expression(part):
                    yield change, Not(changed)
            case _:
                yield "negated", Not(expression)
                yield from self._leaf(expression)

    def _parts(
        self, parts: tuple[Expression, ...], made: Callable[[tuple[Expression, ...]], Expression]
    ) -> Iterator[Change]:
        for index, part in enumerate(parts):
            if len(parts) > 1:
                yield f"part {index + 1} left out", made((*parts[:index], *parts[index + 1 :]))
            for change, changed in self.expression(part):
                yield change, made(_swapped(parts, index, changed))

    def _leaf(self, leaf: Expression) -> Iterator[Change]:
        match leaf:
            case FindingHolds(finding=name):
                for other in self._other_findings(name):
                    yield f"{name} → {other}", FindingHolds(other)
            case CriterionHolds(criterion=name):
                others = [other for other in self.criteria if other != name and not self._reads(other, name)]
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
            case ScoreIs(at_least=low, at_most=high):
                for field, number in (("at_least", low), ("at_most", high)):
                    for points in (number - 1, number + 1) if number is not None else ():
                        yield f"{key(field)}: {number} → {points}", _with(leaf, field, points)
            case GradeIs():
                return

    def _reads(self, criterion: str, other: str) -> bool:
        """Return whether a criterion reads another, so that the one in the place of the other would be a circle."""
        return any(
            isinstance(part, CriterionHolds) and (part.criterion == other or self._reads(part.criterion, other))
            for part in walk(self._rules[criterion])
        )

    def _other_findings(self, name: str) -> Iterator[str]:
        """Yield the next findings of the same kind, after it and then from the first on."""
        finding = self.findings[name]
        unit = getattr(finding, "unit", None)
        alike = [n for n, f in self.findings.items() if type(f) is type(finding) and getattr(f, "unit", None) == unit]
        place = alike.index(name)
        yield from islice((other for other in (*alike[place + 1 :], *alike[:place])), OTHERS)

    def _choice(self, name: str, chosen: tuple[str, ...]) -> Iterator[Change]:
        finding = self.findings[name]
        assert isinstance(finding, ChoiceFinding)
        known = tuple(choice.id for choice in finding.choices)
        for choice in known:
            others = tuple(c for c in known if (c in chosen) != (c == choice))
            if others:
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
        if isinstance(right, FindingValue):
            for value in changed_numbers(right.times):
                yield f"times {right.times} → {value}", _with(comparison, relation, replace(right, times=value))
        if comparison.finding is not None:
            for name in self._other_findings(comparison.finding):
                yield f"{comparison.finding} → {name}", replace(comparison, finding=name)

    def _other_units(self, comparison: Comparison, unit: str) -> Iterator[str]:
        finding = self.findings.get(comparison.finding or "")
        if isinstance(finding, QuantityFinding):
            # A unit that means the same is no mistake.
            same = finding.factor(unit)
            yield from (other for other in finding.units if other != unit and finding.factor(other) != same)

    def score(self, score: Any) -> Iterator[tuple[Path_, str, Any]]:
        """Yield a score with one change."""
        for n, item in enumerate(score.items):
            if item.points is not None:
                for points in (item.points - 1, item.points + 1):
                    items = _swapped(score.items, n, replace(item, points=points))
                    yield ("items", n, "points"), f"{item.points} → {points}", replace(score, items=items)
            if item.when is not None:
                for change, changed in self.expression(item.when):
                    items = _swapped(score.items, n, replace(item, when=changed))
                    yield ("items", n, "when"), change, replace(score, items=items)
            for choice, points in (item.choices or {}).items():
                items = _swapped(score.items, n, replace(item, choices={**item.choices, choice: points + 1}))
                yield ("items", n, "choices"), f"{choice}: {points} → {points + 1}", replace(score, items=items)
            if len(score.items) > 1:
                items = (*score.items[:n], *score.items[n + 1 :])
                yield ("items", n), "left out", replace(score, items=items)
        for n, band in enumerate(score.bands):
            for field, number in (("from_", band.from_), ("to", band.to)):
                for other in (number - 1, number + 1):
                    bands = _swapped(score.bands, n, _with(band, field, other))
                    yield ("bands", n, key(field)), f"{number} → {other}", replace(score, bands=bands)
            if band.when is not None:
                for change, changed in self.expression(band.when):
                    bands = _swapped(score.bands, n, replace(band, when=changed))
                    yield ("bands", n, "when"), change, replace(score, bands=bands)

    def grade(self, grade: Any) -> Iterator[tuple[Path_, str, Any]]:
        """Yield a grade with one change."""
        if grade.when is not None:
            for change, changed in self.expression(grade.when):
                yield ("when",), change, replace(grade, when=changed)
        for d, domain in enumerate(grade.domains):
            for n, level in enumerate(domain.levels):
                for change, changed in self.expression(level.when):
                    levels = _swapped(domain.levels, n, replace(level, when=changed))
                    domains = _swapped(grade.domains, d, replace(domain, levels=levels))
                    yield ("domains", d, "levels", n, "when"), change, replace(grade, domains=domains)
            if len(grade.domains) > 1:
                yield ("domains", d), "left out", replace(grade, domains=(*grade.domains[:d], *grade.domains[d + 1 :]))

    def finding(self, finding: Any) -> Iterator[tuple[Path_, str, Any]]:
        """Yield a finding with another limit, or another factor of a unit."""
        if not isinstance(finding, QuantityFinding):
            return
        low, high = finding.plausible
        for place, number in ((0, low), (1, high)):
            step = _step(number)
            for other in (number - step, number + step):
                ends = (other, high) if place == 0 else (low, other)
                yield ("plausible", place), f"{number} → {other}", replace(finding, plausible=ends)
        for n, conversion in enumerate(finding.also):
            assert conversion.times is not None  # it is filled in when the protocol is read
            for times in changed_numbers(conversion.times):
                also = _swapped(finding.also, n, replace(conversion, times=times))
                yield ("also", n, "times"), f"{conversion.times} → {times}", replace(finding, also=also)
            also = (*finding.also[:n], *finding.also[n + 1 :])
            yield ("also", n), f"{conversion.unit} left out", replace(finding, also=also)


def _with(element: Any, field: str, value: object) -> Any:
    return replace(element, **{field: value})


def _turned(comparison: Comparison, relation: str) -> Comparison:
    fields: dict[str, Any] = {comparison.relation: None, relation: comparison.right}
    return replace(comparison, **fields)


def changed_numbers(number: Decimal) -> Iterator[Decimal]:
    """Yield the number one step down and up in its last place, and ten times as large: a slipped digit, or point."""
    step = _step(number)
    yield number - step
    yield number + step
    yield number * 10


def _step(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)
