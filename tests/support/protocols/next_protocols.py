"""Protocols to come, as far as the language has to be able to say them; no clinical content."""

from __future__ import annotations

from pathlib import Path

from tests.support.protocols.rules import data_from, protocol_from

FIXTURES = {
    path.stem: data_from(path.read_text())
    for path in sorted((Path(__file__).parents[2] / "spec" / "next_protocols").glob("*.yml"))
}


def next_protocol(fixture):
    return protocol_from(fixture["findings"], fixture["when"], fixture.get("parts"))
