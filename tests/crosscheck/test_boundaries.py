"""Each threshold at its value, one step below and one above, in every unit that is accepted: made from the YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from build_scripts.content.loaded import LoadedProtocol
from checker import Checker
from checker.language.findings import Finding, IntegerFinding, QuantityFinding
from checker.protocol.thresholds import Threshold, thresholds
from tests.crosscheck.oracle import COMPARE

FINE = 6
"""Decimals of a step beside a limit that no decimal number states."""


def beside(limit: Fraction, decimals: int) -> Iterator[Decimal]:
    """Yield the number itself, where it comes out even, and its neighbours with so many decimals."""
    step = Fraction(1, 10**decimals)
    below = limit // step * step
    for number in {below - step, below, below + step} | ({limit} if below == limit else set()):
        yield Decimal(number.numerator) / Decimal(number.denominator)


def scale_of(finding: QuantityFinding, unit: str) -> tuple[Fraction, Fraction]:
    """Return the factor and the offset from a unit to the finding's own, as the protocol states them."""
    also = {other.unit: (Fraction(str(other.times)), Fraction(str(other.plus or 0))) for other in finding.also}
    return also.get(unit, (Fraction(1), Fraction(0)))


def numbers_about(finding: Finding, threshold: Threshold) -> Iterator[tuple[str | None, Decimal, Fraction]]:
    """Yield the unit, the number in it and the number in the finding's own unit, for each to be tried."""
    own = Fraction(*threshold.limit.as_integer_ratio())
    if isinstance(finding, IntegerFinding):
        for number in beside(own, 0):
            yield None, number, Fraction(number)
        return
    assert isinstance(finding, QuantityFinding)
    written = -int(threshold.limit.as_tuple().exponent) if isinstance(threshold.limit, Decimal) else FINE
    for unit in finding.units:
        times, plus = scale_of(finding, unit)
        # A step in another unit is about as large as one in the limit's own, and ten times finer.
        decimals = max(0, written + len(str(int(times))) - (1 if times == 1 else 0))
        for number in beside((own - plus) / times, decimals):
            yield unit, number, Fraction(number) * times + plus


def truths(loaded: LoadedProtocol) -> Iterator[tuple[Threshold, str | None, Decimal, str, str]]:
    """Yield each number tried, with what the engine says of the comparison and what arithmetic says.

    Of a limit in two units, each is tried alone; where it stands, the relation holds where it holds to one of the two.
    """
    protocol = loaded.protocol
    checker = Checker(protocol)
    rules = checker.program.scope.rules
    findings = {finding.id: finding for finding in protocol.findings}
    limits: dict[int, list[Fraction]] = {}
    for threshold in thresholds(protocol):
        limits.setdefault(id(threshold.within), []).append(Fraction(*threshold.limit.as_integer_ratio()))
    for threshold in thresholds(protocol):
        finding = findings[threshold.finding]
        assert isinstance(finding, IntegerFinding | QuantityFinding)
        low, high = map(Fraction, finding.plausible)
        compare = COMPARE[threshold.comparison.relation.replace("_", "-")]
        stands = rules[id(threshold.within)]
        alone = stands if threshold.within is threshold.comparison else threshold.comparison.bind(checker.program.scope)
        for unit, number, own in numbers_about(finding, threshold):
            if low <= own <= high:  # any other is refused before a rule reads it
                entered: Mapping[str, Any] | int = {"value": number, "unit": unit} if unit else int(number)
                values, _ = checker.values({"protocol": protocol.id, "findings": {finding.id: entered}})
                state = checker.program.run(values)
                told = stands(state)[0].value
                assert told == str(any(compare(own, limit) for limit in limits[id(threshold.within)])).lower(), (
                    *(threshold.path, f"{number} {unit}"),
                )
                expected = compare(own, Fraction(*threshold.limit.as_integer_ratio()))
                yield threshold, unit, number, alone(state)[0].value, str(expected).lower()


def test_each_threshold_divides_exactly_where_it_says_in_every_unit(each):
    findings = {finding.id: finding for finding in each.protocol.findings}
    wrong = []
    tried: dict[tuple[object, str | None], dict[Decimal, str]] = {}
    for threshold, unit, number, said, expected in truths(each):
        tried.setdefault((threshold.path, unit), {})[number] = said
        if said != expected:
            wrong.append((threshold.path, f"{number} {unit}", said))
    assert wrong == []
    for threshold in thresholds(each.protocol):
        finding = findings[threshold.finding]
        for unit in getattr(finding, "units", (None,)):
            numbers = tried[threshold.path, unit]
            # Equal to a number of one unit may be no number that can be written in another.
            exact = threshold.comparison.relation != "equals" or unit == getattr(finding, "unit", None)
            sides = {"true", "false"} if exact else {"false"}
            assert sides <= set(numbers.values()), (threshold.path, unit)
            assert len(numbers) >= (2 if threshold.limit in finding.plausible else 3), (threshold.path, unit)
