"""Alternatives: another answer to one finding of a case at a time, and the recommendations that it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from checker.answers.assessment import Checker
from checker.answers.cases import Case
from checker.answers.parts import STATUS, Status
from checker.engine.scope import Scope
from checker.language.comparisons import Comparison
from checker.language.evaluation import Values
from checker.language.findings import BooleanFinding, ChoiceFinding, Finding, IntegerFinding, QuantityFinding
from checker.language.operands import FindingValue, Quantity
from checker.language.truth import Truth
from checker.protocol.thresholds import comparisons
from checker.words.rationals import EXACT, Number, Rational, nearby, quotient

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
    answers, where a rule compares two findings or derives a quantity from them. Points of a score are tried one by one.
    Answers that the constraints exclude, given the other answers, are left out. Dates are not tried, because nothing
    tells which other day to try.

    Raises:
        RefusedCase: as `Checker.assess` does.
    """
    values, inferred = checker.values(case)
    now = _statuses(checker, values)
    names = [finding.id for finding in checker.protocol.findings]
    given = [None if name in inferred else value for name, value in zip(names, values, strict=True)]
    crossings = _crossings(checker)
    points = {item.finding for score in checker.protocol.scores for item in score.items}
    found = []
    for index, finding in enumerate(checker.protocol.findings):
        limits = _limits(crossings.get(index, ()), values, index)
        for answer, beside in _answers(finding, limits, gives_points=finding.id in points):
            if answer == values[index]:
                continue
            other = [*given[:index], answer, *given[index + 1 :]]
            _, contradictions = checker.program.propagator.propagate(other)
            if contradictions:
                continue
            then = _statuses(checker, other)
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


def _statuses(checker: Checker, values: list[object]) -> list[Truth]:
    state = checker.program.run(values)
    return [rule(state)[0] for rule in checker.program.recommendations]


LimitReader = Callable[[Values, int], Number | None]
"""A function from the values of a case and the position of a finding to the value of the finding at which the truth of
a comparison changes; None where there is no such value."""


@lru_cache(maxsize=4)  # the same for every case
def _crossings(checker: Checker) -> dict[int, list[LimitReader]]:
    """Return, by position of each finding, the limit readers of the comparisons that read the finding."""
    protocol, scope = checker.protocol, checker.program.scope
    found: dict[int, list[LimitReader]] = {}
    for _, comparison in comparisons(protocol):
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
