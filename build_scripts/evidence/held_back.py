"""Immediate actions that an unanswered scope holds back: a remark for authors, since an emergency cannot wait."""

from __future__ import annotations

import z3

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.yaml_source import read_yaml
from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Patient
from build_scripts.evidence.proofs.solving import possible
from checker import Protocol
from checker.protocol.traversal import findings_read, named_rules


def scope_findings(protocol: Protocol) -> tuple[str, ...]:
    """Return the ids of the findings on which the scope of a protocol depends, in the order of the form."""
    scope = next(criterion for criterion in protocol.criteria if criterion.id == protocol.applicable)
    read = set(findings_read(named_rules(protocol), scope.when))
    return tuple(finding.id for finding in protocol.findings if finding.id in read)


def held_back(protocol: Protocol) -> tuple[str, ...]:
    """Return the immediate actions that some patient does not get as long as nothing but the scope is unanswered.

    Returns:
        Ids of recommendations that can stay undetermined for a patient of whom every finding is known but some of those
        on which the scope depends.

    Raises:
        SolverGaveUp: when the solver does not know.
    """
    formulas = Formulas(protocol, Patient(protocol.findings))
    asked = scope_findings(protocol)
    solver = z3.Solver()
    solver.add(*formulas.accepted, formulas.criterion(protocol.applicable).unknown)
    solver.add(*(known for name, known in formulas.patient.known.items() if name not in asked))
    return tuple(
        recommendation.id
        for index, recommendation in enumerate(protocol.recommendations)
        if recommendation.urgency == "immediate" and possible(solver, formulas.recommendation(index).unknown)
    )


def scope_lines(loaded: LoadedProtocol) -> list[str]:
    """Return the remark on the immediate actions that the scope of a protocol holds back, with its line, if any."""
    names = held_back(loaded.protocol)
    if not names:
        return []
    line = read_yaml(loaded.folder / "protocol.yml").problem(("applicable",), "").line
    asked = ", ".join(scope_findings(loaded.protocol))
    what = "immediate actions can stay undetermined whatever else is known"
    return [f"line {line}: as long as the scope is open ({asked}), {what}: {', '.join(names)}"]
