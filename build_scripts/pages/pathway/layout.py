"""The pathway as a picture, laid out from the rules when the site is built, so that it needs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from build_scripts.pages.pathway.branches import (
    Paragraph,
    PathwayAnswer,
    PathwayBranch,
    branches_of,
    question_of,
    way_to,
)
from build_scripts.pages.pathway.letters import lines_of
from build_scripts.pages.unbroken import joined
from checker import Protocol
from checker.words.messages import _, marked

SIZES = {
    "title": 15,
    "question": 15,
    "when": 14,
    "rule": 14,
    "label": 15,
    "dose": 15,
    "note": 14,
    "condition": 14,
    "branch": 15,
    "end": 15,
}
"""Font size in units of the picture by role. The narrow picture is as wide as a phone, so a unit is about a pixel."""

BOLD = ("title", "question", "label", "dose", "branch")

SPACE = {"question": 3, "when": 4, "dose": 2, "note": 2, "condition": 3}
"""Room above a paragraph by role, in units of the picture."""

LEADING = 1.3
PADDING = 8
GAP = 7
ARROW = 32
"""Least room between two steps, for the arrow from one to the next and its word."""

RAIL = 16
"""Distance of the line that leads from a question to its answers from the edge of the question's box."""

INDENT = 16
"""Distance by which a part of a rule is indented to the right of the rule, in units of the picture."""

BULLET = 11
"""Distance between the bullet of a part and its text, in units of the picture."""

ENDS_HERE = marked("The pathway ends here.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    x: float
    y: float
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with lines of text in it."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    """`step`, or the urgency of what the box recommends."""
    href: str
    lines: tuple[Line, ...]
    step: int
    """Number of the step that the box belongs to, from 1."""
    branch: str = ""
    """The answer that leads to the box, `yes` or `no`; empty for the question itself."""
    recommendation: str = ""
    """Id of the recommendation in the box; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with a head, and the words beside it: the answer, or a note that nothing follows."""

    path: str
    labels: tuple[Line, ...] = ()
    step: int = 0
    """Number of the step whose answer the arrow stands for; 0 for an arrow from one step to the next, whose word says
    whether that step is asked at once or later."""
    branch: str = ""


@dataclass(slots=True)
class Picture:
    """A laid-out pathway."""

    kind: str
    """`wide` or `narrow`."""
    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


def draw_pathway(protocol: Protocol, link: Callable[[str], str]) -> tuple[Picture, Picture]:
    """Return two pictures of the pathway: boxes side by side for wide screens, and one below the other for narrow ones.

    Args:
        protocol: The protocol whose `pathway` is drawn; questions and answers are its criteria and recommendations.
        link: Returns the address of an anchor, relative to the page that holds the picture.

    Raises:
        BuildError: when a branch shows a recommendation that can never be indicated there.
    """
    return _wide(protocol, link), _narrow(protocol, link)


def _wide(protocol: Protocol, link: Callable[[str], str]) -> Picture:
    picture = Picture("wide", 690)
    column, y = 306.0, 1.0
    answers_x, answers_width = column + 62, picture.width - column - 63
    for number, step in enumerate(protocol.pathway, 1):
        asked = question_of(protocol, number, step)
        branches = branches_of(protocol, number, step)
        height = _height(asked, column)
        picture.boxes.append(_box(1, y, column, height, "step", link(f"criterion-{step.criterion}"), asked, number))
        top = y
        for branch in branches:
            first = _height(branch.answers[0].texts, answers_width) if branch.answers else SIZES["end"] * LEADING
            middle = top + first / 2
            # From the box itself where it reaches as far down, else by the line along the answers.
            start = min(middle, y + height - PADDING)
            labels = [Line(column + RAIL + 4, middle - 7, "branch", _(branch.word).capitalize())]
            if not branch.answers:
                labels.append(Line(answers_x + 4, middle + 5, "end", _(ENDS_HERE)))
            down = f"H{column + RAIL:g}V{middle:g}" if start < middle else ""
            line = f"M{column + 1:g} {start:g}{down}H{answers_x - 3:g}"
            picture.arrows.append(Arrow(line, tuple(labels), number, branch.word))
            below = top
            for answer in branch.answers:
                part = _height(answer.texts, answers_width)
                place = (answers_x, below, answers_width, part)
                picture.boxes.append(_answer_box(*place, link, answer, number, branch.word))
                below += part + GAP
            top += _group_height(branch, answers_width) + GAP * 2
        bottom, y = y + height, max(y + height, top - GAP * 2)
        if number < len(protocol.pathway):
            y = max(bottom + ARROW, y + GAP * 2)
            label = Line(column / 2 + 10, y - 13, "branch", way_to(protocol, number + 1))
            picture.arrows.append(Arrow(f"M{column / 2:g} {bottom:g}V{y - 3:g}", (label,)))
    picture.height = y + 1
    return picture


def _narrow(protocol: Protocol, link: Callable[[str], str]) -> Picture:
    picture = Picture("narrow", 340)
    y, left = 1.0, 30.0
    width, rail = picture.width - left - 1, left / 2
    for number, step in enumerate(protocol.pathway, 1):
        # Its rule stands where the box leads; on a phone there is no room beside the answers for it.
        asked = [text for text in question_of(protocol, number, step) if text.role in ("title", "question")]
        height = _height(asked, picture.width - 2)
        picture.boxes.append(
            _box(1, y, picture.width - 2, height, "step", link(f"criterion-{step.criterion}"), asked, number)
        )
        y += height
        asked_until = y
        for branch in branches_of(protocol, number, step):
            y += GAP
            arrow = f"M{rail:g} {asked_until:g}V{y + 8:g}H{left - 3:g}"
            words = _(branch.word).capitalize() + ("" if branch.answers else f". {_(ENDS_HERE)}")
            picture.arrows.append(Arrow(arrow, (Line(left + 5, y + 13, "branch", words),), number, branch.word))
            y += 20
            for answer in branch.answers:
                part = _height(answer.texts, width)
                picture.boxes.append(_answer_box(left, y, width, part, link, answer, number, branch.word))
                y += part + GAP
            y -= GAP if branch.answers else 0
        if number < len(protocol.pathway):
            y += ARROW - GAP
            label = Line(left + 5, y - 9, "branch", way_to(protocol, number + 1))
            picture.arrows.append(Arrow(f"M{rail:g} {asked_until:g}V{y - 3:g}", (label,)))
    picture.height = y + 1
    return picture


def _wrapped(texts: Sequence[Paragraph], width: float) -> Iterator[tuple[Paragraph, list[str], float]]:
    """Yield each paragraph with its lines and their indent in units of the picture."""
    for text in texts:
        shift = INDENT * (text.depth - 1) + BULLET if text.depth else 0
        room, bold = width - 2 * PADDING - shift, text.role in BOLD
        yield text, lines_of(joined(text.text), room, SIZES[text.role], bold=bold), shift


def _height(texts: Sequence[Paragraph], width: float) -> float:
    return 2 * PADDING + sum(
        SPACE.get(text.role, 0) + len(lines) * SIZES[text.role] * LEADING for text, lines, _ in _wrapped(texts, width)
    )


def _group_height(branch: PathwayBranch, width: float) -> float:
    if not branch.answers:
        return SIZES["end"] * LEADING
    return sum(_height(answer.texts, width) for answer in branch.answers) + GAP * (len(branch.answers) - 1)


def _answer_box(
    x: float,
    y: float,
    width: float,
    height: float,
    link: Callable[[str], str],
    answer: PathwayAnswer,
    step: int,
    branch: str,
) -> Box:
    box = _box(x, y, width, height, answer.urgency, link(answer.anchor), answer.texts, step)
    return replace(box, branch=branch, recommendation=answer.anchor)


def _box(
    x: float, y: float, width: float, height: float, kind: str, href: str, texts: Sequence[Paragraph], step: int
) -> Box:
    placed, baseline = [], y + PADDING
    for text, lines, shift in _wrapped(texts, width):
        size = SIZES[text.role]
        baseline += SPACE.get(text.role, 0)
        for position, line in enumerate(lines):
            baseline += size * LEADING
            bullet = text.depth and position == 0
            left = x + PADDING + shift - (BULLET if bullet else 0)
            placed.append(Line(left, round(baseline - size * 0.32, 1), text.role, f"• {line}" if bullet else line))
    return Box(x, y, width, round(height, 1), kind, href, tuple(placed), step)
