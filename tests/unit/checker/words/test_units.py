"""Units are printed as clinicians write them, and what they write is understood."""

import pytest

from checker.words.units import LONGEST, alike, nearest_unit, sign, ucum_spelling, understood


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("mm[Hg]", "mmHg"),
        ("cm[H2O]", "cmH₂O"),
        ("Cel", "°C"),
        ("mCel", "m°C"),
        ("[degF]", "°F"),
        ("ug/L", "µg/L"),
        ("umol/L", "µmol/L"),
        ("meq/L", "mEq/L"),
        ("m[iU]/mL", "mIU/mL"),
        ("k[IU]/L", "kIU/L"),
        ("mosm/kg", "mOsm/kg"),
        ("10*9/L", "× 10⁹/L"),
        ("10^-3", "× 10⁻³"),
        ("mg/(kg.h)", "mg/(kg·h)"),
        ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
        ("kg/m2", "kg/m²"),
        ("mL.s-1", "mL·s⁻¹"),
        ("u", "u"),
        ("a", "years"),
        ("1", ""),
        ("[pH]", ""),
    ],
)
def test_a_code_is_printed_as_clinicians_write_it(code, printed):
    assert sign(code) == printed


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("mmHg", "mm[Hg]"),
        ("cmH2O", "cm[H2O]"),
        ("cmH₂O", "cm[H2O]"),
        ("mEq/L", "meq/L"),
        ("mEq/l", "meq/L"),
        ("µmol/L", "umol/L"),
        ("μmol/L", "umol/L"),
        ("mcg/kg", "ug/kg"),
        ("mcL", "uL"),
        ("IU", "[iU]"),
        ("mIU/mL", "m[iU]/mL"),
        ("kIU/l", "k[iU]/L"),
        ("mOsm/kg", "mosm/kg"),
        ("°C", "Cel"),
        ("℃", "Cel"),
        ("Celsius", "Cel"),
        ("º F", "[degF]"),
        ("pH", "[pH]"),
        ("x 10^9/L", "10*9/L"),
        ("×10⁹/L", "10*9/L"),
        ("10e3/uL", "10*3/uL"),
        ("kg/m²", "kg/m2"),
        ("kg/m^2", "kg/m2"),
        ("mg·h/L", "mg.h/L"),
        ("years", "a"),
        ("beats/min", "beats/min"),
    ],
)
def test_what_clinicians_write_is_understood(written, code):
    assert ucum_spelling(written) == code
    assert ucum_spelling(code) == code


def test_what_is_printed_is_understood():
    codes = ["mm[Hg]", "cm[H2O]", "Cel", "[degF]", "ug/L", "umol/L", "meq/L", "m[iU]/mL", "mosm/kg", "10*9/L", "kg/m2"]
    assert [understood(sign(code), codes) for code in codes] == codes


def test_a_spelling_stands_for_one_of_the_units_that_are_offered_or_for_none():
    assert understood("mL/min/1.73 m²", ["mL/min", "mL/min/{1.73_m2}"]) == "mL/min/{1.73_m2}"
    assert understood("[IU]/L", ["[iU]/L"]) == "[iU]/L"
    assert understood("IU/L", ["[IU]/L"]) == "[IU]/L"
    assert understood("mg", ["g", "kg"]) is None
    assert understood("Mg", ["mg"]) is None, "a megagram is no milligram"
    assert understood("m" * LONGEST + "m", ["m"]) is None


def test_what_differs_in_capitals_only_is_no_unit_but_a_hint():
    assert alike("mmhg", ["kPa", "mm[Hg]"]) == "mm[Hg]"
    assert alike("°c", ["K", "Cel"]) == "Cel"
    assert alike("miu/ml", ["m[iU]/mL"]) == "m[iU]/mL"
    assert alike("MMOL/l", ["mmol/L"]) == "mmol/L"
    assert alike("mg", ["kPa"]) is None
    assert [nearest_unit(text, ["kPa", "mm[Hg]"]) for text in ("mmHg", "KPA", "mg")] == ["mm[Hg]", "kPa", None]
