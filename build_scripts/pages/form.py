"""The page of the checker: the questions of its form, and the words of its answer."""

from __future__ import annotations

from dataclasses import dataclass

from build_scripts.pages.answer.model import AnswerModel, answer_model
from build_scripts.pages.questions.fields import GroupView, groups_of
from checker.protocol.model import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class FormModel:
    """The data that the template of the checker page shows."""

    groups: tuple[GroupView, ...]
    answer: AnswerModel


def form_model(protocol: Protocol) -> FormModel:
    """Return the form of a protocol, groups and fields in the author's order, and what may be answered."""
    return FormModel(groups=groups_of(protocol), answer=answer_model(protocol))
