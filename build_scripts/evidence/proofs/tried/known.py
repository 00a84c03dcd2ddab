"""What was found of the patients of a protocol, kept for other versions of it that have the same patients.

A mutant of one rule asks most of its questions in the very terms of the protocol itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from build_scripts.evidence.proofs.formulas import Formulas
from build_scripts.evidence.proofs.patient import Proposition
from build_scripts.evidence.proofs.tried.patients import TriedPatient

BACKGROUNDS = 4
"""Backgrounds of which something is kept: most mutants have that of their protocol, and some their own."""

MOST_ANSWERS = 20_000
"""Answers that are kept of one background; the first ones are those of the protocol itself."""

Key = tuple[int, ...]
"""The solver's numbers of formulas, the same for equal ones as long as they are held."""


@dataclass(slots=True)
class Known:
    """What was found of all patients of whom the same facts hold."""

    facts: tuple[Proposition, ...]
    """What holds of every patient; held, since the solver gives the number of a formula that is gone to another."""
    rests_on: tuple[Any, ...]
    """The findings, constraints and values that the facts say in formulas."""
    answers: dict[tuple[str, Key], tuple[bool | None, tuple[Proposition, ...]]] = field(default_factory=dict)
    """Question and formulas → its answer, None where it stays open; and the formulas, held as well."""
    tries: int = 0
    """Number of real patients that were asked for; fewer may have been made."""
    patients: list[TriedPatient] = field(default_factory=list)
    """The real patients that are tried."""
    models: list[tuple[TriedPatient, Any]] = field(default_factory=list)
    """The first of them with what the solver calls a model: an answer to each of its variables."""
    near: tuple[str, ...] = ()
    """The limits beside which patients were made, in words."""

    def answer(self, question: str, wanted: tuple[Proposition, ...], ask: Callable[[], bool | None]) -> bool | None:
        """Return what was answered before to a question in the same terms, else what is answered now.

        Args:
            question: What is asked of the formulas, in a word.
            wanted: The formulas.
            ask: Answers the question: yes, no, or that it stays open.
        """
        key = question, key_of_formulas(wanted)
        if key in self.answers:
            return self.answers[key][0]
        answer = ask()
        if len(self.answers) < MOST_ANSWERS:
            self.answers[key] = answer, wanted
        return answer


_known: list[Known] = []


def forget() -> None:
    """Let go of all that was found, so that the solver is asked anew."""
    _known.clear()


def key_of_formulas(formulas: tuple[Proposition, ...]) -> Key:
    """Return what tells formulas from others, for as long as they are held."""
    return tuple(formula.get_id() for formula in formulas)


def known_of(formulas: Formulas) -> Known:
    """Return what is known of the patients of a protocol: the same for versions in which the same holds of them."""
    protocol = formulas.protocol
    facts = (*formulas.accepted, *formulas.definitions)
    key, rests_on = key_of_formulas(facts), (protocol.findings, protocol.constraints, protocol.values)
    same = (each for each in _known if key_of_formulas(each.facts) == key and each.rests_on == rests_on)
    known = next(same, None) or Known(facts, rests_on)
    # The one that was used last stands last, and the first one goes: mutants come back to the facts of their protocol.
    _known[:] = [*(each for each in _known if each is not known), known][-BACKGROUNDS:]
    return known
