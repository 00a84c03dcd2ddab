"""Small protocols without clinical content, to be broken in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from checker import Protocol, load
from checker.protocol.model import Invariant
from tests.support.protocols.rules import REST, data_from, recommendation

SOUND: dict[str, Any] = data_from("""
findings:
  - id: drug
    type: choice
    label: Drug
    group: g
    choices: [{id: given, label: Given}, {id: held, label: Held}, {id: none, label: None}]
  - {id: sign, type: boolean, label: Sign, group: g}
  - {id: grave, type: boolean, label: Grave, group: g}
  - {id: gone, type: boolean, label: Gone, group: g}
  - id: level
    type: quantity
    label: Level
    group: g
    unit: mg/dL
    plausible: [1, 100]
    also: [{unit: g/L, times: 100}]
constraints:
  - {id: c, if: {finding: sign}, then: {not: {finding: gone}}, message: m}
criteria:
  - {id: on, label: On the drug, when: {finding: drug, is: [given, held]}}
  - {id: suspected, label: Suspected, when: {all: [{criterion: on}, {finding: sign}]}}
  - {id: high, label: High, when: {all: [{criterion: on}, {finding: level, above: {value: 10, unit: mg/dL}}]}}
applicable: on
scores:
  - id: s
    label: S
    items: [{points: 1, when: {finding: sign}}, {points: 2, when: {finding: grave}}]
    bands: [{id: low, label: Low, from: 0, to: 1}, {id: big, label: Big, from: 2, to: 3}]
""")


def rules(**others: Mapping[str, Any]) -> dict[str, Any]:
    """Return recommendations by id, with drug and action in front: `hold` = withhold the drug, and so on."""
    found: dict[str, tuple[str, Any]] = {
        "keep": ("continue", {"all": [{"criterion": "suspected"}, {"not": {"finding": "grave"}}]}),
        "hold": ("withhold", {"all": [{"criterion": "suspected"}, {"finding": "grave"}]}),
        "watch": ("monitor", {"criterion": "high"}),
    }
    found |= {name: (action["action"], action["when"]) for name, action in others.items()}
    return {
        "recommendations": [
            {**recommendation(name, when), "action": action, "drugs": ["x"]} for name, (action, when) in found.items()
        ]
    }


def toy(*, invariants: Sequence[Mapping[str, Any]] = (), **changes: Any) -> Protocol:
    """Return the sound protocol with some of its parts replaced."""
    protocol = load({**REST, **SOUND, **rules(), **changes})
    return replace(protocol, invariants=tuple(Invariant(**_tuples(invariant)) for invariant in invariants))


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def part(name: str, index: int, **changes: Any) -> dict[str, Any]:
    """Return the change of one element of the sound protocol."""
    elements = list(SOUND[name])
    elements[index] = {**elements[index], **changes}
    return {name: elements}


def rule(name: str, action: str, text: str) -> dict[str, Any]:
    """Return the change of one recommendation, or a further one, with its rule as YAML."""
    return rules(**{name: {"action": action, "when": data_from(text)}})


def high(text: str) -> dict[str, Any]:
    """Return the change of what 'high' compares: `{above: ...}` as YAML."""
    return part("criteria", 2, when={"all": [{"criterion": "on"}, {"finding": "level", **data_from(text)}]})
