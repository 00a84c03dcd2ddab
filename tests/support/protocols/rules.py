"""What tests of several kinds build with: protocols that are nothing but rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from build_scripts.content.yaml_source import yaml_from
from checker import Protocol, load
from checker.protocol.compiled import FORMAT

REST: dict[str, Any] = {
    "format": FORMAT,
    "id": "toy",
    "title": "Toy",
    "version": "1.0.0",
    "summary": "A protocol for tests.",
    "review": {
        "state": "submitted",
        "checked": "2026-01-01",
        "due": "2027-01-01",
        "events": [{"date": "2026-01-01", "state": "submitted", "note": "test"}],
    },
    "source": {"title": "None", "kind": "test", "updated": "2026-01-01", "note": "test"},
    "applicable": "always",
    "not-applicable": "never",
    "groups": [{"id": "g", "label": "G"}],
    "recommendations": [],
}

NEVER_ASKED = {"id": "never-asked", "type": "boolean", "label": "Never asked", "group": "g"}
ALWAYS = {"id": "always", "label": "Always", "when": {"finding": "never-asked", "assessed": False}}
"""A criterion that holds for every case. Authors may not use `assessed` like this; it keeps scope out of the tests."""


def data_from(text: str) -> Any:
    """Return what a YAML text spells, numbers with all their digits."""
    return yaml_from(text, Path("test.yml")).data


def recommendation(name: str, when: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a recommendation that is nothing but its rule."""
    return {
        "id": name,
        "label": name,
        "plain": name,
        "action": "start",
        "strength": "do",
        "urgency": "today",
        "when": when,
        "statements": [],
    }


def protocol_from(
    findings: Sequence[Mapping[str, Any]], when: Mapping[str, Any], extra: Mapping[str, Any] | None = None
) -> Protocol:
    """Return a protocol with one recommendation, `result`, whose rule is `when`.

    Args:
        findings: What can be asked, as in YAML.
        when: The rule.
        extra: Further parts of the protocol: criteria, scores, grades, constraints, warnings; `doses` are those of the
            recommendation, and `assume` is what it assumes.
    """
    more = dict(extra or {})
    result = {**recommendation("result", when), **{name: more.pop(name, ()) for name in ("assume", "doses")}}
    return load(
        {
            **REST,
            "findings": [*findings, NEVER_ASKED],
            "criteria": [ALWAYS, *more.pop("criteria", ())],
            "recommendations": [result],
            **more,
        }
    )
