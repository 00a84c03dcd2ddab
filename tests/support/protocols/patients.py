"""Patients of the first protocol as Hypothesis makes them: at the limits of its rules, beside them, and anywhere."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from build_scripts.content.load import load_protocol
from build_scripts.project.paths import find_project
from checker import Checker
from checker.language.comparisons import Comparison
from checker.language.findings import BooleanFinding, ChoiceFinding, QuantityFinding
from checker.language.operands import FindingValue, Quantity
from checker.protocol.traversal import elements
from tests.support.real_protocols import FIRST

PROJECT = find_project(Path(__file__).parent)
assert PROJECT is not None
PROTOCOL = load_protocol(PROJECT.docs / "protocols" / FIRST)  # alone: every worker does this while it collects
CHECKER = Checker(PROTOCOL)
CHECKERS = {FIRST: CHECKER}


def limits_in(finding):
    """Return the limits that the rules compare a finding with, in its own unit."""
    limits = {Decimal(0)}
    for _, element in elements(PROTOCOL):
        if (
            isinstance(element, Comparison)
            and element.left == FindingValue(finding.id)
            and isinstance(element.right, Quantity)
        ):
            conversion = finding.conversion(element.right.unit)
            assert conversion is not None
            limits.add(conversion.to_own(element.right.value))
    return sorted(limit for limit in limits if finding.plausible[0] <= limit <= finding.plausible[1])


def values_of(finding):
    """Return a strategy for a finding: at its limits, near them, anywhere plausible."""
    if isinstance(finding, BooleanFinding):
        return st.booleans()
    if isinstance(finding, ChoiceFinding):
        return st.sampled_from([choice.id for choice in finding.choices])
    assert isinstance(finding, QuantityFinding)
    low, high = finding.plausible
    step = Decimal("0.01")
    near = [limit + offset for limit in limits_in(finding) for offset in (-step, 0, step)]
    anywhere = st.decimals(low, high, allow_nan=False, places=2)
    number = st.one_of(st.sampled_from([value for value in near if low <= value <= high] or [low]), anywhere)
    return number.map(lambda value: {"value": value, "unit": finding.unit})


FINDINGS = st.fixed_dictionaries({}, optional={finding.id: values_of(finding) for finding in PROTOCOL.findings})
ON_TREATMENT = st.fixed_dictionaries(
    {"atra": st.sampled_from(["given", "held"])},
    optional={finding.id: values_of(finding) for finding in PROTOCOL.findings if finding.id != "atra"},
)
CASES = st.one_of(FINDINGS, ON_TREATMENT)
