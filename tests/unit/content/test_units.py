"""Units: every code of UCUM is taken or refused in words, and no factor passes that what is known refutes.

UCUM's own functional tests are in `tests/suites/`.
"""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from ucumvert.xml_util import get_base_units, get_units, get_units_with_full_definition

from build_scripts.content.doses.units import dose_unit
from build_scripts.content.load import load_content
from build_scripts.content.skeleton import write_skeleton
from build_scripts.content.validation.ucum import LONGEST_CODE, UnitError, unit
from build_scripts.content.validation.units import (
    objection_to_unit,
    objections_to_units,
    with_factors,
)
from build_scripts.project.problems import ContentError
from checker import Checker, dump
from checker.language.findings import QuantityFinding, UnitConversion
from checker.words.rationals import Rational
from tests.support.protocols.rules import protocol_from

CODES = [*get_units(), *get_base_units()]
SPECIAL = [definition.code_cs for definition in get_units_with_full_definition() if definition.is_special]


def _finding(own, *also):
    conversions = tuple(UnitConversion(**conversion) for conversion in also)
    return QuantityFinding(
        id="level",
        type="quantity",
        label="Level",
        group="g",
        unit=own,
        plausible=(Decimal(0), Decimal(1)),
        also=conversions,
    )


def _read(own, *also):
    """Return the factors of a finding's further units as they are once it is read, and what is said against them."""
    finding = with_factors(_protocol(_finding(own, *also))).findings[0]
    assert isinstance(finding, QuantityFinding)
    return [conversion.times for conversion in finding.also], [text for _, text in objections_to_units(finding)]


def _protocol(finding):
    toy = protocol_from([], {"finding": "never-asked"})
    return replace(toy, findings=(finding, *toy.findings))


def _conversion(text):
    """Return a further unit as an author writes it: `meq/L valence 2`."""
    code, *words = text.split()
    facts = dict(zip(words[::2], words[1::2], strict=True))
    numbers: dict[str, object] = {name: Rational(facts[name]) for name in ("times", "plus") if name in facts}
    if "molar-mass" in facts:
        numbers["molar_mass"] = Decimal(facts["molar-mass"])
    valence = {"valence": int(facts["valence"])} if "valence" in facts else {}
    basis = {"basis": facts["basis"]} if "basis" in facts else {}
    return {"unit": code, **numbers, **valence, **basis}


def test_every_code_of_ucum_can_be_a_findings_unit():
    assert len(CODES) == 312
    assert {code: said for code in CODES if (said := objection_to_unit(code))} == {}


def test_a_special_unit_converts_to_no_other_dimension_and_is_no_dose():
    assert {"Cel", "[degF]", "[degRe]", "[pH]", "Np", "B", "B[SPL]"} <= set(SPECIAL)
    for code in SPECIAL:
        for own, also in ((code, "mg"), ("mg", code), (code, "1")):
            (said,) = _read(own, {"unit": also, "times": Rational("1"), "basis": "x"})[1]
            assert "its values convert to no unit of another dimension" in said
        with pytest.raises(UnitError, match="is on a scale with an offset or a logarithm: no amount of a drug"):
            dose_unit(code)


@pytest.mark.parametrize(
    "code",
    ["m", "/m", "10*3/ul", "meq/(8.h.kg)", "100{pc}", "(8.h){shift}", "{a}/uL", "dB[10.nV]", "mCel", "Cel{oral}"],
)
def test_codes_that_are_taken(code):
    assert objection_to_unit(code) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "the unit is empty"),
        (" ", "is not a UCUM unit"),
        ("m/", "is not a UCUM unit"),
        ("10+3/ul", "a power of ten is written 10\\*3 or 10\\^3"),
        ("mmHg", "is not a UCUM unit"),
        ("µg/L", "is not a UCUM unit"),
        ("g.m/{hb}m2", "is not a UCUM unit"),
        ("m" + "9" * 50, "has the exponent 9+, expected at most"),
        ("Cel/d", "'Cel' is on a scale .*, and cannot be part of another unit"),
        ("10.Cel", "'Cel' is on a scale"),
        ("[pH]2", "'\\[pH\\]' is on a scale"),
        ("(" * 40 + "m" + ")" * 39, "is not a UCUM unit"),
        ("m." * LONGEST_CODE + "m", "expected at most"),
    ],
)
def test_codes_that_are_refused_in_words(code, words):
    assert re.search(words, objection_to_unit(code) or "")


@pytest.mark.parametrize(
    ("value", "code", "other", "result"),
    [
        ("6.300", "[in_i]", "cm", "16.002"),
        ("1", "10*9/L", "/nL", "1"),
        ("1", "U/L", "umol.min-1.L-1", "1"),
        ("1", "[IU]", "[iU]", "1"),
    ],
)
def test_sizes_are_those_of_ucum_and_exact(value, code, other, result):
    one, another = unit(code), unit(other)
    assert one.dimension == another.dimension
    assert Fraction(value) * one.size / another.size == Fraction(result)


@pytest.mark.parametrize(
    ("own", "also", "times"),
    [
        ("mg/dL", "g/L", "100"),
        ("mg/dL", "g/L times 100", "100"),
        ("mg/dL", "mg/dl", "1"),
        ("mmol/L", "meq/L valence 1", "1"),
        ("mmol/L", "meq/L valence 2", "0.5"),
        ("mmol/L", "meq/L valence 2 times 0.5", "0.5"),
        ("mmol/L", "ueq/mL valence 2", "0.5"),
        ("mmol/L", "eq/L valence 2", "500"),
        ("meq/L", "mmol/L valence 2", "2"),
        ("meq/L", "eq/L", "1000"),
        ("mmol/L", "meq/L valence 3", "1/3"),
        ("mmol/L", "meq/L valence 3 times 1/3", "1/3"),
        ("mmol/L", "mg/dL molar-mass 180.16", "125/2252"),
        ("mg/dL", "meq/L molar-mass 40 valence 3", "4/3"),
        ("a", "mo", "1/12"),
        ("a", "mo times 1/12", "1/12"),
        ("mg/dL", "g/L times 200/2", "100"),
        ("mg/dL", "mmol/L molar-mass 24.305", "2.4305"),
        ("mg/dL", "mmol/L molar-mass 24.305 times 2.43", "2.43"),
        ("mg/dL", "mmol/L times 2.4305 basis book", "2.4305"),
        ("mmol/L", "mg/dL molar-mass 180.16 times 0.0555", "0.0555"),
        ("mg/dL", "meq/L molar-mass 40 valence 2", "2"),
        ("meq/L", "mg/dL molar-mass 40 valence 2", "0.5"),
        ("kPa", "mm[Hg]", "0.133322"),
        ("mm[Hg]", "kPa", "500000/66661"),
        ("B", "dB", "0.1"),
        ("K", "mK", "0.001"),
        ("[degR]", "K", "1.8"),
        ("mmol/kg", "mosm/kg times 1 basis book", "1"),
        ("ng/mL", "[iU]/L times 0.25 basis book", "0.25"),
    ],
)
def test_a_factor_follows_from_what_is_known_or_agrees_with_it(own, also, times):
    assert _read(own, _conversion(also)) == ([Rational(times)], [])


@pytest.mark.parametrize(
    ("own", "also", "words"),
    [
        ("mmol/L", "meq/L times 1 basis calcium", "give the 'valence' of the ion"),
        ("mmol/L", "meq/L times 0.5 basis calcium", "give the 'valence' of the ion"),
        ("mmol/L", "meq/L valence 2 times 1", "1 meq/L is 0.5 mmol/L, not 1"),
        ("meq/L", "mmol/L valence 2 times 0.5", "1 mmol/L is 2 meq/L, not 0.5"),
        ("mmol/L", "meq/L valence 0", "a number of charges without sign, 1 or more, found 0"),
        ("mmol/L", "meq/L valence -1", "a number of charges without sign, 1 or more, found -1"),
        ("mmol/L", "meq/L valence 3 times 0.4", "1 meq/L is 1/3 (0.333333333333…) mmol/L, not 0.4"),
        ("mmol/L", "meq/L valence 3 times 0.333", "mmol/L, which 0.333 only rounds: write 1/3, or leave 'times' out"),
        (
            "a",
            "mo times 0.08333333333333333",
            "which 0.08333333333333333 only rounds: write 1/12, or leave 'times' out",
        ),
        ("a", "mo times 1/13", "1 mo is 1/12 (0.0833333333333…) a, not 1/13"),
        ("a", "mo times -1/12", "expected a factor above zero of at most 30 digits, found -1/12"),
        ("Cel", "[degF] plus -17.8", "0 [degF] is -160/9 (-17.7777777778…) Cel, not -17.8: leave 'plus' out"),
        ("Cel", "[degF] times 0.56", "1 [degF] is 5/9 (0.555555555556…) Cel, which 0.56 only rounds: write 5/9"),
        ("mg/dL", "g/L plus 1", "'plus' has no part in the factor from 'g/L' to 'mg/dL'"),
        ("meq/L", "eq/L valence 2", "'valence' has no part in the factor from 'eq/L' to 'meq/L'"),
        ("mmol/L", "mg/dL molar-mass 40 valence 2", "'valence' has no part in the factor from 'mg/dL' to 'mmol/L'"),
        ("mg/dL", "meq/L valence 2", "give the 'molar-mass' in g/mol, too"),
        ("mg/dL", "mmol/L molar-mass 180.16 times 0.0555", "1 mmol/L is 18.016 mg/dL, not 0.0555"),
        ("mg/dL", "mmol/L molar-mass 0.18016", "expected a molar mass in g/mol, from 1 to"),
        ("mmol/L", "mg/dL molar-mass 180.16 times 0.06", "1 mg/dL is 125/2252 (0.0555062166963…) mmol/L, not 0.06"),
        ("mmol/L", "mg/dL molar-mass 180.16 times 0.0556", "mmol/L, not 0.0556"),
        ("mg/dL", "mmol/L times 0.0555 basis book", "would be a molar mass of 0.555 g/mol"),
        ("mg/dL", "mmol/L times 18.016", "do not measure the same dimension; give the 'molar-mass' in g/mol, or"),
        ("mg/dL", "mmol/L", "do not measure the same dimension; give the 'molar-mass' in g/mol, or"),
        ("mg/dL", "[iU]/L times 1", "do not measure the same dimension; give 'times' with its 'basis'"),
        ("mmol/kg", "mosm/kg", "do not measure the same dimension; give 'times' with its 'basis'"),
        ("mg/dL", "[iU]/L times -18 basis book", "expected a factor above zero of at most 30 digits, found -18"),
        ("mg/dL", "[iU]/L times 1e-500 basis book", "expected a factor above zero of at most 30 digits"),
        ("mg/dL", "g/L times 10", "1 g/L is 100 mg/dL, not 10"),
        ("mg/dL", "g/L times 100.000000001", "1 g/L is 100 mg/dL, not 100.000000001"),
        ("mg/dL", "g/L times 100 basis book", "'basis' has no part in the factor from 'g/L' to 'mg/dL'"),
        ("mm[Hg]", "kPa times 7.500615758456563", "is 500000/66661 (7.50063755419…) mm[Hg], not 7.500615758456563"),
        ("mm[Hg]", "kPa times 7.500637554", "which 7.500637554 only rounds: write 500000/66661, or leave 'times' out"),
        ("mm[Hg]", "kPa times 7.5", "mm[Hg], which 7.5 only rounds: write 500000/66661, or leave 'times' out"),
        ("mg/dL", "mgdl", "'mgdl' is not a UCUM unit"),
    ],
)
def test_a_factor_that_is_refuted_or_rests_on_nothing_is_refused(own, also, words):
    _, said = _read(own, _conversion(also))
    assert len(said) == 1
    assert words in said[0]


@pytest.mark.parametrize(
    ("also", "words"),
    [
        (("g/L", "g/L times 100"), "'g/L' stands twice among the units of 'level' (times 100 and times 100)"),
        (("mg/dL",), "'mg/dL' stands twice among the units of 'level' (its own unit and times 1)"),
        (("mmol/L times 18 basis a", "mmol/l times 2.8 basis b"), "times 2.8 contradicts times 18 of 'mmol/L'"),
        (("mmol/L molar-mass 24", "umol/L molar-mass 24.3"), "molar-mass 24.3 of 'umol/L' and 24 of 'mmol/L'"),
        (("meq/L molar-mass 24 valence 1", "ueq/L molar-mass 24 valence 2"), "valence 2 of 'ueq/L' and 1 of 'meq/L'"),
    ],
)
def test_a_finding_has_one_factor_a_unit_and_one_substance(also, words):
    _, said = _read("mg/dL", *map(_conversion, also))
    assert words in said[0]


def test_factors_rounded_apart_are_no_contradiction():
    assert (
        _read("mg/dL", _conversion("mmol/L times 18.02 basis a"), _conversion("umol/L times 0.018016 basis a"))[1] == []
    )


@pytest.mark.parametrize("code", ["Cel", "[degF]", "[pH]", "dB", "Np"])
def test_a_protocol_in_a_special_unit_works_in_that_unit(workshop, code):
    folder = write_skeleton(workshop, "example")
    for name in ("protocol.yml", "cases.yml"):
        text = (folder / name).read_text().replace("- {unit: g/L, times: 100}", "[]")
        (folder / name).write_text(text.replace("unit: mg/dL", f"unit: '{code}'").replace("10 mg/dL.", f"10 {code}."))
    (loaded,) = load_content(workshop.docs).protocols
    case = {"example-treatment": "given", "example-level": {"value": 11, "unit": code}}
    answer = Checker(loaded.protocol).assess({"protocol": "example", "findings": case})
    assert answer.criteria["suspected"].value == "true"


def test_what_a_factor_follows_from_stays_with_the_author(first):
    """The page, the command and whoever reads the compiled form meet one thing: `times`."""
    compiled = dump(first.protocol)
    conversions = [conversion for finding in compiled["findings"] for conversion in finding.get("also", ())]
    assert {"meq/L", "mmol/L"} <= {conversion["unit"] for conversion in conversions}
    assert all(set(conversion) == {"unit", "times"} for conversion in conversions)


def test_a_finding_whose_own_unit_is_none_is_refused_in_words(workshop):
    file = write_skeleton(workshop, "example") / "protocol.yml"
    file.write_text(file.read_text().replace("mg/dL", "mgdL"))
    with pytest.raises(ContentError, match="'mgdL' is not a UCUM unit"):
        load_content(workshop.docs)
