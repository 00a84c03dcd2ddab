"""A protocol written out: one file that borrows nothing, for records that outlive what it borrows from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from build_scripts.content.vocabulary.lenders import lenders_of
from build_scripts.content.vocabulary.used import USED, borrows
from build_scripts.content.yaml_source import read_yaml
from checker import Protocol
from checker.language.keys import key
from checker.words.rationals import Rational


def kept_copy(protocol: Protocol, folder: Path) -> bytes:
    """Return a copy of a protocol for its records: its file, or all that it says where some of it stands elsewhere.

    Args:
        protocol: The protocol as it was loaded.
        folder: Its folder.
    """
    file = folder / "protocol.yml"
    data = read_yaml(file).data
    borrowed = any(borrows(entry) for collection in USED for entry in data.get(collection) or ())
    return written_out(protocol) if borrowed or lenders_of(protocol) else file.read_bytes()


def written_out(protocol: Protocol) -> bytes:
    """Return a protocol as YAML of the plainest kind, JSON with numbers of any length."""
    return f"{'\n'.join(_lines(protocol, ''))}\n".encode()


def _lines(value: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a value of the model, the first without its indentation."""
    inner = f"{indent}  "
    if isinstance(value, tuple):
        items = [("", item) for item in value]
    elif is_dataclass(value) and not isinstance(value, type):
        items = [(f"{json.dumps(key(name))}: ", held) for name, held in _stated(value)]
    elif isinstance(value, Mapping):
        items = [(f"{json.dumps(name, ensure_ascii=False)}: ", held) for name, held in value.items()]
    else:
        yield _scalar(value)
        return
    start, end = "[]" if isinstance(value, tuple) else "{}"
    if not items:
        yield start + end
        return
    yield start
    for number, (name, item) in enumerate(items, 1):
        first, *rest = _lines(item, inner)
        comma = "," if number < len(items) else ""
        lines = [f"{inner}{name}{first}", *rest]
        yield from lines[:-1]
        yield f"{lines[-1]}{comma}"
    yield f"{indent}{end}"


def _stated(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a model object that say something, and their values."""
    for field in fields(value):
        held = getattr(value, field.name)
        if held is not None and (field.default is MISSING or held != field.default):
            yield field.name, held


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Rational) and "/" not in str(value):
        return str(value)
    if isinstance(value, Rational | date):
        return json.dumps(str(value))
    return json.dumps(value, ensure_ascii=False)
