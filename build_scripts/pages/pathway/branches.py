"""The steps of a pathway in words: the question in a box, and the consequences of each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.pages.pathway.residual import Facts
from build_scripts.project.problems import BuildError
from build_scripts.words.doses import dose_text
from build_scripts.words.outline import Outline, outline
from checker import Protocol
from checker.language.conditions import CriterionHolds
from checker.protocol.doses import Dose
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
    """Depth of the paragraph in the outline of a rule, from 0; parts of a rule have bullets."""


@dataclass(frozen=True, slots=True)
class PathwayAnswer:
    """The text of a box on the right, and the recommendation that it links to."""

    anchor: str
    urgency: str
    texts: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PathwayBranch:
    """One answer to a step's question; a branch without boxes ends the pathway."""

    word: str
    answers: tuple[PathwayAnswer, ...]


def question_of(protocol: Protocol, number: int, step: PathwayStep) -> list[Paragraph]:
    """Return the paragraphs of the box with the question of a step, the rule of the question included."""
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
    """Return the branches of a step: the answers to its question, each with its consequences."""
    recommendations = {r.id: r for r in protocol.recommendations}
    return [
        PathwayBranch(word, tuple(_answer(protocol, recommendations[name], facts, step) for name in names))
        for word, names, facts in (
            (marked("yes"), step.yes, _facts(protocol, number, step, True)),
            (marked("no"), step.no, _facts(protocol, number, step, False)),
        )
    ]


def _facts(protocol: Protocol, number: int, step: PathwayStep, answer: bool) -> Facts:
    """Return the facts known on a branch: its answer, and the earlier answers that its question builds on.

    Other earlier answers are left out, since steps lie days apart: a first suspicion may have resolved since.
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
        *(paragraph for dose in recommendation.doses for paragraph in _dose(dose)),
    ]
    if recommendation.doses and recommendation.note is not None:
        texts.append(Paragraph("note", recommendation.note))
    if not isinstance(more, bool):
        texts.append(Paragraph("condition", _("only if: {rule}", rule=more.describe(Labels(protocol)))))
    return PathwayAnswer(recommendation.id, recommendation.urgency, tuple(texts))


def _dose(dose: Dose) -> Iterator[Paragraph]:
    yield Paragraph("dose", _capital(dose_text(dose)))
    if dose.note is not None:
        yield Paragraph("note", dose.note)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
