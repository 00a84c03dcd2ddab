"""Alternatives: another answer to one finding of a case at a time, and the recommendations that it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from checker.answers.assessment import Checker
from checker.answers.cases import Case
from checker.answers.parts import STATUS, Status
from checker.engine.scope import Scope
from checker.language.comparisons import Comparison
from checker.language.evaluation import Rule, Values
from checker.language.findings import BooleanFinding, ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.language.operands import FindingValue, Quantity
from checker.language.truth import Truth
from checker.protocol.thresholds import comparisons
from checker.protocol.traversal import findings_read, named_rules
from checker.words.rationals import EXACT, Number, Rational, nearby, quotient

LOOKS = 4
"""Parts of the plausible range of a finding between which a value is looked at."""

PLACES = 3
"""Places by which the grid on which a limit is searched for is finer than the plausible range: 0.1 for 0 to 300."""

STEP = Decimal("0.001")
"""Distance from a limit at which a quantity is tried, in its own unit; less where another limit is near."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One finding with another answer, and what follows."""

    finding: str
    answer: bool | str | Number
    """The other answer: yes or no, a choice, or a number in the finding's own unit, which stands for all numbers on the
    same side of the limits."""
    beside: tuple[str, Number] | None
    """For a number: `above`, `below` or `at`, and the limit that this refers to."""
    changes: Mapping[str, Status]
    """Id of each recommendation that would change → its new status."""
    told: Mapping[str, str] = field(default_factory=dict)
    """The limit and its unit, for a limit that has no end in the finding's own unit and one in this unit."""

    def to_data(self) -> dict[str, object]:
        """Return the alternative as the page gets it."""
        data: dict[str, object] = {"finding": self.finding}
        if self.beside is None:
            data["answer"] = str(self.answer) if isinstance(self.answer, Decimal) else self.answer
        else:
            limit = self.beside[1]
            data |= {"side": self.beside[0], "limit": str(limit.nearest if isinstance(limit, Rational) else limit)}
            data |= self.told
        return data | {"changes": {name: status.value for name, status in self.changes.items()}}


def alternatives(checker: Checker, case: Case | Mapping[str, object]) -> list[Alternative]:
    """Return every other answer to one finding that would change a recommendation, in the order of the findings.

    A number is tried at, above and below each limit: those that rules name, and those that follow from the other
    answers, where a rule compares two findings or derives a quantity from them. Where it compares a computed value,
    the number at which this crosses the limit is searched for. Points of a score are tried one by one. Answers that the
    constraints exclude, given the other answers, are left out, and those that make a value implausible. Dates are not
    tried, because nothing tells which other day to try.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    so_far, inferred = checker.state(case)
    values = so_far.values
    now = [rule(so_far)[0] for rule in checker.program.recommendations]
    names = [finding.id for finding in checker.protocol.findings]
    given = [None if name in inferred else value for name, value in zip(names, values, strict=True)]
    crossings = _crossings(checker)
    points = {item.finding for score in checker.protocol.scores for item in score.items}
    found = []
    for index, finding in enumerate(checker.protocol.findings):
        limits = _limits(crossings.get(index, ()), values, index)
        listed = _answers(finding, limits, gives_points=finding.id in points)
        for answer, beside in dict.fromkeys((*listed, *_beside_values(checker, finding, values, index))):
            if answer == values[index]:
                continue
            other = [*given[:index], answer, *given[index + 1 :]]
            _, contradictions = checker.program.propagator.propagate(other)
            if contradictions:
                continue
            state = checker.program.run(other)
            if any(True for _ in checker.program.implausible(state)):
                continue
            then = [rule(state)[0] for rule in checker.program.recommendations]
            changes = {
                recommendation.id: STATUS[after]
                for recommendation, before, after in zip(checker.protocol.recommendations, now, then, strict=True)
                if before is not after
            }
            if changes:
                told = _told(finding, beside[1]) if beside is not None else {}
                found.append(Alternative(finding.id, answer, beside, changes, told))
    return found


def _told(finding: Finding, limit: Number) -> dict[str, str]:
    """Return a limit with its unit, if it has no end in the finding's own unit, but one in another."""
    for conversion in finding.also if isinstance(finding, QuantityFinding) and isinstance(limit, Rational) else ():
        number = conversion.from_own(limit)
        if isinstance(number, Decimal):
            return {"limit": format(number.normalize(), "f"), "unit": conversion.unit}
    return {}


LimitReader = Callable[[Values, int], Number | None]
"""A function from the values of a case and the position of a finding to the value of the finding at which the truth of
a comparison changes; None where there is no such value."""


@lru_cache(maxsize=4)  # the same for every case
def _crossings(checker: Checker) -> dict[int, list[LimitReader]]:
    """Return, by position of each finding, the limit readers of the comparisons that read the finding."""
    protocol, scope = checker.protocol, checker.program.scope
    found: dict[int, list[LimitReader]] = {}
    for _, comparison in comparisons(protocol):
        if comparison.refers_to is not None:
            continue  # no line, so that its limits are searched for
        crossing = _crossing(comparison, scope)
        for name in dict.fromkeys(comparison.findings):
            found.setdefault(scope.index(name), []).append(crossing)
    return found


def _crossing(comparison: Comparison, scope: Scope) -> LimitReader:
    left, right = comparison.left, comparison.right
    unit = scope.comparison_unit(left, right)
    if isinstance(left, FindingValue) and isinstance(right, Quantity) and left.times == 1:
        limit = unit.own(right.value, right.unit)
        return lambda values, index: limit
    one, other = left.bind(scope, unit), right.bind(scope, unit)
    multiply, subtract = EXACT.multiply, EXACT.subtract

    def difference(values: Values, index: int, number: int) -> Decimal | None:
        """Return the difference of the two sides, times their denominators, with a number in the place of a value."""
        values = [*values[:index], Decimal(number), *values[index + 1 :]]
        first, second = one(values), other(values)
        if first is None or second is None:
            return None
        return subtract(multiply(first[0], second[1]), multiply(second[0], first[1]))

    def crossing(values: Values, index: int) -> Number | None:
        at_0, at_1, at_2 = (difference(values, index, number) for number in range(3))
        if at_0 is None or at_1 is None or at_2 is None:
            return None  # the comparison lacks another finding, whatever the value of this one
        slope = subtract(at_1, at_0)
        if not slope or subtract(at_2, at_1) != slope:
            return None  # the comparison does not depend on this finding, or its truth changes more than once
        return quotient(EXACT.minus(at_0), slope)

    return crossing


@lru_cache(maxsize=4)
def _of_values(checker: Checker) -> dict[int, list[Rule]]:
    """Return, by position of each finding, the comparisons of the computed values that the finding is a part of."""
    protocol, scope = checker.protocol, checker.program.scope
    named = named_rules(protocol)
    found: dict[int, list[Rule]] = {}
    for _, comparison in comparisons(protocol):
        if comparison.refers_to is not None:
            rule = scope.bind(comparison)
            for name in dict.fromkeys(findings_read(named, comparison)):
                found.setdefault(scope.index(name), []).append(rule)
    return found


def _beside_values(
    checker: Checker, finding: Finding, values: Values, index: int
) -> Iterator[tuple[Number, tuple[str, Number]]]:
    """Yield the two numbers of a finding between which the comparison of a value changes, each beside the other.

    They lie on a grid of three or four digits; where that is not fine enough, the number given serves as one of them.
    A few numbers are looked at first, since the value may rise and fall.
    """
    rules = _of_values(checker).get(index)
    if not rules or not isinstance(finding, QuantityFinding | IntegerFinding):
        return
    low, high = Decimal(finding.plausible[0]), Decimal(finding.plausible[1])
    step = Decimal(1).scaleb((high - low).adjusted() - PLACES) if isinstance(finding, QuantityFinding) else Decimal(1)
    last, given = int((high - low) / step), values[index]
    for rule in rules:

        def truth(number: Number, rule: Rule = rule) -> Truth:
            return rule(checker.program.run([*values[:index], number, *values[index + 1 :]]))[0]

        known = {place: truth(low + place * step) for place in {last * part // LOOKS for part in range(LOOKS + 1)}}
        for below, above in pairwise(sorted(known)):
            first = below
            while known[first] is not known[above]:  # from one truth to the other it may pass through the third
                second = above
                while second - first > 1:
                    middle = (first + second) // 2
                    if truth(low + middle * step) is known[below]:
                        first = middle
                    else:
                        second = middle
                one, other = low + first * step, low + second * step
                if given is not None and one < given < other:
                    one, other = (given, other) if truth(given) is known[below] else (one, given)
                yield one, ("below", other)
                yield other, ("above", one)
                below = first = second
                known[first] = truth(low + first * step)


def _limits(crossings: Iterable[LimitReader], values: Values, index: int) -> list[Number]:
    """Return the numbers at which the truth of comparisons changes if one finding alone is varied, ascending."""
    return sorted({limit for crossing in crossings if (limit := crossing(values, index)) is not None})


def _answers(
    finding: Finding, limits: Sequence[Number], *, gives_points: bool
) -> Iterator[tuple[bool | str | Number, tuple[str, Number] | None]]:
    match finding:
        case BooleanFinding():
            yield True, None
            yield False, None
        case ChoiceFinding(choices=choices):
            yield from ((choice.id, None) for choice in choices)
        case QuantityFinding(plausible=(low, high)):
            for place, limit in enumerate(limits):
                before = max(limits[place - 1] if place else low, low)
                after = min(limits[place + 1] if place + 1 < len(limits) else high, high)
                # Closer to the limit than half of the way to the next one, so that no other limit lies between.
                here = nearby(limit)
                yield from _within(low, high, "below", limit, here - min(STEP, (here - nearby(before)) / 2))
                yield from _within(low, high, "at", limit, limit)
                yield from _within(low, high, "above", limit, here + min(STEP, (nearby(after) - here) / 2))
        case IntegerFinding(plausible=(first, last)) if gives_points:
            # The points of a score change with every number.
            yield from ((Decimal(number), ("at", Decimal(number))) for number in range(first, last + 1))
        case IntegerFinding(plausible=(first, last)):
            for limit in limits:
                top, bottom = limit.as_integer_ratio()
                floor, ceiling = Decimal(top // bottom), Decimal(-(-top // bottom))
                yield from _within(first, last, "below", limit, ceiling - 1)
                yield from _within(first, last, "at", limit, limit if floor == ceiling else None)
                yield from _within(first, last, "above", limit, floor + 1)


def _within(
    low: Decimal | int, high: Decimal | int, side: str, limit: Number, number: Number | None
) -> Iterator[tuple[Number, tuple[str, Number]]]:
    if number is not None and low <= number <= high and (side == "at" or number != limit):
        yield number, (side, limit)
