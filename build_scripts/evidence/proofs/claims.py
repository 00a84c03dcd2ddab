"""The results of proofs and of comparisons: properties that hold, faults with a counterexample, notes, differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from build_scripts.project.problems import BuildError
from checker.language.keys import YamlPath
from checker.words.messages import marked


@dataclass(frozen=True, slots=True)
class ProvedProperty:
    """A property that was proved."""

    kind: str
    """A key of `KINDS`."""
    text: str


@dataclass(frozen=True, slots=True)
class TriedProperty:
    """A property that was not proved, as the solver knows too little of a value; no patient who was tried breaks it."""

    kind: str
    """A key of `KINDS`."""
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A property that does not hold."""

    path: YamlPath
    """The rule, in the protocol's YAML."""
    message: str
    case: str | None = None
    """The smallest counterexample, as it stands in cases.yml; None where the fault is that no patient exists."""


@dataclass(frozen=True, slots=True)
class Note:
    """A patient for whom a rule is unknown although every completion of the missing findings agrees; it is no fault."""

    path: YamlPath
    name: str
    """Id of the recommendation or criterion."""
    truth: str
    """The truth on which all completions agree: `true` or `false`."""
    findings: dict[str, Any]
    case: str
    """The patient, as it stands in cases.yml."""

    @property
    def message(self) -> str:
        """The meaning of the note for the reader."""
        return (
            f"'{self.name}' is unknown for some patients although every way to fill in what is missing would make it "
            f"{self.truth}: three-valued logic does not see it, and the reader is asked for more than is needed"
        )


@dataclass(frozen=True, slots=True)
class Proofs:
    """The properties of a protocol that were proved, and those that could not be."""

    proved: tuple[ProvedProperty, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    seconds: float
    solver: str
    tried: tuple[TriedProperty, ...] = ()
    """The properties that were not proved, for which patients were tried."""
    patients: int = 0
    """Number of patients who were tried for each of them."""
    near: tuple[str, ...] = ()
    """The limits of values beside which many of these patients are, in words."""


KINDS = {
    "constraints": marked(
        "Whatever the form refuses as a contradiction, a patient can have each of these signs, or be without it"
    ),
    "outcomes": marked("Each rule holds for some patients and not for others, and is open where too little is known"),
    "thresholds": marked("There can be patients on either side of each limit"),
    "bands": marked("Every patient has one grade of a score: its bands leave no gap and do not overlap"),
    "invariants": marked("What the authors said must always be so is so for every patient"),
    "opposing": marked("No patient is told opposite things about one drug or one decision"),
    "pathway": marked("Each action in the pathway is called for in some patient who has the answer above it"),
    "doses": marked(
        "Doses that are worked out keep their limits, and each patient is shown one dose where there are several"
    ),
    "monotone": marked("More that becomes known of a patient can settle an answer, and never turns one round"),
}
"""The kinds of properties, as sentences about patients, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """A point on which the two versions differ."""

    kind: str
    """`recommendation`, `dose` (which doses are shown), `no rule` (a statement that the source has none), `criterion`,
    `score`, `grade`, `value`, `warning`, or `acceptance` (which cases are accepted)."""
    name: str
    old: str
    """The answer of the old version to the case."""
    new: str
    findings: dict[str, Any]
    """Findings of the smallest case that the two versions answer differently."""


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """The effects of a change of a protocol on patients."""

    differences: tuple[VersionDifference, ...]
    same: tuple[str, ...]
    """Ids of the recommendations whose status is the same for every patient."""
    added: tuple[str, ...]
    """Recommendations, criteria and findings, by kind and id, that only the new version has."""
    removed: tuple[str, ...]
    restated: tuple[str, ...]
    """Recommendations of both versions whose doses, drugs, action, strength or urgency differ, with the difference."""
    tried: tuple[str, ...] = ()
    """What no patient who was tried is answered differently on, although that is not proved: kinds with ids."""
    patients: int = 0
    """Number of patients who were tried."""

    @property
    def nothing(self) -> bool:
        """Whether no patient can notice the change, which is proved."""
        return not (self.differences or self.added or self.removed or self.restated or self.tried)


class EngineDisagreement(BuildError):
    """The solver and the engine judge a patient differently, so one of the two restates the rule language wrongly."""
