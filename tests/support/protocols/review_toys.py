"""Protocols of a few rules, for reviews: two drugs' worth of actions on made-up findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build_scripts.evidence.reviews.review import Reviews, review
from checker import Protocol, load
from checker.protocol.model import Acceptance
from tests.support.protocols.rules import REST, data_from, recommendation

PATIENT = data_from("""
groups: [{id: g, label: Findings}, {id: n, label: Numbers}, {id: o, label: Other numbers}]
applicable: on
findings:
  - id: drug
    type: choice
    label: Drug
    group: g
    choices: [{id: none, label: None}, {id: given, label: Given}, {id: held, label: Held}]
  - {id: sign, type: boolean, label: Sign, group: g}
  - {id: grave, type: boolean, label: Grave, group: g}
  - {id: gone, type: boolean, label: Gone, group: g}
  - {id: level, type: quantity, label: Level, group: n, unit: mg/dL, plausible: [1, 100]}
  - {id: other, type: quantity, label: Other, group: n, unit: mmol/L, plausible: [2, 9]}
  - {id: third, type: quantity, label: Third, group: o, unit: mmol/L, plausible: [3, 8]}
criteria:
  - {id: on, label: On the drug, when: {finding: drug, is: [given, held]}}
  - {id: suspected, label: Suspected, when: {all: [{criterion: on}, {finding: sign}]}}
  - {id: severe, label: Severe, when: {all: [{criterion: suspected}, {finding: grave}]}}
""")


def protocol(rules: str, accepted: str = "[]", name: str = "toy", **changes: Any) -> Protocol:
    """Return a protocol with some recommendations.

    Args:
        rules: As YAML, id → what differs from a recommendation of action `start` and urgency `today`.
        accepted: As YAML.
        name: Of the protocol.
        changes: Other parts of it.
    """
    recommendations = [
        {**recommendation(key, data["when"]), "drugs": ["x"], **data} for key, data in data_from(rules).items()
    ]
    made = load({**REST, **PATIENT, **changes, "id": name, "recommendations": recommendations})
    entries = (
        Acceptance(
            **{**entry, "recommendations": tuple(entry["recommendations"]), "findings": tuple(entry["findings"])}
        )
        for entry in data_from(accepted)
    )
    return replace(made, accepted=tuple(entries))


def reviewed(rules: str, accepted: str = "[]", **changes: Any) -> Reviews:
    """Return the reviews of such a protocol."""
    return review(protocol(rules, accepted, **changes))


def messages(reviews: Any) -> list[str]:
    """Return what is wrong."""
    return [fault.message for fault in reviews.faults]
