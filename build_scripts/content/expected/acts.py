"""Expected acts: the action, strength, urgency and doses of indicated recommendations, held against a protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from typing import Protocol as Shape

from build_scripts.content.expected.doses import ExpectedDose, dose_difference
from build_scripts.words.doses import dose_text
from checker import Protocol
from checker.answers.echo import unknown
from checker.language.keys import YamlPath
from checker.protocol.doses import Dose
from checker.protocol.model import Recommendation

Act = Literal["action", "strength", "urgency", "doses"]

ACTS: tuple[Act, ...] = ("action", "strength", "urgency", "doses")
"""What a case can expect of an indicated recommendation, by the name of the field."""


class ExpectedActs(Shape):
    """The part of an expectation that is about acts: for each of them the id of a recommendation → what it says."""

    @property
    def action(self) -> Mapping[str, str] | None: ...
    @property
    def strength(self) -> Mapping[str, str] | None: ...
    @property
    def urgency(self) -> Mapping[str, str] | None: ...
    @property
    def doses(self) -> Mapping[str, Sequence[str | ExpectedDose]] | None: ...


def act_differences(
    protocol: Protocol, expect: ExpectedActs, statuses: Mapping[str, str]
) -> Iterator[tuple[YamlPath, str]]:
    """Yield each way in which the acts of a protocol differ from those expected.

    Args:
        protocol: The protocol.
        expect: The expectation.
        statuses: Id of each recommendation → its status for the case. Acts are shown, and so can be expected, only
            where a recommendation is indicated.

    Yields:
        The place within the expectation, and the difference in words.
    """
    recommendations = {recommendation.id: recommendation for recommendation in protocol.recommendations}
    for act in ACTS:
        for name, expected in (getattr(expect, act) or {}).items():
            if name not in recommendations:
                yield (act, name), unknown("recommendation", name, recommendations)
            elif statuses[name] != "indicated":
                why = "an answer shows it only where a recommendation is indicated"
                yield (act, name), f"{name}: expected its {act}, but it is {statuses[name]} here; {why}"
            else:
                yield from differences_of(recommendations[name], act, expected)


def differences_of(
    recommendation: Recommendation, act: Act, expected: str | Sequence[str | ExpectedDose]
) -> Iterator[tuple[YamlPath, str]]:
    """Yield each way in which one act of an indicated recommendation differs from what is expected."""
    name, found = recommendation.id, getattr(recommendation, act)
    if act != "doses":
        if expected != found:
            yield (act, name), f"{name}: expected {act} {expected}, found {found}"
        return
    doses: tuple[Dose, ...] = found
    if len(doses) != len(expected):
        shown = "; ".join(f"'{dose_text(dose)}'" for dose in doses) or "none"
        yield (act, name), f"{name}: expected {_count(len(expected))}, found {_count(len(doses))}: {shown}"
        return
    for index, (one, dose) in enumerate(zip(expected, doses, strict=True)):
        assert not isinstance(expected, str)
        difference = dose_difference(one, dose)
        if difference is not None:
            yield (act, name, index), f"{name}: {difference}"


def _count(number: int) -> str:
    return f"{number or 'no'} {'dose' if number == 1 else 'doses'}"
