"""Proofs and comparisons in words: for the command line, and as the record that a reviewer signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.worked_cases import TO_BE_WRITTEN
from build_scripts.content.yaml_source import read_yaml
from build_scripts.content.yaml_text import case_text
from build_scripts.evidence.proofs.claims import KINDS, Fault, Proofs, VersionComparison
from build_scripts.evidence.proofs.differences import compare
from build_scripts.project.problems import Problem
from checker import Protocol


def told(loaded: LoadedProtocol, proofs: Proofs) -> str:
    """Return the proofs of a protocol in words."""
    counts = Counter(statement.kind for statement in proofs.proved)
    lines = [f"{loaded.protocol.id} {loaded.protocol.version}, for every possible patient, by Z3 {proofs.solver}:"]
    lines += [f"  {text}: {counts[kind]} proved" for kind, text in KINDS.items() if counts[kind]]
    lines += _tried(proofs)
    document = read_yaml(loaded.folder / "protocol.yml") if proofs.notes else None
    for note in proofs.notes:
        place = document.problem(note.path, "").line if document is not None else 0
        lines += [f"  Note, line {place}: {note.message}", *([note.case] if note.case else [])]
    not_proved = f", {len(proofs.tried)} not proved" if proofs.tried else ""
    lines.append(f"  {len(proofs.proved)} properties{not_proved} in {proofs.seconds:.1f} s")
    return "\n".join(lines)


def _tried(proofs: Proofs) -> Iterator[str]:
    """Yield the properties that were not proved, and on whom they were tried."""
    if not proofs.tried:
        return
    yield f"  Not proved, since the solver knows too little of a value; tried on {proofs.patients} random patients,"
    yield f"  none of whom breaks it{', many of them beside these limits:' if proofs.near else ''}"
    yield from (f"    {limit}" for limit in proofs.near)
    for kind, text in KINDS.items():
        said = [statement.text for statement in proofs.tried if statement.kind == kind]
        if said:
            yield f"  {text}: {len(said)} not proved"
            yield from (f"    {statement}" for statement in said)


def fault_problems(loaded: LoadedProtocol, faults: Sequence[Fault]) -> list[Problem]:
    """Return faults as problems of the protocol's file, each with its counterexample."""
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


NO_PATIENT = "no patient gets another answer"


def record(old: Protocol, new: Protocol) -> dict[str, Any]:
    """Compare two versions; return the result as plain data, as it is kept beside the protocol.

    Returns:
        `{"protocol", "from", "to", "differences": [{"kind", "name", "from", "to", "findings"}], "same": [id],
        "added": [text], "removed": [text], "restated": [text]}`, and where something is not proved also `"tried"`, the
        kinds with ids on which no patient who was tried is answered differently, and the number of `"patients"`.
    """
    comparison = compare(old, new)
    return {
        "protocol": new.id,
        "from": old.version,
        "to": new.version,
        "differences": [
            {
                "kind": difference.kind,
                "name": difference.name,
                "from": difference.old,
                "to": difference.new,
                "findings": {name: _plain(value) for name, value in difference.findings.items()},
            }
            for difference in comparison.differences
        ],
        "same": list(comparison.same),
        "added": list(comparison.added),
        "removed": list(comparison.removed),
        "restated": list(comparison.restated),
        **({"tried": list(comparison.tried), "patients": comparison.patients} if comparison.tried else {}),
    }


def _plain(value: Any) -> Any:
    return {"value": format(value["value"], "f"), "unit": value["unit"]} if isinstance(value, Mapping) else value


def in_words(old: Protocol, new: Protocol, comparison: VersionComparison) -> str:
    """Return a comparison as lines of text for the command: what changed, and a last line on all that did not."""
    lines = [f"{new.id}: {old.version} → {new.version}, for every possible patient"]
    for word, texts in (
        ("added", comparison.added),
        ("removed", comparison.removed),
        ("said otherwise", comparison.restated),
    ):
        lines += [f"  {word}: {text}" for text in texts]
    for difference in comparison.differences:
        lines.append(
            f"  {difference.kind} {difference.name}: was {difference.old}, is {difference.new}, for example in"
        )
        name, why = f"{difference.name} changed", f"{TO_BE_WRITTEN}."
        lines.append(case_text(difference.findings, name=name, why=why, expect={}))
    for text in comparison.tried:
        lines.append(f"  {text}: not proved; none of {comparison.patients} random patients gets another answer")
    count = len(comparison.same)
    if comparison.nothing:
        lines.append(f"  {NO_PATIENT}")
    elif count:
        lines.append(f"  {NO_PATIENT} on {count} further {'recommendation' if count == 1 else 'recommendations'}")
    return "\n".join(lines)
