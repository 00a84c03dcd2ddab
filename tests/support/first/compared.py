"""A protocol whose rules hold a number against a limit, its norm and its baseline."""

from __future__ import annotations

from typing import Any

from tests.support.protocols.rules import data_from
from tests.support.protocols.toys import SOUND

COMPARED: dict[str, Any] = {
    "findings": [
        *SOUND["findings"],
        *data_from("""
        - {id: norm, type: quantity, label: Norm, group: g, unit: mg/dL, plausible: [1, 50]}
        - {id: before, type: quantity, label: Level before, group: g, unit: mg/dL, plausible: [1, 100]}
        """),
    ],
    "criteria": [
        *(criterion for criterion in SOUND["criteria"] if criterion["id"] != "high"),
        data_from("""
        id: high
        label: High
        when:
          all:
            - {criterion: on}
            - any:
                - {finding: level, above: {value: 10, unit: mg/dL}}
                - {finding: level, above: {finding: norm, times: 2}}
                - {quantity: {percent-change: level, from: before}, at-least: {value: 25, unit: "%"}}
        """),
    ],
}
"""What it has in the place of the parts of a sound one."""
