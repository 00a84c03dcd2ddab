"""A comparison of two versions in words: what a reviewer signs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_scripts.proofs.differences import Comparison, compare
from build_scripts.proofs.patients import case_text
from checker import Protocol

NO_PATIENT = "no patient gets another answer"


def record(old: Protocol, new: Protocol) -> dict[str, Any]:
    """Compare two versions; return the result as plain data, as it is kept beside the protocol.

    Returns:
        `{"protocol", "from", "to", "differences": [{"kind", "name", "from", "to", "findings"}], "same": [id],
        "added": [text], "removed": [text], "restated": [text]}`.
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
    }


def _plain(value: Any) -> Any:
    return {"value": format(value["value"], "f"), "unit": value["unit"]} if isinstance(value, Mapping) else value


def in_words(old: Protocol, new: Protocol, comparison: Comparison) -> str:
    """Return a comparison as lines of text for the command."""
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
        lines.append(case_text(difference.findings, name=f"{difference.name} changed", why="To be written.", expect={}))
    lines += [f"  recommendation {name}: {NO_PATIENT}" for name in comparison.same]
    return "\n".join(lines)
