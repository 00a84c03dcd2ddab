"""Versions whose values are worked out or rounded otherwise: the search for a patient ends, and finds one."""

from dataclasses import replace
from decimal import Decimal

from build_scripts.content.load import load_content
from build_scripts.evidence.proofs.differences import first_difference
from checker import Checker
from checker.values.rounding import Rounding
from tests.support.own.values import write_calculated


def test_a_coarser_rounding_is_told_on_a_patient_whom_the_engine_answers_differently(workshop):
    write_calculated(workshop)
    (loaded,) = load_content(workshop.docs).protocols
    old, (corrected, *others) = loaded.protocol, loaded.protocol.values
    coarser = replace(corrected, rounded=Rounding(to=Decimal("0.1"), half="up"))
    new = replace(old, values=(coarser, *others))
    found = first_difference(old, new)
    assert found is not None
    case = {"protocol": old.id, "findings": found.findings}
    assert (found.kind, found.name) == ("value", "corrected")
    one, other = (Checker(protocol).assess(case).values["corrected"] for protocol in (old, new))
    assert one.low != other.low
