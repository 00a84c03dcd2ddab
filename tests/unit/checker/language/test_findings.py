"""Findings: the units that they accept, and the names of their choices."""

from decimal import Decimal

import pytest

from checker.language.findings import FINDING_TYPES, Choice, ChoiceFinding, QuantityFinding, UnitConversion
from checker.words.rationals import Rational

LEVEL = QuantityFinding(
    id="x",
    label="X",
    group="g",
    type="quantity",
    unit="ms",
    plausible=(Decimal(1), Decimal(2)),
    also=(UnitConversion("s", Rational("1000")), UnitConversion("min", Rational("60000"), Rational("-0.5"))),
)


@pytest.mark.parametrize(("unit", "own"), [("ms", "2"), ("s", "2000"), ("min", "119999.5")])
def test_a_value_converts_to_the_own_unit_and_back(unit, own):
    conversion = LEVEL.conversion(unit)
    assert conversion is not None
    assert conversion.to_own(Decimal(2)) == Decimal(own)
    assert conversion.from_own(Decimal(own)) == Decimal(2)


def test_units_that_are_accepted():
    assert LEVEL.units == ("ms", "s", "min")
    assert LEVEL.conversion("h") is None


def test_labels_of_choices():
    finding = ChoiceFinding(
        id="x", label="X", group="g", type="choice", choices=(Choice("a", "First"), Choice("b", "Second"))
    )
    assert [finding.choice_label(choice) for choice in ("a", "b", "c")] == ["First", "Second", "c"]


def test_every_type_has_a_name():
    assert list(FINDING_TYPES) == ["boolean", "choice", "quantity", "integer", "date"]
