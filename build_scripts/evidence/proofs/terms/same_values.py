"""Values of two patients, or of two versions of a protocol, that are the same because all that they rest on is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3

from build_scripts.evidence.proofs.patient import Patient, Term, real
from checker import Protocol
from checker.language.findings import Finding
from checker.protocol.traversal import findings_read, named_rules, rules, walk
from checker.values.value import Value


def by_what_it_reads(protocol: Protocol, patient: Patient, value: Value) -> tuple[Term, Term]:
    """Return the lowest and the highest number that a value may still be, as functions of which nothing is known.

    They are the same wherever its formula is, and all that it reads.

    Args:
        protocol: The protocol.
        patient: The patient.
        value: A value of which the solver knows little else.
    """
    named = named_rules(protocol)
    names = list(dict.fromkeys(findings_read(named, value)))
    given = []
    for name in names:
        known, held = patient.known[name], patient.values[name]
        given += [known, z3.If(known, held, _some(held))]
    told = repr([_meaning(named, value), *(_apart_from_words(patient.findings[name]) for name in names)])
    lowest, highest = (
        z3.Function(f"{end} {told}", *(part.sort() for part in given), z3.RealSort())(*given)
        for end in ("lowest", "highest")
    )
    return lowest, highest


def _meaning(named: Mapping[tuple[str, str], Any], element: Any) -> list[Any]:
    """Return all that an element rests on: its rules, for a value its formula, and what these refer to."""
    found: list[Any] = []
    if isinstance(element, Value):
        found += [element.formula, element.rounded, element.measured]
        for name in element.reads_values:
            found += _meaning(named, named["value", name])
    for rule in rules(element):
        found.append(rule.expression)
        for part in walk(rule.expression):
            if part.refers_to is not None:
                found += _meaning(named, named[part.refers_to])
    return found


def _some(term: Term) -> Term:
    """Return one constant of the sort of a term."""
    return z3.BoolVal(False) if z3.is_bool(term) else z3.IntVal(0) if z3.is_int(term) else real(0)


def _apart_from_words(finding: Finding) -> tuple[Any, ...]:
    """Return what a formula can know of a finding: all but its words."""
    return finding.id, finding.type, getattr(finding, "plausible", None), getattr(finding, "also", None)
