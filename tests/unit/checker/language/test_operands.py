"""Operands: exact arithmetic on what was entered, and units that do not fit."""

from decimal import Decimal, Inexact

import pytest

from checker import Checker
from checker.engine.scope import Scope
from checker.language.comparison_units import ComparisonUnit, comparison_unit
from checker.language.comparisons import Comparison
from checker.language.operands import FindingValue, Quantity, ValueOf
from checker.protocol.labels import Labels
from checker.words.rationals import EXACT
from tests.support.protocols.rules import data_from, protocol_from

FINDINGS = data_from("""
- {id: level, type: quantity, label: Level, group: g, unit: mg/dL, plausible: [0, 1000000],
   also: [{unit: mmol/L, times: 2.4305}]}
- {id: base, type: quantity, label: Base, group: g, unit: mg/dL, plausible: [0.000001, 1000000]}
- {id: other, type: quantity, label: Other, group: g, unit: kg, plausible: [0, 100]}
- {id: share, type: quantity, label: Share, group: g, unit: "%", plausible: [-100, 1000]}
- {id: wait, type: quantity, label: Wait, group: g, unit: d, plausible: [0, 100]}
- {id: age, type: quantity, label: Age, group: g, unit: mo, plausible: [0, 100]}
- {id: count, type: integer, label: Count, group: g, plausible: [0, 10]}
- {id: start, type: date, label: Start, group: g, precision: minute}
- {id: end, type: date, label: End, group: g, precision: minute}
- {id: first-day, type: date, label: First day, group: g, precision: day}
- {id: last-day, type: date, label: Last day, group: g, precision: day}
""")


def status(when, **findings):
    checker = Checker(protocol_from(FINDINGS, data_from(when)))
    given = {name.replace("_", "-"): data_from(value) for name, value in findings.items()}
    return checker.assess({"protocol": "toy", "findings": given}).recommendations[0].status.value


@pytest.mark.parametrize(
    ("when", "findings", "expected"),
    [
        (
            "{quantity: {percent-change: level, from: base}, equals: {value: 100, unit: '%'}}",
            {"level": "{value: 0.000006, unit: mg/dL}", "base": "{value: 0.000003, unit: mg/dL}"},
            "indicated",
        ),
        # A third has no finite decimal expansion; a rounded division would not know on which side of it to come down.
        (
            "{quantity: {percent-change: level, from: base}, above: {value: 33.333333333333333333, unit: '%'}}",
            {"level": "{value: 4, unit: mg/dL}", "base": "{value: 3, unit: mg/dL}"},
            "indicated",
        ),
        (
            "{quantity: {percent-change: level, from: base}, below: {value: 33.333333333333333334, unit: '%'}}",
            {"level": "{value: 4, unit: mg/dL}", "base": "{value: 3, unit: mg/dL}"},
            "indicated",
        ),
        (
            "{quantity: {percent-change: level, from: base}, above: {finding: share}}",
            {"level": "{value: 5, unit: mg/dL}", "base": "{value: 4, unit: mg/dL}", "share": "{value: 25, unit: '%'}"},
            "not-indicated",
        ),
        (
            "{quantity: {percent-change: level, from: base}, above: {percent-change: base, from: base}}",
            {"level": "{value: 5, unit: mg/dL}", "base": "{value: 4, unit: mg/dL}"},
            "indicated",
        ),
        # A conversion is exact to the last digit of its factor.
        (
            "{finding: level, equals: {value: 1, unit: mmol/L}}",
            {"level": "{value: 2.4305, unit: mg/dL}"},
            "indicated",
        ),
        (
            "{finding: level, above: {value: 1, unit: mmol/L}}",
            {"level": "{value: 2.43050000000000000000000000001, unit: mg/dL}"},
            "indicated",
        ),
        (
            "{quantity: {value: 5, unit: mg/dL}, below: {finding: level}}",
            {"level": "{value: 6, unit: mg/dL}"},
            "indicated",
        ),
        (
            "{quantity: {value: 1, unit: mmol/L}, below: {finding: level}}",
            {"level": "{value: 2.4305, unit: mg/dL}"},
            "not-indicated",
        ),
        (
            """
            quantity: {sum: [{finding: level}, {finding: base, times: -0.1}], unit: mg/dL}
            at-most: {value: 0.2, unit: mg/dL}
            """,
            {"level": "{value: 0.3, unit: mg/dL}", "base": "{value: 1, unit: mg/dL}"},
            "indicated",
        ),
        # An elapsed time takes the unit of the other side, a finding's as well.
        (
            "{quantity: {since: start, until: end}, above: {finding: wait}}",
            {"start": "2026-01-01T08:00", "end": "2026-01-03T08:00", "wait": "{value: 2, unit: d}"},
            "not-indicated",
        ),
        (
            "{quantity: {since: start, until: end}, above: {finding: wait}}",
            {"start": "2026-01-01T08:00", "end": "2026-01-03T08:01", "wait": "{value: 2, unit: d}"},
            "indicated",
        ),
        (
            "{quantity: {since: start, until: end}, above: {since: end, until: start}}",
            {"start": "2026-01-01T08:00", "end": "2026-01-03T08:01"},
            "indicated",
        ),
        (
            "{quantity: {since: first-day, until: last-day}, equals: {value: 1, unit: wk}}",
            {"first_day": "2026-02-26", "last_day": "2026-03-05"},
            "indicated",
        ),
        ("{finding: count, above: {value: 2, unit: '1'}}", {"count": "3"}, "indicated"),
        ("{quantity: {value: 2, unit: kg}, below: {value: 3, unit: kg}}", {}, "indicated"),
    ],
)
def test_comparisons_are_exact(when, findings, expected):
    assert status(when, **findings) == expected


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ("{finding: level, above: {finding: other}}", "unit 'kg' does not fit 'mg/dL'"),
        ("{finding: level, above: {value: 1, unit: kg}}", "unit 'kg' does not fit 'mg/dL'"),
        ("{quantity: {value: 1, unit: kg}, above: {finding: level}}", "unit 'kg' does not fit 'mg/dL'"),
        ("{quantity: {value: 1, unit: kg}, above: {value: 1, unit: g}}", "unit 'g' does not fit 'kg'"),
        (
            "{quantity: {since: start, until: end}, above: {value: 1, unit: mg}}",
            "unit 'mg' does not fit an elapsed time (expected min, h, d, wk, mo, a)",
        ),
        (
            "{quantity: {since: start, until: end}, below: {finding: age}}",
            (
                "unit 'mo' does not fit: a time in months or years by the calendar stands beside a number that the "
                "rule writes"
            ),
        ),
        (
            "{quantity: {since: start, until: end}, above: {finding: count}}",
            "unit '1' does not fit an elapsed time (expected min, h, d, wk, mo, a)",
        ),
        (
            "{quantity: {since: first-day, until: last-day}, above: {value: 48, unit: h}}",
            "unit 'h' does not fit dates without a time of day (expected d, wk, mo, a)",
        ),
        (
            "{quantity: {since: first-day, until: end}, above: {value: 2, unit: d}}",
            "one of 'first-day' and 'end' has a time of day and the other has none",
        ),
    ],
)
def test_units_that_do_not_fit_are_refused(when, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared
        Checker(protocol_from(FINDINGS, data_from(when)))
    assert str(caught.value) == message


def test_what_is_missing_is_each_finding_that_an_operand_lacks():
    when = """
quantity: {sum: [{finding: level}, {finding: base}, {value: 1, unit: mg/dL}], unit: mg/dL}
above: {finding: level}
"""
    checker = Checker(protocol_from(FINDINGS, data_from(when)))
    (answer,) = checker.assess({"protocol": "toy", "findings": {}}).recommendations
    assert answer.missing == ("level", "base")
    given = {"base": {"value": 1, "unit": "mg/dL"}}
    (answer,) = checker.assess({"protocol": "toy", "findings": given}).recommendations
    assert answer.missing == ("level",)


def test_arithmetic_would_rather_raise_than_round():
    with pytest.raises(Inexact):
        EXACT.divide(Decimal(1), Decimal(3))


def test_a_scope_speaks_of_the_same_unit():
    protocol = protocol_from(FINDINGS, data_from("{finding: level, above: {value: 1, unit: mmol/L}}"))
    comparison = protocol.recommendations[0].when
    findings = {finding.id: finding for finding in protocol.findings}
    assert comparison_unit(findings, comparison.left, comparison.right).code == "mg/dL"  # type: ignore[union-attr]
    assert Scope(protocol).comparison_unit(comparison.left, comparison.right).code == "mg/dL"  # type: ignore[union-attr]


def test_a_formula_is_written_as_a_clinician_writes_it():
    when = """
quantity:
  sum:
    - {finding: level, times: -0.5}
    - {finding: base, times: -1}
    - {value: -12, unit: mg/dL}
    - {finding: base, times: 6}
    - {value: 4, unit: mg/dL}
  unit: mg/dL
above: {value: -3, unit: mg/dL}
"""
    protocol = protocol_from(FINDINGS, data_from(when))
    (rule,) = protocol.recommendations
    assert rule.when.describe(Labels(protocol)) == (
        "(−0.5 × level − base − 12 mg/dL + 6 × base + 4 mg/dL) is above −3 mg/dL"
    )


def test_a_sum_of_fractions_is_exact():
    """A third of a year and a sixth are half a year, of which no decimal knows."""
    findings = data_from("""
- {id: one, type: quantity, label: One, group: g, unit: a, plausible: [0, 10], also: [{unit: mo, times: 1/12}]}
- {id: two, type: quantity, label: Two, group: g, unit: a, plausible: [0, 10], also: [{unit: mo, times: 1/12}]}
""")
    rule = data_from("{quantity: {sum: [{finding: one}, {finding: two}], unit: a}, equals: {value: 0.5, unit: a}}")
    checker = Checker(protocol_from(findings, rule))
    case = {name: {"value": Decimal(months), "unit": "mo"} for name, months in (("one", 4), ("two", 2))}
    assert checker.assess({"protocol": "toy", "findings": case}).recommendations[0].status.value == "indicated"


def test_a_value_is_not_read_from_findings():
    with pytest.raises(TypeError, match="a computed value is no part of the findings of a case"):
        ValueOf("v").bind(None, ComparisonUnit("1"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Comparison(value_of="v", above=ValueOf("w")),
            "a comparison reads one computed value at most; make their difference a value",
        ),
        (
            lambda: Comparison(finding="level", above=FindingValue("limit"), or_=Quantity(Decimal(1), "mg")),
            "'or'",
        ),
    ],
)
def test_two_values_are_not_compared_with_each_other(make, message):
    with pytest.raises(ValueError, match=message):
        make()
