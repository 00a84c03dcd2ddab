"""A value that something reads is expected by a worked case, and such a case is suggested."""

from dataclasses import replace
from decimal import Decimal

from build_scripts.evidence.coverage import coverage, lacks
from build_scripts.evidence.proofs.suggested_cases import suggested_case
from build_scripts.evidence.uncovered import gap_line
from checker import Checker
from tests.support.protocols.pasted import pasted
from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import toy

VALUES = data_from("""
- id: third
  label: Third
  unit: mg/dL
  formula: {quotient: [{finding: level}, {value: 3, unit: "1"}]}
  plausible: [0, 34]
- id: double
  label: Double
  unit: mg/dL
  formula: {product: [{value-of: third}, {value: 2, unit: "1"}]}
  plausible: [0, 68]
""")


def test_what_is_read_is_to_be_expected_and_a_case_is_suggested():
    protocol = toy(values=VALUES)
    (gap,) = [each for each in coverage(Checker(protocol), []).missing if each.kind == "value"]
    assert lacks([gap]) == ["no worked case expects a number of 'third'"]
    assert gap_line(protocol, [gap]) == "value 'third': no case that expects its number"
    case = pasted(str(suggested_case(protocol, gap)))
    assert case.expect is not None
    assert case.expect.values is not None
    ((name, number),) = case.expect.values.items()
    assert (name, type(number)) == ("third", Decimal)
    assert gap not in coverage(Checker(protocol), [case]).missing


def test_a_range_or_a_measured_number_holds_no_formula():
    measured = [{**VALUES[0], "measured": "level"}, VALUES[1]]
    protocol = toy(values=measured)
    case = pasted(str(suggested_case(toy(values=VALUES), _gap(toy(values=VALUES)))))
    assert _gap(protocol) in coverage(Checker(protocol), [case]).missing
    unknown = replace(case, findings={})
    assert _gap(toy(values=VALUES)) in coverage(Checker(toy(values=VALUES)), [unknown]).missing


def _gap(protocol):
    return next(each for each in coverage(Checker(protocol), []).missing if each.kind == "value")
