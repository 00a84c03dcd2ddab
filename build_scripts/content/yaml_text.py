"""YAML as an author would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

PLAIN = re.compile(r"[A-Za-z/%][A-Za-z0-9/*.\[\]_-]*")


def case_text(
    case: Mapping[str, Any], *, name: str, why: str, expect: Mapping[str, Mapping[str, str] | Sequence[str]]
) -> str:
    """Return a case as it stands in a protocol's cases.yml, ready to paste.

    Args:
        case: The findings of the case.
        name: The name of the case.
        why: The reason for the answer.
        expect: The expected answer, as in cases.yml.
    """
    lines = [f"  - name: {_scalar(name)}", f"    why: {_scalar(why)}"]
    lines += ["    findings:", *(f"      {finding}: {_value(value)}" for finding, value in case.items())]
    if not case:
        lines[-1:] = ["    findings: {}"]
    if expect:
        lines.append("    expect:")
    for kind, wanted in expect.items():
        if isinstance(wanted, Mapping):
            # Truths stand in quotes, since YAML would read them as other values.
            lines += [f"      {kind}:", *(f"        {key}: {_scalar(value)}" for key, value in wanted.items())]
        else:
            lines.append(f"      {kind}: [{', '.join(map(_scalar, wanted))}]")
    return "\n".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return f"{{value: {format(value['value'], 'f')}, unit: {_scalar(value['unit'])}}}"
    return _scalar(str(value)) if isinstance(value, str) else str(value)


def _scalar(text: str) -> str:
    """Return a text as YAML, in quotes where it would otherwise be read as another value."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 ,./_'()-]*", text) and text not in ("true", "false", "null", "yes", "no")
    return text if plain and not text.endswith(" ") else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
