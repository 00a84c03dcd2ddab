"""Protocols that try the language: a sound toy, and those to come."""

from __future__ import annotations

from tests.support.protocols.next_protocols import FIXTURES, next_protocol
from tests.support.protocols.toys import toy


def protocols():
    yield "sound", toy()
    for name, fixture in FIXTURES.items():
        yield name, next_protocol(fixture)
