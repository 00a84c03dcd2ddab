"""Proofs put into words, for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from build_scripts.content import LoadedProtocol
from build_scripts.problems import Problem
from build_scripts.proofs.prove import KINDS, Fault, Proofs, prove
from build_scripts.yaml_source import read_yaml


def told(loaded: LoadedProtocol) -> tuple[Proofs, str]:
    """Prove a protocol; return what came of it, and that in words."""
    proofs = prove(loaded.protocol)
    counts = Counter(statement.kind for statement in proofs.proved)
    lines = [f"{loaded.protocol.id} {loaded.protocol.version}, for every possible patient, by Z3 {proofs.solver}:"]
    lines += [f"  {text}: {counts[kind]} proved" for kind, text in KINDS.items() if counts[kind]]
    document = read_yaml(loaded.folder / "protocol.yml") if proofs.notes else None
    for note in proofs.notes:
        place = document.problem(note.path, "").line if document is not None else 0
        lines += [f"  Note, line {place}: {note.message}", *([note.case] if note.case else [])]
    lines.append(f"  {len(proofs.proved)} properties in {proofs.seconds:.1f} s")
    return proofs, "\n".join(lines)


def fault_problems(loaded: LoadedProtocol, faults: Sequence[Fault]) -> list[Problem]:
    """Return what does not hold as problems of the protocol's file, each with its counterexample."""
    if not faults:
        return []
    document = read_yaml(loaded.folder / "protocol.yml")
    problems = []
    for fault in faults:
        message = fault.message
        if fault.case is not None:
            message += f". The smallest such patient, as a case:\n{fault.case}"
        problems.append(document.problem(fault.path, message))
    return problems
