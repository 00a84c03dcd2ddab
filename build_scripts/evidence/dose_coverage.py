"""Doses that worked cases must show: each one, and worked out: within its limits, at each limit, and still open."""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.words.doses import dose_text
from checker import Checker, Protocol
from checker.answers.doses.answers import applies, number_by
from checker.answers.doses.arithmetic import worked_dose
from checker.language.evaluation import State
from checker.language.keys import YamlPath
from checker.language.truth import TRUE
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.protocol.model import Recommendation

WITHIN, LARGEST, SMALLEST, OPEN = "worked out", "held to the largest dose", "held to the smallest dose", "still open"
"""What becomes of a dose that is multiplied with a patient's number: it lies within its limits, one of them takes its
place, or the number is not known."""


def doses_to_show(protocol: Protocol, index: int) -> Iterator[tuple[YamlPath, str]]:
    """Yield the path and the words of each dose of a recommendation."""
    words = Labels(protocol)
    for place, dose in enumerate(protocol.recommendations[index].doses):
        yield ("recommendations", index, "doses", place), dose_text(dose, words)


def amounts_to_show(index: int, recommendation: Recommendation) -> Iterator[tuple[YamlPath, str]]:
    """Yield the path of each dose that is worked out, with everything that can become of it."""
    for place, dose in enumerate(recommendation.doses):
        if dose.per is not None and dose.factors is not None:
            limits = ((LARGEST, dose.largest), (SMALLEST, dose.smallest))
            for outcome in (WITHIN, *(name for name, limit in limits if limit is not None), OPEN):
                yield ("recommendations", index, "doses", place), outcome


def shown_amounts(checker: Checker, state: State, index: int) -> Iterator[tuple[YamlPath, Dose, str | None]]:
    """Yield the doses of a recommendation that are for a patient, with what becomes of those that are worked out."""
    for place, dose in enumerate(checker.protocol.recommendations[index].doses):
        if applies(checker.program, state, dose)[0] is TRUE:
            yield ("recommendations", index, "doses", place), dose, _outcome(checker, state, dose)


def _outcome(checker: Checker, state: State, dose: Dose) -> str | None:
    if dose.per is None or dose.factors is None:
        return None
    number, _missing = number_by(checker.program, state, dose.per)
    worked = worked_dose(dose, number) if number is not None else None
    if worked is None:
        return OPEN
    held = {end.held_to for end in worked.ends}
    return LARGEST if "largest" in held else SMALLEST if "smallest" in held else WITHIN
