"""Expected acts: the action, strength, urgency and doses of indicated recommendations, held against a protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from typing import Protocol as Shape

from build_scripts.content.expected.doses import ExpectedDose, dose_difference
from build_scripts.words.doses import shown_dose, shown_doses
from checker import Protocol, RecommendationAnswer, Status
from checker.answers.echo import unknown
from checker.language.keys import YamlPath
from checker.language.names import Words
from checker.protocol.labels import Labels
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
    protocol: Protocol, expect: ExpectedActs, answers: Mapping[str, RecommendationAnswer]
) -> Iterator[tuple[YamlPath, str]]:
    """Yield each way in which the acts of a protocol differ from those expected.

    Args:
        protocol: The protocol.
        expect: The expectation.
        answers: Id of each recommendation → its answer to the case. Acts are shown, and so can be expected, only where
            a recommendation is indicated.

    Yields:
        The place within the expectation, and the difference in words.
    """
    recommendations = {recommendation.id: recommendation for recommendation in protocol.recommendations}
    words = Labels(protocol)
    for act in ACTS:
        for name, expected in (getattr(expect, act) or {}).items():
            if name not in recommendations:
                yield (act, name), unknown("recommendation", name, recommendations)
            elif answers[name].status is not Status.INDICATED:
                why = "an answer shows it only where a recommendation is indicated"
                yield (act, name), f"{name}: expected its {act}, but it is {answers[name].status.value} here; {why}"
            else:
                yield from differences_of(recommendations[name], act, expected, answers[name], words)


def differences_of(
    recommendation: Recommendation,
    act: Act,
    expected: str | Sequence[str | ExpectedDose],
    answer: RecommendationAnswer | None,
    words: Words,
) -> Iterator[tuple[YamlPath, str]]:
    """Yield each way in which one act of an indicated recommendation differs from what is expected.

    Args:
        recommendation: The recommendation.
        act: What of it is compared.
        expected: What is expected.
        answer: What the answer to the case says of it; None where its doses are the same for every patient.
        words: The labels of the protocol.
    """
    name, found = recommendation.id, getattr(recommendation, act)
    if act != "doses":
        if expected != found:
            yield (act, name), f"{name}: expected {act} {expected}, found {found}"
        return
    doses = shown_doses(recommendation, answer)
    if len(doses) != len(expected):
        shown = "; ".join(f"'{shown_dose(*dose, words)}'" for dose in doses) or "none"
        yield (act, name), f"{name}: expected {_count(len(expected))}, found {_count(len(doses))}: {shown}"
        return
    for index, (one, (dose, of_patient)) in enumerate(zip(expected, doses, strict=True)):
        assert not isinstance(expected, str)
        difference = dose_difference(one, dose, of_patient, words)
        if difference is not None:
            yield (act, name, index), f"{name}: {difference}"


def _count(number: int) -> str:
    return f"{number or 'no'} {'dose' if number == 1 else 'doses'}"
