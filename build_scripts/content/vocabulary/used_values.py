"""What a value of the vocabulary needs of the protocol that uses it: the findings that it reads, and its literature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_scripts.content.vocabulary.shared import Vocabulary
from build_scripts.project.problems import Objection
from checker.protocol.traversal import findings_read
from checker.values.value import Value


def unmet(data: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Objection]:
    """Yield an objection to each used value that reads a finding or a value that the protocol does not have.

    Args:
        data: A protocol's file as its author wrote it.
        vocabulary: What protocols share.
    """
    values = {element.id: element for element in vocabulary.values.elements if isinstance(element, Value)}
    findings, own = _ids(data.get("findings")), _ids(data.get("values"))
    for index, entry in enumerate(_entries(data.get("values"))):
        value = values.get(entry.get("use", ""))
        if value is None:
            continue
        # Without the values that it reads, which answer for their own findings.
        alone = {("value", name): None for name in value.reads_values}
        for name in dict.fromkeys(findings_read(alone, value)):
            if name not in findings:
                hint = f"take it over with '- {{use: {name}, group: …}}'"
                yield ("values", index, "use"), _lacks(value, "finding", name, hint)
        for name in value.reads_values:
            if name not in own:
                yield ("values", index, "use"), _lacks(value, "value", name, f"take it over with '- {{use: {name}}}'")


def _lacks(value: Value, what: str, name: str, hint: str) -> str:
    return f"'{value.id}' reads the {what} '{name}', which this protocol does not have: {hint}"


def with_literature(data: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a protocol's data with the literature of the values that it uses, where it does not name that itself."""
    references, known = vocabulary.references.entries, _ids(data.get("references"))
    cited = (
        name
        for entry in _entries(data.get("values"))
        if entry.get("id") in vocabulary.values.entries
        for name in entry.get("references", ())
    )
    added = [references[name] for name in dict.fromkeys(cited) if name in references and name not in known]
    return {**data, "references": [*(data.get("references") or ()), *added]} if added else dict(data)


def _entries(listed: object) -> Sequence[Mapping[str, Any]]:
    return [entry if isinstance(entry, dict) else {} for entry in listed] if isinstance(listed, list) else []


def _ids(listed: object) -> set[Any]:
    return {entry.get("id", entry.get("use")) for entry in _entries(listed)}
