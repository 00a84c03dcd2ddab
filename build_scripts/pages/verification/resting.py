"""What rests on a statement: the rules that cite it, and the recommendations that read those rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from build_scripts.content.vocabulary.lenders import names_in, only_lent, read_by
from checker import Protocol
from checker.protocol.traversal import COLLECTIONS, anchor_of

CITING = {"recommendation": "recommendations", **COLLECTIONS, "warning": "warnings", "finding": "findings"}
"""Kind of what can cite a statement → the field of a protocol that holds it; the order in which it is listed."""


class Weight(IntEnum):
    """What a point that is open can do to a patient, the most dangerous first."""

    DOSE = 0
    IMMEDIATE = 1
    DECIDES = 2
    OTHER = 3
    NOTHING = 4


@dataclass(frozen=True, slots=True)
class Resting:
    """Something of a protocol that rests on a statement."""

    kind: str
    """A key of `CITING`."""
    name: str
    """Its id; the code of a warning."""
    label: str
    """Its label; of a warning the first sentence of its message."""
    text: str
    """The text of the protocol that the label is, or is taken from."""
    anchor: str
    """Its anchor; that of its question where it stands in the form alone, as warnings and findings do."""

    @property
    def in_form(self) -> bool:
        """Whether it stands on no page but in the form."""
        return self.kind in ("warning", "finding")


class Foundations:
    """Which rules of a protocol rest on which statements. What was folded in from another protocol is that one's."""

    def __init__(self, protocol: Protocol) -> None:
        lent = only_lent(protocol)
        self._recommendations = {item.id: item for item in protocol.recommendations}
        self._cites: dict[Resting, frozenset[str]] = {}
        self._elements: dict[Resting, Any] = {}
        self._by_name: dict[tuple[str, str], Resting] = {}
        for kind, collection in CITING.items():
            for element in getattr(protocol, collection):
                resting = _resting(kind, element)
                if (collection, resting.name) not in lent:
                    cited = frozenset(names_in(element, "statement"))
                    self._cites[resting] = self._cites.get(resting, frozenset()) | cited
                    self._elements[resting] = element
                    self._by_name[kind, resting.name] = resting
        self._reads = {item.id: read_by(protocol, [item]) for item in protocol.recommendations}

    def named(self, kind: str, name: str) -> Resting | None:
        """Return the element of a kind and an id; None where the protocol has none of its own."""
        return self._by_name.get((kind, name))

    def on_element(self, name: str) -> tuple[Resting, ...]:
        """Return the elements of an id, or the warnings of a code; none for a statement and the like."""
        return tuple(resting for resting in self._cites if resting.name == name)

    @property
    def all(self) -> tuple[Resting, ...]:
        """All that can rest on a statement, the recommendations first."""
        return tuple(self._cites)

    def element(self, resting: Resting) -> Any:
        """Return the part of the model."""
        return self._elements[resting]

    def uncited(self) -> tuple[Resting, ...]:
        """Return the rules that ask something of the patient and cite no statement.

        A criterion that only puts others together says nothing of its own, and a question is no rule.
        """
        return tuple(
            resting
            for resting, cited in self._cites.items()
            if not cited and resting.kind != "finding" and any(names_in(self._elements[resting], "finding"))
        )

    def on_statements(self, statements: Iterable[str]) -> tuple[Resting, ...]:
        """Return what cites any of some statements."""
        wanted = frozenset(statements)
        return tuple(resting for resting, cited in self._cites.items() if cited & wanted)

    def through(self, direct: Iterable[Resting]) -> tuple[Resting, ...]:
        """Return the recommendations that read some rules or findings, without those that are among them."""
        known = {(resting.kind, resting.name) for resting in direct}
        return tuple(
            self._by_name["recommendation", name]
            for name, read in self._reads.items()
            if read & known and ("recommendation", name) not in known
        )

    def weight(self, direct: Iterable[Resting]) -> Weight:
        """Return what an open point can do on which some elements rest directly."""
        listed = tuple(direct)
        own = [self._recommendations[resting.name] for resting in listed if resting.kind == "recommendation"]
        if any(item.doses for item in own):
            return Weight.DOSE
        if any(item.urgency == "immediate" for item in own):
            return Weight.IMMEDIATE
        reading = [self._recommendations[resting.name] for resting in self.through(listed)]
        if any(item.doses or item.urgency == "immediate" for item in reading):
            return Weight.DECIDES
        return Weight.OTHER if listed else Weight.NOTHING


def _resting(kind: str, element: Any) -> Resting:
    if kind == "warning":
        first = re.split(r"(?<=[.?!])\s", element.message.strip(), maxsplit=1)[0]
        return Resting(kind, element.code, first, element.message, f"finding-{element.finding}")
    anchor = element.id if kind == "recommendation" else anchor_of(kind, element.id)
    return Resting(kind, element.id, element.label, element.label, anchor)
