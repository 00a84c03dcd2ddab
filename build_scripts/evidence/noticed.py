"""The mutation score: how many small mistakes would be noticed, and those that would not, in words.

It stands apart from what makes the mistakes, since pages show a kept score without a solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from build_scripts.words.findings import patient_text
from checker import Protocol
from checker.language.keys import YamlPath
from checker.words.messages import _, marked

MistakeKind = Literal["rules", "action", "strength", "urgency", "doses"]

MISTAKES: dict[MistakeKind, str] = {
    "rules": marked("in a rule"),
    "action": marked("in a kind of action"),
    "strength": marked("in a strength"),
    "urgency": marked("in an urgency"),
    "doses": marked("in a dose"),
}
"""Kind of mistake → where it was made, in words."""

RESULTS = {
    "indicated": marked("indicated"),
    "not-indicated": marked("not called for"),
    "undetermined": marked("undetermined"),
    "true": marked("true"),
    "false": marked("false"),
    "unknown": marked("unknown"),
}
"""Status or truth → its name in a sentence."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mistakes of one kind were made, and what noticed them."""

    kind: MistakeKind
    equivalent: int = 0
    """Number that change nothing for any patient; no test can notice them."""
    by_checks: int = 0
    """Number noticed by the checks of content, before any case is run."""
    by_cases: int = 0
    """Number noticed by a worked case."""
    by_proofs: int = 0
    """Number noticed by a proof and by no case."""
    unnoticed: int = 0

    @property
    def caught(self) -> int:
        """How many were noticed."""
        return self.by_checks + self.by_cases + self.by_proofs

    @property
    def total(self) -> int:
        """How many change something for some patient."""
        return self.caught + self.unnoticed

    @property
    def made(self) -> int:
        """How many there were."""
        return self.total + self.equivalent


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A mistake that nothing noticed, with its effect on the smallest patient who shows it."""

    path: YamlPath
    """Where it was made, in the YAML."""
    change: str
    """What was changed."""
    kind: str
    """Kind of what differs: that of a `VersionDifference`, or `action`, `strength`, `urgency`, `doses`."""
    name: str
    """Id of what differs."""
    old: str
    """What the protocol says of the patient."""
    new: str
    """What it says with the mistake."""
    findings: Mapping[str, Any]
    """The patient."""
    case: str
    """The case that would notice it, as it stands in cases.yml."""
    line: int = 0
    """Line of the protocol's file, counted from 1."""


@dataclass(frozen=True, slots=True)
class MutationScore:
    """The mutation score of a protocol."""

    tallies: tuple[Tally, ...] = ()
    """One for each kind of mistake."""
    survivors: tuple[Unnoticed, ...] = ()
    """The mistakes that nothing noticed."""

    @property
    def made(self) -> int:
        """How many mistakes were made."""
        return sum(tally.made for tally in self.tallies)

    @property
    def equivalent(self) -> int:
        """How many of them change nothing for any patient."""
        return sum(tally.equivalent for tally in self.tallies)

    @property
    def total(self) -> int:
        """How many of them change something for some patient."""
        return sum(tally.total for tally in self.tallies)

    @property
    def caught(self) -> int:
        """How many of them were noticed."""
        return sum(tally.caught for tally in self.tallies)


def unnoticed_text(protocol: Protocol, mistake: Unnoticed) -> str:
    """Return a mistake that nothing noticed in words: where, what, and what it would do to whom.

    Args:
        protocol: The protocol, in the language of the words.
        mistake: The mistake.
    """
    labels = _labels(protocol)
    findings = {finding.id: finding for finding in protocol.findings}
    sides = [labels.get(side, side) for side in mistake.change.split(" → ")]
    where = _element(protocol, mistake.path)
    what = f"{where}: {' → '.join(sides)}" if where else " → ".join(sides)
    patient = patient_text(findings, mistake.findings)
    if mistake.kind == "acceptance":
        effect = _("Then the answers of the smallest such patient ({patient}) would be: {new}; now: {old}.")
        return f"{what}. {effect.format(patient=patient, new=mistake.new, old=mistake.old)}"
    effect = _(
        "Then '{name}' would be '{new}' in place of '{old}'. The smallest such patient: {patient}.",
        name=labels.get(mistake.name, mistake.name),
        new=_(RESULTS.get(mistake.new, mistake.new)),
        old=_(RESULTS.get(mistake.old, mistake.old)),
        patient=patient,
    )
    return f"{what}. {effect}"


def _labels(protocol: Protocol) -> dict[str, str]:
    """Return the label of each element that a mistake may exchange or change, by id."""
    kinds = (protocol.grades, protocol.scores, protocol.criteria, protocol.findings, protocol.recommendations)
    return {element.id: element.label for elements in kinds for element in elements}


def _element(protocol: Protocol, path: YamlPath) -> str:
    """Return the label of the element of a protocol that a path leads into; empty where it has none."""
    if len(path) < 2:
        return ""
    element = getattr(protocol, str(path[0]), ())[int(path[1])]
    return str(getattr(element, "label", getattr(element, "code", getattr(element, "id", ""))))
