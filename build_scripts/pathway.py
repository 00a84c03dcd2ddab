"""The pathway as a picture, laid out from the rules when the site is built: no script draws it.

Text is measured conservatively (the widest plausible average width of a letter), since the build has no font to ask.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from build_scripts.doses import dose_text
from checker import Protocol
from checker.protocol import PathwayStep, Recommendation
from checker.words import Words

LETTER = 0.51
"""Average width of a letter, as a fraction of the font size; measured 0.47 for the site's typeface."""

SIZES = {"title": 17, "question": 16, "rule": 14, "label": 16, "dose": 15, "branch": 15}
"""Font size in units of the picture by role. The narrow picture is as wide as a phone, so a unit is about a pixel."""

LEADING = 1.35
PADDING = 14
GAP = 16
ARROW = 34


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
    """`step`, `yes` or `no`."""
    href: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line with a head, and the answer that it stands for."""

    path: str
    label: Line | None = None


@dataclass(slots=True)
class Picture:
    """A laid-out pathway."""

    kind: str
    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


Text = tuple[str, str]
"""Role and text of a paragraph."""


def draw_pathway(protocol: Protocol, link: Callable[[str], str]) -> tuple[Picture, Picture]:
    """Return the pathway twice: side by side for wide screens, and one below the other for narrow ones.

    Args:
        protocol: The protocol whose `pathway` is drawn; questions and answers are its criteria and recommendations.
        link: Returns the address of an anchor, as seen from the page that holds the picture.
    """
    return _wide(protocol, link), _narrow(protocol, link)


def _wide(protocol: Protocol, link: Callable[[str], str]) -> Picture:
    picture = Picture("wide", 690)
    column, y = 300.0, 1.0
    answers_x, answers_width = column + 70, picture.width - column - 71
    for number, step in enumerate(protocol.pathway, 1):
        asked = _question(protocol, number, step)
        branches = _branches(protocol, step)
        heights = [
            sum(_height(texts, answers_width) for _, texts in group) + GAP * (len(group) - 1) for _, group in branches
        ]
        step_height = max(_height(asked, column), sum(heights) + GAP * 2 * (len(heights) - 1))
        picture.boxes.append(_box(1, y, column, step_height, "step", link(f"criterion-{step.criterion}"), asked))
        top = y
        for answer, group in branches:
            middle = top + _height(group[0][1], answers_width) / 2
            label = Line(column + 14, middle - 7, "branch", answer.capitalize())
            picture.arrows.append(Arrow(f"M{column + 1:g} {middle:g}H{answers_x - 3:g}", label))
            for anchor, texts in group:
                part = _height(texts, answers_width)
                picture.boxes.append(_box(answers_x, top, answers_width, part, answer, link(anchor), texts))
                top += part + GAP
            top += GAP
        y += step_height
        if number < len(protocol.pathway):
            picture.arrows.append(Arrow(f"M{column / 2:g} {y:g}V{y + ARROW - 3:g}"))
            y += ARROW
    picture.height = y + 1
    return picture


def _narrow(protocol: Protocol, link: Callable[[str], str]) -> Picture:
    picture = Picture("narrow", 340)
    y = 1.0
    indent = 30.0
    for number, step in enumerate(protocol.pathway, 1):
        asked = _question(protocol, number, step)
        height = _height(asked, picture.width - 2)
        picture.boxes.append(_box(1, y, picture.width - 2, height, "step", link(f"criterion-{step.criterion}"), asked))
        y += height
        asked_until = y
        for answer, group in _branches(protocol, step):
            y += GAP
            picture.arrows.append(Arrow(f"M{indent / 2:g} {asked_until:g}V{y + 22:g}H{indent - 3:g}"))
            for position, (anchor, texts) in enumerate(group):
                shown = [("branch", answer.capitalize()), *texts] if position == 0 else texts
                part = _height(shown, picture.width - indent - 1)
                picture.boxes.append(_box(indent, y, picture.width - indent - 1, part, answer, link(anchor), shown))
                y += part + GAP
            y -= GAP
        if number < len(protocol.pathway):
            y += GAP * 2
    picture.height = y + 1
    return picture


def _question(protocol: Protocol, number: int, step: PathwayStep) -> list[Text]:
    criterion = next(c for c in protocol.criteria if c.id == step.criterion)
    rule = criterion.when.describe(Words(protocol))
    return [("title", f"{number}. {step.title}"), ("question", f"{criterion.label}?"), ("rule", f"True when {rule}.")]


def _branches(protocol: Protocol, step: PathwayStep) -> list[tuple[str, list[tuple[str, list[Text]]]]]:
    recommendations = {r.id: r for r in protocol.recommendations}
    return [
        (answer, [(name, _answer(recommendations[name])) for name in names])
        for answer, names in (("yes", step.yes), ("no", step.no))
        if names
    ]


def _answer(recommendation: Recommendation) -> list[Text]:
    return [("label", recommendation.label), *(("dose", dose_text(dose)) for dose in recommendation.doses)]


def _wrapped(texts: Sequence[Text], width: float) -> list[Text]:
    return [
        (role, line)
        for role, text in texts
        for line in textwrap.wrap(text, max(8, int((width - 2 * PADDING) / (SIZES[role] * LETTER))))
    ]


def _height(texts: Sequence[Text], width: float) -> float:
    return 2 * PADDING + sum(SIZES[role] * LEADING for role, _ in _wrapped(texts, width))


def _box(x: float, y: float, width: float, height: float, kind: str, href: str, texts: Sequence[Text]) -> Box:
    lines, baseline = [], y + PADDING
    for role, text in _wrapped(texts, width):
        baseline += SIZES[role] * LEADING
        lines.append(Line(x + PADDING, round(baseline - SIZES[role] * 0.32, 1), role, text))
    return Box(x, y, width, round(height, 1), kind, href, tuple(lines))
