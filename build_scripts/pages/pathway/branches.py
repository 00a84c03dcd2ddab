"""The steps of a pathway in words: the question in a box, and the consequences of each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.pages.pathway.residual import Facts
from build_scripts.project.problems import BuildError
from build_scripts.words.doses import dose_text
from build_scripts.words.outline import Outline, outline
from checker import Protocol
from checker.language.conditions import ChoiceIs, CriterionHolds
from checker.language.expressions import Expression, Not
from checker.protocol.doses import Dose
from checker.protocol.labels import Labels
from checker.protocol.layout import PathwayStep
from checker.protocol.model import Recommendation
from checker.protocol.traversal import built_on, walk
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


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the pathway: an answer to the question of a step."""

    number: int
    """Number of the step, from 1."""
    step: PathwayStep
    yes: bool

    @property
    def answer(self) -> Expression:
        """The answer as an expression: the criterion of the step, or that it does not hold."""
        asked = CriterionHolds(self.step.criterion)
        return asked if self.yes else Not(asked)


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
        PathwayBranch(word, tuple(_answer(protocol, recommendations[name], Place(number, step, yes)) for name in names))
        for word, names, yes in ((marked("yes"), step.yes, True), (marked("no"), step.no, False))
    ]


def way_to(protocol: Protocol, number: int) -> str:
    """Return the word on the arrow to a step from the one before: whether it is asked at once or later."""
    before, step = protocol.pathway[number - 2], protocol.pathway[number - 1]
    return _("If yes") if before.criterion in built_on(protocol, step.criterion) else _("Then")


def branch_of(protocol: Protocol, recommendation: str) -> Place | None:
    """Return the first place on the pathway that shows a recommendation; None where it has none."""
    for number, step in enumerate(protocol.pathway, 1):
        for names, yes in ((step.yes, True), (step.no, False)):
            if recommendation in names:
                return Place(number, step, yes)
    return None


def condition_on(protocol: Protocol, recommendation: Recommendation, place: Place) -> Expression | bool:
    """Return what else a recommendation needs at a place of the pathway; True where it needs nothing.

    That the patient is, or was, on the drug that it names, in one of the ways in which the protocol applies at all,
    goes without saying: nobody withholds or continues another. Which of these ways it has to be is said.
    """
    facts = _facts(protocol, place)
    applicable = next(c for c in protocol.criteria if c.id == protocol.applicable)
    labels = Labels(protocol)
    for part in walk(applicable.when):
        if isinstance(part, ChoiceIs) and labels.finding(part.finding).casefold() in _drugs(recommendation):
            facts.assume(part, True)
    return facts.remaining(recommendation.when)


def _drugs(recommendation: Recommendation) -> set[str]:
    return {drug.casefold() for drug in recommendation.drugs}


def _facts(protocol: Protocol, place: Place) -> Facts:
    """Return the facts known on a branch: its answer, and the earlier answers that its question builds on.

    Other earlier answers are left out, since steps lie days apart: a first suspicion may have resolved since.
    """
    facts = Facts(protocol)
    facts.assume(CriterionHolds(protocol.applicable), True)
    for earlier in protocol.pathway[: place.number - 1]:
        if earlier.criterion in built_on(protocol, place.step.criterion):
            facts.assume(CriterionHolds(earlier.criterion), True)
    facts.assume(CriterionHolds(place.step.criterion), place.yes)
    return facts


def _answer(protocol: Protocol, recommendation: Recommendation, place: Place) -> PathwayAnswer:
    more = condition_on(protocol, recommendation, place)
    if more is False:
        raise BuildError(
            f"protocol '{protocol.id}': the pathway shows '{recommendation.id}' at '{place.step.title}', "
            "on a branch where it can never be indicated"
        )
    texts = [
        Paragraph("label", recommendation.label),
        *(paragraph for dose in recommendation.doses for paragraph in _dose(dose, Labels(protocol))),
    ]
    if recommendation.doses and recommendation.note is not None:
        texts.append(Paragraph("note", recommendation.note))
    if not isinstance(more, bool):
        texts.append(Paragraph("condition", _("if {rule}", rule=more.describe(Labels(protocol)))))
    return PathwayAnswer(recommendation.id, recommendation.urgency, tuple(texts))


def _dose(dose: Dose, words: Labels) -> Iterator[Paragraph]:
    yield Paragraph("dose", _capital(dose_text(dose, words)))
    if dose.note is not None:
        yield Paragraph("note", dose.note)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
