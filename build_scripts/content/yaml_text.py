"""YAML as an author would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

PLAIN = re.compile(r"[A-Za-z/%][A-Za-z0-9/*.\[\]_-]*")


def case_text(
    case: Mapping[str, Any],
    *,
    name: str,
    why: str,
    expect: Mapping[str, Mapping[str, Any] | Sequence[str]] | None = None,
    refused: Sequence[str] | None = None,
) -> str:
    """Return a case as it stands in a protocol's cases.yml, ready to paste.

    Args:
        case: The findings of the case.
        name: The name of the case.
        why: The reason for the answer.
        expect: The expected answer, as in cases.yml.
        refused: In its place the findings for which the case must be refused.
    """
    lines = [f"  - name: {_scalar(name)}", f"    why: {_scalar(why)}"]
    lines += ["    findings:", *(f"      {finding}: {value_text(value)}" for finding, value in case.items())]
    if not case:
        lines[-1:] = ["    findings: {}"]
    if expect:
        lines.append("    expect:")
    for kind, wanted in (expect or {}).items():
        if isinstance(wanted, Mapping) and wanted:
            # Truths stand in quotes, since YAML would read them as other values.
            lines += [f"      {kind}:", *(f"        {key}: {value_text(value)}" for key, value in wanted.items())]
        else:
            lines.append(f"      {kind}: {value_text(wanted)}")
    if refused is not None:
        lines.append(f"    refused: {value_text(refused)}")
    return "\n".join(lines)


def value_text(value: Any) -> str:
    """Return a value as YAML in one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _scalar(value)
        case Decimal():
            return format(value, "f")
        case Mapping():
            return "{" + ", ".join(f"{key}: {_in_flow(item)}" for key, item in value.items()) + "}"
        case Sequence():
            return f"[{', '.join(map(_in_flow, value))}]"
        case _:
            return str(value)


def _in_flow(value: Any) -> str:
    """Return a value as YAML between brackets, where a comma would end it."""
    text = value_text(value)
    return f'"{text}"' if isinstance(value, str) and "," in text and not text.startswith('"') else text


def _scalar(text: str) -> str:
    """Return a text as YAML, in quotes where it would otherwise be read as another value."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,./_'()-]*", text) and text not in ("true", "false", "null", "yes", "no")
    return text if plain and not text.endswith(" ") else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
