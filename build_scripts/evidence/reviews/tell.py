"""The reviews as text for the command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from build_scripts.content.loaded import LoadedProtocol
from build_scripts.content.yaml_source import read_yaml
from build_scripts.evidence.reviews.alone import AnswerRow
from build_scripts.evidence.reviews.review import Between, Reviews
from build_scripts.evidence.reviews.shown import ShownAction
from build_scripts.evidence.reviews.view import ReviewsView
from checker import Protocol


def remark_lines(loaded: LoadedProtocol, reviews: Reviews) -> list[str]:
    """Return the remarks on a protocol as text, each with its line."""
    if not reviews.remarks:
        return []
    document = read_yaml(loaded.folder / "protocol.yml")
    return [f"line {document.problem(remark.path, '').line}: {remark.text}" for remark in reviews.remarks]


def in_words(
    protocol: Protocol, reviews: Reviews, between: Between, others: dict[str, Protocol], *, whole: bool = False
) -> str:
    """Return the reviews of a protocol as Markdown, for a person to read from top to bottom.

    Args:
        protocol: The protocol that was reviewed.
        reviews: The reviews of the protocol on its own.
        between: The review of the protocol together with others.
        others: All protocols, by id.
        whole: Whether each row lists all that is indicated, open and not called for, and not only what changes.
    """
    view = ReviewsView(reviews, protocol, between.pairs, others)
    lines = [f"# What the rules do: {protocol.title}, version {protocol.version}", ""]
    lines += _alone(view)
    if whole:
        lines += _whole(protocol, view, reviews.alone.rows)
    lines += _ends(view)
    lines += _crossed(view)
    if view.remarks:
        lines += ["## Worth a second look", "", *(f"- {remark}" for remark in view.remarks), ""]
    return "\n".join(lines)


def _alone(view: ReviewsView) -> list[str]:
    lines = ["## One finding alone", "", _known(view.base), ""]
    for word, actions in (
        ("Indicated", view.indicated),
        ("Still open", view.undetermined),
        ("Not called for", view.not_called_for),
    ):
        lines.append(f"- {word}: {_listed(actions)}")
    lines += ["", "What one answer more changes:", ""]
    for group in view.alone:
        lines += [f"### {group.label}", ""]
        for row in group.rows:
            lines.append(f"- {'; '.join(row.answers)}")
            for word, them in (
                ("indicated", row.indicated),
                ("not called for", row.no_longer),
                ("open again", row.opened),
            ):
                lines += [f"  - {word}: {_listed(them)}"] if them else []
            lines += [f"  - warning: {warning.text}" for warning in row.warnings]
            lines += [f"  - refused: {row.refused}"] if row.refused else []
            for mark in row.marks:
                why = f" Accepted: {' '.join(mark.why)}" if mark.why else ""
                lines.append(f"  - **Marked:** {_listed(mark.actions)}: {mark.text}.{why}")
        if group.unchanged:
            lines.append(f"- Changes nothing: {'; '.join(group.unchanged)}")
        lines.append("")
    if view.dates:
        lines += [f"Dates are not varied: {'; '.join(view.dates)}.", ""]
    return lines


def _known(base: Sequence[str]) -> str:
    return f"Nothing is known but: {'; '.join(base)}." if base else "Nothing is known."


def _whole(protocol: Protocol, view: ReviewsView, rows: Iterable[AnswerRow]) -> list[str]:
    labels = {r.id: r.label for r in protocol.recommendations}
    findings = {finding.id: finding for finding in protocol.findings}
    lines = ["### Everything that follows from each answer", ""]
    for row in rows:
        finding, outcome = findings[row.answer.finding], row.outcome
        lines.append(f"- {view.answer(finding.id, row.answer)}")
        if outcome.refused is not None:
            lines.append(f"  - refused: {outcome.refused}")
            continue
        for word, names in (
            ("indicated", outcome.indicated),
            ("still open", outcome.undetermined),
            ("not called for", outcome.not_called_for),
        ):
            lines.append(f"  - {word}: {' · '.join(labels[name] for name in names) or 'nothing'}")
        if outcome.inferred:
            texts = (view.finding(name, value) for name, value in outcome.inferred)
            lines.append(f"  - inferred: {'; '.join(texts)}")
    return [*lines, ""]


def _ends(view: ReviewsView) -> list[str]:
    lines = ["## At the ends", ""]
    for table in view.ends:
        lines += [f"### {table.group}{f' ({table.state})' if table.state else ''}", ""]
        for row in table.rows:
            values = (
                f"{label} {value} ({end})"
                for label, (value, end) in zip(table.quantities, row.values, strict=True)
                if value
            )
            lines.append(f"- {', '.join(values)}")
            shown = (f"**{action}**" if action.because else str(action) for action in row.actions)
            lines.append(f"  - indicated by it: {' · '.join(shown) or 'nothing'}")
            lines += [f"  - warning: {warning.text}" for warning in row.warnings]
            lines += [f"  - accepted: {text}" for text in row.why]
        lines.append("")
    return lines if view.ends else [*lines, "No quantity at its ends changes anything.", ""]


def _crossed(view: ReviewsView) -> list[str]:
    lines = ["## Crossed reasons", ""]
    for pair in view.crossed:
        where = f" (in: {pair.other})" if pair.other else ""
        lines.append(f"- {pair.bold}, against: {pair.cautious}{where}")
        lines.append(
            f"  - reasons for caution looked for: {'; '.join(pair.reasons) or 'none that the first does not ask for'}"
        )
        for reason, patient, why in pair.accepted:
            lines.append(f"  - **Crossed:** {reason}. {f'Accepted: {why}' if why else f'Not accepted: {patient}'}")
        if pair.reasons and not pair.accepted:
            lines.append("  - none of them can be present while the first is indicated")
    return [*lines, ""] if view.crossed else [*lines, "No two actions are opposed.", ""]


def _listed(actions: Sequence[ShownAction]) -> str:
    return " · ".join(map(str, actions)) or "nothing"  # labels have semicolons of their own
