"""Drafts of protocols that try the language; no clinical content, also where a protocol of that name exists now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker import Protocol
from tests.support.protocols.rules import data_from, protocol_from
from tests.support.protocols.toys import toy

FIXTURES = {
    path.stem: data_from(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[2] / "spec" / "next_protocols").glob("*.yml"))
}


def next_protocol(fixture: dict[str, Any]) -> Protocol:
    """Return a protocol to come: it has rules and hardly anything else."""
    return protocol_from(fixture["findings"], fixture["when"], fixture.get("parts"))


def protocols() -> Iterator[tuple[str, Protocol]]:
    """Yield protocols that try the language, with their names: a sound toy, and those to come."""
    yield "sound", toy()
    for name, fixture in FIXTURES.items():
        yield name, next_protocol(fixture)
