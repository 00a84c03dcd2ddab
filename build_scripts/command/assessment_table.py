"""Assessments as a person reads them on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from build_scripts.words.doses import shown_doses, shown_line
from build_scripts.words.review_state import REVIEW_WORDS, standing_on
from checker import Assessment, Checker, Protocol, RecommendationAnswer, RefusedCase, Status, Truth
from checker.answers.value_answers import ValueAnswer
from checker.protocol.labels import Labels
from checker.words.messages import in_sentence

WORDS = {
    Status.INDICATED: "indicated",
    Status.UNDETERMINED: "undetermined",
    Status.NOT_INDICATED: "not called for by this protocol",
}
"""Status → how it is said: 'not indicated' would be taken for advice."""

STYLES = {Status.INDICATED: "bold green", Status.UNDETERMINED: "yellow", Status.NOT_INDICATED: "dim"}
MARKS = {"true": ("✓", "green"), "false": ("✗", "red"), "unknown": ("?", "yellow")}


def print_assessment(
    console: Console,
    checker: Checker,
    assessment: Assessment,
    today: date,
    trees: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Print an assessment as a table, what is indicated first.

    Args:
        console: Where it goes.
        checker: What answered.
        assessment: The answer.
        today: By which it is said that the review is overdue.
        trees: The evaluated rules and values, for the arithmetic of values; see `explain`.
    """
    protocol = checker.protocol
    console.print(
        Text(protocol.title, style="bold"),
        Text(f"version {assessment.version}, {in_sentence(REVIEW_WORDS[assessment.review])}", style="dim"),
        sep="\n",
    )
    standing = standing_on(protocol.review, today)
    if standing is not None:
        console.print(Text(standing, style="bold yellow"))
    if assessment.criteria[protocol.applicable] is Truth.FALSE:
        console.print(Panel(escape(protocol.not_applicable), title="Not applicable"))
    for warning in assessment.warnings:
        console.print(f"[bold yellow]Warning[/] ({warning.code}, {warning.finding}): {escape(warning.message)}")
    arithmetic = {name: value.get("arithmetic") for name, value in trees.get("values", {}).items()}
    _print_scales(console, protocol, assessment, arithmetic, headline=True)
    table = Table(show_lines=False, pad_edge=False)
    for column in ("Recommendation", "Status", "Because / missing", "Statements"):
        table.add_column(column, overflow="fold")
    order = list(STYLES)
    answers = sorted(enumerate(assessment.recommendations), key=lambda pair: (order.index(pair[1].status), pair[0]))
    for index, answer in answers:
        concerning = [warning.message for warning in assessment.warnings if answer.id in warning.concerns]
        table.add_row(*_row(checker, index, answer, concerning), style=STYLES[answer.status])
    console.print(table)
    _print_scales(console, protocol, assessment, arithmetic, headline=False)
    for name, value in assessment.inferred.items():
        console.print(f"inferred: {escape(name)} = {'yes' if value else 'no'}")


def _print_scales(
    console: Console,
    protocol: Protocol,
    assessment: Assessment,
    arithmetic: Mapping[str, str | None],
    *,
    headline: bool,
) -> None:
    """Print the values, grades and scores that stand at the top of the answer, or those that do not."""
    for value in protocol.values:
        if value.headline is headline:
            console.print(escape(f"{value.id}: {_value_text(assessment.values[value.id], arithmetic.get(value.id))}"))
    for grade in protocol.grades:
        if grade.headline is headline:
            console.print(f"{escape(grade.id)}: {' or '.join(assessment.grades[grade.id])}")
    for score in protocol.scores:
        if score.headline is headline:
            answer = assessment.scores[score.id]
            points = str(answer.low) if answer.low == answer.high else f"{answer.low} to {answer.high}"
            console.print(f"{escape(score.id)}: {points} ({', '.join(answer.bands)})")


def _value_text(value: ValueAnswer, arithmetic: str | None) -> str:
    text = value.text or "not known yet"
    if value.measured:
        text += ", as measured"
    elif arithmetic is not None:
        text += f" = {arithmetic}"
    return f"{text} (missing: {', '.join(value.missing)})" if value.missing else text


def _row(
    checker: Checker, index: int, answer: RecommendationAnswer, concerning: Sequence[str]
) -> tuple[str, str, str, str]:
    recommendation = checker.protocol.recommendations[index]
    lines = [recommendation.label, *answer.no_rule]
    words = Labels(checker.protocol)
    assumed = [each.describe(words) for each in recommendation.assume if each.finding in answer.assumed]
    lines += [f"Assumed: {said}. Enter it if it is otherwise." for said in assumed]
    if answer.status is Status.INDICATED:  # a dose never stands beside a status that does not hold
        lines += [f"Warning: {message}" for message in concerning]
        lines += [shown_line(*dose, words) for dose in shown_doses(recommendation, answer)]
        lines += [recommendation.note] if recommendation.doses and recommendation.note else []
    grounds = f"missing: {', '.join(answer.missing)}" if answer.missing else ", ".join(answer.because)
    return escape("\n".join(lines)), WORDS[answer.status], escape(grounds), " ".join(answer.statements)


def print_refusal(console: Console, refused: RefusedCase) -> None:
    """Print why a case was refused."""
    console.print("[bold red]Refused.[/] Nothing was evaluated.")
    for error in refused.errors:
        console.print(f"  {escape(error.finding or 'case')}: {escape(error.message)}")


def print_explanation(console: Console, checker: Checker, trees: Mapping[str, Any]) -> None:
    """Print the evaluated rules of every recommendation and criterion as trees."""
    labels = {r.id: r.label for r in checker.protocol.recommendations} | {
        c.id: c.label for c in checker.protocol.criteria
    }
    renderables: list[RenderableType] = []
    for kind in ("criteria", "recommendations"):
        for name, node in trees[kind].items():
            tree = Tree(_line(f"{labels[name]} ({name})", node))
            _grow(tree, [node])
            renderables.append(tree)
    console.print(Group(*renderables))


def _line(text: str, node: Mapping[str, Any]) -> Text:
    mark, style = MARKS[node["truth"]]
    return Text.assemble((f"{mark} ", style), text, (f"  {node['truth']}", style))


def _grow(tree: Tree, nodes: Sequence[Mapping[str, Any]]) -> None:
    for node in nodes:
        branch = tree.add(_line(node["text"], node))
        _grow(branch, node.get("parts", ()))
