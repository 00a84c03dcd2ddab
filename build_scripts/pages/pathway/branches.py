"""The steps of a pathway in words: what a box asks, and what each answer leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.pages.pathway.residual import Facts
from build_scripts.project.problems import BuildError
from build_scripts.words.doses import dose_text
from build_scripts.words.outline import Outline, outline
from checker import Protocol
from checker.language.conditions import CriterionHolds
from checker.protocol.labels import Labels
from checker.protocol.layout import PathwayStep
from checker.protocol.model import Recommendation
from checker.protocol.traversal import built_on
from checker.words.messages import _, marked


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a box."""

    role: str
    text: str
    depth: int = 0
    """How deep it stands in the outline of a rule; parts of a rule have bullets."""


@dataclass(frozen=True, slots=True)
class PathwayAnswer:
    """What a box on the right says and leads to."""

    anchor: str
    urgency: str
    texts: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PathwayBranch:
    """One answer to a step's question; without answers the pathway ends there."""

    word: str
    answers: tuple[PathwayAnswer, ...]


def question_of(protocol: Protocol, number: int, step: PathwayStep) -> list[Paragraph]:
    """Return the paragraphs of the box that asks the question of a step, its rule among them."""
    criterion = next(c for c in protocol.criteria if c.id == step.criterion)
    rule = outline(criterion.when, Labels(protocol))
    return [
        Paragraph("title", f"{number}. {step.title}"),
        Paragraph("question", criterion.label),
        Paragraph("when", _("when {rule}", rule=rule.text)),
        *_parts(rule, 1),
    ]


def _parts(rule: Outline, depth: int) -> Iterator[Paragraph]:
    for part in rule.parts:
        yield Paragraph("rule", part.text, depth)
        yield from _parts(part, depth + 1)


def branches_of(protocol: Protocol, number: int, step: PathwayStep) -> list[PathwayBranch]:
    """Return the answers to a step's question, each with what it leads to."""
    recommendations = {r.id: r for r in protocol.recommendations}
    return [
        PathwayBranch(word, tuple(_answer(protocol, recommendations[name], facts, step) for name in names))
        for word, names, facts in (
            (marked("yes"), step.yes, _facts(protocol, number, step, True)),
            (marked("no"), step.no, _facts(protocol, number, step, False)),
        )
    ]


def _facts(protocol: Protocol, number: int, step: PathwayStep, answer: bool) -> Facts:
    """Return what is known on a branch: the answer, and those before it that its question builds on.

    No other answer is carried along, since steps lie days apart: what was suspected at first may have resolved since.
    """
    facts = Facts(protocol)
    facts.assume(CriterionHolds(protocol.applicable), True)
    for earlier in protocol.pathway[: number - 1]:
        if earlier.criterion in built_on(protocol, step.criterion):
            facts.assume(CriterionHolds(earlier.criterion), True)
    facts.assume(CriterionHolds(step.criterion), answer)
    return facts


def _answer(protocol: Protocol, recommendation: Recommendation, facts: Facts, step: PathwayStep) -> PathwayAnswer:
    more = facts.remaining(recommendation.when)
    if more is False:
        raise BuildError(
            f"protocol '{protocol.id}': the pathway shows '{recommendation.id}' at '{step.title}', "
            "on a branch where it can never be indicated"
        )
    texts = [
        Paragraph("label", recommendation.label),
        *(Paragraph("dose", _capital(dose_text(dose))) for dose in recommendation.doses),
    ]
    if not isinstance(more, bool):
        texts.append(Paragraph("condition", _("only if: {rule}", rule=more.describe(Labels(protocol)))))
    return PathwayAnswer(recommendation.id, recommendation.urgency, tuple(texts))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
