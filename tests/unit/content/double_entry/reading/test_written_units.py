"""Units, as clinicians write them, read as UCUM."""

import pytest

from build_scripts.content.double_entry.reading.number_words import value_of
from build_scripts.content.double_entry.reading.written_units import is_amount, unit_at

UNITS = [
    ("mg", ["mg", " mg", "\u00a0mg", "-mg", " milligrams", " milligram"]),
    ("ug", [" µg", " μg", " mcg", " micrograms"]),
    ("mg/m2", [" mg/m²", " mg/m2", " mg per square metre", " milligrams per m²"]),
    ("mg/kg/d", [" mg/kg/day", " mg per kilogram per day", " mg/kg/d", " mg for every kilogram a day"]),
    ("g/d", [" g/day", " g a day", " grams per day"]),
    ("meq/L", [" mEq/L", " meq/L"]),
    ("10*9/L", [" × 10⁹/L", " x 10^9/L", "×10**9/L"]),
    ("10*3/uL", [" × 10³/µL"]),
    ("/uL", ["/µL"]),
    ("Cel", [" °C", " degrees Celsius"]),
    ("mm[Hg]", [" mmHg", " mm Hg"]),
    ("[iU]", [" IU", " international units"]),
    ("MU", [" million units"]),
    ("%", ["%", " per cent"]),
    ("a", [" years", " years old"]),
]


@pytest.mark.parametrize(("code", "written"), [(code, written) for code, others in UNITS for written in others])
def test_a_unit_is_read_however_it_is_written(code, written):
    assert unit_at(f"10{written}, then", 2) == (code, 2 + len(written))


@pytest.mark.parametrize("written", [" Mg", " MG", " patients", " mgs-x", " mm", "th day"])
def test_what_is_no_unit_is_none(written):
    found = unit_at(f"10{written}q", 2)
    assert found is None


@pytest.mark.parametrize(("code", "amount"), [("mg", True), ("mg/kg/d", True), ("mg/dL", False), ("h", False)])
def test_an_amount_measures_a_drug_out(code, amount):
    assert is_amount(code) is amount


@pytest.mark.parametrize(
    ("words", "value"),
    [("Ten", 10), ("twenty-five", 25), ("a hundred", 100), ("five hundred and ten", 510), ("two thousand five", 2005)],
)
def test_a_number_in_words_has_its_value(words, value):
    assert value_of(words) == value
