"""Findings: the units that they accept, and the names of their choices."""

from decimal import Decimal

from checker.language.findings import FINDING_TYPES, Choice, ChoiceFinding, QuantityFinding, UnitConversion

LEVEL = QuantityFinding(
    id="x",
    label="X",
    group="g",
    type="quantity",
    unit="ms",
    plausible=(Decimal(1), Decimal(2)),
    also=(UnitConversion("s", Decimal(1000)),),
)


def test_factors_of_units():
    assert [LEVEL.factor(unit) for unit in ("ms", "s", "h")] == [Decimal(1), Decimal(1000), None]
    assert LEVEL.units == ("ms", "s")


def test_labels_of_choices():
    finding = ChoiceFinding(
        id="x", label="X", group="g", type="choice", choices=(Choice("a", "First"), Choice("b", "Second"))
    )
    assert [finding.choice_label(choice) for choice in ("a", "b", "c")] == ["First", "Second", "c"]


def test_every_type_has_a_name():
    assert list(FINDING_TYPES) == ["boolean", "choice", "quantity", "integer", "date"]
