"""Each threshold at its value, one step below and one above, in every unit that is accepted: made from the YAML."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from build_scripts.content.load import load_content
from checker import Checker, Protocol
from checker.language.findings import QuantityFinding
from checker.protocol.thresholds import Threshold, thresholds
from tests.crosscheck.oracle import COMPARE

DOCS = Path(__file__).resolve().parents[2] / "docs"


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


def boundaries() -> Iterator[tuple[Protocol, Threshold, Decimal, str]]:
    for loaded in load_content(DOCS).protocols:
        findings = {finding.id: finding for finding in loaded.protocol.findings}
        for threshold in thresholds(loaded.protocol):
            finding = findings[threshold.finding]
            assert isinstance(finding, QuantityFinding)
            for unit in finding.units:
                times, plus = scale_of(finding, unit)
                limit = (Fraction(*threshold.limit.as_integer_ratio()) - plus) / times
                assert isinstance(threshold.limit, Decimal)
                written = -int(threshold.limit.as_tuple().exponent)
                # A step in another unit is about as large as one in the limit's own, and ten times finer.
                decimals = max(0, written + len(str(int(times))) - (1 if times == 1 else 0))
                for number in beside(limit, decimals):
                    yield loaded.protocol, threshold, number, unit


BOUNDARIES = list(boundaries())


@pytest.mark.parametrize(
    ("protocol", "threshold", "number", "unit"),
    BOUNDARIES,
    ids=[f"{'.'.join(map(str, t.path))} {t.limit}: {number} {unit}" for _, t, number, unit in BOUNDARIES],
)
def test_a_threshold_divides_exactly_where_it_says(protocol, threshold, number, unit):
    checker = Checker(protocol)
    finding = next(finding for finding in protocol.findings if finding.id == threshold.finding)
    values, _ = checker.values({"protocol": protocol.id, "findings": {finding.id: {"value": number, "unit": unit}}})

    truth, _ = checker.program.scope.rules[id(threshold.comparison)](checker.program.run(values))

    times, plus = scale_of(finding, unit)
    entered = Fraction(str(number)) * times + plus
    relation = threshold.comparison.relation.replace("_", "-")
    assert truth.value == str(COMPARE[relation](entered, Fraction(str(threshold.limit)))).lower()


def test_every_threshold_is_tried_on_both_sides_and_in_every_unit():
    tried: dict[object, list[Decimal]] = {}
    for _, threshold, number, unit in BOUNDARIES:
        tried.setdefault((threshold.path, unit), []).append(number)
    assert len(tried) >= len({threshold.path for _, threshold, _, _ in BOUNDARIES})
    for where, numbers in tried.items():
        assert len(numbers) >= 3, where
