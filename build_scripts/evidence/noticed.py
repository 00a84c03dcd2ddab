"""The mutation score: how many small mistakes would be noticed and by what, and those that would not.

It stands apart from what makes the mistakes, since pages show a kept score without a solver.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from checker.language.keys import YamlPath
from checker.words.messages import marked

MistakeKind = Literal["rules", "action", "strength", "urgency", "doses"]

MISTAKES: dict[MistakeKind, str] = {
    "rules": marked("in a rule, a limit or a unit"),
    "action": marked("in a kind of action"),
    "strength": marked("in a strength"),
    "urgency": marked("in an urgency"),
    "doses": marked("in a dose"),
}
"""Kind of mistake → where it was made, in words."""

Noticer = Literal["rules", "possible", "register", "words", "cases", "proofs"]

NOTICERS: dict[Noticer, str] = {
    "rules": marked("by the checks of rules and units"),
    "possible": marked("by the checks of what a dose can be"),
    "register": marked("by the register of drugs"),
    "words": marked("by the words of statements and texts, which say something else"),
    "cases": marked("by the worked cases"),
    "proofs": marked("by a proof"),
}
"""What notices a mistake → how it is said. They stand in the order in which a build comes to them, but for the words,
which are asked about a rule last."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mistakes of one kind were made, and what noticed them."""

    kind: MistakeKind
    noticed: Mapping[Noticer, int] = field(default_factory=dict)
    """What noticed a mistake first → how many; what noticed none is left out."""
    equivalent: int = 0
    """Number that change nothing for any patient; no test can notice them."""
    unnoticed: int = 0
    undecided: int = 0
    """Number that change nothing for any patient who was tried, where a value keeps the solver from more."""

    @property
    def caught(self) -> int:
        """How many were noticed."""
        return sum(self.noticed.values())

    @property
    def total(self) -> int:
        """How many change something for some patient."""
        return self.caught + self.unnoticed

    @property
    def made(self) -> int:
        """How many there were."""
        return self.total + self.equivalent + self.undecided


@dataclass(frozen=True, slots=True)
class Unnoticed:
    """A mistake that nothing noticed, with its effect on the smallest patient who shows it."""

    path: YamlPath
    """Where it was made, in the YAML."""
    change: str
    """What was changed, in the ids of the protocol."""
    was: Any
    """The smallest part of the protocol in which the two differ: an expression, a dose, a word; None where it is told
    by `change` alone."""
    became: Any
    """The same with the mistake; None where it was left out."""
    kind: str
    """Kind of what differs: that of a `VersionDifference`, or `action`, `strength`, `urgency`, `doses`."""
    name: str
    """Id of what differs."""
    old: Any
    """What the protocol says of it: a status, a truth, the points and bands of a score, the steps of a grade; of an
    acceptance the findings that are inferred, None where the patient is refused."""
    new: Any
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
    def undecided(self) -> int:
        """How many of them change nothing for any patient who was tried."""
        return sum(tally.undecided for tally in self.tallies)

    @property
    def total(self) -> int:
        """How many of them change something for some patient."""
        return sum(tally.total for tally in self.tallies)

    @property
    def caught(self) -> int:
        """How many of them were noticed."""
        return sum(tally.caught for tally in self.tallies)


def score_of(
    made: Iterable[tuple[MistakeKind, Noticer | None]],
    survivors: Iterable[Unnoticed],
    undecided: Collection[MistakeKind] = (),
) -> MutationScore:
    """Return the score of a trial.

    Args:
        made: For each mistake that was noticed or changes nothing its kind, and what noticed it; None for the latter.
        survivors: The mistakes that nothing noticed.
        undecided: The kind of each mistake that changes nothing for any patient who was tried.
    """
    open_ = Counter(undecided)
    noticed: dict[MistakeKind, dict[Noticer, int]] = {kind: {} for kind in MISTAKES}
    equivalent = dict.fromkeys(MISTAKES, 0)
    unnoticed = dict.fromkeys(MISTAKES, 0)
    for kind, by in made:
        if by is None:
            equivalent[kind] += 1
        else:
            noticed[kind][by] = noticed[kind].get(by, 0) + 1
    left = tuple(survivors)
    for mistake in left:
        unnoticed[kind_of(mistake.path)] += 1
    ordered = {kind: {by: found[by] for by in NOTICERS if by in found} for kind, found in noticed.items()}
    tallies = (Tally(kind, ordered[kind], equivalent[kind], unnoticed[kind], open_[kind]) for kind in MISTAKES)
    return MutationScore(tuple(tallies), left)


def joined(scores: Sequence[MutationScore]) -> MutationScore:
    """Return the score of a trial that was made in shares, in their order."""
    tallies = []
    for same in zip(*(score.tallies for score in scores), strict=True):
        noticed = {by: sum(tally.noticed.get(by, 0) for tally in same) for by in NOTICERS}
        tallies.append(
            Tally(
                same[0].kind,
                {by: count for by, count in noticed.items() if count},
                sum(tally.equivalent for tally in same),
                sum(tally.unnoticed for tally in same),
                sum(tally.undecided for tally in same),
            )
        )
    return MutationScore(tuple(tallies), tuple(mistake for score in scores for mistake in score.survivors))


def kind_of(path: YamlPath) -> MistakeKind:
    """Return the kind of the mistake that was made at a path in the YAML."""
    where = path[2] if len(path) > 2 and path[0] == "recommendations" else None
    return next((kind for kind in MISTAKES if kind == where), "rules")
