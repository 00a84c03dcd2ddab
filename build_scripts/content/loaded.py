"""All content of a site, as it was loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_scripts.content.doses.register import RegisteredDrug
from build_scripts.content.translation import Translation
from build_scripts.content.worked_cases import WorkedCase
from checker import Checker, Protocol


@dataclass(frozen=True, slots=True)
class LoadedProtocol:
    """A protocol with its worked cases, as loaded from its folder."""

    protocol: Protocol
    cases: tuple[WorkedCase, ...]
    folder: Path
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """Translations, by the code of their language."""
    drugs: tuple[RegisteredDrug, ...] = ()
    """The drugs that the protocol names, as the register has them."""


@dataclass(frozen=True, slots=True)
class Content:
    """Every protocol below a docs folder, in the order of their ids."""

    protocols: tuple[LoadedProtocol, ...]

    @property
    def checkers(self) -> dict[str, Checker]:
        """A checker for each protocol, by id."""
        return {loaded.protocol.id: Checker(loaded.protocol) for loaded in self.protocols}
