"""The smallest patient of a kind: the same one whatever the solver was asked before, lest two builds differ."""

from __future__ import annotations

from itertools import combinations

import pytest
import z3

from build_scripts.evidence.proofs.counterexamples import NoPatient, fewest_findings
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from tests.support.protocols.rules import data_from, protocol_from

NAMES = ("first", "second", "third", "fourth")
FINDINGS = [{"id": name, "type": "boolean", "label": name, "group": "g"} for name in NAMES]


@pytest.fixture
def formulas():
    protocol = protocol_from(FINDINGS, data_from("{finding: first}"))
    return Formulas(protocol, Patient(protocol.findings))


def yes(formulas, *names):
    """That all of these findings are present."""
    return z3.And(*(z3.And(formulas.patient.known[name], formulas.patient.values[name]) for name in names))


@pytest.mark.parametrize("turned", [False, True])
def test_of_equally_small_sets_it_is_the_one_with_the_earliest_findings(formulas, turned):
    pairs = list(combinations(NAMES, 2))
    wanted = [yes(formulas, *pair) for pair in (reversed(pairs) if turned else pairs)]
    assert fewest_findings(formulas, z3.Or(*wanted)) == {"first": True, "second": True}
    assert fewest_findings(formulas, z3.Or(*wanted, yes(formulas, "fourth"))) == {"fourth": True}
    assert fewest_findings(formulas, z3.And(yes(formulas, "second"), z3.Or(*wanted))) == {"first": True, "second": True}
    assert fewest_findings(formulas, z3.BoolVal(True)) == {}
    with pytest.raises(NoPatient):
        fewest_findings(formulas, z3.BoolVal(False))
